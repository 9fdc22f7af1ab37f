import type { FrameRate, Ladder, Rung } from "./types.ts";

/** Frame rate rounded to whole frames: 30 for 30000/1001. */
export function roundedRate({ numerator, denominator }: FrameRate): number {
  return Math.round(numerator / denominator);
}

/**
 * Frame rate of a rung. Half of a rate has exactly half its frames in a GOP, so that both cut alike: MediaPackage aligns
 * regions only when every rung runs at a whole multiple of one rate (User Guide, "Cross-region failover").
 */
export function rungFrameRate(ladder: Pick<Ladder, "frameRate">, rung: Pick<Rung, "frameRate">): FrameRate {
  const { numerator, denominator } = ladder.frameRate;
  if (rung.frameRate === undefined) return ladder.frameRate;
  return numerator % 2 === 0 ? { numerator: numerator / 2, denominator } : { numerator, denominator: denominator * 2 };
}

/**
 * Frames from one key frame to the next. In frames, because only then is a GOP the same length for ever; a GOP given
 * in seconds is rounded by the encoder at run time.
 * @throws RangeError when `gopSeconds` is not a whole number of frames
 */
export function gopFrames(ladder: Pick<Ladder, "frameRate" | "gopSeconds">): number {
  const frames = ladder.gopSeconds * roundedRate(ladder.frameRate);
  if (!Number.isInteger(frames) || frames < 1)
    throw new RangeError(`gopSeconds ${String(ladder.gopSeconds)} is not a whole number of frames`);
  return frames;
}

/**
 * Exact length of a segment in milliseconds: 4000 at 25 frames, 4004 at 30000/1001.
 * @throws RangeError when a segment is not a whole number of GOPs, or a GOP not a whole number of milliseconds
 */
export function segmentMilliseconds(ladder: Pick<Ladder, "frameRate" | "gopSeconds" | "segmentSeconds">): number {
  const gops = ladder.segmentSeconds / ladder.gopSeconds;
  if (!Number.isInteger(gops) || gops < 1) {
    throw new RangeError(`segmentSeconds ${String(ladder.segmentSeconds)} is not a whole number of GOPs of ${String(ladder.gopSeconds)} s`);
  }
  const { numerator, denominator } = ladder.frameRate;
  const milliseconds = (gops * gopFrames(ladder) * denominator * 1000) / numerator;
  if (!Number.isInteger(milliseconds))
    throw new RangeError(`a segment of ${String(milliseconds)} ms is not a whole number of milliseconds`);
  return milliseconds;
}
