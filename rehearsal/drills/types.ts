import type { Format, PlayerError, PlayerStats } from "../../player/index.ts";
import type { ChannelPlace, IngestInput, MediaFaults, ServedRequest } from "../media/types.ts";

export type { Format, PlayerError, PlayerStats };

/** Playback formats, by the names of the command. */
export const FORMATS: readonly Format[] = ["hls", "ll-hls", "dash"];

/** What is drilled: a channel as the edge publishes it, and where it lies. */
export interface DrilledChannel {
  readonly name: string;
  readonly title: string;
  /** A switch of regions is seamless: segments match. */
  readonly aligned: boolean;
  /** Between its regions CloudFront chooses by the media quality score. */
  readonly byQuality: boolean;
  readonly segmentSeconds: number;
  /** In order of preference. */
  readonly regions: readonly string[];
  readonly channelGroup: string;
  readonly originChannel: string;
  readonly playback: Readonly<Partial<Record<Format, string>>>;
  /** What a signature is for, and where its cookies count. */
  readonly resource: string;
  readonly cookiePath: string;
}

/** The right a viewer comes with. */
export type Right = "signed" | "none" | "expired" | "forged";

/** What a drill acts on. */
export interface Scene {
  readonly channels: readonly DrilledChannel[];
  /** The region that is broken: the one that all of these channels prefer. */
  readonly region: string;
  readonly faults: MediaFaults;
  /** Input that MediaPackage takes of a channel in a region now. */
  readonly activeInput: (place: ChannelPlace) => IngestInput;
  /** Inputs that a drill took away, by channel: what was broken is healed, whatever is active by then. */
  readonly lost: Map<string, IngestInput>;
  /** Stops or starts the channels in a region through the API. */
  readonly setRunning: (region: string, running: boolean) => Promise<void>;
  /** Gives viewers another right than the one they came with. */
  readonly setRight: (right: Right) => Promise<void>;
}

export const KINDS = [
  "pipeline",
  "input",
  "region",
  "black-hole",
  "hung-body",
  "5xx",
  "403",
  "stale",
  "quality",
  "expired",
  "forged",
] as const;
export type Kind = (typeof KINDS)[number];

/** What viewers of a channel may notice. */
export interface Expectation {
  /** For people. */
  readonly text: string;
  /** Seconds of stall at most; absent where any stall is borne that ends by itself. */
  readonly stallSeconds?: number;
  readonly regionSwitch: "must" | "may" | "never";
  readonly inputSwitch?: "must";
  /** Attempts at an origin have to fail while the fault is in force: without any it was none. */
  readonly failedAttempts?: "must";
  readonly jumps: "none" | "reported";
  /** The viewer is to be turned away, with a message and without media. */
  readonly refused: boolean;
}

/** One kind of drill: what is broken, how it is healed, and what is to be seen. */
export interface Drill {
  readonly kind: Kind;
  /** For a button. */
  readonly title: string;
  /** One sentence: what happens in the simulated account. */
  readonly does: string;
  breaks(scene: Scene): Promise<void>;
  heals(scene: Scene): Promise<void>;
  expects(channel: DrilledChannel): Expectation;
}

/** One look at a player. */
export interface Sample {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly stats: PlayerStats;
  /** The message over the picture, if there is one. */
  readonly told?: string;
  /** Documents loaded so far: two is a reload. */
  readonly loads: number;
}

/** What one viewer saw of one drill. Seconds. */
export interface Observation {
  readonly stallSeconds: number;
  readonly stalls: number;
  readonly errors: readonly PlayerError[];
  readonly regionSwitches: readonly string[];
  readonly inputSwitches: readonly string[];
  readonly jumps: readonly number[];
  /** Seconds by which the picture's clock departed from playing straight on, between two looks; jumps that were not reported. */
  readonly unreportedJumps: readonly number[];
  readonly reloads: number;
  /** From the fault to the first picture of what stands in for it; absent where nothing had to. */
  readonly switchSeconds?: number;
  /** From the fault until the viewer played undisturbed with it healed. */
  readonly recoverySeconds?: number;
  /** The viewer was told that it may not watch. */
  readonly message?: string;
  readonly playsAtTheEnd: boolean;
}

/** What the edge's log says of a drill. */
export interface LogFigures {
  readonly requests: number;
  readonly originRequests: number;
  /** Share of cacheable requests that the cache answered, 0 to 1. */
  readonly hitRatio: number;
  readonly refused: number;
  readonly failedAttempts: number;
  /** Of them, those of requests that began while the fault was in force. */
  readonly failedInForce: number;
  /** Media bytes that were served without a valid signature, or by a behaviour that asks for none: never any. */
  readonly unsignedMediaBytes: number;
  /** Media bytes served while the viewers had no right to any. */
  readonly mediaBytesWithoutRight: number;
}

export interface ViewerReport {
  readonly channel: string;
  readonly format: Format;
  readonly aligned: boolean;
  readonly expected: string;
  readonly observed: Observation;
  /** What did not hold; empty where all did. */
  readonly broken: readonly string[];
}

export interface DrillReport {
  readonly kind: Kind;
  readonly title: string;
  readonly round: number;
  readonly region: string;
  /** Wall clock, seconds. */
  readonly seconds: number;
  readonly viewers: readonly ViewerReport[];
  readonly log: LogFigures;
  readonly held: boolean;
}

export type Served = readonly ServedRequest[];
