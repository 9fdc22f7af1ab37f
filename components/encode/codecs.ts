import type { Codec, Ladder, Profile, Rung } from "./types.ts";

/** What a codec is called in messages. */
export const CODEC_NAMES: Readonly<Record<Codec, string>> = { h264: "H.264", h265: "H.265", av1: "AV1" };

/** From lowest to highest, both included. */
type Range = readonly [lowest: number, highest: number];

/** Bits per second, bits and pixels that MediaLive takes for an encode of a codec. */
export interface CodecLimits {
  readonly bitrate: Range;
  readonly buffer: Range;
  readonly width: number;
  readonly height: number;
}

/**
 * Rates and buffers: MediaLive API, Bitrate, MaxBitrate and BufSize of H264Settings, H265Settings and Av1Settings. The
 * API sets no top for H.264; 50 Mbit/s is all that a contribution may bring (InputSpecification, MAX_50_MBPS).
 * Sizes: AV1 is made in SD and HD only, the others up to UHD (User Guide, "Resolutions supported in video outputs").
 */
export const CODEC_LIMITS: Readonly<Record<Codec, CodecLimits>> = {
  h264: { bitrate: [1_000, 50_000_000], buffer: [1_000, 200_000_000], width: 3840, height: 2160 },
  h265: { bitrate: [100_000, 40_000_000], buffer: [100_000, 80_000_000], width: 3840, height: 2160 },
  av1: { bitrate: [50_000, 12_000_000], buffer: [50_000, 24_000_000], width: 1920, height: 1080 },
};

/** Profiles that Onair offers of each codec. AV1 has one, and MediaLive does not ask for it. */
export const PROFILES: Readonly<Record<Codec, readonly Profile[]>> = {
  h264: ["baseline", "main", "high"],
  h265: ["main", "main10"],
  av1: [],
};

/** Above this many lines H.265 must say how it lays out its B-frames (MediaLive API, H265Settings: "greater than 1080p"). */
export const LARGEST_FREE_H265 = 1080;

export function rungCodec(ladder: Pick<Ladder, "codec">, rung: Pick<Rung, "codec">): Codec {
  return rung.codec ?? ladder.codec;
}
