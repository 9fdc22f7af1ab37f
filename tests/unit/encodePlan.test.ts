import assert from "node:assert/strict";
import fc from "fast-check";
import {
  alignmentOf,
  encoderPlan,
  gopFrames,
  segmentMilliseconds,
  TRACK_LIMIT,
  trackSum,
  type Channel,
} from "../../components/encode/index.ts";
import { channels, ladders } from "../support/arbitraries.ts";
import { ARENA, DEMO, LADDER, ROAMING, STUDIO } from "../support/lineups.ts";

const PROD = { environment: "prod", production: true };
const DEV = { environment: "dev", production: false };
const withTimecode = (channel: Channel): Channel => ({
  ...channel,
  source: { ...channel.source, timecode: "embedded" } as Channel["source"],
});

describe("alignmentOf", () => {
  it("[L1] is seamless only for live timecode that reaches two regions", () => {
    assert.equal(alignmentOf(ARENA).failover, "seamless");
    assert.equal(alignmentOf(withTimecode(STUDIO)).failover, "seamless");
    for (const channel of [STUDIO, ROAMING, DEMO, { ...ARENA, regions: ["us-east-1"] as const }, { ...ARENA, uplink: "single" as const }]) {
      const alignment = alignmentOf(channel);
      assert.deepEqual(
        { failover: alignment.failover, epochLocked: alignment.epochLocked },
        { failover: "visible", epochLocked: false },
        channel.name,
      );
    }
  });

  it("[E3] gives one sentence as the reason, another for each cause", () => {
    const reasons = [ARENA, STUDIO, ROAMING, DEMO, { ...ARENA, regions: ["us-east-1"] as const }].map(
      (channel) => alignmentOf(channel).reason,
    );
    assert.equal(new Set(reasons).size, 5);
    for (const reason of reasons) assert.match(reason, /^[A-Z][^.]*\.$/);
  });
});

describe("timing", () => {
  it("[L4] counts a GOP in frames of the rounded rate", () => {
    assert.equal(gopFrames({ gopSeconds: 2, frameRate: { numerator: 30_000, denominator: 1001 } }), 60);
    assert.equal(gopFrames({ gopSeconds: 1, frameRate: { numerator: 50, denominator: 1 } }), 50);
  });

  it("[L4] gives a fractional rate its exact segment", () => {
    assert.equal(segmentMilliseconds({ gopSeconds: 2, segmentSeconds: 4, frameRate: { numerator: 30_000, denominator: 1001 } }), 4004);
    assert.equal(segmentMilliseconds({ gopSeconds: 2, segmentSeconds: 4, frameRate: { numerator: 25, denominator: 1 } }), 4000);
  });

  it("[L4] a segment is a whole number of GOPs, to the millisecond", () => {
    fc.assert(
      fc.property(ladders(), (ladder) => {
        const gop = (gopFrames(ladder) * ladder.frameRate.denominator * 1000) / ladder.frameRate.numerator;
        const gops = segmentMilliseconds(ladder) / gop;
        assert.ok(Math.abs(gops - Math.round(gops)) < 1e-9, `${String(gops)} GOPs`);
        assert.equal(Math.round(gops), ladder.segmentSeconds / ladder.gopSeconds);
      }),
    );
  });

  it("[L4] refuses a GOP of half a frame and a segment of half a GOP", () => {
    assert.throws(() => gopFrames({ gopSeconds: 0.1, frameRate: { numerator: 25, denominator: 1 } }), /whole number of frames/);
    assert.throws(() => segmentMilliseconds({ ...LADDER, gopSeconds: 2, segmentSeconds: 5 }), /whole number of GOPs/);
  });
});

describe("encoderPlan", () => {
  it("[L3] has two pipelines in production and one in development", () => {
    assert.deepEqual({ ...pick(encoderPlan(STUDIO, PROD)) }, { ingest: "cmaf", channelClass: "STANDARD", pipelines: ["a", "b"] });
    assert.deepEqual({ ...pick(encoderPlan(STUDIO, DEV)) }, { ingest: "hls", channelClass: "SINGLE_PIPELINE", pipelines: ["a"] });
  });

  it("[E3] locks to the epoch exactly where alignment was earned", () => {
    fc.assert(
      fc.property(channels, (channel) => {
        const { locking } = encoderPlan(channel, PROD);
        assert.equal(locking.mode === "EPOCH_LOCKING", alignmentOf(channel).epochLocked);
        if (locking.mode === "EPOCH_LOCKING")
          assert.deepEqual(locking, {
            mode: "EPOCH_LOCKING",
            timingSource: "INPUT_CLOCK",
            timecodeSource: "EMBEDDED",
            timecodeInsertion: "PIC_TIMING_SEI",
          });
      }),
    );
  });

  it("[E3] aligns pictures where a push source has no timecode, and leaves a file to the service", () => {
    assert.equal(encoderPlan(STUDIO, PROD).locking.method, "VIDEO_ALIGNMENT");
    assert.equal(encoderPlan(withTimecode(ROAMING), PROD).locking.method, "SOURCE_TIMECODE");
    assert.deepEqual(encoderPlan(DEMO, PROD).locking, {
      mode: "PIPELINE_LOCKING",
      timingSource: "SYSTEM_CLOCK",
      timecodeSource: "SYSTEMCLOCK",
      timecodeInsertion: "DISABLED",
    });
    assert.equal(encoderPlan(STUDIO, DEV).locking.method, undefined);
  });

  it("[L1] loops the file and nothing else", () => {
    assert.deepEqual(encoderPlan(DEMO, PROD).attachments, [{ name: "primary", sourceEndBehavior: "LOOP" }]);
    assert.deepEqual(encoderPlan(STUDIO, PROD).attachments, [{ name: "primary", sourceEndBehavior: "CONTINUE" }]);
  });

  it("[L4] gives every encode one output, named so that the alphabet keeps the ladder's order", () => {
    fc.assert(
      fc.property(channels, (channel) => {
        const plan = encoderPlan(channel, PROD);
        for (const kind of ["video", "audio"] as const) {
          const names = plan.outputs.filter((output) => output.kind === kind).map((output) => output.name);
          assert.deepEqual(names, [...names].sort());
        }
        assert.deepEqual(
          plan.outputs.map((output) => output.encode),
          [...plan.videos, ...plan.audios].map((encode) => encode.name),
        );
        assert.deepEqual(
          plan.videos.map((video) => [video.width, video.height, video.bitrate]),
          channel.ladder.rungs.map((rung) => [rung.width, rung.height, rung.bitrate]),
        );
        assert.equal(plan.tracks, plan.outputs.length);
        assert.ok(plan.tracks <= TRACK_LIMIT);
      }),
    );
  });

  it("[L4] folds audio into two renditions, the highest and the lowest", () => {
    const ladder = { ...LADDER, audioBitrates: [192_000, 128_000, 96_000, 64_000] };
    assert.deepEqual(
      encoderPlan({ ...STUDIO, ladder }, PROD).audios.map(({ name, bitrate }) => [name, bitrate]),
      [
        ["a1-192k", 192_000],
        ["a2-64k", 64_000],
      ],
    );
    assert.equal(trackSum({ ladder }).total, LADDER.rungs.length + 2);
  });

  it("[L4] refuses the eleventh track", () => {
    const rungs = Array.from({ length: 9 }, (_, index) => ({
      name: `r${String(index)}`,
      width: 640,
      height: 360,
      bitrate: 900_000 - index,
    }));
    assert.equal(encoderPlan({ ...STUDIO, ladder: { ...LADDER, rungs, audioBitrates: [64_000] } }, PROD).tracks, 10);
    assert.throws(() => encoderPlan({ ...STUDIO, ladder: { ...LADDER, rungs } }, PROD), /hd-30 makes 11 tracks.*takes 10/);
  });

  it("[L4] states quality for QVBR and only there, by the size of the picture", () => {
    const qualities = (rateControl: "qvbr" | "cbr"): unknown[] =>
      encoderPlan({ ...STUDIO, ladder: { ...LADDER, rateControl } }, PROD).videos.map((video) => video.qvbrQuality);
    assert.deepEqual(qualities("qvbr"), [8, 7, 6]);
    assert.deepEqual(qualities("cbr"), [undefined, undefined, undefined]);
  });
});

function pick({ ingest, channelClass, pipelines }: ReturnType<typeof encoderPlan>): object {
  return { ingest, channelClass, pipelines: [...pipelines] };
}
