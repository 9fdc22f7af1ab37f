import { alignmentOf } from "./alignment.ts";
import { archivePlan, type ArchivePlan } from "./archivePlan.ts";
import { attachmentPlans, type AttachmentPlan } from "./attachments.ts";
import { audioEncodes, loudnessPlan, type AudioEncode, type LoudnessPlan } from "./audioPlan.ts";
import { captionEncodes, type CaptionEncode } from "./captionPlan.ts";
import { segmentLength, videoEncodes, type VideoEncode } from "./encodes.ts";
import { inputSpecification, type InputSpecification } from "./contribution.ts";
import { alignsByPicture, EPOCH_LOCKING, type LockingPlan } from "./locking.ts";
import { channelResourceName, ORIGIN_OUTPUT_GROUP } from "./names.ts";
import { otherOutputs, type OtherOutputPlan } from "./otherOutputs.ts";
import { sourcesOf } from "./sources.ts";
import { selectorPlans, type InputSelectors } from "./selectorPlan.ts";
import { signalPlan, type SignalPlan } from "./signalPlan.ts";
import { TRACK_LIMIT, trackSum } from "./trackSum.ts";
import { PIPELINES, type Alignment, type Channel, type Pipeline, type Region } from "./types.ts";

/** One output carries one encode: CMAF ingest takes no more (MediaLive User Guide, "CMAF Ingest output group"). */
export interface OutputPlan {
  readonly name: string;
  readonly kind: "video" | "audio" | "captions";
  readonly encode: string;
}

/**
 * What a channel's encoder does, equal in all its regions and in no provider's spelling.
 * Both renderers, `cmafTemplate` and `hlsChannelArgs`, read it and decide nothing.
 */
export interface EncoderPlan {
  readonly name: string;
  readonly channel: string;
  readonly ingest: "cmaf" | "hls";
  readonly channelClass: "STANDARD" | "SINGLE_PIPELINE";
  readonly pipelines: readonly Pipeline[];
  readonly inputSpecification: InputSpecification;
  /** Inputs, the one that the channel starts with first. */
  readonly attachments: readonly AttachmentPlan[];
  readonly alignment: Alignment;
  readonly locking: LockingPlan;
  readonly segment: { readonly length: number; readonly units: "SECONDS" | "MILLISECONDS" };
  readonly videos: readonly VideoEncode[];
  readonly audios: readonly AudioEncode[];
  readonly captions: readonly CaptionEncode[];
  /** What is taken out of each input, in the order of the attachments. */
  readonly selectors: readonly InputSelectors[];
  /** Absent: audio stays as loud as it comes. */
  readonly loudness?: LoudnessPlan;
  /** Pictures of what each pipeline takes in; CMAF renderer only. */
  readonly thumbnails: boolean;
  readonly outputs: readonly OutputPlan[];
  readonly outputGroup: string;
  /** Absent: nothing is recorded. */
  readonly archive?: ArchivePlan;
  /** Outputs that this region runs besides; regions may differ in them. Absent: none. */
  readonly others?: readonly OtherOutputPlan[];
  /** SCTE-35 and what is shown in place of the picture. Absent: markers pass, and nothing else. */
  readonly signals?: SignalPlan;
  readonly tracks: number;
  readonly logLevel: Channel["logLevel"];
  readonly tags: Readonly<Record<string, string>>;
}

export interface EncoderContext {
  readonly environment: string;
  /** Two pipelines and CMAF ingest; otherwise one pipeline and HLS. */
  readonly production: boolean;
  /** Whose outputs are planned; the channel's first region unless given. */
  readonly region?: Region;
}

/**
 * Plans the encoder of a channel.
 * @throws RangeError when the ladder has more than ten tracks or its timing does not come out in whole frames
 */
export function encoderPlan(channel: Channel, context: EncoderContext): EncoderPlan {
  const { ladder } = channel;
  const { total: tracks, spelled } = trackSum(channel);
  if (tracks > TRACK_LIMIT) {
    throw new RangeError(
      `ladder ${ladder.name} makes ${String(tracks)} tracks (${spelled}), and MediaPackage takes ${String(TRACK_LIMIT)} per ingest stream: use fewer rungs or audio rates`,
    );
  }
  const pipelines = context.production ? PIPELINES : PIPELINES.slice(0, 1);
  const [videos, audios, captions] = [videoEncodes(ladder), audioEncodes(channel), captionEncodes(channel)];
  const loudness = loudnessPlan(channel);
  const signals = signalPlan(channel);
  const others = otherOutputs(channel, { ...context, pipelines, videos, audios });
  const alignment = alignmentOf(channel, context);
  return {
    name: channelResourceName(context.environment, channel.name),
    channel: channel.name,
    ingest: context.production ? "cmaf" : "hls",
    channelClass: context.production ? "STANDARD" : "SINGLE_PIPELINE",
    pipelines,
    inputSpecification: inputSpecification(channel),
    attachments: attachmentPlans(channel),
    alignment,
    locking: lockingPlan(channel, alignment, pipelines.length),
    segment: segmentLength(ladder),
    videos,
    audios,
    captions,
    selectors: selectorPlans(channel),
    ...(loudness === undefined ? {} : { loudness }),
    thumbnails: channel.thumbnails === true,
    outputs: [
      ...videos.map(({ name }) => ({ name, kind: "video" as const, encode: name })),
      ...audios.map(({ name }) => ({ name, kind: "audio" as const, encode: name })),
      ...captions.map(({ name }) => ({ name, kind: "captions" as const, encode: name })),
    ],
    outputGroup: ORIGIN_OUTPUT_GROUP,
    ...(channel.archive === undefined ? {} : { archive: archivePlan(channel.archive, videos, audios) }),
    ...(others.length === 0 ? {} : { others }),
    ...(signals === undefined ? {} : { signals }),
    tracks,
    logLevel: channel.logLevel,
    tags: { "onair:channel": channel.name, "onair:environment": context.environment },
  };
}

/**
 * Epoch locking needs the input's clock, embedded timecode and given frame rates, and takes no locking method;
 * VIDEO_ALIGNMENT needs no timecode, but pictures of two feeds to compare; it waits while another kind is on air. An HLS input among
 * the channel's ends every kind of locking, so none is asked for (MediaLive User Guide, "Pipeline locking").
 */
function lockingPlan(channel: Channel, { epochLocked }: Alignment, pipelines: number): LockingPlan {
  const { source } = channel;
  if (epochLocked) return EPOCH_LOCKING;
  if (source.type === "mp4-demo") {
    // A looped file has no clock worth following and no alignment to find: the service's own locking must do.
    return { mode: "PIPELINE_LOCKING", timingSource: "SYSTEM_CLOCK", timecodeSource: "SYSTEMCLOCK", timecodeInsertion: "DISABLED" };
  }
  const embedded = source.timecode === "embedded";
  const method = lockingMethod(channel);
  return {
    mode: "PIPELINE_LOCKING",
    ...(pipelines > 1 && method !== undefined ? { method } : {}),
    timingSource: "INPUT_CLOCK",
    timecodeSource: embedded ? "EMBEDDED" : "SYSTEMCLOCK",
    timecodeInsertion: embedded ? "PIC_TIMING_SEI" : "DISABLED",
  };
}

function lockingMethod(channel: Channel): LockingPlan["method"] {
  if (sourcesOf(channel).some(({ source }) => source.type === "hls-pull")) return undefined;
  if (channel.source.timecode === "embedded") return "SOURCE_TIMECODE";
  return alignsByPicture(channel.source) ? "VIDEO_ALIGNMENT" : undefined;
}
