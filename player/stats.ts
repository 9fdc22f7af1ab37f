/** What the player tells of itself: `element.stats`, and the detail of every `onair-change`. Plain JSON. */
import type { Format } from "./formats.ts";

export type PlayState = "idle" | "loading" | "playing" | "paused" | "stalled" | "ended" | "error";

export interface Rendition {
  /** Pixels; 0 for sound only. */
  readonly height: number;
  /** Bits per second at the most, as the manifest says; sound included in HLS. */
  readonly bandwidth: number;
}

/** A language of the sound, or of captions. */
export interface SoundTrack {
  /** The same for as long as the source is; give it back to choose the track. */
  readonly id: string;
  /** BCP 47, as the player normalises it: `en` for `eng`. */
  readonly language: string;
  readonly title?: string;
}

export type CaptionTrack = SoundTrack;

export interface RegionSwitch {
  /** Milliseconds since 1970, like every `at`. */
  readonly at: number;
  readonly from: string;
  readonly to: string;
}

export interface Jump {
  readonly at: number;
  /** Of the picture's wall clock: above 0 skipped, below 0 seen again. */
  readonly seconds: number;
}

export interface PlayerError {
  readonly at: number;
  readonly code: string;
  readonly message: string;
  /** The picture stopped for it, or never came. */
  readonly fatal: boolean;
}

export interface PlayerStats {
  readonly state: PlayState;
  /** Position in the media element, seconds. */
  readonly time: number;
  /** When the picture shown was made, milliseconds since 1970; null while nothing tells. */
  readonly wallClock: number | null;
  /** Seconds between the making of the picture and now, by this machine's clock; null while nothing tells. */
  readonly latency: number | null;
  /** AWS region that the newest segment came from; null before the first, or where the header is not there. */
  readonly region: string | null;
  /** Input of MediaPackage, 1 or 2. */
  readonly input: number | null;
  readonly regionSwitches: readonly RegionSwitch[];
  readonly stalls: { readonly count: number; readonly seconds: number };
  readonly jumps: readonly Jump[];
  readonly errors: readonly PlayerError[];
  readonly rendition: Rendition | null;
  /** Highest first. */
  readonly renditions: readonly Rendition[];
  /** True while the player chooses the rendition. */
  readonly auto: boolean;
  /** Ids of what is chosen; null for none. */
  readonly audio: string | null;
  readonly audios: readonly SoundTrack[];
  readonly caption: string | null;
  readonly captions: readonly CaptionTrack[];
  readonly frames: { readonly decoded: number; readonly dropped: number };
  readonly format: Format | null;
  /** Session id of CMCD, one for each page load. */
  readonly session: string;
}
