import type { FrameRate, Ladder } from "./types.ts";

/** Frame rate rounded to whole frames: 30 for 30000/1001. */
export function roundedRate({ numerator, denominator }: FrameRate): number {
  return Math.round(numerator / denominator);
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
