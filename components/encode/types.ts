/** What a channel is, in the words of the lineup. Plain data; made by `stacks/lineup.ts`, read by every plan. */

/** An AWS region code such as `us-east-1`. */
export type Region = string;

/** Frames per second as a fraction: 30 is 30/1, 29.97 is 30000/1001. */
export interface FrameRate {
  readonly numerator: number;
  readonly denominator: number;
}

export type RateControl = "qvbr" | "cbr";

/** One video rendition. Sizes in pixels, bitrates in bits per second. */
export interface Rung {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Ceiling for QVBR, the rate itself for CBR. */
  readonly bitrate: number;
}

/** The renditions of a channel and the timing they share. */
export interface Ladder {
  readonly name: string;
  readonly codec: "h264";
  readonly frameRate: FrameRate;
  readonly rateControl: RateControl;
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
  | { readonly type: "mp4-demo"; readonly timecode: "none" };

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
  readonly source: Source;
  readonly uplink: Uplink;
  /** Seconds of the live manifest window. */
  readonly liveWindowSeconds: number;
  /** Seconds a viewer may go back on the startover endpoint; 0 leaves the endpoint out. */
  readonly startoverSeconds: number;
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

/** Whether a switch between regions is seamless for viewers, and the sentence that says why. */
export interface Alignment {
  readonly failover: "seamless" | "visible";
  readonly epochLocked: boolean;
  readonly reason: string;
}
