import { PARAMETERS } from "./parameters.ts";
import type { LoadTrack } from "./types.ts";

/** The renditions of a channel, bitrates in bits per second. */
export interface Renditions {
  /** Highest first. */
  readonly videos: readonly { readonly name: string; readonly bitrate: number }[];
  /** Tracks, the default one first; each in the same rates, highest first. */
  readonly audioTracks: readonly string[];
  readonly audioBitrates: readonly number[];
  readonly captions: readonly string[];
}

/** What WebVTT takes is next to nothing. */
const CAPTION_BITRATE = 1000;

/** Renditions with the share of viewers who play each, as {@link PARAMETERS} has it. */
export function spread({ videos, audioTracks, audioBitrates, captions }: Renditions): LoadTrack[] {
  const falling = falls(videos.length, PARAMETERS.rungFall.value);
  const tracks = firstAndRest(audioTracks.length, PARAMETERS.defaultAudio.value);
  const rates = firstAndRest(audioBitrates.length, PARAMETERS.highAudio.value);
  return [
    ...videos.map(({ name, bitrate }, index): LoadTrack => ({ name: `video/${name}`, kind: "video", bitrate, share: falling[index] ?? 0 })),
    ...audioTracks.flatMap((name, track) =>
      audioBitrates.map((bitrate, rate): LoadTrack => ({
        name: `audio/${name}/${String(bitrate)}`,
        kind: "audio",
        bitrate,
        share: (tracks[track] ?? 0) * (rates[rate] ?? 0),
      })),
    ),
    ...captions.map((name): LoadTrack => ({
      name: `captions/${name}`,
      kind: "captions",
      bitrate: CAPTION_BITRATE,
      share: PARAMETERS.captions.value / captions.length,
    })),
  ];
}

/** Shares of which each is the same part of the one before, 1 in sum. */
function falls(count: number, factor: number): number[] {
  const weights = Array.from({ length: count }, (_, index) => factor ** index);
  const sum = weights.reduce((all, weight) => all + weight, 0);
  return weights.map((weight) => weight / sum);
}

function firstAndRest(count: number, first: number): number[] {
  return Array.from({ length: count }, (_, index) => (count === 1 ? 1 : index === 0 ? first : (1 - first) / (count - 1)));
}
