import { digestOf } from "../storage/index.ts";
import { alignmentOf } from "./alignment.ts";
import { audioEncodes, segmentLength, TRACK_LIMIT, tracksOf, videoEncodes, type AudioEncode, type VideoEncode } from "./encodes.ts";
import { channelResourceName } from "./names.ts";
import { PIPELINES, type Alignment, type Channel, type Pipeline } from "./types.ts";

/** How the two pipelines of a channel, and its regions, are made to cut alike. */
export interface LockingPlan {
  readonly mode: "EPOCH_LOCKING" | "PIPELINE_LOCKING";
  /** Only with pipeline locking and two pipelines; left to the service otherwise. */
  readonly method?: "SOURCE_TIMECODE" | "VIDEO_ALIGNMENT";
  readonly timingSource: "INPUT_CLOCK" | "SYSTEM_CLOCK";
  readonly timecodeSource: "EMBEDDED" | "SYSTEMCLOCK";
  readonly timecodeInsertion: "PIC_TIMING_SEI" | "DISABLED";
}

/** One output carries one encode: CMAF ingest takes no more (MediaLive User Guide, "CMAF Ingest output group"). */
export interface OutputPlan {
  readonly name: string;
  readonly kind: "video" | "audio";
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
  readonly inputSpecification: {
    readonly codec: "AVC";
    readonly resolution: "HD" | "UHD";
    readonly maximumBitrate: "MAX_10_MBPS" | "MAX_20_MBPS" | "MAX_50_MBPS";
  };
  readonly sourceEndBehavior: "CONTINUE" | "LOOP";
  readonly alignment: Alignment;
  readonly locking: LockingPlan;
  readonly segment: { readonly length: number; readonly units: "SECONDS" | "MILLISECONDS" };
  readonly videos: readonly VideoEncode[];
  readonly audios: readonly AudioEncode[];
  readonly outputs: readonly OutputPlan[];
  readonly outputGroup: string;
  readonly tracks: number;
  readonly logLevel: Channel["logLevel"];
  readonly tags: Readonly<Record<string, string>>;
}

export interface EncoderContext {
  readonly environment: string;
  /** Two pipelines and CMAF ingest; otherwise one pipeline and HLS. */
  readonly production: boolean;
}

/**
 * Plans the encoder of a channel.
 * @throws RangeError when the ladder has more than ten tracks or its timing does not come out in whole frames
 */
export function encoderPlan(channel: Channel, context: EncoderContext): EncoderPlan {
  const { ladder } = channel;
  const tracks = tracksOf(ladder);
  if (tracks > TRACK_LIMIT) {
    throw new RangeError(
      `ladder ${ladder.name} makes ${String(tracks)} tracks, and MediaPackage takes ${String(TRACK_LIMIT)} per ingest stream: use fewer rungs or audio rates`,
    );
  }
  const pipelines = context.production ? PIPELINES : PIPELINES.slice(0, 1);
  const [videos, audios] = [videoEncodes(ladder), audioEncodes(ladder)];
  return {
    name: channelResourceName(context.environment, channel.name),
    channel: channel.name,
    ingest: context.production ? "cmaf" : "hls",
    channelClass: context.production ? "STANDARD" : "SINGLE_PIPELINE",
    pipelines,
    inputSpecification: inputSpecification(channel),
    sourceEndBehavior: channel.source.type === "mp4-demo" ? "LOOP" : "CONTINUE",
    alignment: alignmentOf(channel),
    locking: lockingPlan(channel, pipelines.length),
    segment: segmentLength(ladder),
    videos,
    audios,
    outputs: [
      ...videos.map(({ name }) => ({ name, kind: "video" as const, encode: name })),
      ...audios.map(({ name }) => ({ name, kind: "audio" as const, encode: name })),
    ],
    outputGroup: "origin",
    tracks,
    logLevel: channel.logLevel,
    tags: { "onair:channel": channel.name, "onair:environment": context.environment },
  };
}

/** SHA-256 of the plan: regions that run a channel alike give the same value. */
export function encodeHash(plan: EncoderPlan): string {
  return digestOf(plan);
}

/**
 * Epoch locking needs the input's clock, embedded timecode and given frame rates, and takes no locking method;
 * VIDEO_ALIGNMENT needs no timecode, but a live push input (MediaLive User Guide, "Pipeline locking").
 */
function lockingPlan(channel: Channel, pipelines: number): LockingPlan {
  const { source } = channel;
  if (alignmentOf(channel).epochLocked) {
    return { mode: "EPOCH_LOCKING", timingSource: "INPUT_CLOCK", timecodeSource: "EMBEDDED", timecodeInsertion: "PIC_TIMING_SEI" };
  }
  if (source.type === "mp4-demo") {
    // A looped file has no clock worth following and no alignment to find: the service's own locking must do.
    return { mode: "PIPELINE_LOCKING", timingSource: "SYSTEM_CLOCK", timecodeSource: "SYSTEMCLOCK", timecodeInsertion: "DISABLED" };
  }
  const embedded = source.timecode === "embedded";
  const method = embedded ? ("SOURCE_TIMECODE" as const) : ("VIDEO_ALIGNMENT" as const);
  return {
    mode: "PIPELINE_LOCKING",
    ...(pipelines > 1 ? { method } : {}),
    timingSource: "INPUT_CLOCK",
    timecodeSource: embedded ? "EMBEDDED" : "SYSTEMCLOCK",
    timecodeInsertion: embedded ? "PIC_TIMING_SEI" : "DISABLED",
  };
}

/** The coarse class of the contribution, which sets its price. A contribution is taken to be as large as the top rung. */
function inputSpecification(channel: Channel): EncoderPlan["inputSpecification"] {
  if (channel.source.type === "mp4-demo") return { codec: "AVC", resolution: "HD", maximumBitrate: "MAX_10_MBPS" };
  const height = Math.max(...channel.ladder.rungs.map((rung) => rung.height));
  return height > 1080
    ? { codec: "AVC", resolution: "UHD", maximumBitrate: "MAX_50_MBPS" }
    : { codec: "AVC", resolution: "HD", maximumBitrate: "MAX_20_MBPS" };
}
