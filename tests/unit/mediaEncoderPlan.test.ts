import assert from "node:assert/strict";
import fc from "fast-check";
import { checkFfmpeg, FfmpegError, regionColour } from "../../rehearsal/media/encoder/index.ts";
import { curtainCommand, ffmpegArguments } from "../../rehearsal/media/encoder/arguments.ts";
import { firstSample, planRun, sampleRate, startTime } from "../../rehearsal/media/encoder/plan.ts";
import type { EncoderChannel } from "../../rehearsal/media/types.ts";
import { ENCODER_CHANNEL } from "../support/mediaChannel.ts";

const [video] = ENCODER_CHANNEL.videos;
assert.ok(video);
const CHANNEL: EncoderChannel = {
  ...ENCODER_CHANNEL,
  videos: [video, { ...video, name: "v2", width: 1280, height: 720, frameRate: { numerator: 25, denominator: 1 } }],
  audios: [
    { name: "a1", language: "eng", bitrate: 128_000 },
    { name: "a2", language: "eng", bitrate: 64_000 },
    { name: "a3", language: "spa", bitrate: 128_000 },
  ],
};

const values = (args: readonly string[], option: string): string[] =>
  args.flatMap((arg, index) => (args[index - 1] === option ? [arg] : []));

describe("one encoder's run", () => {
  it("[L7] makes every rung for each pipeline and every sound once, each through a pipe of its own", () => {
    for (const pipelines of [1, 2] as const) {
      const run = planRun({ ...CHANNEL, pipelines }, 0);
      const args = ffmpegArguments(run, [1, 2, 3]);
      const pipes = args.filter((arg) => arg.startsWith("pipe:"));
      assert.deepEqual(
        pipes,
        run.tracks.map((_, index) => `pipe:${String(3 + index)}`),
      );
      assert.equal(pipes.length, 2 * pipelines + 3);
      const maps = values(args, "-map");
      const pictures = maps.filter((label) => label.startsWith("["));
      assert.equal(new Set(pictures).size, 2 * pipelines);
      const [graph] = values(args, "-filter_complex");
      for (const label of pictures)
        assert.ok(graph?.endsWith(label) === true || graph?.includes(`${label};`) === true, `${label} is made once`);
      assert.deepEqual(
        maps.filter((label) => !label.startsWith("[")),
        ["1:a", "1:a", "2:a"],
        "a tone for each language",
      );
    }
  });

  it("[L7] names cannot change the filters", () => {
    const odd = "a'b:c,d;e[f]%{g}\\";
    const [graph] = values(ffmpegArguments(planRun({ ...CHANNEL, originChannel: odd }, 0), [0, 0, 0]), "-filter_complex");
    assert.ok(graph?.includes("text='a_b_c_d_e_f___g__  us-east-1'"), graph);
    assert.throws(() => ffmpegArguments(planRun({ ...CHANNEL, videos: [] }, 0), [0, 0, 0]), /no picture/);
  });

  it("[L7] is told on its standard input that the contribution is lost or back", () => {
    assert.match(curtainCommand(true), /^Cdrawbox@lost -1 enable 1\n$/);
    assert.match(curtainCommand(false), /enable 0\n$/);
    const [graph] = values(ffmpegArguments(planRun(CHANNEL, 0), [0, 0, 0]), "-filter_complex");
    assert.ok(graph?.includes("drawbox@lost="));
  });

  it("[L7] begins at a border when it counts from the epoch, at once when it does not", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2e12 }), fc.constantFrom(1000, 2002, 4000, 4004, 6000), (now, segmentMs) => {
        const start = startTime({ epochLocked: true, segmentMs }, now);
        assert.equal(start % segmentMs, 0);
        assert.ok(start >= now && start < now + segmentMs);
        assert.equal(startTime({ epochLocked: false, segmentMs }, now), now);
        const first = firstSample({ startsAt: start, clockZero: 0 });
        assert.equal(first % 1024, 0);
        assert.ok(first >= (start * sampleRate) / 1000 && first < (start * sampleRate) / 1000 + 1024);
      }),
    );
  });

  it("[E8] colours of regions differ, whatever the order they are named in", () => {
    const regions = ["eu-west-1", "us-east-1", "ap-south-1", "us-west-2"];
    const colours = regions.map((region) => regionColour(region, regions).join());
    assert.equal(new Set(colours).size, regions.length);
    assert.deepEqual(
      regions.map((region) => regionColour(region, [...regions].reverse()).join()),
      colours,
    );
  });

  it("[L7] a missing or broken ffmpeg is told with the remedy", async () => {
    for (const command of ["no-such-ffmpeg", "false"]) {
      await assert.rejects(
        checkFfmpeg(command),
        (error: unknown) => error instanceof FfmpegError && /does not run.*apt-get install ffmpeg/.test(error.message),
      );
    }
  });
});
