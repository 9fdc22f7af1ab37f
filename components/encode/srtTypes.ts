/** SRT sources, in the words of the lineup. */
import type { Timecode } from "./types.ts";

/** AES with keys of so many bits (MediaLive API, Algorithm). */
export type SrtEncryption = "aes128" | "aes192" | "aes256";

/** Where an SRT listener of the broadcaster's waits: a host name or an IPv4 address, and a port. */
export interface SrtAddress {
  readonly host: string;
  readonly port: number;
}

interface SrtLink {
  readonly timecode: Timecode;
  /** Milliseconds that packets may be repaired in: 120 to 15000. */
  readonly latencyMilliseconds: number;
  readonly streamId?: string;
}

/** The encoder calls MediaLive. */
export interface SrtListenerSource extends SrtLink {
  readonly type: "srt-listener";
  readonly encryption: SrtEncryption;
}

/** MediaLive calls the encoder: one address per pipeline. */
export interface SrtCallerSource extends SrtLink {
  readonly type: "srt-caller";
  readonly addresses: readonly SrtAddress[];
  /** Left out: the signal comes in the clear. */
  readonly encryption?: SrtEncryption;
}
