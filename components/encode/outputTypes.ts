/** Where a channel goes besides its viewers, in the words of the lineup. Made by `stacks/outputSchema.ts`. */
import type { Region } from "./types.ts";

interface EveryOutput {
  /** `preferred`: sent from the channel's first region only. `all`: from each of its regions. */
  readonly regions: "preferred" | "all";
}

/** A push to a social platform or another RTMP server: one rung and one audio. */
export interface RtmpOutput extends EveryOutput {
  readonly type: "rtmp";
  /** Address and application, one per pipeline; never the stream key. */
  readonly urls: readonly string[];
  /** Rung of the ladder that is sent; the highest unless given. */
  readonly rung?: string;
  /** Key of the audio track that is sent; the default track unless given. */
  readonly audio?: string;
  /** `shared`: both pipelines send under one stream key. `each`: a key for each. */
  readonly streamKeys: "shared" | "each";
  /** Part of the secrets' names: a higher number makes the next deployment read new ones. */
  readonly keyVersion: number;
  readonly authentication: "common" | "akamai";
  /** Whether the certificate of an `rtmps` server must be one that a public authority issued. */
  readonly verifyCertificate: boolean;
  /** Login of servers that ask for one beside the stream key. */
  readonly username?: string;
  /** Name of the SSM parameter that holds the password. */
  readonly passwordParam?: string;
}

/** JPEG pictures of the programme in a bucket of each region. */
export interface FrameCaptureOutput extends EveryOutput {
  readonly type: "frame-capture";
  readonly everySeconds: number;
  /** Lines of a picture; its width follows from the highest rung. */
  readonly height: number;
  /** Days after which a picture is deleted. */
  readonly retentionDays: number;
}

/** A programme feed by SRT to a MediaConnect flow for each pipeline, which other accounts are entitled to. */
export interface MediaConnectOutput extends EveryOutput {
  readonly type: "mediaconnect";
  /** Accounts that may take the feed, twelve digits each, sorted. */
  readonly subscribers: readonly string[];
  /** By region, the addresses that the channel's pipelines send from, as IPv4 networks. */
  readonly senders: Readonly<Record<Region, readonly string[]>>;
  readonly rung?: string;
  /** Milliseconds that SRT waits for lost packets. */
  readonly latencyMilliseconds: number;
  /** Part of the passphrase's secret's name, as `keyVersion` of RTMP. */
  readonly keyVersion: number;
}

export type ChannelOutput = RtmpOutput | FrameCaptureOutput | MediaConnectOutput;
