/** What a player is made of. Times in seconds. */

/** An answer; status 0 is none at all. */
export interface Got {
  readonly status: number;
  readonly text: string;
}

/** The edge, as one viewer reaches it. Never rejects. */
export type Fetch = (path: string, kind: RequestKind) => Promise<Got>;
export type RequestKind = "manifests" | "segments";

export interface Clock {
  /** Since some moment that stays the same. */
  now(): number;
  /** Comes back at that time, or at once if it has passed. */
  until(time: number): Promise<void>;
}

/** One viewer at work. */
export interface Playing {
  readonly fetch: Fetch;
  readonly clock: Clock;
  /** Path of the first manifest on the viewers' host. */
  readonly manifest: string;
  /** Renditions to play: paths of media playlists, or ids of representations. */
  readonly tracks: readonly string[];
  /** Time at which the viewer goes. */
  readonly ends: number;
  /** Seconds that the player is late this time with a rendition, by its place. */
  readonly late: (track: number) => number;
}

/** Plays until the viewer goes. */
export type Play = (playing: Playing) => Promise<void>;

/** Another manifest is asked for a second later when one could not be had or understood. */
export const RETRY_SECONDS = 1;
