import type aws from "@pulumi/aws";
import type pulumi from "@pulumi/pulumi";
import type { EncoderPlan, OutputPlan } from "./encoderPlan.ts";
import type { AudioEncode, VideoEncode } from "./encodes.ts";
import type { MaintenanceWindow } from "./types.ts";

type Encoder = aws.types.input.medialive.ChannelEncoderSettings;
type Output = aws.types.input.medialive.ChannelEncoderSettingsOutputGroupOutput;

/** What the channel needs that only exists once other resources do. */
export interface ChannelBindings {
  /** MediaPackage ingest URLs, one per pipeline of the plan. */
  readonly ingestUrls: readonly pulumi.Input<string>[];
  readonly inputId: pulumi.Input<string>;
  readonly roleArn: pulumi.Input<string>;
}

const DESTINATION = "origin";
const AUDIO_SELECTOR = "default";
const AUDIO_GROUP = "audio";

/**
 * The typed channel of a development environment: HLS by basic PUT into a MediaPackage v2 channel of input type HLS.
 * It never starts by itself: this resource would otherwise start the channel again at every update, tags included.
 */
export function hlsChannelArgs(plan: EncoderPlan, bindings: ChannelBindings, maintenance: MaintenanceWindow): aws.medialive.ChannelArgs {
  return {
    name: plan.name,
    channelClass: plan.channelClass,
    logLevel: plan.logLevel,
    maintenance: { maintenanceDay: maintenance.day, maintenanceStartTime: maintenance.startTime },
    roleArn: bindings.roleArn,
    startChannel: false,
    inputSpecification: {
      codec: plan.inputSpecification.codec,
      inputResolution: plan.inputSpecification.resolution,
      maximumBitrate: plan.inputSpecification.maximumBitrate,
    },
    inputAttachments: [
      {
        inputAttachmentName: plan.channel,
        inputId: bindings.inputId,
        inputSettings: { audioSelectors: [{ name: AUDIO_SELECTOR }], sourceEndBehavior: plan.sourceEndBehavior },
      },
    ],
    destinations: [{ id: DESTINATION, settings: bindings.ingestUrls.slice(0, plan.pipelines.length).map((url) => ({ url })) }],
    encoderSettings: encoderSettings(plan),
    tags: { ...plan.tags },
  };
}

function encoderSettings(plan: EncoderPlan): Encoder {
  return {
    timecodeConfig: { source: plan.locking.timecodeSource },
    globalConfiguration: {
      inputEndAction: "NONE",
      outputLockingMode: plan.locking.mode,
      outputTimingSource: plan.locking.timingSource,
      supportLowFramerateInputs: "DISABLED",
    },
    videoDescriptions: plan.videos.map((video) => videoDescription(video, plan)),
    audioDescriptions: plan.audios.map(audioDescription),
    outputGroups: [
      {
        name: plan.outputGroup,
        outputGroupSettings: { hlsGroupSettings: hlsGroup(plan) },
        outputs: plan.outputs.map((output) => hlsOutput(output, plan)),
      },
    ],
  };
}

function hlsGroup(plan: EncoderPlan): aws.types.input.medialive.ChannelEncoderSettingsOutputGroupOutputGroupSettingsHlsGroupSettings {
  // The resource takes whole seconds; a fractional rate still comes out exact, for a segment ends on a key frame.
  const seconds = plan.segment.units === "SECONDS" ? plan.segment.length : Math.floor(plan.segment.length / 1000);
  return {
    destination: { destinationRefId: DESTINATION },
    // Values of AWS's own reference set-ups for MediaPackage v2.
    hlsCdnSettings: [{ hlsBasicPutSettings: { connectionRetryInterval: 1, filecacheDuration: 300, numRetries: 10, restartDelay: 15 } }],
    // Pausing makes sense where another pipeline or region can take over. Here there is none: keep a picture.
    inputLossAction: "EMIT_OUTPUT",
    mode: "LIVE",
    programDateTime: "INCLUDE",
    programDateTimeClock: "SYSTEM_CLOCK",
    programDateTimePeriod: seconds,
    redundantManifest: "DISABLED",
    segmentLength: seconds,
    tsFileMode: "SEGMENTED_FILES",
  };
}

function hlsOutput(output: OutputPlan, plan: EncoderPlan): Output {
  if (output.kind === "video") {
    return {
      outputName: output.name,
      videoDescriptionName: output.encode,
      outputSettings: {
        hlsOutputSettings: {
          nameModifier: `_${output.name}`,
          hlsSettings: { standardHlsSettings: { audioRenditionSets: AUDIO_GROUP, m3u8Settings: {} } },
        },
      },
    };
  }
  const first = output.encode === plan.audios[0]?.name;
  return {
    outputName: output.name,
    audioDescriptionNames: [output.encode],
    outputSettings: {
      hlsOutputSettings: {
        nameModifier: `_${output.name}`,
        hlsSettings: {
          audioOnlyHlsSettings: {
            audioGroupId: AUDIO_GROUP,
            audioTrackType: first ? "ALTERNATE_AUDIO_AUTO_SELECT_DEFAULT" : "ALTERNATE_AUDIO_AUTO_SELECT",
            segmentType: "AAC",
          },
        },
      },
    },
  };
}

function videoDescription(video: VideoEncode, plan: EncoderPlan): aws.types.input.medialive.ChannelEncoderSettingsVideoDescription {
  return {
    name: video.name,
    width: video.width,
    height: video.height,
    respondToAfd: "NONE",
    scalingBehavior: "DEFAULT",
    sharpness: 50,
    codecSettings: { h264Settings: h264(video, plan) },
  };
}

function h264(
  video: VideoEncode,
  plan: EncoderPlan,
): aws.types.input.medialive.ChannelEncoderSettingsVideoDescriptionCodecSettingsH264Settings {
  return {
    adaptiveQuantization: "AUTO",
    afdSignaling: "NONE",
    ...(video.rateControl === "cbr" ? { bitrate: video.bitrate } : { maxBitrate: video.bitrate }),
    bufSize: video.bufferSize,
    colorMetadata: "INSERT",
    entropyEncoding: "CABAC",
    framerateControl: "SPECIFIED",
    framerateNumerator: video.frameRate.numerator,
    framerateDenominator: video.frameRate.denominator,
    gopBReference: "ENABLED",
    gopClosedCadence: 1,
    gopNumBFrames: 2,
    gopSize: video.gopFrames,
    gopSizeUnits: "FRAMES",
    level: "H264_LEVEL_AUTO",
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
    timecodeInsertion: plan.locking.timecodeInsertion,
  };
}

function audioDescription(audio: AudioEncode): aws.types.input.medialive.ChannelEncoderSettingsAudioDescription {
  return {
    name: audio.name,
    audioSelectorName: AUDIO_SELECTOR,
    audioTypeControl: "FOLLOW_INPUT",
    languageCodeControl: "FOLLOW_INPUT",
    codecSettings: {
      aacSettings: {
        bitrate: audio.bitrate,
        codingMode: "CODING_MODE_2_0",
        inputType: "NORMAL",
        profile: "LC",
        rateControlMode: "CBR",
        rawFormat: "NONE",
        sampleRate: 48_000,
        spec: "MPEG4",
      },
    },
  };
}
