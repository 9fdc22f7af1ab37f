import type { PushPlan } from "./inputPlan.ts";
import type { SrtAddress, SrtCallerSource, SrtEncryption, SrtListenerSource } from "./srtTypes.ts";
import type { Pipeline } from "./types.ts";

/** How an SRT input is set up, but for who may push and where. */
export interface SrtPlan {
  /** Milliseconds. */
  readonly latency: number;
  readonly streamId?: string;
  readonly decryption?: { readonly algorithm: "AES128" | "AES192" | "AES256"; /** Name of the secret. */ readonly secret: string };
}

export type SrtKind =
  | { readonly type: "SRT_LISTENER"; readonly srt: SrtPlan; readonly push: PushPlan }
  | {
      readonly type: "SRT_CALLER";
      readonly srt: SrtPlan;
      /** Where each pipeline calls. */
      readonly callees: readonly SrtAddress[];
      readonly push?: undefined;
    };

/** MediaLive User Guide, "Setting up an SRT Listener input". */
const LISTENER_PORT = 5050;

const ALGORITHMS = { aes128: "AES128", aes192: "AES192", aes256: "AES256" } as const;
/** Bytes of the key. */
const KEY_LENGTHS: Readonly<Record<SrtEncryption, number>> = { aes128: 16, aes192: 24, aes256: 32 };

/** MediaLive waits on two addresses, whether the channel has a second pipeline or not. */
export function srtListenerKind(source: SrtListenerSource, pipelines: readonly Pipeline[], secret: string): SrtKind {
  const addresses = pipelines.map((pipeline) => ({ pipeline, path: "" }));
  return {
    type: "SRT_LISTENER",
    srt: srtPlan(source, secret),
    push: { scheme: "srt", port: LISTENER_PORT, addresses, query: callerQuery(source) },
  };
}

/** @throws RangeError when there are fewer addresses than pipelines */
export function srtCallerKind(channel: string, source: SrtCallerSource, pipelines: readonly Pipeline[], secret: string): SrtKind {
  const callees = pipelines.map((pipeline, index) => {
    const address = source.addresses[index];
    if (address === undefined) throw new RangeError(`an SRT input of ${channel} has no address for pipeline ${pipeline}`);
    return address;
  });
  return { type: "SRT_CALLER", srt: srtPlan(source, secret), callees };
}

function srtPlan({ latencyMilliseconds, streamId, encryption }: SrtListenerSource | SrtCallerSource, secret: string): SrtPlan {
  return {
    latency: latencyMilliseconds,
    ...(streamId === undefined ? {} : { streamId }),
    ...(encryption === undefined ? {} : { decryption: { algorithm: ALGORITHMS[encryption], secret } }),
  };
}

/**
 * What libsrt's and FFmpeg's addresses both understand. Not the latency: one reads milliseconds and the other microseconds, and
 * the two sides of a connection agree on the longer of theirs anyway. Not the passphrase: it is nobody's to write down.
 */
function callerQuery({ encryption, streamId }: SrtListenerSource): string {
  const stream = streamId === undefined ? "" : `&streamid=${encodeURIComponent(streamId)}`;
  return `?mode=caller&pbkeylen=${String(KEY_LENGTHS[encryption])}${stream}`;
}
