import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { serveSdk, type SdkEndpoint } from "../../rehearsal/cloud/sdk/server.ts";
import { findSecret, keepSecret, secretType, secretValue } from "../../rehearsal/cloud/secrets.ts";
import { World } from "../support/cloudWorld.ts";
import { onair, projectCopy, removeCopy, type Run, type RunWith } from "./cliSession.ts";
import { MediaLive, useService } from "./mediaLiveService.ts";

const KEY = "abcd-efgh-ijkl-mnop";
const NAME = "onair/prod/studio/outputs/tube/stream-key-1";

describe("onair secret", () => {
  let project: string;
  let world: World;
  let endpoint: SdkEndpoint;
  let restore: () => Promise<void>;

  before(() => {
    project = projectCopy();
    const file = join(project, "lineups", "prod.yaml");
    const text = readFileSync(file, "utf8");
    const outputs = `    outputs:
      tube: { type: rtmp, urls: ["rtmps://a.tv/live", "rtmps://b.tv/live"] }
      wide: { type: rtmp, regions: all, streamKeys: each, urls: ["rtmps://c.tv/live", "rtmps://d.tv/live"] }
      club: { type: mediaconnect, subscribers: ["210987654321"], senders: { us-east-1: [198.51.100.7/32, 198.51.100.8/32] } }
      pictures: { type: frame-capture }
`;
    const changed = text.replace(/^ {2}studio:\n {4}title: .*\n/m, (head) => head + outputs);
    assert.notEqual(changed, text, "the shipped lineup has a channel studio");
    writeFileSync(file, changed);
  });
  after(() => removeCopy(project));
  beforeEach(async () => {
    world = new World();
    endpoint = await serveSdk(world.cloud, () => undefined);
    restore = await useService(new MediaLive());
    process.env["AWS_ENDPOINT_URL"] = endpoint.url;
  });
  afterEach(async () => {
    await restore();
    await endpoint.close();
  });

  const run = (args: readonly string[], given: Pick<RunWith, "typed" | "piped" | "tools"> = {}): Promise<Run> =>
    onair(["secret", ...args], { cwd: project, ...given, tools: { pollSeconds: 0.01, ...given.tools } });
  const value = (region: string, name: string): string | undefined => {
    const secret = findSecret(world.store, region, name);
    return secret === undefined ? undefined : secretValue(secret);
  };

  it("[L8] keeps a stream key in every region of the channel, whichever sends it, unseen, and says what comes next", async () => {
    const { code, out, err, questions } = await run(["studio", "tube"], { typed: [KEY] });
    assert.equal(code, 0, err);
    assert.deepEqual(questions, ["Stream key (not shown): "]);
    assert.deepEqual([value("us-east-1", NAME), value("eu-west-1", NAME)], [KEY, KEY]);
    assert.match(out, /stream-key-1\s+us-east-1\s+made/);
    assert.match(out, /stream-key-1\s+eu-west-1\s+copied/);
    assert.match(err, /keyVersion: 1 of output tube/);
    assert.doesNotMatch(out + err, new RegExp(KEY));
  });

  it("[L8] reads one line a key from a pipe, one for each pipeline, with copies", async () => {
    const { code, err } = await run(["studio", "wide"], { piped: ["first-key", " second-key "] });
    assert.equal(code, 0, err);
    const of = (pipeline: string): unknown[] =>
      ["us-east-1", "eu-west-1"].map((region) => value(region, `onair/prod/studio/outputs/wide/stream-key-1-${pipeline}`));
    assert.deepEqual(
      [of("a"), of("b")],
      [
        ["first-key", "first-key"],
        ["second-key", "second-key"],
      ],
    );
  });

  it("[L8] draws a passphrase for a feed, and asks nobody", async () => {
    const { code, questions, err } = await run(["studio", "club"]);
    assert.equal(code, 0, err);
    assert.deepEqual(questions, []);
    assert.match(value("us-east-1", "onair/prod/studio/outputs/club/passphrase-1") ?? "", /^[A-Za-z0-9]{40}$/);
  });

  it("[L8] keeps what is there, takes a new one under the next number, and writes over one only when told to", async () => {
    await run(["studio", "tube"], { typed: [KEY] });
    const again = await run(["studio", "tube"]);
    assert.deepEqual([again.code, again.questions, value("us-east-1", NAME)], [0, [], KEY]);
    assert.match(again.out, /us-east-1\s+kept/);
    const next = await run(["studio", "tube", "--key-version", "2"], { typed: ["new-key"] });
    assert.match(next.err, /keyVersion: 2 of output tube/);
    assert.deepEqual([value("us-east-1", NAME), value("us-east-1", NAME.replace(/1$/, "2"))], [KEY, "new-key"]);
    const over = await run(["studio", "tube", "--replace", "--json"], { typed: ["other-key"] });
    assert.equal(value("us-east-1", NAME), "other-key");
    assert.doesNotMatch(over.out + over.err, /other-key/);
    assert.deepEqual(
      (JSON.parse(over.out) as { done: string }[]).map(({ done }) => done),
      ["replaced"],
    );
  });

  it("[L8] says why a copy failed, and tries it again at the next run", async () => {
    const { account, store } = world.cloud;
    keepSecret(store, account, { name: NAME, region: "eu-west-1", primaryRegion: "ap-south-1", value: "x", description: "", tags: {} });
    const failed = await run(["studio", "tube"], { typed: [KEY] });
    assert.equal(failed.code, 1);
    assert.match(failed.err, /stream-key-1 in eu-west-1: Replication failed: .* already exists in region eu-west-1/);
    for (const one of store.all(secretType)) if (one.region === "eu-west-1") store.remove(one);
    const again = await run(["studio", "tube"]);
    assert.deepEqual([again.code, again.questions, value("eu-west-1", NAME)], [0, [], KEY]);
  });

  it("[L8] asks for no key with credentials of an account that the stacks are not allowed in", async () => {
    const file = join(project, "Pulumi.prod-us-east-1.yaml");
    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.replace("config:\n", 'config:\n  aws:allowedAccountIds: ["210987654321"]\n'));
    try {
      const tools = { callerAccount: () => Promise.resolve({ accountId: "123456789012" }) };
      const { code, err, questions } = await run(["studio", "tube"], { typed: [KEY], tools });
      assert.equal(code, 1);
      assert.match(err, /belong to account 123456789012, and the stack files allow 210987654321/);
      assert.deepEqual([questions, value("us-east-1", NAME)], [[], undefined]);
    } finally {
      writeFileSync(file, text);
    }
  });

  it("[L8] makes no second one while a region that may have it does not answer", async () => {
    world.faults.darken("eu-west-1", "refuses");
    const { code, questions } = await run(["studio", "tube"], { typed: [KEY] });
    assert.deepEqual([code, questions, value("us-east-1", NAME)], [1, [], undefined]);
  });

  it("[L8] refuses what is no stream key without repeating it, and what needs none", async () => {
    for (const [typed, why] of [
      ["", /No stream key/],
      ["two words", /a blank/],
      ["{{resolve:x}}", /a brace/],
      ["rtmps://a.tv/live/abcd", /whole address/],
    ] as const) {
      const { code, err } = await run(["studio", "tube"], { typed: [typed] });
      assert.equal(code, 1);
      assert.match(err, why);
      if (typed !== "") assert.ok(!err.includes(typed));
    }
    assert.equal(value("us-east-1", NAME), undefined);
    assert.match((await run(["studio", "pictures"])).err, /needs no secret/);
    assert.match((await run(["studio", "tub"])).err, /did you mean tube\?/);
    assert.match((await run(["arena", "tube"])).err, /There is no output tube in channel arena; it has none/);
    assert.match((await run(["nobody", "tube"])).err, /There is no channel nobody/);
    assert.equal((await run(["studio", "tube", "--key-version", "0"])).code, 2);
  });
});
