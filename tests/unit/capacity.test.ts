import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import {
  capacityPlan,
  cloudFrontCaches,
  defaultParameters,
  expectedLoad,
  hitRatio,
  LIMITS,
  limitUses,
  originGets,
  PARAMETERS,
  plus,
  population,
  reaches,
  requestsPerViewer,
  simulate,
  simulateSteady,
  spread,
  total,
  type CacheLayers,
  type Format,
  type Load,
  type LoadChannel,
  type LoadParameters,
} from "../../capacity/index.ts";
import { withTables } from "../../capacity/table.ts";
import { REQUESTS_PER_VIEWER } from "../../components/edge/plan.ts";

const CHANNEL: LoadChannel = {
  name: "arena",
  share: 1,
  regions: ["us-east-1", "eu-west-1"],
  segmentSeconds: 4,
  partSeconds: 1,
  updateSeconds: 2,
  byQuality: false,
  tracks: spread({
    videos: [
      { name: "1080p", bitrate: 6_000_000 },
      { name: "480p", bitrate: 1_000_000 },
    ],
    audioTracks: ["english"],
    audioBitrates: [128_000],
    captions: [],
  }),
};

const LAYERS: CacheLayers = { pops: 6, popSkew: 1, regionals: 2, shield: false, collapsing: true };
const ONE: CacheLayers = { pops: 1, popSkew: 0, regionals: 0, shield: false, collapsing: true };
const STEADY = { seed: 1, warmUp: 60, seconds: 60 };

function parameters(format: Format, caches: CacheLayers, change: Partial<LoadChannel> = {}): LoadParameters {
  return { ...defaultParameters([{ ...CHANNEL, ...change }], caches), formats: { hls: 0, "ll-hls": 0, dash: 0, [format]: 1 } };
}

const format = fc.constantFrom<Format>("hls", "ll-hls", "dash");
const layers = fc.record({
  pops: fc.integer({ min: 1, max: 8 }),
  popSkew: fc.constantFrom(0, 1),
  regionals: fc.integer({ min: 0, max: 3 }),
  shield: fc.boolean(),
  collapsing: fc.constant(true),
});
const RUNS = { numRuns: 25 };

function heads({ endpoints }: Load): number {
  return endpoints.reduce((sum, one) => sum + total(one.heads), 0);
}

function near(actual: number, wanted: number, part: number, what: string): void {
  assert.ok(Math.abs(actual - wanted) <= part * Math.max(Math.abs(wanted), 1e-9), `${what}: ${actual} is not within ${part} of ${wanted}`);
}

describe("the load model, viewer by viewer", () => {
  it("[O7 E1] what one layer misses is what the next is asked, and the last layer's misses are what origins are asked", () => {
    fc.assert(
      fc.property(format, layers, fc.integer({ min: 1, max: 30 }), (kind, caches, viewers) => {
        const chosen = { ...parameters(kind, caches), delays: { popToRegional: 0, regionalToShield: 0, toOrigin: 0 } };
        const load = simulateSteady(chosen, viewers, { seed: 1, warmUp: 10, seconds: 20 });
        assert.deepEqual(load.layers[0]?.requests, load.requests);
        for (const [index, layer] of load.layers.entries()) if (index > 0) assert.deepEqual(layer.requests, load.layers[index - 1]?.misses);
        near(originGets(load), total(load.layers.at(-1)?.misses ?? { manifests: 0, segments: 0 }), 1e-9, "origin requests");
      }),
      RUNS,
    );
  });

  it("[O7] the same seed makes the same load, another one another", () => {
    const of = (seed: number): Load => simulateSteady(parameters("hls", LAYERS), 40, { ...STEADY, seed });
    assert.deepEqual(of(5), of(5));
    assert.notDeepEqual(of(5), of(6));
    assert.deepEqual(population(parameters("hls", LAYERS), 50, 10, 3), population(parameters("hls", LAYERS), 50, 10, 3));
  });

  it("[O7 E1] collapsing spares the origin what comes while an answer is on its way", () => {
    const slow = (collapsing: boolean): LoadParameters => ({
      ...parameters("ll-hls", { ...ONE, collapsing }),
      delays: { popToRegional: 0, regionalToShield: 0, toOrigin: 0.2 },
    });
    const [with_, without] = [simulateSteady(slow(true), 30, STEADY), simulateSteady(slow(false), 30, STEADY)];
    assert.ok(originGets(with_) < originGets(without) / 3, `${originGets(with_)} against ${originGets(without)}`);
  });

  it("[O7 L7] a lone viewer asks as the standards say: HLS 4 in 4 s, LL-HLS 4 a second, DASH 2 segments in 4 s and an MPD in 2 s", () => {
    const rate = (kind: Format): number =>
      requestsPerViewer(simulateSteady({ ...parameters(kind, ONE), lateness: 0, sessionSeconds: Infinity }, 1, { ...STEADY, seconds: 80 }));
    near(rate("hls"), 1, 0.02, "hls");
    near(rate("ll-hls"), 4, 0.02, "ll-hls");
    near(rate("dash"), 1, 0.02, "dash");
  });

  it("[O7 L7] a player that finds nothing new comes back after half a target duration", () => {
    // A segment is complete at 3.95. The second player asks just before, and what it got is what the first is told after that.
    const viewers = [0.1, 3.8].map((join) => ({ join, pop: 0, channel: "arena", format: "hls" as const, tracks: ["video/1080p"] }));
    const chosen = { ...parameters("hls", ONE), lateness: 0 };
    const manifests = (until: number): number =>
      Math.round(simulate(chosen, viewers, { from: 0, until, begins: { arena: 3.95 } }).requests.manifests * until);
    // Each a multivariant playlist and one load; then the first at 4.2, in vain, and already at 6.2.
    assert.equal(manifests(4), 4);
    assert.equal(manifests(5), 5);
    assert.equal(manifests(6.5), 6);
  });

  it("[O7 L7] a source that lags is followed as it was seen", () => {
    const viewers = population(parameters("hls", ONE), 20, 4, 1);
    const segments = (ends: readonly number[]): number => {
      const seen = { arena: { video: { segments: ends, parts: [] } } };
      return simulate(parameters("hls", ONE), viewers, { from: 20, until: 40, ends: seen }).requests.segments;
    };
    const steady = Array.from({ length: 12 }, (_, number) => number * 4);
    near(segments(steady), simulate(parameters("hls", ONE), viewers, { from: 20, until: 40 }).requests.segments, 1e-9, "on time");
    // Nothing comes for eight seconds.
    const late = steady.map((end) => (end > 20 ? end + 8 : end));
    assert.ok(segments(late) < segments(steady) * 0.8);
  });

  it("[O7 E3] selection by quality asks the other region once for every miss: twice the requests to MediaPackage", () => {
    fc.assert(
      fc.property(format, layers, fc.integer({ min: 2, max: 20 }), (kind, caches, viewers) => {
        const brief = { seed: 2, warmUp: 10, seconds: 20 };
        const [plain, chosen] = [false, true].map((byQuality) => simulateSteady(parameters(kind, caches, { byQuality }), viewers, brief));
        assert.ok(plain && chosen);
        assert.equal(heads(plain), 0);
        assert.equal(originGets(chosen), originGets(plain));
        const choosing = chosen.layers.findLast(({ layer }) => layer !== "shield");
        near(heads(chosen), total(choosing?.misses ?? { manifests: 0, segments: 0 }), 1e-9, "HEADs");
        if (!caches.shield) near(heads(chosen), originGets(chosen), 0.1, "a HEAD for each GET");
      }),
      RUNS,
    );
  });

  it("[O7 E3] without the preferred region the other one's endpoints get its GETs", () => {
    const whole = simulateSteady(parameters("hls", LAYERS, { byQuality: true }), 20, STEADY);
    const left = simulateSteady({ ...parameters("hls", LAYERS, { byQuality: true }), lostRegion: "us-east-1" }, 20, STEADY);
    assert.deepEqual(
      left.endpoints.map(({ region, gets, heads: asked }) => [region, gets, asked]),
      [["eu-west-1", whole.endpoints[0]?.gets, whole.endpoints[1]?.heads]],
    );
    assert.throws(
      () => expectedLoad({ ...parameters("hls", ONE, { regions: ["us-east-1"] }), lostRegion: "us-east-1" }, 1),
      /arena has no region/,
    );
  });
});

describe("the load model, by expectation", () => {
  for (const kind of ["hls", "ll-hls", "dash"] as const) {
    for (const [name, caches] of [
      ["one cache", ONE],
      ["points of presence and regional caches", LAYERS],
      ["a shield behind them", { ...LAYERS, shield: true }],
    ] as const) {
      it(`[O7 E1] agrees with the events: ${kind}, ${name}`, () => {
        const chosen = parameters(kind, caches);
        const viewers = kind === "ll-hls" ? 150 : 400;
        const loads = [1, 2].map((seed) => simulateSteady(chosen, viewers, { seed, warmUp: 60, seconds: 60 }));
        const expected = expectedLoad(chosen, viewers);
        const mean = (value: (load: Load) => number): number => loads.reduce((sum, load) => sum + value(load), 0) / loads.length;
        near(
          total(expected.requests),
          mean((load) => total(load.requests)),
          0.03,
          "requests",
        );
        near(hitRatio(expected), mean(hitRatio), 0.01, "hit ratio");
        near(
          expected.egressBits,
          mean((load) => load.egressBits),
          0.08,
          "bits",
        );
        for (const [index, { misses, layer }] of expected.layers.entries()) {
          const measured = mean((load) => total(load.layers[index]?.misses ?? misses));
          near(total(misses), measured, 0.06, `misses of the ${layer} layer`);
        }
      });
    }
  }

  it("[O7] more viewers never ask the origins less, by more than the noise of drawn moments", () => {
    fc.assert(
      fc.property(format, layers, fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 1, max: 100_000 }), (kind, caches, one, more) => {
        const chosen = parameters(kind, caches);
        const [few, many] = [expectedLoad(chosen, one), expectedLoad(chosen, one + more)];
        assert.ok(originGets(many) >= originGets(few) * 0.93, `${originGets(few)} -> ${originGets(many)}`);
        assert.ok(total(many.requests) > total(few.requests));
      }),
      { numRuns: 60 },
    );
  });

  it("[O7 E1] a shield never raises what the origins are asked", () => {
    fc.assert(
      fc.property(format, layers, fc.integer({ min: 1, max: 1_000_000 }), (kind, caches, viewers) => {
        const [with_, without] = [true, false].map((shield) => expectedLoad(parameters(kind, { ...caches, shield }), viewers));
        assert.ok(with_ && without && originGets(with_) <= originGets(without) * 1.02);
      }),
      { numRuns: 60 },
    );
  });

  it("[O7] origins of any number of viewers are asked no more than each last cache fetches of everything", () => {
    const caches = cloudFrontCaches("PriceClass_100", false);
    const load = expectedLoad(parameters("hls", caches), 1_000_000);
    // Three renditions, each a playlist that lives two seconds and a segment in four, and the multivariant playlist.
    assert.ok(originGets(load) <= caches.regionals * (3 * (1 / 2 + 1 / 4) + 1 / 2));
    assert.ok(hitRatio(load) > 0.9999);
  });

  it("[O7] knows nothing of caches that do not collapse, and says so", () => {
    assert.throws(() => expectedLoad(parameters("hls", { ...ONE, collapsing: false }), 10), /collapse/);
  });

  it("[O7 E7] no viewer asks more than the firewall lets through", () => {
    for (const kind of ["hls", "ll-hls", "dash"] as const) {
      const many = parameters(kind, ONE, { tracks: [...CHANNEL.tracks, { name: "captions", kind: "captions", bitrate: 1000, share: 1 }] });
      assert.ok(requestsPerViewer(expectedLoad({ ...many, sessionSeconds: 60 }, 100)) <= REQUESTS_PER_VIEWER);
    }
  });
});

describe("data to viewers", () => {
  const RATE = 5_000_000;
  const one = { name: "video", kind: "video", bitrate: RATE, share: 1 } as const;
  const lone = (kind: Format, change: Partial<LoadParameters> = {}): LoadParameters => ({
    ...parameters(kind, ONE, { tracks: [one] }),
    ...change,
  });
  const sizeOf = (kind: Format): number => RATE * (kind === "ll-hls" ? CHANNEL.partSeconds : CHANNEL.segmentSeconds);
  /** From the requests of a load: each brings a segment or part, but for the initialisation segments (per second). */
  const sent = ({ requests }: Load, kind: Format, inits: number, manifestBytes: number): number =>
    (requests.segments - inits) * sizeOf(kind) + requests.manifests * manifestBytes * 8;

  it("[O7] is segment requests times their size, by expectation", () => {
    fc.assert(
      fc.property(format, fc.integer({ min: 1, max: 3600 }), fc.integer({ min: 1, max: 1_000_000 }), (kind, sessionSeconds, viewers) => {
        const chosen = lone(kind, { sessionSeconds });
        const load = expectedLoad(chosen, viewers);
        near(load.egressBits, sent(load, kind, viewers / sessionSeconds, chosen.manifestBytes), 1e-9, kind);
      }),
      RUNS,
    );
  });

  it("[O7] is segment requests times their size, viewer by viewer, the start included", () => {
    fc.assert(
      fc.property(format, fc.integer({ min: 1, max: 20 }), (kind, viewers) => {
        const chosen = lone(kind);
        const load = simulate(chosen, population(chosen, viewers, 4, 1), { from: 0, until: 16 });
        near(load.egressBits, sent(load, kind, viewers / 16, chosen.manifestBytes), 1e-9, kind);
      }),
      RUNS,
    );
  });

  for (const kind of ["hls", "ll-hls", "dash"] as const)
    it(`[O7] is the same by both methods while viewers come and go: ${kind}`, () => {
      // The expectation lets nobody miss a segment who leaves before the next poll: half a segment of ten by HLS. The start is 10 to 40 %.
      const chosen = lone(kind, { sessionSeconds: 30 });
      const loads = [1, 2].map((seed) => simulateSteady(chosen, 150, { seed, warmUp: 60, seconds: 60 }).egressBits);
      near(expectedLoad(chosen, 150).egressBits, loads.reduce((sum, bits) => sum + bits, 0) / loads.length, 0.06, "bits");
    });

  it("[O7] is more the faster viewers arrive: 30,000 of them at 5 Mbit/s and 4 s segments", () => {
    const media = (joinSeconds: number): number =>
      capacityPlan(lone("hls", { manifestBytes: 0 }), [30_000], joinSeconds).rows[0]?.egressBits ?? 0;
    // 150 Gbit/s of play, and three segments of 20 Mbit each for as many as arrive in a second.
    for (const [seconds, wanted] of [
      [300, 156e9],
      [60, 180e9],
      [30, 210e9],
    ] as const)
      near(media(seconds), wanted, 1e-9, `${seconds} s`);
    const seconds = fc.integer({ min: 1, max: 3600 });
    fc.assert(
      fc.property(format, seconds, seconds, (kind, some, others) => {
        const [fast, slow] = [Math.min(some, others), Math.max(some, others)].map((join) => capacityPlan(lone(kind), [1000], join).rows[0]);
        assert.ok(fast && slow && fast.egressBits >= slow.egressBits);
      }),
      RUNS,
    );
  });
});

describe("AWS's limits", () => {
  const load = (gets: { manifests: number; segments: number }, requests: number, egressBits: number): Load => ({
    viewers: 1,
    requests: { manifests: requests, segments: 0 },
    layers: [],
    endpoints: [
      { channel: "quiet", region: "us-east-1", gets: { manifests: 0, segments: 1 }, heads: { manifests: 0, segments: 0 } },
      { channel: "arena", region: "us-east-1", gets, heads: { manifests: 0, segments: 0 } },
    ],
    egressBits,
  });
  const figures = Object.fromEntries(LIMITS.map(({ id, figure }) => [id, figure])) as Record<(typeof LIMITS)[number]["id"], number>;

  it("[O7] are flagged exactly at their figure, and not below it", () => {
    const at = (part: number): boolean[] =>
      limitUses(
        load(
          { manifests: figures["origin-manifests"] * part, segments: figures["origin-segments"] * part },
          figures["edge-requests"] * part,
          figures["edge-bits"] * part,
        ),
      ).map(({ reached }) => reached);
    assert.deepEqual(at(1), [true, true, true, true]);
    assert.deepEqual(at(1 - 1e-9), [false, false, false, false]);
  });

  it("[O7] of MediaPackage count GETs and HEADs of the busiest endpoint", () => {
    const one = load({ manifests: 10, segments: 20 }, 1, 1);
    const [first, second] = one.endpoints;
    assert.ok(first && second);
    const asked = { ...one, endpoints: [first, { ...second, heads: plus(second.gets, { manifests: 1, segments: 0 }) }] };
    const [segments, manifests] = limitUses(asked);
    assert.deepEqual([segments?.used, segments?.endpoint?.channel, manifests?.used], [40, "arena", 21]);
  });

  it("[O7] are reached where the load says so", () => {
    const chosen = parameters("hls", ONE);
    for (const { limit, viewers, most } of reaches(chosen)) {
      const share = (count: number): number => limitUses(expectedLoad(chosen, count)).find((use) => use.limit === limit)?.share ?? 0;
      if (viewers === undefined) assert.ok(most !== undefined && most < 1);
      else assert.ok(share(viewers) >= 1 && share(viewers * 0.99) < 1, `${limit} at ${viewers}`);
    }
    assert.equal(reaches(chosen)[0]?.limit, "edge-bits");
  });
});

describe("the page about capacity", () => {
  it("[O7] has its tables made from the model (node capacity/table.ts --write)", () => {
    const page = readFileSync(new URL("../../docs/capacity.md", import.meta.url), "utf8");
    assert.equal(page, withTables(page), "run: node capacity/table.ts --write");
    assert.throws(() => withTables("nothing"), /no place/);
  });

  it("[O7] says of every figure where it is from, or that it is assumed and why", () => {
    for (const [name, parameter] of Object.entries(PARAMETERS)) {
      const told = [("source" in parameter && parameter.source) || "", ("because" in parameter && parameter.because) || ""];
      assert.equal(told.filter((text) => text.length > 0).length, 1, name);
    }
  });
});
