import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import vm from "node:vm";
import fc from "fast-check";
import { distributionPlan } from "../../components/edge/index.ts";
import type { PlannedChannel } from "../../components/edge/index.ts";
import { FAILOVER_CODES } from "../../components/edge/distributionPlan.ts";
import { routeTable } from "../../components/edge/routeTable.ts";
import {
  EVACUATE_KEY,
  FUNCTION_LIMIT_BYTES,
  revokedKey,
  signatureSession,
  viewerRequestCode,
} from "../../functions/viewer-request/index.ts";
import type { RouteTable } from "../../functions/viewer-request/index.ts";
import { productionChannels } from "../stacks/globalEdgeFixture.ts";

interface Field {
  readonly value: string;
  readonly multiValue?: readonly { readonly value: string }[];
}
interface Request {
  readonly method: string;
  readonly uri: string;
  readonly querystring: Record<string, Field>;
  readonly cookies: Record<string, Field>;
  readonly headers: Record<string, Field>;
}
interface OriginGroup {
  readonly originIds: readonly { readonly originId: string }[];
  readonly failoverCriteria: { readonly statusCodes: readonly number[] };
  readonly selectionCriteria?: string;
}
type Store = Readonly<Record<string, string>> | "unreadable" | "absent";

interface Run {
  readonly answer: Request | { readonly statusCode: number; readonly headers: Record<string, Field> };
  readonly groups: readonly OriginGroup[];
  readonly reads: readonly string[];
}

/** The function as CloudFront runs it: its own globals and the `cloudfront` module, no timers, no network, no eval. */
async function run(code: string, request: Request, store: Store, helperFails = false): Promise<Run> {
  const groups: OriginGroup[] = [];
  const reads: string[] = [];
  const cf = {
    kvs: () => {
      if (store === "absent") throw new Error("no store is associated");
      return {
        get: (key: string): Promise<string> => {
          reads.push(key);
          if (store === "unreadable") return Promise.reject(new Error("store is not available"));
          const value = store[key];
          return value === undefined ? Promise.reject(new Error(`KeyNotFound: ${key}`)) : Promise.resolve(value);
        },
      };
    },
    createRequestOriginGroup: (group: OriginGroup) => {
      if (helperFails) throw new Error("origin not found");
      groups.push(JSON.parse(JSON.stringify(group)) as OriginGroup);
    },
  };
  const context = vm.createContext({ cf, console: { log: () => undefined } }, { codeGeneration: { strings: false, wasm: false } });
  const [first, ...rest] = code.split("\n");
  assert.equal(first, "import cf from 'cloudfront';");
  const handler = vm.runInContext(`'use strict';${rest.join("\n")}\nhandler;`, context) as (event: object) => Promise<Run["answer"]>;
  const answer = await handler({ version: "1.0", context: { eventType: "viewer-request" }, viewer: { ip: "192.0.2.1" }, request });
  return { answer, groups, reads };
}

const request = (uri: string, fields: Partial<Request> = {}): Request => ({
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
const ids = (done: Run): string[][] => done.groups.map(({ originIds }) => originIds.map(({ originId }) => originId));
const US = "onair-prod-main-us-east-1";
const EU = "onair-prod-main-eu-west-1";

describe("viewer-request function", () => {
  it("[E4] leaves the configured order alone while nothing is evacuated", async () => {
    for (const store of [{}, { [EVACUATE_KEY]: "" }, { [EVACUATE_KEY]: "ap-south-1" }]) {
      const sent = request(MEDIA);
      const done = await run(CODE, sent, store);
      assert.deepEqual(done.groups, []);
      assert.equal(done.answer, sent);
    }
  });

  it("[E4] swaps the regions of the channels that prefer the evacuated one, and of no others", async () => {
    assert.deepEqual(ids(await run(CODE, request(MEDIA), { [EVACUATE_KEY]: "us-east-1" })), [[EU, US]]);
    assert.deepEqual(ids(await run(CODE, request(OTHER_ORDER), { [EVACUATE_KEY]: "us-east-1" })), []);
    assert.deepEqual(ids(await run(CODE, request(OTHER_ORDER), { [EVACUATE_KEY]: "eu-west-1" })), [[US, EU]]);
    assert.deepEqual(ids(await run(CODE, request(MEDIA), { [EVACUATE_KEY]: "eu-west-1" })), []);
  });

  it("[E4] keeps the failover codes, and media-quality selection only where the group has it", async () => {
    const plain = await run(CODE, request(MEDIA), { [EVACUATE_KEY]: "us-east-1" });
    assert.deepEqual(plain.groups[0]?.failoverCriteria, { statusCodes: [403, 404, 500, 502, 503, 504] });
    assert.equal(plain.groups[0].selectionCriteria, undefined);
    const table: RouteTable = { "onair-prod-main": { pairs: [{ regions: ["us-east-1", "eu-west-1"], quality: true }], channels: {} } };
    const chosen = await run(viewerRequestCode(table, FAILOVER_CODES), request(MEDIA), { [EVACUATE_KEY]: "us-east-1" });
    assert.equal(chosen.groups[0]?.selectionCriteria, "media-quality-score");
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
      }),
      { minLength: 1, maxLength: 12, selector: ({ name }) => name },
    );
    await fc.assert(
      fc.asyncProperty(channels, fc.constantFrom("us-east-1", "eu-west-1", "us-west-2"), async (list, leaving) => {
        const planned = list.map((one) => ({ ...one, originChannel: one.name }));
        const plan = planOf(planned);
        const code = viewerRequestCode(routeTable(plan), FAILOVER_CODES);
        for (const behaviour of plan.behaviours) {
          const done = await run(code, request(behaviour.pathPattern.replace("*", "live/index.m3u8")), { [EVACUATE_KEY]: leaving });
          const members = plan.originGroups.find(({ id }) => id === behaviour.targetOriginId)?.members ?? [];
          assert.deepEqual(ids(done), behaviour.regions.length === 2 && behaviour.regions[0] === leaving ? [[...members].reverse()] : []);
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
      assert.equal(done.answer, sent);
      assert.deepEqual(done.groups, []);
    }
    const sent = request(MEDIA);
    assert.equal((await run(CODE, sent, { [EVACUATE_KEY]: "us-east-1" }, true)).answer, sent);
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
      assert.equal(done.answer, sent);
      assert.deepEqual([done.groups, done.reads], [[], []], uri);
    }
  });

  it("[E6] refuses a revoked session by its cookie, its signed cookie and its signed address", async () => {
    const signature = randomBytes(256).toString("base64url");
    const revoked = { [revokedKey("viewer-7")]: "1", [revokedKey(signatureSession(signature))]: "" };
    const bearers: Partial<Request>[] = [
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
    assert.equal((await run(CODE, other, revoked)).answer, other);
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

  it("[E4] is refused at plan time when it would be too large, with both sizes", () => {
    const channels = Object.fromEntries(Array.from({ length: 600 }, (_, index) => [`channel-number-${String(index)}`, 1]));
    assert.throws(() => viewerRequestCode({ g: { pairs: [], channels } }, FAILOVER_CODES), /would be \d+ bytes and CloudFront takes 10240/);
  });

  it("[E4] uses nothing that the runtime lacks", () => {
    assert.doesNotMatch(CODE, /\b(class|eval|setTimeout|fetch|require|for await)\b|\?\.|\?\?|\.\.\.|for \([a-z ]+ of /);
  });
});
