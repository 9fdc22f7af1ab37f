import { rungCodec } from "./codecs.ts";
import { gopFrames, rungFrameRate, segmentMilliseconds } from "./timing.ts";
import type { FrameRate, Ladder, LightLevels, Profile, RateControl, Rung } from "./types.ts";

/** What every video encode has, in MediaLive's terms but no provider's spelling. Rates in bits per second. */
interface Encode {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly bitrate: number;
  /** HRD buffer in bits. */
  readonly bufferSize: number;
  readonly rateControl: RateControl;
  /** 1 to 10, only with QVBR. */
  readonly qvbrQuality?: number;
  readonly frameRate: FrameRate;
  readonly gopFrames: number;
  /** As the codec writes it, such as `4.1`; left to the encoder unless given. */
  readonly level?: string;
}

export interface H264Encode extends Encode {
  readonly codec: "h264";
  readonly profile: "BASELINE" | "MAIN" | "HIGH";
}

export interface H265Encode extends Encode {
  readonly codec: "h265";
  readonly profile: "MAIN" | "MAIN_10BIT";
  readonly tier: "MAIN" | "HIGH";
  /** HDR10, with the light levels where they are known. */
  readonly hdr10?: Partial<LightLevels>;
}

export interface Av1Encode extends Encode {
  readonly codec: "av1";
}

export type VideoEncode = H264Encode | H265Encode | Av1Encode;

/** Two seconds of the highest rate: room for a scene cut, and a bound on how long a player must buffer. */
const BUFFER_SECONDS = 2;

/**
 * Video encodes, highest first. MediaPackage lists CMAF tracks in alphabetical order of their names (User Guide, "CMAF
 * ingest"), so names count up from the rung that players should see first.
 */
export function videoEncodes(ladder: Ladder): VideoEncode[] {
  return ladder.rungs.map((rung, index) => ({ ...common(ladder, rung, index), ...ofCodec(ladder, rung) }));
}

/** Length of a segment as MediaLive takes it: whole seconds where they are exact, milliseconds otherwise. */
export function segmentLength(ladder: Ladder): { readonly length: number; readonly units: "SECONDS" | "MILLISECONDS" } {
  const milliseconds = segmentMilliseconds(ladder);
  return milliseconds % 1000 === 0 ? { length: milliseconds / 1000, units: "SECONDS" } : { length: milliseconds, units: "MILLISECONDS" };
}

/** HRD buffer of a rung in bits. */
export function bufferSize({ bufferSeconds = BUFFER_SECONDS }: Pick<Ladder, "bufferSeconds">, { bitrate }: Pick<Rung, "bitrate">): number {
  return Math.round(bitrate * bufferSeconds);
}

/** Profile of a rung: the one asked for; otherwise H.264 high from 720 lines and main below, H.265 main10 for HDR10. */
export function rungProfile(
  ladder: Pick<Ladder, "codec" | "profile" | "dynamicRange">,
  rung: Pick<Rung, "height" | "codec">,
): Profile | undefined {
  const codec = rungCodec(ladder, rung);
  if (codec === "av1") return undefined;
  if (ladder.profile !== undefined) return ladder.profile;
  if (codec === "h265") return ladder.dynamicRange === "hdr10" ? "main10" : "main";
  return rung.height >= 720 ? "high" : "main";
}

function common(ladder: Ladder, rung: Rung, index: number): Encode {
  const frameRate = rungFrameRate(ladder, rung);
  return {
    name: `v${String(index + 1)}-${rung.name}`,
    width: rung.width,
    height: rung.height,
    bitrate: rung.bitrate,
    bufferSize: bufferSize(ladder, rung),
    rateControl: ladder.rateControl,
    ...(ladder.rateControl === "qvbr" ? { qvbrQuality: rung.quality ?? qvbrQuality(rung) } : {}),
    frameRate,
    gopFrames: gopFrames({ frameRate, gopSeconds: ladder.gopSeconds }),
    ...(ladder.level === undefined ? {} : { level: ladder.level }),
  };
}

type OfCodec = Omit<H264Encode, keyof Encode> | Omit<H265Encode, keyof Encode> | Omit<Av1Encode, keyof Encode>;

function ofCodec(ladder: Ladder, rung: Rung): OfCodec {
  const profile = rungProfile(ladder, rung);
  switch (rungCodec(ladder, rung)) {
    case "h264":
      return { codec: "h264", profile: profile === "baseline" ? "BASELINE" : profile === "main" ? "MAIN" : "HIGH" };
    case "h265":
      return {
        codec: "h265",
        profile: profile === "main10" ? "MAIN_10BIT" : "MAIN",
        tier: ladder.tier === "high" ? "HIGH" : "MAIN",
        ...(ladder.dynamicRange === "hdr10" ? { hdr10: ladder.lightLevels ?? {} } : {}),
      };
    case "av1":
      return { codec: "av1" };
  }
}

/**
 * Quality aimed at: 8 for a large screen, 7 for a PC or tablet, 6 for a phone (MediaLive API, QvbrQualityLevel, the same
 * for every codec). UHD is watched on the largest screens: 9 would cost bits that its ceiling does not have.
 */
function qvbrQuality(rung: Rung): number {
  if (rung.height >= 1080) return 8;
  return rung.height >= 720 ? 7 : 6;
}
