import assert from "node:assert/strict";
import fc from "fast-check";
import type { OriginAnswer, OriginRequest } from "../../rehearsal/media/types.ts";
import { originIn, ScriptedOrigins, type Act } from "../support/scriptedOrigins.ts";

/** How an origin fares with one request. */
type Fate =
  | { readonly is: "refused" | "unreachable" | "silent" | "dropped" }
  | { readonly is: "answer"; readonly status: number; readonly score?: number };

interface Step {
  readonly method: OriginRequest["method"];
  readonly fates: readonly [Fate, Fate];
}

interface Case {
  readonly codes: readonly number[];
  readonly byQuality: boolean;
  readonly limits: readonly [Limits, Limits];
  readonly steps: readonly Step[];
}

interface Limits {
  readonly connectionAttempts: number;
  readonly connectionTimeout: number;
  readonly readTimeout: number;
}

const STATUSES = [200, 206, 304, 400, 403, 404, 416, 429, 500, 502, 503, 504];
const fate: fc.Arbitrary<Fate> = fc.oneof(
  fc.record({ is: fc.constantFrom("refused" as const, "unreachable" as const, "silent" as const, "dropped" as const) }),
  fc.record({ is: fc.constant("answer" as const), status: fc.constantFrom(...STATUSES) }),
  fc.record({ is: fc.constant("answer" as const), status: fc.constantFrom(200, 404), score: fc.constantFrom(0, 20, 99, 100) }),
);
const limits: fc.Arbitrary<Limits> = fc.record({
  connectionAttempts: fc.integer({ min: 1, max: 3 }),
  connectionTimeout: fc.integer({ min: 1, max: 10 }),
  readTimeout: fc.integer({ min: 1, max: 120 }),
});
const cases: fc.Arbitrary<Case> = fc.record({
  codes: fc.subarray([400, 403, 404, 416, 429, 500, 502, 503, 504], { minLength: 1 }),
  byQuality: fc.boolean(),
  limits: fc.tuple(limits, limits),
  steps: fc.array(
    fc.record({ method: fc.constantFrom("GET" as const, "HEAD" as const, "OPTIONS" as const), fates: fc.tuple(fate, fate) }),
    {
      minLength: 1,
      maxLength: 6,
    },
  ),
});

// The oracle: a table of what each fate counts as, shows as, and how often it is tried. Written from the pages, not from the code.
const TABLE = {
  refused: { counts: 503, shows: 502, again: true },
  unreachable: { counts: 503, shows: 504, again: true },
  silent: { counts: 504, shows: 504, again: true },
  dropped: { counts: 502, shows: 502, again: false },
} as const;
const counts = (one: Fate): number => (one.is === "answer" ? one.status : TABLE[one.is].counts);
const shows = (one: Fate): number => (one.is === "answer" ? one.status : TABLE[one.is].shows);
const tries = (one: Fate, most: number, method: string): number =>
  one.is === "answer" || !TABLE[one.is].again || (one.is === "silent" && method === "OPTIONS") ? 1 : most;

interface Expected {
  readonly status: number;
  readonly origin: number;
  /** Requests to the first and the second origin, with the viewer's method, and questions after the score. */
  readonly asked: readonly [number, number];
  readonly probed: number | undefined;
}

/** What must come of a step, and the scores after it. */
function oracle({ codes, byQuality, limits: of }: Case, { method, fates }: Step, scores: (number | undefined)[]): Expected {
  const [primary, secondary] = scores;
  const swapped = byQuality && primary !== undefined && secondary !== undefined && secondary > primary;
  const first = swapped ? 1 : 0;
  const other = 1 - first;
  const turned = codes.includes(counts(fates[first]));
  const probing = byQuality && method !== "OPTIONS";
  const asked: [number, number] = [0, 0];
  asked[first] = tries(fates[first], of[first].connectionAttempts, method);
  if (turned) asked[other] = tries(fates[other as 0 | 1], of[other as 0 | 1].connectionAttempts, method);
  for (const index of [0, 1] as const) {
    const one = fates[index];
    const heard = index === first || turned || probing;
    if (byQuality && heard && one.is === "answer" && one.score !== undefined) scores[index] = one.score;
  }
  const last = turned ? other : first;
  return { status: shows(fates[last as 0 | 1]), origin: last, asked, probed: probing ? other : undefined };
}

function actOf(one: Fate): Act {
  switch (one.is) {
    case "answer":
      return { does: "answer", status: one.status, ...(one.score === undefined ? {} : { score: one.score }) };
    case "refused":
      return { does: "refuse" };
    case "unreachable":
      return { does: "swallow" };
    case "silent":
      return { does: "keep silent" };
    case "dropped":
      return { does: "drop" };
  }
}

interface Played {
  readonly answer: OriginAnswer;
  /** Milliseconds that the viewer waited. */
  readonly waited: number;
}

const IDS = ["us", "eu"] as const;

async function play(one: Case, check: (step: Step, played: Played, expected: Expected) => void): Promise<void> {
  const origins = new ScriptedOrigins();
  const ask = origins.side([originIn("us", "us-east-1", one.limits[0]), originIn("eu", "eu-west-1", one.limits[1])]);
  const scores: (number | undefined)[] = [undefined, undefined];
  for (const step of one.steps) {
    for (const index of [0, 1] as const) origins.does(IDS[index], actOf(step.fates[index]));
    const from = origins.timers.now();
    let waited = 0;
    const target = { kind: "group" as const, origins: IDS, statusCodes: one.codes, byQuality: one.byQuality };
    const answer = ask(target, { method: step.method, path: "/x", query: "", headers: {}, behaviour: "/x" }).then((given) => {
      waited = origins.timers.now() - from;
      return given;
    });
    const given = await origins.timers.play(answer);
    check(step, { answer: given, waited }, oracle(one, step, scores));
    assert.equal(origins.timers.waiting, 0);
  }
}

const RUNS = { numRuns: 60 };

describe("any two origins", () => {
  it("[E3] give the viewer what the table says, from the origin it says", async () => {
    await fc.assert(
      fc.asyncProperty(cases, (one) =>
        play(one, (_, { answer }, expected) => {
          assert.deepEqual([answer.reply.status, answer.origin], [expected.status, IDS[expected.origin]]);
        }),
      ),
      RUNS,
    );
  });

  it("[E3] are asked exactly as often as the settings say", async () => {
    await fc.assert(
      fc.asyncProperty(cases, (one) =>
        play(one, ({ method }, { answer }, { asked, probed }) => {
          for (const index of [0, 1] as const) {
            const own = answer.attempts.filter(({ origin }) => origin === IDS[index]);
            const probes = own.filter((attempt) => attempt.method === "HEAD").length - (method === "HEAD" ? asked[index] : 0);
            if (method !== "HEAD") assert.equal(own.filter((attempt) => attempt.method === method).length, asked[index]);
            // A question after the score is tried as often as any other, as far as it got while the viewer waited.
            if (probed === index) assert.ok(probes >= 1 && probes <= one.limits[index].connectionAttempts);
            else assert.equal(probes, 0);
          }
        }),
      ),
      RUNS,
    );
  });

  it("[E3] keep nobody waiting longer than attempts times time-outs", async () => {
    await fc.assert(
      fc.asyncProperty(cases, (one) =>
        play(one, (_, { waited }, { asked }) => {
          const most = [0, 1].map((index) => {
            const { connectionAttempts, connectionTimeout, readTimeout } = one.limits[index as 0 | 1];
            return asked[index as 0 | 1] === 0 ? 0 : connectionAttempts * (connectionTimeout + readTimeout) * 1000;
          });
          assert.ok(waited <= (most[0] ?? 0) + (most[1] ?? 0), `${waited} ms`);
        }),
      ),
      RUNS,
    );
  });

  it("[E3] are judged by a table that follows the pages' examples", () => {
    const one: Case = {
      codes: [404],
      byQuality: true,
      limits: [0, 1].map(() => ({ connectionAttempts: 2, connectionTimeout: 2, readTimeout: 5 })) as [Limits, Limits],
      steps: [],
    };
    const step = (us: Fate, eu: Fate): Step => ({ method: "GET", fates: [us, eu] });
    const scores: (number | undefined)[] = [20, 100];
    assert.equal(oracle(one, step({ is: "answer", status: 200, score: 100 }, { is: "answer", status: 200, score: 100 }), scores).origin, 1);
    assert.deepEqual(scores, [100, 100]);
    assert.equal(oracle(one, step({ is: "answer", status: 404 }, { is: "answer", status: 200 }), scores).origin, 1);
    assert.equal(oracle(one, step({ is: "refused" }, { is: "answer", status: 200 }), scores).status, 502);
  });
});
