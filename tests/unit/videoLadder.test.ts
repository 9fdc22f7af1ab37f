import assert from "node:assert/strict";
import fc from "fast-check";
import { CODEC_LIMITS, levelShortfall, LEVELS } from "../../components/encode/index.ts";
import { bitsPerSecond, shownRate } from "../../stacks/bitrates.ts";
import { buildLadder, ladderSchema } from "../../stacks/ladder.ts";
import { LOWEST_SHORTHAND, shorthandRung, STANDARD_RUNGS, standardSize } from "../../stacks/standardRungs.ts";
import { ladderOf, videoLadders } from "../support/videoLadders.ts";

const rates = fc.integer({ min: LOWEST_SHORTHAND, max: 50_000_000 });
const problemsOf = (file: Record<string, unknown>): string[] =>
  buildLadder("made", ladderSchema.parse(file)).problems.map(({ path, what, remedy }) => `${path} ${what} -> ${remedy}`);

describe("standard rungs", () => {
  it("[L4] are the six that broadcasters know, with their rates", () => {
    assert.deepEqual(
      Object.values(STANDARD_RUNGS).map(({ name, width, height, bitrate }) => [name, width, height, bitrate]),
      [
        ["2160p", 3840, 2160, 12_000_000],
        ["1440p", 2560, 1440, 6_000_000],
        ["1080p", 1920, 1080, 4_000_000],
        ["720p", 1280, 720, 2_500_000],
        ["480p", 854, 480, 1_000_000],
        ["360p", 640, 360, 600_000],
      ],
    );
  });

  it("[L4] make a ladder at every frame rate, whole and fractional", () => {
    for (const frameRate of [24, 25, 30, 50, 60, 23.976, 29.97, 59.94]) {
      const ladder = ladderOf({ frameRate, rungs: Object.keys(STANDARD_RUNGS) });
      assert.ok(Math.abs(ladder.frameRate.numerator / ladder.frameRate.denominator - frameRate) < 0.001);
      assert.equal(ladder.rungs.length, 6);
    }
  });
});

describe("a rung written as a rate", () => {
  it("[L4] gets the standard picture that it pays for", () => {
    assert.deepEqual(
      ladderOf({ frameRate: 50, rungs: ["6M", "3M", "1.5M"] }).rungs.map(({ name, width, height, bitrate }) => [
        name,
        width,
        height,
        bitrate,
      ]),
      [
        ["1080p-6000k", 1920, 1080, 6_000_000],
        ["720p-3000k", 1280, 720, 3_000_000],
        ["480p-1500k", 854, 480, 1_500_000],
      ],
    );
  });

  it("[L4] never gets a smaller picture for a higher rate, nor one whose standard rate it does not reach", () => {
    fc.assert(
      fc.property(rates, rates, (a, b) => {
        const [lower, higher] = [standardSize(Math.min(a, b)), standardSize(Math.max(a, b))];
        assert.ok(lower.height <= higher.height);
        for (const rate of [a, b]) {
          const size = standardSize(rate);
          assert.ok(size.bitrate <= rate || size.name === "360p", size.name);
          assert.ok(size.height <= 1080, "UHD is asked for by name");
        }
      }),
    );
    for (const name of ["1080p", "720p", "480p", "360p"]) assert.equal(standardSize(STANDARD_RUNGS[name]?.bitrate ?? 0).name, name);
  });

  it("[L4] has a name of its own, whatever stands beside it", () => {
    fc.assert(
      fc.property(fc.uniqueArray(rates, { minLength: 1, maxLength: 8 }), (list) => {
        const falling = [...list].sort((a, b) => b - a);
        const { rungs } = ladderOf({ frameRate: 25, rungs: falling });
        assert.equal(new Set(rungs.map(({ name }) => name)).size, rungs.length);
        assert.deepEqual(rungs, falling.map(shorthandRung));
        for (const { name } of rungs) assert.match(name, /^[a-z0-9][a-z0-9-]{0,15}$/);
        assert.deepEqual(
          [...rungs].sort((a, b) => b.height - a.height || b.bitrate - a.bitrate),
          rungs,
        );
      }),
    );
  });

  it("reads back the rate it shows", () => {
    fc.assert(
      fc.property(rates, (rate) => {
        const shown = shownRate(rate);
        assert.equal(bitsPerSecond(/[kM]$/.test(shown) ? shown : Number(shown)), rate);
      }),
    );
  });
});

describe("a rung of the user's own", () => {
  it("takes size and rate from the standard where its name is one, and size from its rate otherwise", () => {
    const { rungs } = ladderOf({
      frameRate: 50,
      rungs: [
        { name: "720p", bitrate: "3M" },
        { name: "480p", frameRate: "half" },
        { name: "phone", bitrate: 500_000 },
      ],
    });
    assert.deepEqual(rungs, [
      { name: "720p", width: 1280, height: 720, bitrate: 3_000_000 },
      { name: "480p", width: 854, height: 480, bitrate: 1_000_000, frameRate: "half" },
      { name: "phone", width: 640, height: 360, bitrate: 500_000 },
    ]);
  });
});

describe("ladder rules", () => {
  it("name both rungs of a clash, and the pair that is out of order", () => {
    assert.match(
      problemsOf({ frameRate: 25, rungs: ["720p", { name: "720p", bitrate: "1M" }] }).join(),
      /rungs\[1\] repeats the name of rungs\[0\]/,
    );
    assert.match(problemsOf({ frameRate: 25, rungs: ["480p", "1M"] }).join(), /rungs\[1\] has a bitrate not below that of 480p/);
  });

  it("guess what a misspelt rung was to be", () => {
    assert.match(problemsOf({ frameRate: 25, rungs: ["1081p"] }).join(), /did you mean 1080p/i);
  });

  it("suggest GOPs that do divide the segment", () => {
    assert.match(
      problemsOf({ frameRate: 25, gopSeconds: 4, segmentSeconds: 6, rungs: ["720p"] }).join(),
      /multiple of 4, or gopSeconds 1 or 2 or 3/,
    );
  });

  it("suggest the lowest level that holds every rung, and auto where none does", () => {
    assert.match(problemsOf({ frameRate: 60, level: "3", rungs: ["1080p", "360p"] }).join(), /auto, or 4\.2 or higher/);
    const flat = { name: "flat", width: 3840, height: 64, bitrate: "50M" };
    const none = problemsOf({ frameRate: 60, level: "1", bufferSeconds: 4, rungs: [flat] }).join();
    assert.match(none, /level does not hold flat/);
  });

  it("[L4] accept only what codec and level hold", () => {
    fc.assert(
      fc.property(videoLadders(), (ladder) => {
        const limits = CODEC_LIMITS[ladder.codec];
        for (const { width, height, bitrate } of ladder.rungs) {
          assert.ok(width <= limits.width && height <= limits.height);
          assert.ok(bitrate >= limits.bitrate[0] && bitrate <= limits.bitrate[1]);
          assert.ok(bitrate * (ladder.bufferSeconds ?? 2) <= limits.buffer[1]);
          const { level, frameRate, tier } = ladder;
          if (level === undefined) continue;
          assert.ok(LEVELS[ladder.codec].includes(level));
          const picture = {
            width,
            height,
            frameRate,
            bitrate,
            bufferSize: bitrate * (ladder.bufferSeconds ?? 2),
            ...(tier === undefined ? {} : { tier }),
          };
          assert.equal(levelShortfall(ladder.codec, level, picture), undefined);
        }
      }),
    );
  });
});
