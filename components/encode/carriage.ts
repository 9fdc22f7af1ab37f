import type { AudioPick, CaptionSourceType } from "./soundTypes.ts";
import type { SourceType } from "./types.ts";

/** What a kind of source can carry besides the picture. */
export interface Carriage {
  /** As a sentence names it. */
  readonly called: string;
  /** Whether more than one audio can be in it. */
  readonly severalAudios: boolean;
  /** Ways to say which audio is meant. */
  readonly picks: readonly AudioPick["by"][];
  /** Captions that MediaLive turns into WebVTT. */
  readonly captions: readonly CaptionSourceType[];
}

/** MPEG-TS: every kind of captions, audio by PID or by language. */
const TRANSPORT_STREAM: Carriage = {
  called: "MPEG-TS",
  severalAudios: true,
  picks: ["pid", "language"],
  captions: ["embedded", "teletext", "dvb-sub", "scte-20", "scte-27"],
};

/** RTMP: one audio, and captions that lie in the video itself. */
const RTMP: Carriage = { called: "RTMP", severalAudios: false, picks: [], captions: ["embedded"] };

/** HLS: several audios, told apart as in MPEG-TS; no captions beside the picture. */
const HLS: Carriage = { called: "HLS", severalAudios: true, picks: ["pid", "language"], captions: ["embedded", "scte-20"] };

/**
 * Sources: MediaLive User Guide, "Input settings - Audio selectors" (tracks are counted in files and in uncompressed
 * inputs) and "Captions formats supported in HLS or MediaPackage outputs", by the container of the source. The demo
 * file has one sound and no captions.
 */
const CARRIAGE: Readonly<Record<SourceType, Carriage>> = {
  "rtp-push": TRANSPORT_STREAM,
  mediaconnect: TRANSPORT_STREAM,
  "srt-listener": TRANSPORT_STREAM,
  "srt-caller": TRANSPORT_STREAM,
  "rtmp-push": RTMP,
  "rtmp-pull": RTMP,
  "hls-pull": HLS,
  "mp4-demo": { called: "the demo file", severalAudios: false, picks: ["track"], captions: [] },
};

export function carriageOf(type: SourceType): Carriage {
  return CARRIAGE[type];
}
