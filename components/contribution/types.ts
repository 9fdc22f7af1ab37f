/** A MediaConnect contribution, in the words of the lineup. Plain data; made by `stacks/flowSchema.ts`. */
import type { SrtAddress, Timecode } from "../encode/index.ts";

/** Two flows in two zones carry the signal to the two pipelines of a channel; in development one flow does. */
export interface FlowSource {
  readonly type: "mediaconnect";
  readonly timecode: Timecode;
  readonly feed: FlowFeed;
  /** Another encoder's signal into each flow, of the same protocol (RTP goes with RTP-FEC). */
  readonly secondFeed?: FlowFeed;
  /** There exactly when there is a second feed. */
  readonly failover?: FlowFailover;
  /** Accounts that may subscribe to both flows, by the entitlement's key. */
  readonly share?: Readonly<Record<string, FlowShare>>;
  /** Where else the flows send what they take in, by key. */
  readonly outputs?: Readonly<Record<string, FlowSend>>;
}

export type FlowProtocol = FlowFeed["protocol"];

/** Who connects, and how losses are mended. Latencies in milliseconds, bitrates in bits per second. */
export type FlowFeed = { readonly maxBitrate?: number } & (
  | ({ readonly protocol: "srt-listener"; readonly latencyMilliseconds: number } & Listening)
  | {
      readonly protocol: "srt-caller";
      readonly latencyMilliseconds: number;
      /** Where the flow of each pipeline calls. */
      readonly addresses: readonly SrtAddress[];
      readonly streamId?: string;
    }
  | ({ readonly protocol: "rist"; readonly latencyMilliseconds: number; readonly unencrypted?: "allowed" } & Listening)
  | ({ readonly protocol: "rtp" | "rtp-fec"; readonly unencrypted?: "allowed" } & Listening)
);

interface Listening {
  readonly port: number;
  /** The one network that may send; the region's only encoder network unless given. */
  readonly admit?: string;
}

/** `failover`: one source after the other. `merge`: packet by packet from both, which must be the same stream (SMPTE 2022-7). */
export type FlowFailover =
  | {
      readonly mode: "failover";
      /** Taken whenever it is there; left out, neither is preferred. The second source is made after its flow, and cannot be named with it. */
      readonly primary?: "feed";
    }
  | { readonly mode: "merge"; readonly recoveryWindowMilliseconds: number };

export interface FlowShare {
  /** Twelve digits each, sorted. */
  readonly accounts: readonly string[];
  /** Share of the data transfer that the subscriber pays. */
  readonly dataTransferFeePercent: number;
  /** Left out: AWS's own network carries it as it is. */
  readonly encryption?: {
    readonly algorithm: "aes128" | "aes192" | "aes256";
    /** Name of the secret that holds the key. */ readonly keySecret: string;
  };
}

/** An output of each flow. `passphraseSecret` is a name in Secrets Manager. */
export type FlowSend =
  | {
      readonly protocol: "srt-listener";
      readonly port: number;
      /** Networks that may call. */
      readonly admit: readonly string[];
      readonly latencyMilliseconds: number;
      readonly passphraseSecret: string;
    }
  | {
      readonly protocol: "srt-caller";
      /** One for each pipeline's flow; with one, only pipeline a's sends. */
      readonly addresses: readonly SrtAddress[];
      readonly latencyMilliseconds: number;
      readonly streamId?: string;
      readonly passphraseSecret: string;
    }
  | {
      readonly protocol: "rist" | "rtp" | "rtp-fec";
      readonly addresses: readonly SrtAddress[];
      readonly unencrypted?: "allowed";
    };
