import type aws from "@pulumi/aws";
import { levelName } from "./cmafVideo.ts";
import { LARGEST_FREE_H265 } from "./codecs.ts";
import type { LockingPlan } from "./locking.ts";
import type { H264Encode, H265Encode, VideoEncode } from "./encodes.ts";
import type { Codec, LightLevels, RateControl } from "./types.ts";

type Description = aws.types.input.medialive.ChannelEncoderSettingsVideoDescription;
type Codecs = aws.types.input.medialive.ChannelEncoderSettingsVideoDescriptionCodecSettings;
type H264 = aws.types.input.medialive.ChannelEncoderSettingsVideoDescriptionCodecSettingsH264Settings;
type H265 = aws.types.input.medialive.ChannelEncoderSettingsVideoDescriptionCodecSettingsH265Settings;

/** A video description of the typed channel. @throws RangeError for what the resource cannot say; settings refuse it before */
export function videoDescription(video: VideoEncode, locking: LockingPlan): Description {
  return {
    name: video.name,
    width: video.width,
    height: video.height,
    respondToAfd: "NONE",
    scalingBehavior: "DEFAULT",
    sharpness: 50,
    codecSettings: codecSettings(video, locking),
  };
}

function codecSettings(video: VideoEncode, locking: LockingPlan): Codecs {
  const unsaid = inexpressible(video);
  if (unsaid !== undefined) throw new RangeError(`${video.name}: ${unsaid}`);
  switch (video.codec) {
    case "h264":
      return { h264Settings: h264(video, locking) };
    case "h265":
      return { h265Settings: h265(video, locking) };
    case "av1":
      return {};
  }
}

/** What of an encode decides whether the typed channel can make it. */
export interface Expressible {
  readonly codec: Codec;
  readonly rateControl: RateControl;
  readonly height: number;
  /** Only with HDR10: the light levels that are known. */
  readonly hdr10?: Partial<LightLevels>;
}

/**
 * Why the typed channel, or the HLS it sends, cannot carry an encode; nothing when it can. AV1 goes by CMAF ingest only
 * (MediaLive User Guide, "Supported codecs by output type"). The resource's H.265 demands an average rate, which QVBR
 * does not use, and lacks what H.265 needs above 1080 lines (typings of `aws.medialive.Channel`); how its provider sends
 * HDR10 settings that are empty is not known.
 */
export function inexpressible({ codec, rateControl, height, hdr10 }: Expressible): string | undefined {
  if (codec === "av1") return "AV1 travels by CMAF ingest only";
  if (codec === "h264") return undefined;
  if (height > LARGEST_FREE_H265) return "H.265 above 1080 lines needs CMAF ingest";
  if (rateControl === "qvbr") return "H.265 with QVBR needs CMAF ingest";
  return hdr10 !== undefined && hdr10.maxCll === undefined ? "HDR10 without lightLevels needs CMAF ingest" : undefined;
}

function h264(video: H264Encode, locking: LockingPlan): H264 {
  const baseline = video.profile === "BASELINE";
  return {
    adaptiveQuantization: "AUTO",
    afdSignaling: "NONE",
    ...(video.rateControl === "cbr" ? { bitrate: video.bitrate } : { maxBitrate: video.bitrate }),
    bufSize: video.bufferSize,
    colorMetadata: "INSERT",
    entropyEncoding: baseline ? "CAVLC" : "CABAC",
    framerateControl: "SPECIFIED",
    framerateNumerator: video.frameRate.numerator,
    framerateDenominator: video.frameRate.denominator,
    gopBReference: baseline ? "DISABLED" : "ENABLED",
    gopClosedCadence: 1,
    gopNumBFrames: baseline ? 0 : 2,
    gopSize: video.gopFrames,
    gopSizeUnits: "FRAMES",
    level: levelName("H264", video.level),
    lookAheadRateControl: "HIGH",
    parControl: "SPECIFIED",
    parNumerator: 1,
    parDenominator: 1,
    profile: video.profile,
    ...(video.qvbrQuality === undefined ? {} : { qvbrQualityLevel: video.qvbrQuality }),
    rateControlMode: video.rateControl === "cbr" ? "CBR" : "QVBR",
    scanType: "PROGRESSIVE",
    sceneChangeDetect: "DISABLED",
    subgopLength: "FIXED",
    syntax: "DEFAULT",
    timecodeInsertion: locking.timecodeInsertion,
  };
}

function h265(video: H265Encode, locking: LockingPlan): H265 {
  return {
    adaptiveQuantization: "AUTO",
    afdSignaling: "NONE",
    alternativeTransferFunction: "OMIT",
    bitrate: video.bitrate,
    bufSize: video.bufferSize,
    colorMetadata: "INSERT",
    ...(video.hdr10 === undefined ? {} : { colorSpaceSettings: { hdr10Settings: { ...video.hdr10 } } }),
    framerateNumerator: video.frameRate.numerator,
    framerateDenominator: video.frameRate.denominator,
    gopClosedCadence: 1,
    gopSize: video.gopFrames,
    gopSizeUnits: "FRAMES",
    level: levelName("H265", video.level),
    lookAheadRateControl: "HIGH",
    parNumerator: 1,
    parDenominator: 1,
    profile: video.profile,
    rateControlMode: "CBR",
    scanType: "PROGRESSIVE",
    sceneChangeDetect: "DISABLED",
    tier: video.tier,
    timecodeInsertion: locking.timecodeInsertion,
  };
}
