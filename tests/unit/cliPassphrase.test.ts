import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { serveSdk, type SdkEndpoint } from "../../rehearsal/cloud/sdk/server.ts";
import { findSecret, keepSecret, secretType, secretValue } from "../../rehearsal/cloud/secrets.ts";
import { BROUGHT_KEY, World } from "../support/cloudWorld.ts";
import { onair, projectCopy, removeCopy, type Run } from "./cliSession.ts";
import { MediaLive, useService } from "./mediaLiveService.ts";

const NAME = "onair/prod/arena/srt";

describe("onair passphrase", () => {
  let project: string;
  let world: World;
  let endpoint: SdkEndpoint;
  let restore: () => Promise<void>;

  before(() => {
    project = projectCopy();
    const file = join(project, "lineups", "prod.yaml");
    const text = readFileSync(file, "utf8");
    const changed = text.replace(
      /^( {2}arena:\n(?: {4}.*\n)*?) {4}source: .*\n/m,
      (_, head: string) => `${head}    source: { type: srt-listener }\n`,
    );
    assert.notEqual(changed, text, "the shipped lineup has a channel arena with its source on one line");
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

  const run = (args: readonly string[], typed?: readonly string[]): Promise<Run> =>
    onair(["passphrase", ...args], { cwd: project, ...(typed === undefined ? {} : { typed }), tools: { pollSeconds: 0.01 } });
  const value = (region: string): string => {
    const secret = findSecret(world.store, region, NAME);
    assert.ok(secret, `a secret in ${region}`);
    return secretValue(secret);
  };

  it("[L2] makes one in the channel's first region, copies it to the other, and tells nobody what it is", async () => {
    const { code, out, err } = await run(["arena"]);
    assert.equal(code, 0, err);
    assert.match(value("us-east-1"), /^[A-Za-z0-9]{40}$/);
    assert.equal(value("eu-west-1"), value("us-east-1"));
    assert.equal(findSecret(world.store, "eu-west-1", NAME)?.primaryRegion, "us-east-1");
    assert.doesNotMatch(out + err, new RegExp(value("us-east-1")));
    assert.match(out, /primary\s+onair\/prod\/arena\/srt\s+us-east-1\s+made/);
    assert.match(out, /eu-west-1\s+copied/);
    assert.match(err, /npx onair passphrase arena --show/);
    assert.match(err, /--region us-east-1; should that region be down, --region eu-west-1\)/);
  });

  it("[L2] keeps one that is there, and copies it to a region that lacks it", async () => {
    const { account, store } = world.cloud;
    keepSecret(store, account, { name: NAME, region: "eu-west-1", primaryRegion: "eu-west-1", value: "kept", description: "", tags: {} });
    const { code, out } = await run(["arena", "--json"]);
    assert.equal(code, 0);
    assert.deepEqual([value("us-east-1"), value("eu-west-1")], ["kept", "kept"]);
    const [only] = JSON.parse(out) as { done: string; primaryRegion: string; regions: Record<string, { arn: string; status: string }> }[];
    assert.deepEqual([only?.done, only?.primaryRegion, only?.regions["us-east-1"]?.status], ["kept", "eu-west-1", "InSync"]);
    assert.match(only?.regions["us-east-1"]?.arn ?? "", /^arn:aws:secretsmanager:us-east-1:123456789012:secret:onair\/prod\/arena\/srt-/);
    assert.doesNotMatch(out, /"kept".*value|SecretString/);
  });

  it("[L2] replaces one only when told to, in every region", async () => {
    await run(["arena"]);
    const before = value("us-east-1");
    const refused = await run(["arena", "--rotate"], ["n"]);
    assert.equal(refused.code, 1);
    assert.match(refused.err, /are refused until they have the new passphrase/);
    assert.equal(value("us-east-1"), before);
    assert.equal((await run(["arena", "--rotate"])).code, 2, "without a terminal it wants --yes");
    const { code, out } = await run(["arena", "--rotate", "--yes"]);
    assert.equal(code, 0);
    assert.match(out, /replaced/);
    assert.notEqual(value("us-east-1"), before);
    assert.equal(value("eu-west-1"), value("us-east-1"));
  });

  it("[L2] shows one on a terminal only, after asking, and never on standard output", async () => {
    await run(["arena"]);
    const piped = await run(["arena", "--show"]);
    assert.equal(piped.code, 2);
    assert.match(piped.err, /needs a terminal/);
    const declined = await run(["arena", "--show"], ["no"]);
    assert.doesNotMatch(declined.out + declined.err, new RegExp(value("us-east-1")));
    const { code, out, err, questions } = await run(["arena", "--show"], ["y"]);
    assert.equal(code, 0);
    assert.match(questions.join(), /Show it/);
    assert.equal(out, "");
    assert.match(err, new RegExp(value("us-east-1")));
    assert.equal((await run(["arena", "--show", "--json"], ["y"])).code, 2);
  });

  it("[L2 E4] shows the copy of another region while the one that writes is down", async () => {
    await run(["arena"]);
    world.faults.darken("us-east-1", "refuses");
    const { code, err } = await run(["arena", "--show"], ["y"]);
    assert.equal(code, 0, err);
    assert.match(err, new RegExp(value("eu-west-1")));
    world.faults.clear();
    world.faults.fail("secretsmanager:GetSecretValue@us-east-1", "no value today", { on: ["call"] });
    assert.equal((await run(["arena", "--show"], ["y"])).code, 0, "also where it tells of a secret and not its value");
    world.faults.darken("us-east-1", "refuses");
    world.faults.darken("eu-west-1", "refuses");
    assert.equal((await run(["arena", "--show"], ["y"])).code, 1, "with both down nobody knows");
  });

  it("[L2] calls nothing missing that it could not ask about", async () => {
    world.faults.darken("us-east-1", "refuses");
    const { code, err } = await run(["arena", "--show"], ["y"]);
    assert.equal(code, 1);
    assert.doesNotMatch(err, /has no passphrase yet/);
    assert.equal((await run(["arena"])).code, 1);
    assert.equal(findSecret(world.store, "eu-west-1", NAME), undefined);
    world.faults.clear();
    const none = await run(["arena", "--show"], ["y"]);
    assert.match(none.err, /has no passphrase yet; make it: npx onair passphrase arena --input primary --env prod/);
  });

  it("[L2] says which copy is in the way of another", async () => {
    const { account, store } = world.cloud;
    await run(["arena"]);
    for (const one of store.all(secretType)) store.remove(one);
    keepSecret(store, account, { name: NAME, region: "eu-west-1", primaryRegion: "ap-south-1", value: "x", description: "", tags: {} });
    const { code, err } = await run(["arena"]);
    assert.equal(code, 1);
    assert.match(err, /eu-west-1: Replication failed: .* already exists in region eu-west-1/);
  });

  it("[L2] encrypts with the customer's key where the stack file brings one", async () => {
    const file = join(project, "Pulumi.prod-eu-west-1.yaml");
    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.replace("config:\n", `config:\n  onair:kmsKeyArn: ${BROUGHT_KEY}\n`));
    try {
      assert.equal((await run(["arena"])).code, 0);
      assert.equal(findSecret(world.store, "eu-west-1", NAME)?.kmsKeyId, BROUGHT_KEY);
      assert.equal(findSecret(world.store, "us-east-1", NAME)?.kmsKeyId, undefined);
    } finally {
      writeFileSync(file, text);
    }
  });

  it("[L2] is what onair init says to do before the first deployment", async () => {
    const filled = ["--domain", "live.broadcaster.tv", "--zone-id", "Z0123456789ABC", "--encoder-cidr", "203.0.113.7/32"];
    const { code, out, err } = await onair(["init", "prod", "--yes", "--alert-email", "ops@broadcaster.tv", "--json", ...filled], {
      cwd: project,
      tools: { callerAccount: () => Promise.resolve({ unknown: "nobody asked" }) },
    });
    assert.equal(code, 0, err);
    const { next } = JSON.parse(out) as { next: string[] };
    assert.deepEqual(next.slice(0, 2), ["npx onair passphrase arena", next.find((command) => command.includes("pulumi up"))]);
  });

  it("[L2] makes none in an account that the stacks are not allowed in", async () => {
    const file = join(project, "Pulumi.prod-us-east-1.yaml");
    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.replace("config:\n", 'config:\n  aws:allowedAccountIds: ["210987654321"]\n'));
    try {
      const tools = { callerAccount: () => Promise.resolve({ accountId: "123456789012" }) };
      const { code, err } = await onair(["passphrase", "arena"], { cwd: project, tools });
      assert.equal(code, 1);
      assert.match(err, /belong to account 123456789012, and the stack files allow 210987654321/);
      assert.equal(findSecret(world.store, "us-east-1", NAME), undefined);
    } finally {
      writeFileSync(file, text);
    }
  });

  it("names the channels and inputs there are, and what takes a passphrase", async () => {
    assert.match((await run(["arean"])).err, /did you mean arena/);
    assert.match((await run(["studio"])).err, /No input of studio takes a passphrase: .* mediaconnect with a feed by SRT/);
    assert.match((await run(["arena", "--input", "backup"])).err, /these do: primary/);
  });
});
