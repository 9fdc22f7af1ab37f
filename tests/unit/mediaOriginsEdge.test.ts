import assert from "node:assert/strict";
import http from "node:http";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import type { DeployedEdge } from "../../rehearsal/media/deployed/index.ts";
import { startEdge, type RunningEdge } from "../../rehearsal/media/edge/index.ts";
import { SCORE_KEY } from "../../rehearsal/media/cmsd.ts";
import { ServedLog, unsignedMedia } from "../../rehearsal/media/log/index.ts";
import { askOrigins, Network, type OriginSide } from "../../rehearsal/media/origins/index.ts";
import type { NetworkFault, OriginAttempt } from "../../rehearsal/media/types.ts";
import { originIn } from "../support/scriptedOrigins.ts";
import { behaviour, cookie, distribution, HOST, policy, signed } from "./mediaEdgeFixture.ts";

const REGIONS = ["us-east-1", "eu-west-1"] as const;
type Region = (typeof REGIONS)[number];
/** Patient: on a busy machine nothing may time out that is not meant to. */
const ORIGINS = REGIONS.map((region) => originIn(region, region, { connectionTimeout: 10, readTimeout: 60 }));
const CODES = [403, 404, 500, 502, 503, 504];
const PAIR = { kind: "group", origins: REGIONS, statusCodes: CODES } as const;
const DISTRIBUTION = distribution(
  [
    signed({ path: "/out/v1/main/arena/*", target: { ...PAIR, byQuality: true } }),
    signed({ path: "/out/v1/main/demo/*", target: { ...PAIR, byQuality: false } }),
  ],
  // A kept error would outlive the fault.
  { origins: ORIGINS, errorTtls: Object.fromEntries([404, 500, 502, 503, 504].map((status) => [status, 0])) },
);

/** Both regions' origins: the same media under the same paths, for whoever signs for the distribution. */
class Origins {
  readonly seen: { readonly region: string; readonly method: string }[] = [];
  readonly wrong: string[] = [];
  readonly scores = new Map<string, number>();
  readonly #server = http.createServer((request, response) => {
    const { host = "", "x-rehearsal-principal": principal, "x-rehearsal-source-arn": arn, authorization = "" } = request.headers;
    const region = /mediapackagev2\.([a-z0-9-]+)\.amazonaws\.com$/.exec(host)?.[1] ?? host;
    this.seen.push({ region, method: request.method ?? "" });
    const allowed = principal === "cloudfront.amazonaws.com" && arn === DISTRIBUTION.arn && authorization.startsWith("AWS4-HMAC-SHA256 ");
    if (!allowed || request.headers.cookie !== undefined || (request.url ?? "").includes("Signature")) this.wrong.push(request.url ?? "");
    response.writeHead(allowed ? 200 : 403, {
      "cache-control": `max-age=${request.url?.includes(".mp4") === true ? 1_209_600 : 0}`,
      "cmsd-static": `n="MediaPackage:${region}:main:arena:live",${SCORE_KEY}=${this.scores.get(region) ?? 100}`,
    });
    response.end(request.method === "HEAD" ? undefined : bodyOf(request.url ?? ""));
  });

  async listen(): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return (this.#server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

function bodyOf(path: string): string {
  return `bytes of ${path.split("?")[0] ?? ""}`;
}

type Op =
  | { readonly op: "get"; readonly path: string; readonly as: "signed" | "unsigned" | "forged" | "expired" }
  | { readonly op: "fault"; readonly region: Region; readonly fault: NetworkFault | undefined }
  | { readonly op: "score"; readonly region: Region; readonly score: number };

// Faults that take no time: those that do are played on a virtual clock elsewhere.
const fault = fc.constantFrom<NetworkFault | undefined>(
  { kind: "refused" },
  { kind: "status", status: 503 },
  { kind: "status", status: 404 },
  undefined,
);
const path = fc
  .tuple(fc.constantFrom("arena", "demo"), fc.constantFrom("index.m3u8", "1.mp4", "2.mp4"))
  .map(([channel, file]) => `/out/v1/main/${channel}/live/RUN/${file}`);
const get = fc.record({
  op: fc.constant("get" as const),
  path,
  as: fc.constantFrom("signed" as const, "signed" as const, "signed" as const, "unsigned" as const, "forged" as const, "expired" as const),
});
const op: fc.Arbitrary<Op> = fc.oneof(
  { arbitrary: get, weight: 4 },
  { arbitrary: fc.record({ op: fc.constant("fault" as const), region: fc.constantFrom(...REGIONS), fault }), weight: 1 },
  {
    arbitrary: fc.record({ op: fc.constant("score" as const), region: fc.constantFrom(...REGIONS), score: fc.constantFrom(0, 20, 100) }),
    weight: 1,
  },
);

const soon = { DateLessThan: { "AWS:EpochTime": Math.floor(Date.now() / 1000) + 3600 } };
const past = { DateLessThan: { "AWS:EpochTime": Math.floor(Date.now() / 1000) - 3600 } };
const COOKIES = {
  signed: cookie(policy(`https://${HOST}/out/v1/main/*`, soon)),
  forged: cookie(policy(`https://${HOST}/out/v1/main/*`, soon)).replace(/Signature=..../, "Signature=AAAA"),
  expired: cookie(policy(`https://${HOST}/out/v1/main/*`, past)),
  unsigned: "",
};

describe("the edge, its origins and its log together", () => {
  let origins: Origins;
  let network: Network;
  let ask: OriginSide;
  let edge: RunningEdge;
  let log: ServedLog;
  let deployed: DeployedEdge = DISTRIBUTION;
  let runs = 0;

  before(async () => {
    origins = new Origins();
    network = new Network();
    log = new ServedLog();
    ask = askOrigins({ origins: () => ORIGINS, port: await origins.listen(), distributionArn: DISTRIBUTION.arn, network });
    edge = await startEdge({ edge: () => deployed, ask, onServed: (request) => log.add(request) });
  });
  beforeEach(() => {
    deployed = DISTRIBUTION;
  });
  after(async () => {
    await edge.close();
    ask.close();
    await origins.close();
  });

  it("[E3 E5] whatever breaks, one whole region serves the signed, nobody serves the others, and the log says it all", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(op, { minLength: 4, maxLength: 14 }), async (ops) => {
        runs += 1;
        network.clear();
        origins.scores.clear();
        for (const one of ops) await play(one);
      }),
      { numRuns: 15 },
    );
    assert.deepEqual(origins.wrong, [], "every request was signed for this distribution, and carried nothing of the viewer's signature");
    assert.deepEqual(unsignedMedia(log.records()), []);
    assert.ok(
      log.records().some(({ result }) => result === "Hit"),
      "the cache was used",
    );
  });

  it("[E5] a behaviour that lost its key group is found in the log", async () => {
    deployed = { ...DISTRIBUTION, behaviours: [behaviour({ path: "/out/v1/main/demo/*", target: { ...PAIR, byQuality: false } })] };
    network.clear();
    const answer = await fetch(`${edge.url}/out/v1/main/demo/live/open/1.mp4`);
    assert.equal(answer.status, 200);
    assert.deepEqual(
      unsignedMedia(log.records()).map(({ path: found }) => found),
      ["/out/v1/main/demo/live/open/1.mp4"],
    );
  });

  async function play(one: Op): Promise<void> {
    if (one.op === "fault") network.set(one.region, one.fault);
    else if (one.op === "score") origins.scores.set(one.region, one.score);
    else await watch(one);
  }

  async function watch(one: Extract<Op, { op: "get" }>): Promise<void> {
    const asked = one.path.replace("RUN", String(runs));
    const [from, before] = [origins.seen.length, log.total];
    const answer = await fetch(`${edge.url}${asked}`, { headers: { cookie: COOKIES[one.as] } });
    const body = await answer.text();
    const record = log.records()[before];
    assert.equal(log.total, before + 1);
    assert.ok(record !== undefined);
    assert.deepEqual([record.path, record.status, record.bytes], [asked, answer.status, Buffer.byteLength(body)]);
    const whole = REGIONS.filter((region) => network.faultTo(domainOf(region)) === undefined);
    if (one.as !== "signed") {
      assert.deepEqual([answer.status, record.attempts], [403, []]);
    } else if (whole.length > 0) {
      assert.deepEqual([answer.status, body], [200, bodyOf(asked)]);
    } else if (record.result !== "Hit") {
      assert.ok(answer.status >= 400);
    }
    if (record.result === "Hit") assert.ok(record.origin !== undefined);
    await arrived(from, record.attempts, whole);
  }

  /** Every attempt towards a region that can be reached has come to its origin, and nothing else has. */
  async function arrived(from: number, attempts: readonly OriginAttempt[], whole: readonly string[]): Promise<void> {
    const wanted = attempts.filter(({ origin }) => whole.includes(origin)).map(({ origin, method }) => `${method} ${origin}`);
    const come = (): string[] => origins.seen.slice(from).map(({ region, method }) => `${method} ${region}`);
    // A question after the score may still be on its way.
    while (come().length < wanted.length) await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(come().sort(), wanted.sort());
  }

  function domainOf(region: string): string {
    return ORIGINS.find(({ id }) => id === region)?.domainName ?? "";
  }
});
