/** Failover between inputs, markers in the signal and the pictures that stand in for it, in the words of the lineup. */

/** Which input a pair goes back to: the source as soon as it is well, or none by itself. */
export type InputPreference = "primary" | "either";

/** The source and one further input as a pair: MediaLive itself turns to the other when the one on air fails. Times in milliseconds. */
export interface InputFailover {
  /** Key of the further input. */
  readonly to: string;
  readonly prefer: InputPreference;
  /** How long an input must be well again before it counts as well. */
  readonly clearMilliseconds: number;
  /** Nothing arrives for so long. At least one of the three conditions is there. */
  readonly inputLossMilliseconds?: number;
  /** Every pixel is darker than `level`, as a part of white (0 to 1), for so long. */
  readonly videoBlack?: { readonly milliseconds: number; readonly level: number };
  /** One audio is silent (below -50 dBFS) for so long; the default track unless named. */
  readonly audioSilence?: { readonly milliseconds: number; readonly track?: string };
}

/** SCTE-35 message types that MediaPackage can be told to treat as ads, as the lineup writes them: MediaPackage v2 API, ScteFilter. */
export const SCTE_MESSAGES = [
  "splice-insert",
  "break",
  "provider-advertisement",
  "distributor-advertisement",
  "provider-placement-opportunity",
  "distributor-placement-opportunity",
  "provider-overlay-placement-opportunity",
  "distributor-overlay-placement-opportunity",
  "program",
  "chapter",
  "unscheduled-event",
  "alternate-content-opportunity",
  "network",
] as const;
export type ScteMessage = (typeof SCTE_MESSAGES)[number];

/** What becomes of the SCTE-35 messages of a channel's source. */
export interface Scte35 {
  /** `passthrough`: messages go to MediaPackage, and a key frame is made at each; `none`: they end in the encoder. */
  readonly mode: "passthrough" | "none";
  /** Which messages are ad avails for MediaLive: its mode "splice insert", or "time signal APOS". */
  readonly avails: "splice-insert" | "time-signal";
  /** Added to the time of every avail, -1000 to 1000 milliseconds. */
  readonly offsetMilliseconds?: number;
  /** Restrictions in messages that are not to blank anything. */
  readonly ignore: readonly ("web-delivery" | "regional-blackout")[];
  /** PIDs of the messages by the input's key; the first such PID of an input unless given. */
  readonly pids: Readonly<Record<string, number>>;
  readonly hls: "daterange" | "enhanced" | "none";
  readonly dash: "xml" | "binary" | "none";
  /** A new DASH period at every avail. */
  readonly periods: boolean;
  /** Message types that count as ads; MediaPackage's own choice when empty. */
  readonly filter: readonly ScteMessage[];
  /** Messages that manifests show, and that segments carry along. */
  readonly manifests: "all" | "filtered";
  readonly segments: "none" | "all" | "filtered";
}

/** A picture: a file of the project under `slates/`, which Onair uploads, or an address that MediaLive can read. */
export type Picture = { readonly file: string } | { readonly url: string };

/** Blanks picture, sound and captions during ad avails. Without an image: black. */
export interface AvailBlanking {
  readonly image?: Picture;
}

/** Blanks programmes that the signal says may not be shown. Without an image: black. */
export interface Blackout {
  readonly image?: Picture;
  /** Also from the end of the network's day to its next start. */
  readonly networkEnd?: {
    /** EIDR of the network, `10.XXXX/XXXX-XXXX-XXXX-XXXX-XXXX-C`. */
    readonly networkId: string;
    readonly image?: Picture;
  };
}

/** What viewers see when nothing arrives from any input: the last picture, then black, then the image. Milliseconds. */
export interface InputLossSlate {
  readonly image: Picture;
  readonly repeatMilliseconds: number;
  readonly blackMilliseconds: number;
}
