import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { distributionPlan } from "../../components/edge/index.ts";
import type { PlannedChannel } from "../../components/edge/index.ts";
import { FAILOVER_CODES } from "../../components/edge/originGroups.ts";
import { routeTable } from "../../components/edge/routeTable.ts";
import {
  EVACUATE_KEY,
  FUNCTION_LIMIT_BYTES,
  revokedKey,
  routeKey,
  routeValue,
  signatureSession,
  viewerRequestCode,
} from "../../functions/viewer-request/index.ts";
import type { RouteTable } from "../../functions/viewer-request/index.ts";
import { productionChannels } from "../stacks/globalEdgeFixture.ts";
import { requestedGroup, runFunction } from "../../rehearsal/cloud/viewers/functionRuntime.ts";
import type { FunctionRun, RequestedGroup, StoredValues, ViewerRequest } from "../../rehearsal/cloud/viewers/functionRuntime.ts";

const run = (code: string, sent: ViewerRequest, store: StoredValues, origins?: readonly string[]): Promise<FunctionRun> =>
  runFunction(code, sent, { store, ...(origins === undefined ? {} : { origins }) });
const request = (uri: string, fields: Partial<ViewerRequest> = {}): ViewerRequest => ({
  method: "GET",
  uri,
  querystring: {},
  cookies: {},
  headers: {},
  ...fields,
});
const planOf = (channels: readonly PlannedChannel[]) => distributionPlan({ environment: "prod", channels, priceClass: "PriceClass_100" });
const CODE = viewerRequestCode(routeTable(planOf(productionChannels())), FAILOVER_CODES);
const MEDIA = "/out/v1/onair-prod-main/arena/live/index.m3u8";
const OTHER_ORDER = "/out/v1/onair-prod-main/roaming/live/segment_1.mp4";
const ids = (done: FunctionRun): string[][] => done.groups.map(({ origins }) => [...origins]);
const US = "onair-prod-main-us-east-1";
const EU = "onair-prod-main-eu-west-1";
const ARENA = routeKey("onair-prod-main", "arena");
const QUALITY = viewerRequestCode(
  { "onair-prod-main": { pairs: [{ regions: ["us-east-1", "eu-west-1"], quality: true }], channels: {} } },
  FAILOVER_CODES,
);
const plain = (first: string, second: string): RequestedGroup => ({
  origins: [first, second],
  statusCodes: [403, 404, 500, 502, 503, 504],
  selection: "default",
});

describe("viewer-request function", () => {
  it("[E4] leaves the configured order alone while nothing is evacuated", async () => {
    for (const store of [{}, { [EVACUATE_KEY]: "" }, { [EVACUATE_KEY]: "ap-south-1" }]) {
      for (const code of [CODE, QUALITY]) {
        const sent = request(MEDIA);
        const done = await run(code, sent, store);
        assert.deepEqual(done.groups, []);
        assert.deepEqual(done.answer, sent);
      }
    }
  });

  it("[E4] swaps the regions of the channels that prefer the evacuated one, and of no others", async () => {
    assert.deepEqual(ids(await run(CODE, request(MEDIA), { [EVACUATE_KEY]: "us-east-1" })), [[EU, US]]);
    assert.deepEqual(ids(await run(CODE, request(OTHER_ORDER), { [EVACUATE_KEY]: "us-east-1" })), []);
    assert.deepEqual(ids(await run(CODE, request(OTHER_ORDER), { [EVACUATE_KEY]: "eu-west-1" })), [[US, EU]]);
    assert.deepEqual(ids(await run(CODE, request(MEDIA), { [EVACUATE_KEY]: "eu-west-1" })), []);
  });

  it("[E4 E3] drops media-quality selection when any region of the pair is left, for a score decides before the order does", async () => {
    for (const asked of [{ [EVACUATE_KEY]: "us-east-1" }, { [ARENA]: '{"leave":"us-east-1"}' }]) {
      assert.deepEqual((await run(QUALITY, request(MEDIA), asked)).groups, [plain(EU, US)]);
      assert.deepEqual((await run(CODE, request(MEDIA), asked)).groups, [plain(EU, US)]);
    }
    for (const asked of [{ [EVACUATE_KEY]: "eu-west-1" }, { [ARENA]: '{"leave":"eu-west-1"}' }]) {
      assert.deepEqual((await run(QUALITY, request(MEDIA), asked)).groups, [plain(US, EU)]);
      assert.deepEqual((await run(CODE, request(MEDIA), asked)).groups, []);
    }
  });

  it("[E3 O5] drops media-quality selection alone where a channel is asked to be plain", async () => {
    const asked = { [ARENA]: routeValue({ plain: true }) ?? "" };
    assert.deepEqual((await run(QUALITY, request(MEDIA), asked)).groups, [plain(US, EU)]);
    assert.deepEqual((await run(CODE, request(MEDIA), asked)).groups, []);
    assert.deepEqual((await run(QUALITY, request("/out/v1/onair-prod-main/news/live/index.m3u8"), asked)).groups, []);
  });

  it("[E4] puts a region's evacuation before what is asked of one channel", async () => {
    const asked = { [EVACUATE_KEY]: "us-east-1", [ARENA]: '{"leave":"eu-west-1"}' };
    assert.deepEqual(ids(await run(CODE, request(MEDIA), asked)), [[EU, US]]);
    const elsewhere = { [EVACUATE_KEY]: "ap-south-1", [ARENA]: '{"leave":"us-east-1"}' };
    assert.deepEqual(ids(await run(CODE, request(MEDIA), elsewhere)), [[EU, US]]);
  });

  it("[E4] serves as configured where the value cannot be read", async () => {
    const values = [
      "",
      "{",
      "null",
      "1",
      "[]",
      '"us-east-1"',
      "{}",
      '{"leave":"ap-south-1"}',
      '{"leave":7,"plain":"yes"}',
      '{"leave":["us-east-1"]}',
    ];
    for (const value of values) {
      for (const code of [CODE, QUALITY]) {
        const sent = request(MEDIA);
        const done = await run(code, sent, { [ARENA]: value });
        assert.deepEqual([done.groups, done.answer], [[], sent], value);
      }
    }
  });

  it("[E4] asks the store for two keys at most, and for none where there is one region", async () => {
    assert.deepEqual((await run(CODE, request(MEDIA), {})).reads, [EVACUATE_KEY, ARENA]);
    assert.deepEqual((await run(CODE, request(MEDIA), { [EVACUATE_KEY]: "eu-west-1" })).reads, [EVACUATE_KEY]);
    const single: RouteTable = { "onair-prod-main": { pairs: [{ regions: ["us-east-1"] }], channels: {} } };
    assert.deepEqual((await run(viewerRequestCode(single, FAILOVER_CODES), request(MEDIA), {})).reads, []);
  });

  it("[E4] writes the value that it reads, and none where nothing is asked", () => {
    assert.equal(routeKey("onair-prod-main", "arena"), "route:onair-prod-main/arena");
    assert.equal(routeValue({}), undefined);
    assert.equal(routeValue({ plain: false }), undefined);
    assert.equal(routeValue({ leave: "us-east-1" }), '{"leave":"us-east-1"}');
    assert.equal(routeValue({ leave: "us-east-1", plain: true }), '{"leave":"us-east-1","plain":true}');
    assert.equal(routeValue({ plain: true }), '{"plain":true}');
  });

  it("[E4] is judged by a helper that takes what CloudFront takes", () => {
    const sound = { originIds: [{ originId: US }, { originId: EU }], failoverCriteria: { statusCodes: [500] } };
    assert.deepEqual(requestedGroup(sound, [US, EU]), { origins: [US, EU], statusCodes: [500], selection: "default" });
    assert.equal(requestedGroup({ ...sound, selectionCriteria: "media-quality-score" }).selection, "media-quality-score");
    const wrong: readonly [unknown, RegExp][] = [
      [{ ...sound, selectionCriteria: "media-quality-based" }, /neither default nor media-quality-score/],
      [{ ...sound, originIds: [US, EU] }, /originIds must be an object/],
      [{ ...sound, originIds: [{ originId: US, originOverrides: { path: "/" } }, { originId: EU }] }, /unknown property path/],
      [{ ...sound, originIds: [{ originId: US }] }, /two origins/],
      [{ ...sound, originIds: [{ originId: US }, { originId: US }] }, /two different/],
      [{ ...sound, originIds: [{ originId: US }, { originId: "other" }] }, /origin other does not exist/],
      [{ originIds: sound.originIds }, /failoverCriteria must be an object/],
      [{ ...sound, failoverCriteria: { statusCodes: [418] } }, /not all possible/],
      [{ ...sound, failoverCriteria: { statusCodes: [] } }, /required/],
      [{ ...sound, id: "group" }, /unknown property id/],
    ];
    for (const [asked, reason] of wrong) assert.throws(() => requestedGroup(asked, [US, EU]), reason);
  });

  it("[E4] names only origins that the distribution has, whatever the lineup", async () => {
    const regions = fc
      .shuffledSubarray(["us-east-1", "eu-west-1", "us-west-2"], { minLength: 1 })
      .map((list) => list as [string, ...string[]]);
    const channels = fc.uniqueArray(
      fc.record({
        name: fc.stringMatching(/^[a-z][a-z0-9-]{0,6}$/),
        channelGroup: fc.constantFrom("g", "g-us", "constructor"),
        regions,
        segmentSeconds: fc.constant(6),
        alignment: fc.constantFrom({ failover: "seamless" as const }, { failover: "visible" as const }),
      }),
      { minLength: 1, maxLength: 12, selector: ({ name }) => name },
    );
    await fc.assert(
      fc.asyncProperty(channels, fc.constantFrom("us-east-1", "eu-west-1", "us-west-2"), async (list, leaving) => {
        const planned = list.map((one) => ({ ...one, originChannel: one.name }));
        const plan = distributionPlan({
          environment: "prod",
          channels: planned,
          priceClass: "PriceClass_100",
          domainName: "live.example.net",
        });
        const code = viewerRequestCode(routeTable(plan), FAILOVER_CODES);
        const origins = plan.origins.map(({ id }) => id);
        for (const behaviour of plan.behaviours) {
          const done = await run(
            code,
            request(behaviour.pathPattern.replace("*", "live/index.m3u8")),
            { [EVACUATE_KEY]: leaving },
            origins,
          );
          const group = plan.originGroups.find(({ id }) => id === behaviour.targetOriginId);
          const [first, second] = group?.members ?? [];
          const expected =
            group?.regions[0] === leaving
              ? [[second, first]]
              : group?.regions[1] === leaving && group.selection === "media-quality-based"
                ? [[first, second]]
                : [];
          assert.deepEqual(ids(done), expected);
          assert.ok(done.groups.every(({ selection }) => selection === "default"));
        }
      }),
      { numRuns: 60 },
    );
  });

  it("[E4] serves as configured when the store is missing or unreadable, or a helper fails", async () => {
    const signed = { "CloudFront-Signature": { value: "A".repeat(344) } };
    for (const store of ["unreadable", "absent"] as const) {
      const sent = request(MEDIA, { cookies: signed });
      const done = await run(CODE, sent, store);
      assert.deepEqual(done.answer, sent);
      assert.deepEqual(done.groups, []);
    }
    const sent = request(MEDIA);
    const done = await run(CODE, sent, { [EVACUATE_KEY]: "us-east-1" }, ["another-origin"]);
    assert.deepEqual([done.answer, done.groups], [sent, []]);
  });

  it("[E4] lets pass what it does not know, and does not ask the store about it", async () => {
    for (const uri of [
      "/",
      "/out/v1/",
      "/out/v1/other/arena/x",
      "/out/v1/__proto__/arena/x",
      "/session/start",
      "/out/v2/onair-prod-main/arena/x",
    ]) {
      const sent = request(uri);
      const done = await run(CODE, sent, { [EVACUATE_KEY]: "us-east-1" });
      assert.deepEqual(done.answer, sent);
      assert.deepEqual([done.groups, done.reads], [[], []], uri);
    }
  });

  it("[E6] refuses a revoked session by its cookie, its signed cookie and its signed address", async () => {
    const signature = randomBytes(256).toString("base64url");
    const revoked = { [revokedKey("viewer-7")]: "1", [revokedKey(signatureSession(signature))]: "" };
    const bearers: Partial<ViewerRequest>[] = [
      { cookies: { "onair-session": { value: "viewer-7" } } },
      { cookies: { "CloudFront-Signature": { value: signature } } },
      { querystring: { Signature: { value: signature } } },
      { cookies: { "onair-session": { value: "viewer-1", multiValue: [{ value: "viewer-1" }, { value: "viewer-7" }] } } },
    ];
    for (const bearer of bearers) {
      const { answer } = await run(CODE, request(MEDIA, bearer), revoked);
      const expected = { statusCode: 403, statusDescription: "Forbidden", headers: { "cache-control": { value: "no-store" } } };
      assert.deepEqual(JSON.parse(JSON.stringify(answer)), expected, JSON.stringify(bearer));
    }
    const other = request(MEDIA, {
      cookies: { "onair-session": { value: "viewer-8" }, "CloudFront-Signature": { value: "x".repeat(344) } },
    });
    assert.deepEqual((await run(CODE, other, revoked)).answer, other);
  });

  it("[E6] cannot be made to overlook a revoked session by sending many", async () => {
    const many = ["1", "2", "3", "4", "viewer-7"].map((value) => ({ value }));
    const { answer, reads } = await run(CODE, request(MEDIA, { cookies: { "onair-session": { value: "1", multiValue: many } } }), {});
    assert.equal("statusCode" in answer && answer.statusCode, 403);
    assert.deepEqual(reads, []);
  });

  it("[E6] looks up nothing that cannot be a key", async () => {
    const odd = ["", "a b", "x".repeat(65), "é"].map((value) => ({ value }));
    const { reads } = await run(CODE, request("/", { cookies: { "onair-session": { value: "", multiValue: odd } } }), {});
    assert.deepEqual(reads, []);
  });

  it("[E4] fits CloudFront's limit with a hundred channels of the longest names, in two orders", () => {
    const channels = Array.from({ length: 100 }, (_, index) => {
      const name = `channel-with-a-long-na-${String(index).padStart(2, "0")}`;
      const regions: [string, string] = index % 2 === 0 ? ["us-east-1", "eu-west-1"] : ["eu-west-1", "us-east-1"];
      return {
        name,
        originChannel: name,
        channelGroup: `onair-production-group-${String(Math.floor(index / 10))}`,
        regions,
        segmentSeconds: 6,
      };
    });
    const table = routeTable(planOf(channels));
    assert.ok(Object.values(table).every((group) => group.pairs.length === 2 && Object.keys(group.channels).length === 5));
    const bytes = Buffer.byteLength(viewerRequestCode(table, FAILOVER_CODES));
    assert.ok(bytes < FUNCTION_LIMIT_BYTES * 0.75, `${String(bytes)} bytes`);
  });

  it("[E4] fits CloudFront's limit with seventy-five channels in thirty pairs, all of them selected by quality", () => {
    const regions = ["us-east-1", "eu-west-1", "us-west-2", "ap-southeast-2"];
    const orders = regions.flatMap((first) => regions.filter((second) => second !== first).map((second) => [first, second]));
    const table: RouteTable = Object.fromEntries(
      Array.from({ length: 10 }, (_, group) => {
        const name = (index: number): string => `channel-with-a-long-na-${String(group)}${String(index)}`;
        // Three orders in a group of seven or eight channels, as evenly as can be: the most exceptions there can be.
        const channels = Array.from({ length: 5 }, (_item, index) => [name(index), 1 + (index % 2)] as const);
        const pairs = [0, 1, 2].map((index) => ({ regions: orders[(group + index * 4) % orders.length] ?? [], quality: true }));
        return [`onair-production-group-${String(group)}`, { pairs, channels: Object.fromEntries(channels) }];
      }),
    );
    assert.equal(Object.values(table).flatMap(({ pairs }) => pairs).length, 30);
    const bytes = Buffer.byteLength(viewerRequestCode(table, FAILOVER_CODES));
    assert.ok(bytes < FUNCTION_LIMIT_BYTES * 0.9, `${String(bytes)} bytes`);
  });

  it("[E4] is refused at plan time when it would be too large, with both sizes", () => {
    const channels = Object.fromEntries(Array.from({ length: 600 }, (_, index) => [`channel-number-${String(index)}`, 1]));
    assert.throws(() => viewerRequestCode({ g: { pairs: [], channels } }, FAILOVER_CODES), /would be \d+ bytes and CloudFront takes 10240/);
  });

  it("[E4] uses nothing that the runtime lacks", () => {
    assert.ok(CODE.startsWith("import cf from 'cloudfront';\n"));
    assert.doesNotMatch(CODE, /\b(class|eval|setTimeout|fetch|require|for await)\b|\?\.|\?\?|\.\.\.|for \([a-z ]+ of /);
    // Neither async closures nor await among the arguments of a call: every await is a statement's own.
    assert.doesNotMatch(CODE, /async \(|async function \(|=> *async/);
    const awaits = CODE.split("\n").filter((line) => !line.trim().startsWith("//") && /\bawait\b/.test(line));
    assert.ok(awaits.length > 3);
    for (const line of awaits) assert.match(line.trim(), /^(const \w+ = |return |if \(route\) )?await [\w.()]+\([^()]*\);$/, line);
  });
});
