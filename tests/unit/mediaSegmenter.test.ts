import assert from "node:assert/strict";
import fc from "fast-check";
import { captionCues } from "../../rehearsal/media/encoder/captions.ts";
import { aacFrame, firstSample, sampleRate, startTime } from "../../rehearsal/media/encoder/plan.ts";
import { partsOf, Segmenter } from "../../rehearsal/media/encoder/segmenter.ts";
import { encodedRate, videoTimescale } from "../../rehearsal/media/encoder/sizes.ts";
import { ENCODER_CHANNEL } from "../support/mediaChannel.ts";

interface Cut {
  readonly segment: number;
  readonly part: number;
  readonly last: boolean;
  readonly time: number;
  readonly duration: number;
  readonly independent: boolean;
}

/** A frame rate and a length of segments that is a whole number of frames and of milliseconds. */
const clocks = fc
  .constantFrom<readonly [number, number, number]>(
    [25, 1, 4000],
    [50, 1, 1000],
    [30, 1, 6000],
    [60, 1, 2000],
    [24, 1, 4000],
    [30_000, 1001, 4004],
    [60_000, 1001, 2002],
    [24_000, 1001, 4004],
  )
  .map(([numerator, denominator, segmentMs]) => ({ frameRate: encodedRate({ numerator, denominator }), segmentMs }));
const nows = fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 });

/** What is cut of frames of one length that begin at `offset`. */
function cut(offset: number, frame: number, segment: number, parts: number, count: number, gop = 1): Cut[] {
  const cuts: Cut[] = [];
  const segmenter = new Segmenter({
    ...{ offset, segment, parts },
    emit: (number, part, last, { time, duration, independent }) => {
      cuts.push({ segment: number, part, last, time, duration, independent });
    },
  });
  for (let index = 0; index < count; index += 1) {
    segmenter.push({ time: index * frame, duration: frame, keyFrame: index % gop === 0, bytes: Buffer.alloc(1) });
  }
  return cuts;
}

function assertContiguous(cuts: readonly Cut[]): void {
  cuts.slice(1).forEach((one, index) => {
    const before = cuts[index];
    assert.ok(before);
    assert.equal(one.time, before.time + before.duration);
    assert.deepEqual([one.segment, one.part], before.last ? [before.segment + 1, 0] : [before.segment, before.part + 1]);
  });
}

describe("cutting of rehearsed tracks", () => {
  it("[L7] pictures of every frame rate are cut at borders of the wall clock, each segment on a key frame", () => {
    fc.assert(
      fc.property(clocks, nows, ({ frameRate, segmentMs }, now) => {
        const timescale = videoTimescale(frameRate);
        const frame = (timescale * frameRate.denominator) / frameRate.numerator;
        const segment = (segmentMs * timescale) / 1000;
        const frames = segment / frame;
        assert.ok(Number.isInteger(frame) && Number.isInteger(segment) && Number.isInteger(frames));
        const start = startTime({ epochLocked: true, segmentMs }, now);
        assert.ok(start >= now && start < now + segmentMs);
        const cuts = cut((start * timescale) / 1000, frame, segment, partsOf(segmentMs), 3 * frames, frames);
        assertContiguous(cuts);
        assert.equal(cuts.filter(({ last }) => last).length, 3);
        for (const { segment: number, part, time, independent } of cuts) {
          if (part === 0) assert.deepEqual([time, independent], [number * segment, true]);
        }
      }),
    );
  });

  it("[L7] sound is cut alike by encoders that began at different borders, less than a frame from the picture's", () => {
    fc.assert(
      fc.property(clocks, nows, fc.integer({ min: 1, max: 9 }), ({ segmentMs }, now, later) => {
        const segment = (segmentMs * sampleRate) / 1000;
        const early = startTime({ epochLocked: true, segmentMs }, now);
        const late = early + later * segmentMs;
        const frames = Math.ceil((3 * segment) / aacFrame) + 2;
        const from = (start: number, count: number): Cut[] =>
          cut(firstSample({ startsAt: start, clockZero: 0 }) - aacFrame, aacFrame, segment, partsOf(segmentMs), count);
        const both = from(early, frames + Math.ceil((later * segment) / aacFrame));
        const one = from(late, frames);
        assertContiguous(one);
        assert.ok(one.filter(({ last }) => last).length >= 3);
        // What lies before the border of its start is a frame of a segment that this encoder does not have.
        for (const wanted of one.filter(({ segment: number }) => number * segmentMs >= late)) {
          assert.deepEqual(
            both.find(({ segment: number, part }) => number === wanted.segment && part === wanted.part),
            wanted,
          );
          if (wanted.part === 0) assert.ok(Math.abs(wanted.time - wanted.segment * segment) <= aacFrame / 2);
        }
      }),
    );
  });

  it("[L7] no part but the last of a segment is shorter than 85 % of the longest, as low-latency HLS wants", () => {
    fc.assert(
      fc.property(clocks, ({ segmentMs }) => {
        const segment = (segmentMs * sampleRate) / 1000;
        const cuts = cut(0, aacFrame, segment, partsOf(segmentMs), 1000);
        const longest = Math.max(...cuts.map(({ duration }) => duration));
        assert.ok(longest <= 1.1 * sampleRate, "about a second");
        for (const { duration, last } of cuts) assert.ok(last || duration >= 0.85 * longest);
      }),
    );
  });

  it("[L7] the priming of a sound encoder is left out, so that an unaligned channel begins at 0", () => {
    const [first] = cut(-aacFrame, aacFrame, 192_000, 4, 400);
    assert.deepEqual([first?.segment, first?.time], [0, 0]);
  });

  it("[L7] captions fill a segment, change on the second, and say the time of day", () => {
    fc.assert(
      fc.property(clocks, nows, fc.boolean(), ({ segmentMs }, now, epochLocked) => {
        const channel = { ...ENCODER_CHANNEL, segmentMs, epochLocked };
        const clockZero = epochLocked ? 0 : now;
        const segment = epochLocked ? Math.floor(now / segmentMs) : 3;
        const cues = captionCues({ channel, clockZero }, { name: "c", language: "eng" }, segment);
        assert.equal(cues[0]?.time, segment * segmentMs);
        assert.equal(
          cues.reduce((sum, { duration }) => sum + duration, 0),
          segmentMs,
        );
        for (const [index, { time, text }] of cues.entries()) {
          assert.ok(text.startsWith(new Date(clockZero + time).toISOString().slice(11, 19)), text);
          assert.ok(text.includes(channel.region));
          if (index > 0) assert.equal((clockZero + time) % 1000, 0);
        }
      }),
    );
  });
});
