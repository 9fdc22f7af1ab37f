import { gopFrames, segmentMilliseconds } from "./timing.ts";
import type { FrameRate, Ladder, RateControl, Rung } from "./types.ts";

/** One video encode, in MediaLive's terms but no provider's spelling. Rates in bits per second. */
export interface VideoEncode {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly bitrate: number;
  /** HRD buffer in bits. */
  readonly bufferSize: number;
  readonly rateControl: RateControl;
  /** 1 to 10, only with QVBR. */
  readonly qvbrQuality?: number;
  readonly profile: "MAIN" | "HIGH";
  readonly frameRate: FrameRate;
  readonly gopFrames: number;
}

/** One AAC encode, stereo at 48 kHz. */
export interface AudioEncode {
  readonly name: string;
  readonly bitrate: number;
}

/** MediaPackage v2 takes at most ten tracks in one ingest stream; the quota is hard (User Guide, quotas). */
export const TRACK_LIMIT = 10;

/** More audio renditions than this would eat the tracks that pictures need. */
const AUDIO_RENDITIONS = 2;

/** Tracks of a ladder's ingest stream: CMAF carries every rendition and every audio apart. */
export function tracksOf(ladder: Pick<Ladder, "rungs" | "audioBitrates">): number {
  return ladder.rungs.length + audioRates(ladder).length;
}

/**
 * Video encodes, highest first. MediaPackage lists CMAF tracks in alphabetical order of their names (User Guide, "CMAF
 * ingest"), so names count up from the rung that players should see first.
 */
export function videoEncodes(ladder: Ladder): VideoEncode[] {
  return ladder.rungs.map((rung, index) => ({
    name: `v${String(index + 1)}-${rung.name}`,
    width: rung.width,
    height: rung.height,
    bitrate: rung.bitrate,
    // Two seconds of the highest rate: room for a scene cut, and a bound on how long a player must buffer.
    bufferSize: rung.bitrate * 2,
    rateControl: ladder.rateControl,
    ...(ladder.rateControl === "qvbr" ? { qvbrQuality: qvbrQuality(rung) } : {}),
    profile: rung.height >= 720 ? "HIGH" : "MAIN",
    frameRate: ladder.frameRate,
    gopFrames: gopFrames(ladder),
  }));
}

/** Audio encodes, highest first: the highest and the lowest of the rates asked for. */
export function audioEncodes(ladder: Pick<Ladder, "audioBitrates">): AudioEncode[] {
  return audioRates(ladder).map((bitrate, index) => ({ name: `a${String(index + 1)}-${String(Math.round(bitrate / 1000))}k`, bitrate }));
}

/** Length of a segment as MediaLive takes it: whole seconds where they are exact, milliseconds otherwise. */
export function segmentLength(ladder: Ladder): { readonly length: number; readonly units: "SECONDS" | "MILLISECONDS" } {
  const milliseconds = segmentMilliseconds(ladder);
  return milliseconds % 1000 === 0 ? { length: milliseconds / 1000, units: "SECONDS" } : { length: milliseconds, units: "MILLISECONDS" };
}

function audioRates({ audioBitrates }: Pick<Ladder, "audioBitrates">): number[] {
  const falling = [...new Set(audioBitrates)].sort((a, b) => b - a);
  const lowest = falling.at(-1);
  return falling.length <= AUDIO_RENDITIONS || lowest === undefined ? falling : [...falling.slice(0, AUDIO_RENDITIONS - 1), lowest];
}

/** Quality aimed at: 8 for a large screen, 7 for a PC or tablet, 6 for a phone (MediaLive API, H264Settings.QvbrQualityLevel). */
function qvbrQuality(rung: Rung): number {
  if (rung.height >= 1080) return 8;
  return rung.height >= 720 ? 7 : 6;
}
