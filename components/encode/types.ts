/** What a channel is, in the words of the lineup. Plain data; made by `stacks/lineup.ts`, read by every plan. */
import type { ChannelOutput } from "./outputTypes.ts";
import type { AvailBlanking, Blackout, InputFailover, InputLossSlate, Scte35 } from "./signalTypes.ts";
import type { CaptionTrack, ChannelAudio } from "./soundTypes.ts";
import type { SrtCallerSource, SrtListenerSource } from "./srtTypes.ts";
import type { FlowSource } from "../contribution/plan.ts";

/** An AWS region code such as `us-east-1`. */
export type Region = string;

/** Frames per second as a fraction: 30 is 30/1, 29.97 is 30000/1001. */
export interface FrameRate {
  readonly numerator: number;
  readonly denominator: number;
}

export type RateControl = "qvbr" | "cbr";

export type Codec = "h264" | "h265" | "av1";
/** Profiles by the codecs' own names: baseline, main and high are H.264's, main and main10 H.265's. */
export type Profile = "baseline" | "main" | "high" | "main10";
export type Tier = "main" | "high";

/** Light levels of HDR10 content in nits: of the brightest pixel, and of the brightest frame on average. */
export interface LightLevels {
  readonly maxCll: number;
  readonly maxFall: number;
}

/** One video rendition. Sizes in pixels, bitrates in bits per second. */
export interface Rung {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Ceiling for QVBR, the rate itself for CBR. */
  readonly bitrate: number;
  /** Half the ladder's frame rate; the ladder's own unless given. */
  readonly frameRate?: "half";
  /** Quality that QVBR aims at, 1 to 10; by the size of the picture unless given. */
  readonly quality?: number;
  /** Another codec than the ladder's, for players that can show it; never of the first rung. */
  readonly codec?: Codec;
}

/** The renditions of a channel and the timing they share. */
export interface Ladder {
  readonly name: string;
  readonly codec: Codec;
  /** Chosen for each rung unless given. */
  readonly profile?: Profile;
  /** Level of every rung, as the codec writes it (`4.1`); left to the encoder unless given. */
  readonly level?: string;
  /** H.265 only; main unless given. */
  readonly tier?: Tier;
  /** Standard dynamic range unless given. */
  readonly dynamicRange?: "hdr10";
  readonly lightLevels?: LightLevels;
  readonly frameRate: FrameRate;
  readonly rateControl: RateControl;
  /** Decoder buffer in seconds of a rung's bitrate; 2 unless given. */
  readonly bufferSeconds?: number;
  /** Nominal seconds between key frames: the frame count is this times the rounded frame rate. */
  readonly gopSeconds: number;
  /** Nominal seconds of one packaged segment: a whole number of GOPs. */
  readonly segmentSeconds: number;
  /** Highest first, names unique. */
  readonly rungs: readonly Rung[];
  /** One or two audio bitrates in bits per second, highest first. */
  readonly audioBitrates: readonly number[];
}

/** How the signal arrives, and whether it carries UTC timecode that lets two regions cut alike. */
export type Source =
  | { readonly type: "rtp-push"; readonly timecode: Timecode }
  | { readonly type: "rtmp-push"; readonly timecode: Timecode; readonly application: string; readonly instances: readonly [string, string] }
  | SrtListenerSource
  | SrtCallerSource
  | FlowSource
  | ({ readonly type: "rtmp-pull"; readonly timecode: Timecode } & Pulled)
  | ({
      readonly type: "hls-pull";
      readonly timecode: "none";
      /** Segments behind the live edge at which reading begins, 3 to 10: more would make it a recording (MediaLive User Guide). */
      readonly bufferSegments: number;
      /** Bits per second: the rendition of the playlist nearest to it is read; the highest without it. */
      readonly bandwidth?: number;
    } & Pulled)
  | { readonly type: "mp4-demo"; readonly timecode: "none" };

/** What MediaLive fetches itself: one address per pipeline, all with the same login or none. */
export interface Pulled {
  readonly urls: readonly string[];
  readonly username?: string;
  /** Name of the SSM parameter that holds the password; the password itself is never told. */
  readonly passwordParam?: string;
}

/** Recordings of a channel: what it sends, as MPEG-TS files in a bucket of each region. */
export interface Archive {
  /** Days after which a file is deleted. */
  readonly retentionDays: number;
  /** Seconds of one file. */
  readonly rolloverSeconds: number;
  /** Days after which files move to Standard-IA, at least 30. */
  readonly infrequentAccessDays?: number;
  /** Days after which files move to Glacier Instant Retrieval. */
  readonly glacierDays?: number;
}

export type Timecode = "embedded" | "none";
export type SourceType = Source["type"];

/** `both`: the encoder feeds every region at once. `single`: it can feed one region at a time and follows a failover name. */
export type Uplink = "both" | "single";

/** One half of a Standard channel: `a` is MediaLive's pipeline 0, `b` its pipeline 1. */
export type Pipeline = "a" | "b";
export const PIPELINES: readonly Pipeline[] = ["a", "b"];

/** One live programme. Its name is its identity in every region and stack. */
export interface Channel {
  readonly name: string;
  readonly title: string;
  /** MediaPackage channel group, written in the lineup and never computed. */
  readonly group: string;
  /** Regions in order of preference; the first two make the origin pair. */
  readonly regions: readonly [Region, ...Region[]];
  readonly ladder: Ladder;
  /** What is on air when the channel starts. */
  readonly source: Source;
  /** Further inputs by key, for an operator or a schedule to switch to. */
  readonly moreInputs?: Readonly<Record<string, Source>>;
  /** Left out: nothing but an operator or a schedule turns to another input. */
  readonly inputFailover?: InputFailover;
  readonly uplink: Uplink;
  /** Left out: one track as the source has it, at its own loudness. */
  readonly audio?: ChannelAudio;
  /** Sorted by name. Left out: captions are dropped. */
  readonly captions?: readonly CaptionTrack[];
  /** Pictures of what each pipeline takes in, for the console and the API. Left out: none. */
  readonly thumbnails?: boolean;
  /** Left out: SCTE-35 markers reach MediaPackage, and no manifest tells of them. */
  readonly scte35?: Scte35;
  readonly availBlanking?: AvailBlanking;
  readonly blackout?: Blackout;
  /** Left out: MediaLive's own fill frames. */
  readonly inputLossSlate?: InputLossSlate;
  /** Seconds of the live manifest window. */
  readonly liveWindowSeconds: number;
  /** Seconds a viewer may go back on the startover endpoint; 0 leaves the endpoint out. */
  readonly startoverSeconds: number;
  readonly archive?: Archive;
  /** Further outputs by key: other platforms, pictures, feeds. Left out: none. */
  readonly outputs?: Readonly<Record<string, ChannelOutput>>;
  readonly logLevel: "ERROR" | "WARNING" | "INFO" | "DEBUG" | "DISABLED";
}

/** The channels of one environment, sorted by name. `production` fixes the renderer for life. */
export interface Lineup {
  readonly environment: string;
  readonly production: boolean;
  readonly channels: readonly Channel[];
}

/** A weekly window in which AWS may restart a channel. Time is UTC, on the hour (`02:00`). */
export interface MaintenanceWindow {
  readonly day: "MONDAY" | "TUESDAY" | "WEDNESDAY" | "THURSDAY" | "FRIDAY" | "SATURDAY" | "SUNDAY";
  readonly startTime: string;
}

/** When the region's health alarms for a channel go off. */
export interface HealthThresholds {
  /** Fewest outputs a pipeline must be writing (MediaLive `ActiveOutputs`). */
  readonly minActiveOutputs: number;
  /** Fewest bytes a MediaPackage ingest endpoint must take in per minute. */
  readonly minIngressBytesPerMinute: number;
  /** Minutes looked at, and how many of them must be bad. */
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
}

/** Something without which two regions do not cut alike. `text` says how it stands, `source` where AWS says that it must. */
export interface AlignmentCondition {
  /** A word for what it is about, such as `timecode`; never renamed. */
  readonly id: string;
  readonly met: boolean;
  readonly text: string;
  readonly source: string;
}

/** Whether a switch between regions is seamless for viewers, and the sentence that says why. */
export interface Alignment {
  readonly failover: "seamless" | "visible";
  readonly epochLocked: boolean;
  readonly reason: string;
  /** All of them, met or not. Absent where an older stack is read. */
  readonly conditions?: readonly AlignmentCondition[] | undefined;
}
