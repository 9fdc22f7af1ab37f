import { stableJson, type Json } from "../storage/index.ts";
import { archiveDestination, archiveGroup, archiveParameter } from "./archiveTemplate.ts";
import { inputAttachment, inputParameter } from "./cmafInputs.ts";
import type { EncoderPlan, OutputPlan } from "./encoderPlan.ts";
import { audioDescription, captionDescription, soundSelectors } from "./cmafSound.ts";
import { inputLossBehavior, pictureParameter, pictureUses, scte35Type, signalSettings, streamScte35 } from "./signalTemplate.ts";
import { videoDescription } from "./cmafVideo.ts";
import { outputDestination, outputGroupOf, outputParameters, outputVideoDescriptions } from "./otherOutputsTemplate.ts";
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
export const ROLE_PARAMETER = "RoleArn";
/** The template's one output: the channel's ARN, whose last part is the channel id. */
export const ARN_OUTPUT = "ChannelArn";

const DESTINATION = "origin";

/**
 * The template of one `AWS::MediaLive::Channel` with a CMAF ingest group: production's channel, for no Pulumi provider
 * can express the group or the locking settings. It depends on the plan alone, so that it is known, readable and
 * judged by policies before anything exists; what AWS makes up comes in as parameters, one string each.
 * Property names: CloudFormation Template Reference, AWS::MediaLive::Channel.
 * @throws RangeError when the body is longer than CloudFormation takes
 */
export function cmafTemplate(plan: EncoderPlan, maintenance: MaintenanceWindow): CmafTemplate {
  const parameters = [
    ...plan.pipelines.map(ingestParameter),
    ...plan.attachments.map(({ name }) => inputParameter(name)),
    ROLE_PARAMETER,
    ...(plan.archive === undefined ? [] : plan.pipelines.map(archiveParameter)),
    ...pictureUses(plan).map(pictureParameter),
    ...othersOf(plan).flatMap((output) => outputParameters(output, plan.pipelines)),
  ];
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
    InputAttachments: plan.attachments.map((attachment) => inputAttachment(attachment, soundSelectors(plan, attachment.name))),
    // No user name or password: MediaLive signs what it sends to MediaPackage with the channel's role.
    Destinations: [
      { Id: DESTINATION, Settings: plan.pipelines.map((pipeline) => ({ Url: { Ref: ingestParameter(pipeline) } })) },
      ...(plan.archive === undefined ? [] : [archiveDestination(plan.pipelines)]),
      ...othersOf(plan).map((output) => outputDestination(output, plan.pipelines)),
    ],
    EncoderSettings: {
      TimecodeConfig: { Source: plan.locking.timecodeSource },
      GlobalConfiguration: globalConfiguration(plan),
      VideoDescriptions: [
        ...plan.videos.map((video) => videoDescription(video, plan.locking)),
        ...othersOf(plan).flatMap(outputVideoDescriptions),
      ],
      AudioDescriptions: plan.audios.map((audio) => audioDescription(audio, plan.loudness)),
      ...(plan.captions.length === 0 ? {} : { CaptionDescriptions: plan.captions.map(captionDescription) }),
      ...signalSettings(plan),
      ...(plan.thumbnails ? { ThumbnailConfiguration: { State: "AUTO" } } : {}),
      OutputGroups: [
        outputGroup(plan),
        ...(plan.archive === undefined ? [] : [archiveGroup(plan.archive, streamScte35(plan))]),
        ...othersOf(plan).map((output) => outputGroupOf(output, streamScte35(plan))),
      ],
    },
    Tags: { ...plan.tags },
  };
}

function othersOf({ others = [] }: EncoderPlan): NonNullable<EncoderPlan["others"]> {
  return others;
}

function globalConfiguration(plan: EncoderPlan): Json {
  const { locking } = plan;
  return {
    ...inputLossBehavior(plan),
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

/** What an output carries: one encode, whatever its kind. */
function carried(output: OutputPlan): Record<string, Json> {
  switch (output.kind) {
    case "video":
      return { VideoDescriptionName: output.encode };
    case "audio":
      return { AudioDescriptionNames: [output.encode] };
    case "captions":
      return { CaptionDescriptionNames: [output.encode] };
  }
}

function outputGroup(plan: EncoderPlan): Json {
  return {
    Name: plan.outputGroup,
    OutputGroupSettings: {
      CmafIngestGroupSettings: {
        Destination: { DestinationRefId: DESTINATION },
        NielsenId3Behavior: "NO_PASSTHROUGH",
        Scte35Type: scte35Type(plan),
        SegmentLength: plan.segment.length,
        SegmentLengthUnits: plan.segment.units,
      },
    },
    Outputs: plan.outputs.map((output) => ({
      OutputName: output.name,
      ...carried(output),
      OutputSettings: { CmafIngestOutputSettings: { NameModifier: output.name } },
    })),
  };
}
