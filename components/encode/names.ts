import type { Channel, Region } from "./types.ts";

/** Names of a channel's parts at MediaPackage, equal in every region. */
export interface OriginNames {
  readonly channelGroup: string;
  readonly channel: string;
  readonly liveEndpoint: string;
  /** Absent when the channel keeps nothing to start over from. */
  readonly startoverEndpoint?: string;
}

/** Paths of a channel's manifests on the viewers' name, each beginning with `/out/v1/`. */
export interface PlaybackPaths {
  readonly hls: string;
  readonly lowLatencyHls: string;
  readonly dash: string;
  readonly startoverHls?: string;
  readonly startoverDash?: string;
}

export const LIVE_ENDPOINT = "live";
export const STARTOVER_ENDPOINT = "startover";

/** Name of the output group that feeds MediaPackage; its metrics prove a channel. */
export const ORIGIN_OUTPUT_GROUP = "origin";

/** What the CloudFormation stack of an SRT input is called after the input. Two dashes, which no channel's or input's name has: a channel may be called like another one's input. */
export const SRT_STACK_SUFFIX = "--srt";

/** Manifest names; MediaPackage adds `.m3u8` or `.mpd`. HLS and low-latency HLS of one endpoint must differ (API, CreateOriginEndpoint). */
export const MANIFESTS = { hls: "index", lowLatencyHls: "ll", dash: "manifest" } as const;

/** MediaPackage channel group of an environment; `group` is written in the lineup. */
export function channelGroupName(environment: string, group: string): string {
  return `onair-${environment}-${group}`;
}

/** The name of a channel's resources at AWS: input, MediaLive channel, CloudFormation stack, event rule. */
export function channelResourceName(environment: string, channel: string): string {
  return `onair-${environment}-${channel}`;
}

/** Role of a channel's encoder. IAM knows no regions, so the region is part of the name. At most 64 characters. */
export function encoderRoleName(environment: string, channel: string, region: Region): string {
  return `onair-${environment}-${channel}-${region}`;
}

export function originNames(environment: string, channel: Pick<Channel, "name" | "group" | "startoverSeconds">): OriginNames {
  return {
    channelGroup: channelGroupName(environment, channel.group),
    channel: channel.name,
    liveEndpoint: LIVE_ENDPOINT,
    ...(channel.startoverSeconds > 0 ? { startoverEndpoint: STARTOVER_ENDPOINT } : {}),
  };
}

/** ARN of a MediaPackage v2 channel, known before it exists (Service Authorization Reference, AWS Elemental MediaPackage V2). */
export function originChannelArn(accountId: string, region: Region, names: Pick<OriginNames, "channelGroup" | "channel">): string {
  return `arn:aws:mediapackagev2:${region}:${accountId}:channelGroup/${names.channelGroup}/channel/${names.channel}`;
}

/** Where players find the manifests (MediaPackage v2 User Guide: `/out/v1/<group>/<channel>/<endpoint>/<manifest>`). */
export function playbackPaths(names: OriginNames): PlaybackPaths {
  const at = (endpoint: string, file: string): string => `/out/v1/${names.channelGroup}/${names.channel}/${endpoint}/${file}`;
  const { startoverEndpoint } = names;
  return {
    hls: at(names.liveEndpoint, `${MANIFESTS.hls}.m3u8`),
    lowLatencyHls: at(names.liveEndpoint, `${MANIFESTS.lowLatencyHls}.m3u8`),
    dash: at(names.liveEndpoint, `${MANIFESTS.dash}.mpd`),
    ...(startoverEndpoint === undefined
      ? {}
      : { startoverHls: at(startoverEndpoint, `${MANIFESTS.hls}.m3u8`), startoverDash: at(startoverEndpoint, `${MANIFESTS.dash}.mpd`) }),
  };
}
