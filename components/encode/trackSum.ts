import { audioRates } from "./audioPlan.ts";
import type { Channel, Ladder } from "./types.ts";

/** MediaPackage v2 takes at most ten tracks in one ingest stream; the quota is hard (User Guide, quotas). */
export const TRACK_LIMIT = 10;

/** What the sum is made of. */
export type Tracked = Pick<Channel, "audio" | "captions"> & { readonly ladder: Pick<Ladder, "rungs" | "audioBitrates"> };

/**
 * Tracks of a channel's ingest stream: CMAF carries every rendition, every audio rendition and every language of
 * captions apart. That captions count is our reading: the quota says "tracks" and excepts none.
 */
export interface TrackSum {
  readonly videos: number;
  readonly audios: number;
  readonly captions: number;
  readonly total: number;
  /** The sum as a person checks it: `4 video + 2 audio tracks x 2 rates + 1 captions`. */
  readonly spelled: string;
}

export function trackSum({ ladder, audio, captions }: Tracked): TrackSum {
  const videos = ladder.rungs.length;
  const tracks = Math.max(1, audio?.tracks.length ?? 0);
  const rates = audioRates(ladder).length;
  const texts = captions?.length ?? 0;
  return {
    videos,
    audios: tracks * rates,
    captions: texts,
    total: videos + tracks * rates + texts,
    spelled: [
      `${String(videos)} video`,
      `${plural(tracks, "audio track")} x ${plural(rates, "rate")}`,
      ...(texts === 0 ? [] : [`${String(texts)} captions`]),
    ].join(" + "),
  };
}

function plural(count: number, word: string): string {
  return `${String(count)} ${word}${count === 1 ? "" : "s"}`;
}
