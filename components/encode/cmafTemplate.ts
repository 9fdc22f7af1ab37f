import { stableJson, type Json } from "../storage/index.ts";
import type { EncoderPlan } from "./encoderPlan.ts";
import type { AudioEncode, VideoEncode } from "./encodes.ts";
import type { MaintenanceWindow, Pipeline } from "./types.ts";

/** CloudFormation takes a template body of at most 51,200 bytes in the request itself (User Guide, quotas). */
export const TEMPLATE_LIMIT = 51_200;

/** A CloudFormation template as text, and the parameters it must be given. */
export interface CmafTemplate {
  readonly body: string;
  readonly parameters: readonly string[];
}

/** Parameter of the MediaPackage ingest URL of one pipeline. */
export function ingestParameter(pipeline: Pipeline): string {
  return `IngestUrl${pipeline.toUpperCase()}`;
}
export const INPUT_PARAMETER = "InputId";
export const ROLE_PARAMETER = "RoleArn";
/** The template's one output: the channel's ARN, whose last part is the channel id. */
export const ARN_OUTPUT = "ChannelArn";

const DESTINATION = "origin";
const AUDIO_SELECTOR = "default";

/**
 * The template of one `AWS::MediaLive::Channel` with a CMAF ingest group: production's channel, for no Pulumi provider
 * can express the group or the locking settings. It depends on the plan alone, so that it is known, readable and
 * judged by policies before anything exists; what AWS makes up comes in as parameters, one string each.
 * Property names: CloudFormation Template Reference, AWS::MediaLive::Channel.
 * @throws RangeError when the body is longer than CloudFormation takes
 */
export function cmafTemplate(plan: EncoderPlan, maintenance: MaintenanceWindow): CmafTemplate {
  const parameters = [...plan.pipelines.map(ingestParameter), INPUT_PARAMETER, ROLE_PARAMETER];
  const body = stableJson({
    AWSTemplateFormatVersion: "2010-09-09",
    Description: `Onair: encoder of channel ${plan.channel}`,
    Parameters: Object.fromEntries(parameters.map((name) => [name, { Type: "String" }])),
    Resources: { Channel: { Type: "AWS::MediaLive::Channel", Properties: channelProperties(plan, maintenance) } },
    Outputs: { [ARN_OUTPUT]: { Value: { "Fn::GetAtt": ["Channel", "Arn"] } } },
  });
  const bytes = Buffer.byteLength(body);
  if (bytes > TEMPLATE_LIMIT) {
    throw new RangeError(
      `the template of channel ${plan.channel} has ${String(bytes)} bytes, and CloudFormation takes ${String(TEMPLATE_LIMIT)}: use a ladder with fewer renditions`,
    );
  }
  return { body, parameters };
}

function channelProperties(plan: EncoderPlan, maintenance: MaintenanceWindow): Json {
  return {
    Name: plan.name,
    ChannelClass: plan.channelClass,
    LogLevel: plan.logLevel,
    Maintenance: { MaintenanceDay: maintenance.day, MaintenanceStartTime: maintenance.startTime },
    RoleArn: { Ref: ROLE_PARAMETER },
    InputSpecification: {
      Codec: plan.inputSpecification.codec,
      MaximumBitrate: plan.inputSpecification.maximumBitrate,
      Resolution: plan.inputSpecification.resolution,
    },
    InputAttachments: [
      {
        InputAttachmentName: plan.channel,
        InputId: { Ref: INPUT_PARAMETER },
        InputSettings: { AudioSelectors: [{ Name: AUDIO_SELECTOR }], SourceEndBehavior: plan.sourceEndBehavior },
      },
    ],
    // No user name or password: MediaLive signs what it sends to MediaPackage with the channel's role.
    Destinations: [{ Id: DESTINATION, Settings: plan.pipelines.map((pipeline) => ({ Url: { Ref: ingestParameter(pipeline) } })) }],
    EncoderSettings: {
      TimecodeConfig: { Source: plan.locking.timecodeSource },
      GlobalConfiguration: globalConfiguration(plan),
      VideoDescriptions: plan.videos.map((video) => videoDescription(video, plan)),
      AudioDescriptions: plan.audios.map(audioDescription),
      OutputGroups: [outputGroup(plan)],
    },
    Tags: { ...plan.tags },
  };
}

function globalConfiguration({ locking }: EncoderPlan): Json {
  return {
    // When a file ends and is not looped: fill frames, never a dead pipeline.
    InputEndAction: "NONE",
    OutputLockingMode: locking.mode,
    OutputTimingSource: locking.timingSource,
    SupportLowFramerateInputs: "DISABLED",
    ...(locking.method === undefined
      ? {}
      : { OutputLockingSettings: { PipelineLockingSettings: { PipelineLockingMethod: locking.method } } }),
  };
}

function videoDescription(video: VideoEncode, plan: EncoderPlan): Json {
  return {
    Name: video.name,
    Width: video.width,
    Height: video.height,
    RespondToAfd: "NONE",
    ScalingBehavior: "DEFAULT",
    Sharpness: 50,
    CodecSettings: { H264Settings: h264(video, plan) },
  };
}

function h264(video: VideoEncode, plan: EncoderPlan): Json {
  return {
    AdaptiveQuantization: "AUTO",
    AfdSignaling: "NONE",
    ...(video.rateControl === "cbr" ? { Bitrate: video.bitrate } : { MaxBitrate: video.bitrate }),
    BufSize: video.bufferSize,
    ColorMetadata: "INSERT",
    EntropyEncoding: "CABAC",
    FramerateControl: "SPECIFIED",
    FramerateNumerator: video.frameRate.numerator,
    FramerateDenominator: video.frameRate.denominator,
    GopBReference: "ENABLED",
    GopClosedCadence: 1,
    GopNumBFrames: 2,
    GopSize: video.gopFrames,
    GopSizeUnits: "FRAMES",
    Level: "H264_LEVEL_AUTO",
    LookAheadRateControl: "HIGH",
    ParControl: "SPECIFIED",
    ParNumerator: 1,
    ParDenominator: 1,
    Profile: video.profile,
    ...(video.qvbrQuality === undefined ? {} : { QvbrQualityLevel: video.qvbrQuality }),
    RateControlMode: video.rateControl === "cbr" ? "CBR" : "QVBR",
    ScanType: "PROGRESSIVE",
    // A key frame at a scene cut would move the next ones, and with them the segments.
    SceneChangeDetect: "DISABLED",
    SubgopLength: "FIXED",
    Syntax: "DEFAULT",
    TimecodeInsertion: plan.locking.timecodeInsertion,
  };
}

function audioDescription(audio: AudioEncode): Json {
  return {
    Name: audio.name,
    AudioSelectorName: AUDIO_SELECTOR,
    AudioTypeControl: "FOLLOW_INPUT",
    LanguageCodeControl: "FOLLOW_INPUT",
    CodecSettings: {
      AacSettings: {
        Bitrate: audio.bitrate,
        CodingMode: "CODING_MODE_2_0",
        InputType: "NORMAL",
        Profile: "LC",
        RateControlMode: "CBR",
        RawFormat: "NONE",
        SampleRate: 48_000,
        Spec: "MPEG4",
      },
    },
  };
}

function outputGroup(plan: EncoderPlan): Json {
  return {
    Name: plan.outputGroup,
    OutputGroupSettings: {
      CmafIngestGroupSettings: {
        Destination: { DestinationRefId: DESTINATION },
        NielsenId3Behavior: "NO_PASSTHROUGH",
        // Markers pass through with a key frame but cut no segment: the one mode epoch locking allows.
        Scte35Type: "SCTE_35_WITHOUT_SEGMENTATION",
        SegmentLength: plan.segment.length,
        SegmentLengthUnits: plan.segment.units,
      },
    },
    Outputs: plan.outputs.map((output) => ({
      OutputName: output.name,
      ...(output.kind === "video" ? { VideoDescriptionName: output.encode } : { AudioDescriptionNames: [output.encode] }),
      OutputSettings: { CmafIngestOutputSettings: { NameModifier: output.name } },
    })),
  };
}
