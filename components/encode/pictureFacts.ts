import { rungFrameRate } from "./timing.ts";
import type { Codec, Ladder } from "./types.ts";

/** What a player must be able to show to play a channel. */
export interface PictureFacts {
  readonly codec: Codec;
  readonly dynamicRange: "sdr" | "hdr10";
  /** Highest first. Pixels, bits per second at most, frames per second to three places. */
  readonly rungs: readonly {
    readonly name: string;
    readonly width: number;
    readonly height: number;
    readonly bitrate: number;
    readonly framesPerSecond: number;
    /** Where it is another than the channel's. */
    readonly codec?: Codec | undefined;
  }[];
}

export function pictureFacts(ladder: Ladder): PictureFacts {
  const { codec, dynamicRange = "sdr", rungs } = ladder;
  return {
    codec,
    dynamicRange,
    rungs: rungs.map((rung) => {
      const { numerator, denominator } = rungFrameRate(ladder, rung);
      const { name, width, height, bitrate } = rung;
      const framesPerSecond = Math.round((numerator * 1000) / denominator) / 1000;
      return { name, width, height, bitrate, framesPerSecond, ...(rung.codec === undefined ? {} : { codec: rung.codec }) };
    }),
  };
}
