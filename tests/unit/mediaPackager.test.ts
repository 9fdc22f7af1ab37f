import assert from "node:assert/strict";
import type { EncoderChannel, Segment } from "../../rehearsal/media/types.ts";
import { PARTS, Pipelines, PART_MS } from "../support/mediaIngest.ts";

const segmentsOf = (pipelines: Pipelines, track = "v1"): readonly Segment[] => pipelines.live.track(track)?.segments ?? [];
const inputsOf = (pipelines: Pipelines, track = "v1"): string =>
  segmentsOf(pipelines, track)
    .map(({ input, complete }) => `${String(input)}${complete ? "" : "~"}`)
    .join(" ");
/** The inputs that the bytes of a segment come from. */
const sources = ({ parts }: Segment): number[] => [...new Set(parts.map(({ bytes }) => (JSON.parse(bytes.toString()) as Segment).input))];

function begun(channel = {}): Pipelines {
  const pipelines = new Pipelines(channel);
  pipelines.begin();
  return pipelines;
}

describe("packager of the rehearsal", () => {
  it("[L7] a part is served as soon as it comes; the last one completes its segment", () => {
    const pipelines = begun();
    pipelines.second();
    assert.deepEqual(pipelines.live.tracks(), [], "no manifest before the first complete segment");
    pipelines.seconds(PARTS);
    const [first, second, ...others] = segmentsOf(pipelines);
    assert.ok(first && second && others.length === 0);
    assert.deepEqual([first.complete, first.parts.length, first.duration], [true, PARTS, PARTS * PART_MS]);
    assert.deepEqual([second.complete, second.parts.length, second.duration], [false, 1, PART_MS]);
    assert.deepEqual(
      pipelines.live.tracks().map(({ info }) => info.name),
      ["v1", "a1", "c1"],
    );
  });

  it("[L7] numbers of an aligned channel are time divided by length, the same in both regions", () => {
    const [east, west] = [begun(), begun({ region: "eu-west-1" })];
    west.pass(7 * PARTS * PART_MS);
    west.begin();
    for (const one of [east, west]) one.seconds(20 * PARTS);
    const number = (one: Pipelines): Map<number, number> => new Map(segmentsOf(one).map(({ number, time }) => [time, number]));
    const [easts, wests] = [number(east), number(west)];
    const shared = [...easts].filter(([time]) => wests.has(time));
    assert.ok(shared.length > 5);
    for (const [time, found] of shared) assert.deepEqual([found, wests.get(time)], [time / (PARTS * PART_MS), found]);
    assert.equal(segmentsOf(east)[0]?.programDateTime, segmentsOf(east)[0]?.time);
  });

  it("[L7] numbers of another channel begin at 1 with time 0, and its date is the wall clock", () => {
    const pipelines = begun({ epochLocked: false });
    const start = pipelines.now;
    pipelines.seconds(2 * PARTS);
    assert.deepEqual(
      segmentsOf(pipelines).map(({ number, time, programDateTime }) => [number, time, programDateTime - start]),
      [
        [1, 0, 0],
        [2, 4000, 4000],
      ],
    );
  });

  it("[L7] a pipeline lost between segments: the other goes on, nothing is missing, no discontinuity", () => {
    const pipelines = begun();
    pipelines.seconds(2 * PARTS);
    pipelines.packager.loseInput(pipelines.channel, 1, true);
    pipelines.seconds(2 * PARTS);
    assert.equal(pipelines.live.activeInput(), 2);
    assert.equal(inputsOf(pipelines), "1 1 2 2");
    assert.ok(segmentsOf(pipelines).every(({ discontinuity }) => !discontinuity));
  });

  it("[L7] a pipeline lost within a segment: the same segment of the other takes its place, whole", () => {
    const pipelines = begun();
    pipelines.seconds(PARTS + 2);
    pipelines.packager.loseInput(pipelines.channel, 1, true);
    pipelines.second();
    const growing = segmentsOf(pipelines).at(-1);
    assert.ok(growing);
    assert.deepEqual([growing.input, growing.parts.length, sources(growing)], [2, 3, [2]]);
    pipelines.second();
    for (const track of ["v1", "a1"]) assert.equal(inputsOf(pipelines, track), "1 2");
  });

  it("[L7] what was complete is not replaced", () => {
    const pipelines = begun();
    pipelines.seconds(PARTS - 1);
    pipelines.part(1, "v1");
    pipelines.packager.loseInput(pipelines.channel, 1, true);
    pipelines.second();
    pipelines.seconds(PARTS);
    assert.equal(inputsOf(pipelines, "v1"), "1 2");
    assert.equal(inputsOf(pipelines, "a1"), "2 2");
  });

  it("[L7] the other input is not taken before it has been ahead for a while", () => {
    const pipelines = begun();
    pipelines.seconds(PARTS);
    for (let second = 0; second < PARTS; second += 1) {
      for (const track of ["v1", "a1"]) pipelines.part(2, track);
      pipelines.pass(500);
      pipelines.now -= 500;
      for (const track of ["v1", "a1"]) pipelines.part(1, track);
      pipelines.pass(PART_MS);
    }
    assert.equal(pipelines.live.activeInput(), 1);
    assert.equal(inputsOf(pipelines), "1 1");
  });

  it("[L7] an input that comes back in the middle of a segment is not served before the next", () => {
    const pipelines = begun();
    pipelines.seconds(1);
    pipelines.packager.loseInput(pipelines.channel, 2, true);
    pipelines.second();
    pipelines.packager.loseInput(pipelines.channel, 2, false);
    pipelines.second();
    pipelines.packager.loseInput(pipelines.channel, 1, true);
    pipelines.seconds(1 + PARTS);
    // The first segment is whole from neither.
    assert.deepEqual(
      segmentsOf(pipelines).map(({ parts, input }) => [parts.length, input]),
      [[PARTS, 2]],
    );
  });

  it("[L7] nothing comes: the age grows; when it comes again there is a gap of numbers, marked", () => {
    const pipelines = begun();
    pipelines.seconds(PARTS);
    pipelines.packager.loseAll(pipelines.channel, true);
    pipelines.seconds(2 * PARTS);
    assert.equal(pipelines.live.age(), 2 * PARTS * PART_MS + PART_MS);
    pipelines.packager.loseAll(pipelines.channel, false);
    pipelines.seconds(2 * PARTS);
    const [before, after, next] = segmentsOf(pipelines);
    assert.ok(before && after && next);
    assert.deepEqual([after.number - before.number, after.discontinuity, next.discontinuity], [3, true, false]);
  });

  it("[L7] an aligned region started again goes on by time, without a discontinuity only if nothing is missing", () => {
    const pipelines = begun();
    pipelines.seconds(PARTS);
    pipelines.end();
    pipelines.begin();
    pipelines.seconds(PARTS);
    pipelines.end();
    pipelines.pass(100_000);
    pipelines.begin();
    pipelines.seconds(PARTS);
    const length = PARTS * PART_MS;
    assert.deepEqual(
      segmentsOf(pipelines).map(({ number, time, discontinuity }) => [number === time / length, discontinuity]),
      [[true, true]],
      "what is older than the window is gone",
    );
  });

  it("[L7] another region started again has a new clock, numbers go on, the seam is marked", () => {
    const pipelines = begun({ epochLocked: false });
    pipelines.seconds(PARTS + 2);
    assert.equal(inputsOf(pipelines), "1 1~");
    pipelines.end();
    assert.equal(inputsOf(pipelines), "1", "what will never be complete is taken back");
    pipelines.begin();
    pipelines.seconds(PARTS);
    assert.deepEqual(
      segmentsOf(pipelines).map(({ number, time, discontinuity }) => [number, time, discontinuity]),
      [
        [1, 0, false],
        // Number 2 may have been seen, in part.
        [3, 0, true],
      ],
    );
  });

  it("[L7] parts of a run that is over are not taken", () => {
    const pipelines = begun();
    pipelines.seconds(PARTS);
    pipelines.end();
    pipelines.seconds(PARTS);
    assert.equal(inputsOf(pipelines), "1");
  });

  it("[L7] the input of the better score is taken at the next segment, if the channel is deployed so", () => {
    const scored = (qualitySwitching: boolean): Pipelines => {
      const pipelines = begun({ qualitySwitching });
      pipelines.seconds(PARTS + 1);
      pipelines.packager.forceScore(pipelines.channel, 50, [1]);
      pipelines.seconds(2 * PARTS - 1);
      return pipelines;
    };
    assert.equal(inputsOf(scored(true)), "1 1 2");
    assert.equal(inputsOf(scored(false)), "1 1 1");
    assert.equal(scored(true).live.score(), 100);
    assert.equal(scored(false).live.score(), 50);
    const half = segmentsOf(scored(false));
    assert.deepEqual(
      half.map(({ score }) => score),
      [100, 50, 50],
    );
  });

  it("[L7] of equal scores the preferred input is taken, while it is there", () => {
    const pipelines = begun({ preferredInput: 2 });
    pipelines.seconds(2 * PARTS);
    assert.equal(inputsOf(pipelines), "2 2");
    pipelines.packager.loseInput(pipelines.channel, 2, true);
    pipelines.seconds(2 * PARTS);
    assert.equal(inputsOf(pipelines), "2 2 1 1");
  });

  it("[L7] the preferred input is taken again when it is as good as the other; without one the other stays", () => {
    const returned = (channel: Partial<EncoderChannel>): string => {
      const pipelines = begun(channel);
      pipelines.seconds(PARTS);
      pipelines.packager.loseInput(pipelines.channel, 1, true);
      pipelines.seconds(PARTS);
      pipelines.packager.loseInput(pipelines.channel, 1, false);
      pipelines.seconds(2 * PARTS);
      return inputsOf(pipelines);
    };
    for (const qualitySwitching of [true, false]) {
      assert.equal(returned({ qualitySwitching, preferredInput: 1 }), "1 2 1 1");
      assert.equal(returned({ qualitySwitching }), "1 2 2 2");
    }
  });

  it("[L7] a channel that is started again begins with the preferred input, or with the first", () => {
    for (const [channel, expected] of [
      [{}, "1 2 1"],
      [{ preferredInput: 2 as const }, "2 2 2"],
    ] as const) {
      const pipelines = begun(channel);
      pipelines.seconds(PARTS);
      pipelines.packager.loseInput(pipelines.channel, 1, true);
      pipelines.seconds(PARTS);
      pipelines.packager.loseInput(pipelines.channel, 1, false);
      pipelines.end();
      pipelines.begin();
      pipelines.seconds(PARTS);
      assert.equal(inputsOf(pipelines), expected);
    }
  });

  it("[L7] a lost contribution shows in score and slate of every segment that it touches", () => {
    const pipelines = begun();
    pipelines.seconds(PARTS + 2);
    pipelines.score(20, true);
    pipelines.seconds(1);
    assert.equal(pipelines.live.score(), 20);
    pipelines.score(100, false);
    pipelines.seconds(PARTS + 1);
    assert.deepEqual(
      segmentsOf(pipelines).map(({ score, slate }) => [score, slate]),
      [
        [100, false],
        [20, true],
        [100, false],
      ],
    );
  });

  it("[L7] mend ends every loss and every score that was put in place", () => {
    const pipelines = begun();
    const { packager, channel } = pipelines;
    packager.loseAll(channel, true);
    packager.loseInput(channel, 1, true);
    packager.forceScore(channel, 1);
    assert.equal(pipelines.live.score(), 1);
    packager.mend();
    pipelines.seconds(PARTS);
    assert.equal(inputsOf(pipelines), "1");
    assert.equal(pipelines.live.score(), 100);
  });

  it("[L7] captions follow the input that is served", () => {
    const pipelines = begun();
    pipelines.seconds(PARTS);
    for (const input of [1, 2] as const) pipelines.captions(input);
    pipelines.packager.loseInput(pipelines.channel, 1, true);
    pipelines.seconds(PARTS);
    for (const input of [1, 2] as const) pipelines.captions(input);
    assert.equal(inputsOf(pipelines, "c1"), "1 2");
    assert.equal(segmentsOf(pipelines, "c1")[1]?.cues?.length, 1);
  });

  it("[L7] whoever watches is told of new parts, until he ends it", () => {
    const pipelines = begun();
    let told = 0;
    const end = pipelines.live.watch(() => (told += 1));
    pipelines.second();
    assert.ok(told > 0);
    end();
    const before = told;
    pipelines.second();
    assert.equal(told, before);
  });

  it("[L7] a channel is found by region, group and name, and nowhere else", () => {
    const pipelines = begun();
    assert.deepEqual(pipelines.packager.all(), [pipelines.live]);
    assert.equal(pipelines.packager.find("eu-west-1", "main", "arena"), undefined);
  });
});
