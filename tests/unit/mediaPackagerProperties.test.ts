import assert from "node:assert/strict";
import fc from "fast-check";
import type { IngestInput, Segment } from "../../rehearsal/media/types.ts";
import { PARTS, Pipelines, PART_MS, TRACKS } from "../support/mediaIngest.ts";

interface Origin {
  readonly run: number;
  readonly input: IngestInput;
  readonly segment: number;
  readonly part: number;
}

const KEEP = 40_000;
const origin = (bytes: Buffer): Origin => JSON.parse(bytes.toString()) as Origin;
const length = PARTS * PART_MS;

/** What has been seen of a track so far, to hold later looks against. */
class Witness {
  private readonly complete = new Map<number, string>();
  private newest = -Infinity;

  see(segments: readonly Segment[], epochLocked: boolean): void {
    segments.forEach((segment, index) => {
      this.seeOne(segment);
      const before = segments[index - 1];
      if (before !== undefined) seam(before, segment, epochLocked);
      assert.ok(segment.complete || index === segments.length - 1, "only the last may be incomplete");
    });
    const newest = segments.findLast(({ complete }) => complete)?.number ?? -Infinity;
    assert.ok(newest >= this.newest, "numbers never go back");
    this.newest = newest;
    const [first] = segments;
    const last = segments.findLast(({ complete }) => complete);
    if (first && last) assert.ok(last.programDateTime - first.programDateTime <= KEEP, "the window is bounded");
  }

  private seeOne(segment: Segment): void {
    const from = segment.parts.map(({ bytes }) => origin(bytes));
    const [first] = from;
    assert.ok(first);
    from.forEach((one, part) => {
      assert.deepEqual(one, { ...first, part }, "all parts of one input, in order, from the first on");
    });
    assert.equal(first.input, segment.input);
    assert.equal(segment.complete, from.length === PARTS);
    assert.equal(segment.duration, from.length * PART_MS);
    if (!segment.complete) return;
    const text = JSON.stringify({ ...segment, parts: from });
    assert.equal(this.complete.get(segment.number) ?? text, text, "what is complete never changes");
    this.complete.set(segment.number, text);
  }
}

function seam(before: Segment, segment: Segment, epochLocked: boolean): void {
  assert.ok(segment.number > before.number, "numbers only grow");
  const [one, two] = [before, segment].map(({ parts }) => origin(parts[0]?.bytes ?? Buffer.alloc(0)).run);
  const follows = before.time + before.duration === segment.time && (epochLocked || one === two);
  assert.equal(segment.discontinuity, !follows, "contiguous or marked");
  if (epochLocked) assert.equal(segment.number, segment.time / length);
}

type Step =
  | { readonly kind: "parts"; readonly order: readonly (readonly [IngestInput, string])[] }
  | { readonly kind: "lose"; readonly input: IngestInput; readonly lost: boolean }
  | { readonly kind: "restart"; readonly pause: number }
  | { readonly kind: "score"; readonly input: IngestInput; readonly score: number };

const every = ([1, 2] as const).flatMap((input) => TRACKS.map((track) => [input, track] as const));
const inputs = fc.constantFrom<IngestInput>(1, 2);
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 12,
      arbitrary: fc.shuffledSubarray(every, { minLength: every.length }).map((order): Step => ({ kind: "parts", order })),
    },
    // Here and there a part does not come.
    { weight: 1, arbitrary: fc.shuffledSubarray(every).map((order): Step => ({ kind: "parts", order })) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("lose"), input: inputs, lost: fc.boolean() }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("restart"), pause: fc.nat(20_000) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("score"), input: inputs, score: fc.nat(100) }) },
  ),
  { minLength: 10, maxLength: 120 },
);

function take(pipelines: Pipelines, step: Step): void {
  const { packager, channel } = pipelines;
  if (step.kind === "lose") packager.loseInput(channel, step.input, step.lost);
  else if (step.kind === "score") packager.forceScore(channel, step.score, [step.input]);
  else if (step.kind === "restart") {
    pipelines.end();
    pipelines.pass(step.pause);
    pipelines.begin();
  } else {
    for (const [input, track] of step.order) pipelines.part(input, track);
    pipelines.pass(PART_MS);
  }
}

describe("packager of the rehearsal, whatever comes in", () => {
  for (const epochLocked of [true, false]) {
    it(`[L7] ${epochLocked ? "aligned" : "not aligned"}: numbers grow, seams are marked, no segment is of two inputs, the window is bounded`, () => {
      fc.assert(
        fc.property(steps, fc.constantFrom<IngestInput | undefined>(undefined, 1, 2), (all, preferredInput) => {
          const pipelines = new Pipelines({ epochLocked, ...(preferredInput === undefined ? {} : { preferredInput }) }, KEEP);
          pipelines.begin();
          const witnesses = new Map(TRACKS.map((track) => [track, new Witness()]));
          for (const step of all) {
            take(pipelines, step);
            for (const [track, witness] of witnesses) witness.see(pipelines.live.track(track)?.segments ?? [], epochLocked);
          }
        }),
        { numRuns: 60 },
      );
    });
  }

  it("[L7] as long as one input is whole, nothing is missing and nothing is marked", () => {
    const losses = fc.array(fc.record({ input: inputs, after: fc.integer({ min: 1, max: 15 }), lasts: fc.integer({ min: 1, max: 15 }) }), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(losses, fc.shuffledSubarray(every, { minLength: every.length }), (all, order) => {
        const pipelines = new Pipelines({}, 1_000_000);
        pipelines.begin();
        const first = pipelines.now / length;
        const play = (seconds: number): void => {
          for (let second = 0; second < seconds; second += 1) take(pipelines, { kind: "parts", order });
        };
        for (const { input, after, lasts } of all) {
          // Time for the input that was lost before to begin a segment again.
          play(2 * PARTS + after);
          pipelines.packager.loseInput(pipelines.channel, input, true);
          play(lasts);
          pipelines.packager.loseInput(pipelines.channel, input, false);
        }
        play(2 * PARTS);
        for (const track of TRACKS) {
          const segments = pipelines.live.track(track)?.segments ?? [];
          assert.deepEqual(
            segments.map(({ number, discontinuity }) => [number, discontinuity]),
            segments.map((_, index) => [first + index, false]),
          );
          assert.ok(segments.length >= pipelines.now / length - first - 1);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("[L7] a witness of wrong tracks complains", () => {
    const pipelines = new Pipelines({}, KEEP);
    pipelines.begin();
    pipelines.seconds(3 * PARTS);
    const segments = pipelines.live.track("v1")?.segments ?? [];
    const [one, two, three] = segments;
    assert.ok(one && two && three);
    const look = (seen: readonly Segment[]) => (): void => {
      new Witness().see(seen, true);
    };
    assert.doesNotThrow(look(segments));
    assert.throws(look([two, one]), /numbers only grow/);
    assert.throws(look([one, three]), /contiguous or marked/);
    assert.throws(look([{ ...one, parts: [...two.parts.slice(0, 1), ...one.parts.slice(1)] }]), /of one input/);
    assert.throws(look([{ ...one, complete: false, parts: one.parts.slice(1), duration: 3000 }, two]), /from the first on/);
    const witness = new Witness();
    witness.see([one], true);
    assert.throws(() => {
      witness.see([{ ...one, score: 1 }], true);
    }, /never changes/);
  });
});
