import { channelResourceName } from "./names.ts";
import { passphraseName } from "./passphrases.ts";
import { inputResourceName, sourcesOf, type KeyedSource } from "./sources.ts";
import { srtCallerKind, srtListenerKind, type SrtKind } from "./srtPlan.ts";
import { PIPELINES, type Channel, type Pipeline, type Pulled } from "./types.ts";

/** How one of a channel's signals enters MediaLive. */
export type InputPlan = InputNames & InputKind;

export interface InputNames {
  /** `primary`, or the input's key in the lineup. */
  readonly key: string;
  /** Name at AWS. */
  readonly name: string;
  /** Name of the Pulumi resource: the channel's own for the primary input. */
  readonly resource: string;
}

type InputKind =
  | {
      readonly type: "RTMP_PUSH";
      /** `application/instance`, one per endpoint. */
      readonly streamNames: readonly string[];
      readonly push: PushPlan;
    }
  | { readonly type: "RTP_PUSH"; readonly push: PushPlan }
  | { readonly type: "RTMP_PULL" | "URL_PULL"; readonly sources: readonly PullSource[]; readonly push?: undefined }
  | { readonly type: "MP4_FILE" | "MEDIACONNECT"; readonly pipelines: readonly Pipeline[]; readonly push?: undefined }
  | SrtKind;

/** What is known of the addresses of a push input before AWS gives them out. */
export interface PushPlan {
  readonly scheme: "rtmp" | "rtp" | "srt";
  /** 1935 for RTMP, 5000 for RTP, 5050 for SRT (MediaLive User Guide, "Result of this procedure" of each push input). */
  readonly port: number;
  /** Pipelines that the channel runs, and the RTMP path of each; RTP and SRT have none. */
  readonly addresses: readonly { readonly pipeline: Pipeline; readonly path: string }[];
  /** What an SRT encoder's address says of the connection, beginning with `?`; never a secret. */
  readonly query?: string;
}

/** Where one pipeline fetches the signal. */
export interface PullSource {
  readonly url: string;
  readonly username?: string;
  readonly passwordParam?: string;
}

export interface InputContext {
  readonly environment: string;
  readonly production: boolean;
  /** Push inputs stand in a VPC of the customer. */
  readonly inVpc?: boolean;
}

/** Plans every input of a channel, the primary one first. */
export function inputPlans(channel: Pick<Channel, "name" | "source" | "moreInputs">, context: InputContext): readonly InputPlan[] {
  return sourcesOf(channel).map((keyed) => {
    const resource = inputResourceName(channel.name, keyed.key);
    return {
      key: keyed.key,
      name: channelResourceName(context.environment, resource),
      resource,
      ...inputKind(channel.name, keyed, context),
    };
  });
}

/** Two endpoints or addresses with `production`, one otherwise. RTP always has two: it exists for Standard channels only. */
function inputKind(channel: string, { key, source }: KeyedSource, { environment, production, inVpc }: InputContext): InputKind {
  const pipelines = production ? PIPELINES : PIPELINES.slice(0, 1);
  switch (source.type) {
    case "rtmp-push": {
      const path = (pipeline: Pipeline, index: number): string => `${source.application}/${source.instances[index] ?? pipeline}`;
      // An input in a VPC stands in two subnets, whether the channel has a second pipeline or not.
      const endpoints = inVpc === true ? PIPELINES : pipelines;
      const addresses = pipelines.map((pipeline, index) => ({ pipeline, path: path(pipeline, index) }));
      return { type: "RTMP_PUSH", streamNames: endpoints.map(path), push: { scheme: "rtmp", port: 1935, addresses } };
    }
    case "rtp-push":
      return { type: "RTP_PUSH", push: { scheme: "rtp", port: 5000, addresses: pipelines.map((pipeline) => ({ pipeline, path: "" })) } };
    case "rtmp-pull":
      return { type: "RTMP_PULL", sources: pullSources(channel, source, pipelines) };
    case "hls-pull":
      return { type: "URL_PULL", sources: pullSources(channel, source, pipelines) };
    case "srt-listener":
      return srtListenerKind(source, pipelines, passphraseName(environment, channel, key));
    case "srt-caller":
      return srtCallerKind(channel, source, pipelines, passphraseName(environment, channel, key));
    case "mediaconnect":
      return { type: "MEDIACONNECT", pipelines };
    case "mp4-demo":
      return { type: "MP4_FILE", pipelines };
  }
}

/** @throws RangeError when there are fewer addresses than pipelines */
function pullSources(channel: string, { urls, username, passwordParam }: Pulled, pipelines: readonly Pipeline[]): PullSource[] {
  const login = username === undefined || passwordParam === undefined ? {} : { username, passwordParam };
  return pipelines.map((pipeline, index) => {
    const url = urls[index];
    if (url === undefined) throw new RangeError(`a pull input of ${channel} has no address for pipeline ${pipeline}`);
    return { url, ...login };
  });
}
