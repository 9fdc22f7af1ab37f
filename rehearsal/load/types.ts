import type { Format, Rates } from "../../capacity/index.ts";
import type { RunningMedia } from "../media/index.ts";

/** What of the media plane players need. */
export type PlayedMedia = Pick<RunningMedia, "edgeUrl" | "channels" | "live" | "watch">;

export interface PlayerOptions {
  /** Up to 500 are tried. */
  readonly players: number;
  /** How long, joining included. */
  readonly seconds: number;
  /** Default `hls`. */
  readonly format?: Format;
  /** Default 1. The same seed makes the same viewers. */
  readonly seed?: number;
  /** Origin channel; the first that can be watched unless given. */
  readonly channel?: string;
  /** Seconds in which all join; a sixth of `seconds` unless given, at least 4 and at most 20. */
  readonly joinSeconds?: number;
  /** Value of the Cookie header: the three cookies of a signature for the channel. */
  readonly cookies: string;
  readonly signal?: AbortSignal;
}

/** Figures of some seconds in which all watched. Rates per second. */
export interface Figures {
  readonly requests: Rates;
  readonly requestsPerViewer: number;
  /** Requests for which an origin was asked. */
  readonly misses: Rates;
  readonly hitRatio: number;
  /** Requests to each region's origins. */
  readonly origins: Readonly<Record<string, { readonly gets: number; readonly heads: number }>>;
  readonly originRequests: number;
}

/** What real players did, what the edge's log says of it, and what the model says of the same viewers. Plain data. */
export interface LoadReport {
  readonly channel: string;
  readonly format: Format;
  readonly players: number;
  readonly seed: number;
  /** Seconds since the beginning that were counted. */
  readonly window: { readonly from: number; readonly until: number };
  /** Segments that came in the window, and how many should have: an encoder that has too little of the machine lags. */
  readonly source: { readonly segments: number; readonly expected: number };
  /** As the players saw it, from the beginning to the end. */
  readonly seen: {
    readonly requests: number;
    readonly bytes: number;
    /** Answers that were none of 200 to 299, by status; 0 is no answer. */
    readonly failures: Readonly<Record<string, number>>;
    /** Milliseconds until the last byte, of segments: half of the answers, and nineteen of twenty, took no longer. */
    readonly answerMs: { readonly median: number; readonly most: number };
    /** Per second of the window. */
    readonly requestsPerViewer: number;
  };
  /** As the edge's log has it. */
  readonly edge: Figures;
  readonly model: Figures;
  /** By how much of the edge's figure the model's is off; 0.1 is ten percent too much. */
  readonly differences: Readonly<Record<Compared, number>>;
}

export type Compared = "requestsPerViewer" | "misses" | "hitRatio" | "originRequests";
