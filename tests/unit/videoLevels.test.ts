import assert from "node:assert/strict";
import * as model from "@aws-sdk/client-medialive";
import fc from "fast-check";
import { fittingLevel, LEVELS, levelShortfall, type Codec, type CodedPicture, type FrameRate } from "../../components/encode/index.ts";

const FRAMES: Readonly<Record<string, FrameRate>> = {
  25: { numerator: 25, denominator: 1 },
  30: { numerator: 30, denominator: 1 },
  5994: { numerator: 60_000, denominator: 1001 },
  60: { numerator: 60, denominator: 1 },
};

function picture(width: number, height: number, frames: number | string, more: Partial<CodedPicture> = {}): CodedPicture {
  return {
    width,
    height,
    frameRate: FRAMES[frames] ?? { numerator: 0, denominator: 1 },
    bitrate: 1_000_000,
    bufferSize: 2_000_000,
    ...more,
  };
}

const pictures: fc.Arbitrary<CodedPicture> = fc
  .record({
    width: fc.integer({ min: 32, max: 1920 }).map((half) => half * 2),
    height: fc.integer({ min: 32, max: 1080 }).map((half) => half * 2),
    frames: fc.constantFrom(...Object.keys(FRAMES)),
    bitrate: fc.integer({ min: 100_000, max: 50_000_000 }),
    seconds: fc.constantFrom(1, 2, 4),
    profile: fc.constantFrom("main" as const, "high" as const),
    tier: fc.constantFrom("main" as const, "high" as const),
  })
  .map(({ width, height, frames, seconds, bitrate, ...rest }) =>
    picture(width, height, frames, { bitrate, bufferSize: bitrate * seconds, ...rest }),
  );

const codecs = fc.constantFrom<Codec>("h264", "h265", "av1");

describe("levels", () => {
  it("[L4] are those that MediaLive has for each codec, auto apart", () => {
    const named = (values: object, prefix: string): string[] =>
      Object.values(values)
        .map((value) => String(value).replace(`${prefix}_LEVEL_`, "").replace("_", "."))
        .filter((value) => value !== "AUTO")
        .sort((a, b) => Number(a) - Number(b));
    assert.deepEqual(LEVELS.h264, named(model.H264Level, "H264"));
    assert.deepEqual(LEVELS.h265, named(model.H265Level, "H265"));
    assert.deepEqual(LEVELS.av1, named(model.Av1Level, "AV1"));
  });

  it("[L4] hold the pictures that the codecs' own tables name as examples", () => {
    const cases: readonly [Codec, number, number, number, string][] = [
      ["h264", 640, 360, 30, "3"],
      ["h264", 1280, 720, 30, "3.1"],
      ["h264", 1280, 720, 60, "3.2"],
      ["h264", 1920, 1080, 30, "4"],
      ["h264", 1920, 1080, 60, "4.2"],
      ["h264", 2560, 1440, 60, "5.1"],
      ["h264", 3840, 2160, 30, "5.1"],
      ["h264", 3840, 2160, 60, "5.2"],
      ["h265", 1280, 720, 30, "3.1"],
      ["h265", 1920, 1080, 30, "4"],
      ["h265", 1920, 1080, 5994, "4.1"],
      ["h265", 3840, 2160, 30, "5"],
      ["h265", 3840, 2160, 60, "5.1"],
      ["av1", 640, 360, 30, "2.1"],
      ["av1", 854, 480, 30, "3"],
      ["av1", 1280, 720, 30, "3.1"],
      ["av1", 1920, 1080, 30, "4"],
      ["av1", 1920, 1080, 60, "4.1"],
    ];
    for (const [codec, width, height, frames, level] of cases)
      assert.equal(
        fittingLevel(codec, picture(width, height, frames)),
        level,
        `${codec} ${String(width)}x${String(height)} ${String(frames)}`,
      );
  });

  it("a level that holds a picture holds a smaller, slower and thinner one, and so does every higher level", () => {
    fc.assert(
      fc.property(codecs, pictures, fc.double({ min: 0.2, max: 1, noNaN: true }), (codec, large, share) => {
        const level = fittingLevel(codec, large);
        if (level === undefined) return;
        const small: CodedPicture = {
          ...large,
          width: Math.max(2, Math.floor(large.width * share)),
          height: Math.max(2, Math.floor(large.height * share)),
          bitrate: Math.floor(large.bitrate * share),
          bufferSize: Math.floor(large.bufferSize * share),
        };
        // A very flat picture can be refused for its longest side alone, which shrinks with it.
        assert.equal(levelShortfall(codec, level, small), undefined);
        for (const higher of LEVELS[codec].filter((other) => Number(other) > Number(level)))
          assert.equal(levelShortfall(codec, higher, large), undefined, `${level} holds it, ${higher} does not`);
      }),
    );
  });

  it("say which of size, frames, bitrate and buffer they do not hold", () => {
    const hd = picture(1920, 1080, 60, { bitrate: 60_000_000, bufferSize: 60_000_000 });
    assert.match(levelShortfall("h264", "3", hd) ?? "", /1920x1080 is too large/);
    assert.match(levelShortfall("h264", "4", hd) ?? "", /too many frames/);
    assert.match(levelShortfall("h264", "4.2", hd) ?? "", /60000000 bits per second is more than 50000000/);
    assert.match(levelShortfall("h264", "4.2", { ...hd, bitrate: 50_000_000, bufferSize: 70_000_000 }) ?? "", /buffer of 70000000 bits/);
    assert.match(levelShortfall("h264", "7", hd) ?? "", /no such level/);
  });

  it("refuse a side that is too long where the area is not", () => {
    assert.match(levelShortfall("h264", "3.1", picture(3840, 160, 25)) ?? "", /too large/);
    assert.match(levelShortfall("av1", "2", picture(2050, 64, 25)) ?? "", /too large/);
  });

  it("allow more bits in H.264 high profile and in H.265 high tier", () => {
    const hd = picture(1920, 1080, 30, { bitrate: 24_000_000, bufferSize: 24_000_000 });
    assert.match(levelShortfall("h264", "4", { ...hd, profile: "main" }) ?? "", /more than 20000000/);
    assert.equal(levelShortfall("h264", "4", { ...hd, profile: "high" }), undefined);
    assert.match(levelShortfall("h265", "4", { ...hd, tier: "main" }) ?? "", /more than 12000000/);
    assert.equal(levelShortfall("h265", "4", { ...hd, tier: "high" }), undefined);
  });
});
