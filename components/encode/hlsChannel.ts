import type aws from "@pulumi/aws";
import type pulumi from "@pulumi/pulumi";
import { typedArchiveDestination, typedArchiveGroup } from "./archiveTyped.ts";
import type { EncoderPlan, OutputPlan } from "./encoderPlan.ts";
import { videoDescription } from "./hlsVideo.ts";
import { audioOutput, audioRenditionSets, captionOutput, hlsSoundEncodes, hlsSoundSelectors } from "./hlsSound.ts";
import { typedFrameCaptures, typedFrameDescription, typedFrameDestination, typedFrameGroup } from "./otherOutputsTyped.ts";
import type { PictureUse } from "./signalPlan.ts";
import { typedInputLoss } from "./signalTyped.ts";
import { typedInputAttachment } from "./typedInputs.ts";
import type { MaintenanceWindow } from "./types.ts";

type Encoder = aws.types.input.medialive.ChannelEncoderSettings;
type Output = aws.types.input.medialive.ChannelEncoderSettingsOutputGroupOutput;

/** What the channel needs that only exists once other resources do. */
export interface ChannelBindings {
  /** MediaPackage ingest URLs, one per pipeline of the plan. */
  readonly ingestUrls: readonly pulumi.Input<string>[];
  /** Ids of the inputs by the name of their attachment. */
  readonly inputIds: Readonly<Record<string, pulumi.Input<string>>>;
  readonly roleArn: pulumi.Input<string>;
  /** Addresses of the archive, one per pipeline; only for a plan that has one. */
  readonly archiveUrls?: readonly string[];
  /** Addresses of the pictures that stand in for others; only for a plan that shows any. */
  readonly pictureUrls?: Readonly<Partial<Record<PictureUse, string>>>;
  /** Where the further outputs send, by key; only for those whose place AWS or the region decides. */
  readonly outputs?: Readonly<Record<string, OutputBinding>>;
}

export interface OutputBinding {
  /** One per pipeline of the plan. */
  readonly urls: readonly pulumi.Input<string>[];
  /** ARN of the passphrase; only for a feed by SRT. */
  readonly passphraseArn?: pulumi.Input<string>;
}

const DESTINATION = "origin";

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
    inputAttachments: plan.attachments.map((attachment) =>
      typedInputAttachment(attachment, (name) => inputIdOf(plan, bindings, name), hlsSoundSelectors(plan, attachment.name)),
    ),
    destinations: [
      { id: DESTINATION, settings: bindings.ingestUrls.slice(0, plan.pipelines.length).map((url) => ({ url })) },
      ...(plan.archive === undefined ? [] : [typedArchiveDestination(archiveUrlsOf(plan, bindings))]),
      ...typedFrameCaptures(plan.others ?? []).map((output) =>
        typedFrameDestination(output, outputBindingOf(plan, bindings, output.key).urls),
      ),
    ],
    encoderSettings: encoderSettings(plan, bindings),
    tags: { ...plan.tags },
  };
}

/** @throws RangeError when no input was made for the attachment */
export function inputIdOf(plan: EncoderPlan, { inputIds }: ChannelBindings, attachment: string): pulumi.Input<string> {
  const id = inputIds[attachment];
  if (id === undefined) throw new RangeError(`channel ${plan.channel} attaches input ${attachment}, and no such input was made`);
  return id;
}

/** @throws RangeError when the plan records and not every pipeline has an address for it */
export function archiveUrlsOf(plan: EncoderPlan, { archiveUrls = [] }: ChannelBindings): readonly string[] {
  if (archiveUrls.length >= plan.pipelines.length) return archiveUrls.slice(0, plan.pipelines.length);
  throw new RangeError(`channel ${plan.channel} records, and ${String(archiveUrls.length)} of its pipelines have an address for it`);
}

/** @throws RangeError when the plan shows a picture that has no address */
export function pictureUrlOf(plan: EncoderPlan, { pictureUrls = {} }: ChannelBindings, use: PictureUse): string {
  const url = pictureUrls[use];
  if (url === undefined) throw new RangeError(`channel ${plan.channel} shows a picture (${use}) that has no address`);
  return url;
}

/** @throws RangeError when an output was not given one address for each pipeline */
export function outputBindingOf(plan: EncoderPlan, { outputs = {} }: ChannelBindings, key: string): OutputBinding {
  const found = outputs[key];
  if (found?.urls.length === plan.pipelines.length) return found;
  throw new RangeError(
    `channel ${plan.channel} has output ${key}, and ${String(found?.urls.length ?? 0)} of its pipelines have an address for it`,
  );
}

function encoderSettings(plan: EncoderPlan, { pictureUrls }: ChannelBindings): Encoder {
  const frames = typedFrameCaptures(plan.others ?? []);
  return {
    timecodeConfig: { source: plan.locking.timecodeSource },
    globalConfiguration: {
      inputEndAction: "NONE",
      outputLockingMode: plan.locking.mode,
      outputTimingSource: plan.locking.timingSource,
      supportLowFramerateInputs: "DISABLED",
      ...typedInputLoss(plan.signals, pictureUrls?.inputLoss),
    },
    videoDescriptions: [...plan.videos.map((video) => videoDescription(video, plan.locking)), ...frames.map(typedFrameDescription)],
    ...hlsSoundEncodes(plan),
    outputGroups: [
      {
        name: plan.outputGroup,
        outputGroupSettings: { hlsGroupSettings: hlsGroup(plan) },
        outputs: plan.outputs.map((output) => hlsOutput(output, plan)),
      },
      ...(plan.archive === undefined ? [] : [typedArchiveGroup(plan.archive)]),
      ...frames.map(typedFrameGroup),
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
  if (output.kind === "audio") return audioOutput(output, plan);
  if (output.kind === "captions") return captionOutput(output);
  return {
    outputName: output.name,
    videoDescriptionName: output.encode,
    outputSettings: {
      hlsOutputSettings: {
        nameModifier: `_${output.name}`,
        hlsSettings: { standardHlsSettings: { audioRenditionSets: audioRenditionSets(plan), m3u8Settings: {} } },
      },
    },
  };
}
