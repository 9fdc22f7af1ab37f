import type { Json } from "../storage/index.ts";
import type { LockingPlan } from "./locking.ts";
import type { Av1Encode, H264Encode, H265Encode, VideoEncode } from "./encodes.ts";
import { LARGEST_FREE_H265 } from "./codecs.ts";

/** A video description of the CloudFormation template. Property names: Template Reference, AWS::MediaLive::Channel. */
export function videoDescription(video: VideoEncode, locking: LockingPlan): Json {
  return {
    Name: video.name,
    Width: video.width,
    Height: video.height,
    RespondToAfd: "NONE",
    ScalingBehavior: "DEFAULT",
    Sharpness: 50,
    CodecSettings: codecSettings(video, locking),
  };
}

function codecSettings(video: VideoEncode, locking: LockingPlan): Json {
  switch (video.codec) {
    case "h264":
      return { H264Settings: h264(video, locking) };
    case "h265":
      return { H265Settings: h265(video, locking) };
    case "av1":
      return { Av1Settings: av1(video, locking) };
  }
}

/** What all codecs are told in the same words. */
function shared(video: VideoEncode): { readonly [key: string]: Json } {
  return {
    AfdSignaling: "NONE",
    ...(video.rateControl === "cbr" ? { Bitrate: video.bitrate } : { MaxBitrate: video.bitrate }),
    BufSize: video.bufferSize,
    FramerateNumerator: video.frameRate.numerator,
    FramerateDenominator: video.frameRate.denominator,
    GopSize: video.gopFrames,
    GopSizeUnits: "FRAMES",
    LookAheadRateControl: "HIGH",
    ParNumerator: 1,
    ParDenominator: 1,
    ...(video.qvbrQuality === undefined ? {} : { QvbrQualityLevel: video.qvbrQuality }),
    RateControlMode: video.rateControl === "cbr" ? "CBR" : "QVBR",
    // A key frame at a scene cut would move the next ones, and with them the segments.
    SceneChangeDetect: "DISABLED",
  };
}

function h264(video: H264Encode, locking: LockingPlan): Json {
  // Baseline knows neither arithmetic coding nor B-frames (ITU-T H.264, A.2.1).
  const baseline = video.profile === "BASELINE";
  return {
    ...shared(video),
    AdaptiveQuantization: "AUTO",
    ColorMetadata: "INSERT",
    EntropyEncoding: baseline ? "CAVLC" : "CABAC",
    FramerateControl: "SPECIFIED",
    GopBReference: baseline ? "DISABLED" : "ENABLED",
    GopClosedCadence: 1,
    GopNumBFrames: baseline ? 0 : 2,
    Level: levelName("H264", video.level),
    ParControl: "SPECIFIED",
    Profile: video.profile,
    ScanType: "PROGRESSIVE",
    SubgopLength: "FIXED",
    Syntax: "DEFAULT",
    TimecodeInsertion: locking.timecodeInsertion,
  };
}

function h265(video: H265Encode, locking: LockingPlan): Json {
  return {
    ...shared(video),
    AdaptiveQuantization: "AUTO",
    AlternativeTransferFunction: "OMIT",
    ColorMetadata: "INSERT",
    ...(video.hdr10 === undefined ? {} : { ColorSpaceSettings: { Hdr10Settings: lightLevels(video) } }),
    GopClosedCadence: 1,
    // Required above 1080 lines (MediaLive API, H265Settings); below, the service's own choice stands.
    ...(video.height > LARGEST_FREE_H265 ? { GopBReference: "DISABLED", GopNumBFrames: 2, SubgopLength: "FIXED" } : {}),
    Level: levelName("H265", video.level),
    Profile: video.profile,
    ScanType: "PROGRESSIVE",
    Tier: video.tier,
    TimecodeInsertion: locking.timecodeInsertion,
  };
}

function av1(video: Av1Encode, locking: LockingPlan): Json {
  return {
    ...shared(video),
    BitDepth: "DEPTH_8",
    Level: levelName("AV1", video.level),
    // AV1 has no SEI: the same timecode travels in a metadata unit of its own.
    TimecodeInsertion: locking.timecodeInsertion === "DISABLED" ? "DISABLED" : "METADATA_OBU",
  };
}

function lightLevels({ hdr10 }: H265Encode): Json {
  return {
    ...(hdr10?.maxCll === undefined ? {} : { MaxCll: hdr10.maxCll }),
    ...(hdr10?.maxFall === undefined ? {} : { MaxFall: hdr10.maxFall }),
  };
}

/** `H264_LEVEL_4_1`, and `_AUTO` where the encoder is to choose. */
export function levelName(codec: "H264" | "H265" | "AV1", level: string | undefined): string {
  return `${codec}_LEVEL_${level === undefined ? "AUTO" : level.replace(".", "_")}`;
}
