/** What two cores can encode of a ladder: smaller pictures, at most 30 of them a second, bitrates in proportion. */
import type { FrameRate, VideoRendition } from "../types.ts";

/** The largest picture, in pixels. */
const largest = { width: 480, height: 270 };
const mostFrames = 30;
/** Bits per second; below that the text in the picture is lost. */
const leastBitrate = 50_000;

/** A rung as it is really encoded. */
export interface Rung {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Bits per second. */
  readonly bitrate: number;
  readonly frameRate: FrameRate;
}

/** The rungs of a ladder as they are encoded, in its order. Rungs of different sizes stay so. */
export function rungsOf(videos: readonly VideoRendition[]): Rung[] {
  const divisor = Math.max(1, ...videos.map(({ width, height }) => Math.max(width / largest.width, height / largest.height)));
  const taken = new Map<string, string>();
  return videos.map((video) => {
    let [width, height] = [even(video.width / divisor), even(video.height / divisor)];
    const deployed = `${String(video.width)}x${String(video.height)}`;
    while ((taken.get(`${String(width)}x${String(height)}`) ?? deployed) !== deployed && width > 16) {
      width -= 2;
      height = even((width * video.height) / video.width);
    }
    taken.set(`${String(width)}x${String(height)}`, deployed);
    const share = (width * height) / (video.width * video.height);
    const frameRate = encodedRate(video.frameRate);
    return { name: video.name, width, height, bitrate: Math.max(leastBitrate, Math.round(video.bitrate * share)), frameRate };
  });
}

/** 25 for 50, 30 for 60, 30000/1001 for 60000/1001; others stay. */
export function encodedRate({ numerator, denominator }: FrameRate): FrameRate {
  let divisor = 1;
  while (numerator / (denominator * divisor) > mostFrames + 0.5) divisor += 1;
  if (numerator % divisor === 0) return { numerator: numerator / divisor, denominator };
  return { numerator, denominator: denominator * divisor };
}

/** Ticks per second in which a frame is a whole number, and so is every whole number of frames that lasts whole milliseconds. */
export function videoTimescale({ numerator, denominator }: FrameRate): number {
  return denominator === 1 ? numerator * 1000 : numerator;
}

function even(pixels: number): number {
  return Math.max(16, 2 * Math.round(pixels / 2));
}
