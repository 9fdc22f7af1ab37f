import type { Pipeline, Region } from "../encode/index.ts";
import type { OriginSelection } from "./originGroups.ts";
import type { IngestLabel } from "./ingestLabels.ts";
import type { EdgeChannel } from "./types.ts";

/** CloudFront, ACM for CloudFront and its log deliveries are managed in this region only (CloudFront Developer Guide, "Configure standard logging (v2)"). */
export const EDGE_REGION: Region = "us-east-1";

/** The hosted zone of every distribution's own name, for alias records (Route 53 API Reference, AliasTarget). */
export const CLOUDFRONT_ZONE_ID = "Z2FDTNDATAQYW2";

/** The parts of a channel that its names at the edge are made of. */
export type RoutedChannel = Pick<EdgeChannel, "name" | "channelGroup" | "originChannel" | "regions">;

/** The regions that viewers are served from: the first two of the channel's preference. */
export function originRegions(channel: Pick<EdgeChannel, "regions">): readonly Region[] {
  return channel.regions.slice(0, 2);
}

/** One origin per MediaPackage channel group and region. The viewer-request function composes ids by the same rule. */
export function originId(channelGroup: string, region: Region): string {
  return `${channelGroup}-${region}`;
}

/** A dot never occurs in a MediaPackage name, so that no origin group can be named like an origin. */
export function originGroupId(channelGroup: string, pair: readonly [Region, Region], selection: OriginSelection): string {
  return `${channelGroup}.${pair[0]}.${pair[1]}${selection === "default" ? "" : ".quality"}`;
}

/** Where a channel's media lies on the viewers' name, with `*` for everything below. */
export function pathPattern(channel: Pick<EdgeChannel, "channelGroup" | "originChannel">): string {
  return `/out/v1/${channel.channelGroup}/${channel.originChannel}/*`;
}

export function viewerName(domain: string): string {
  return `watch.${domain}`;
}

/** Host that reaches one pipeline of a channel in one region. */
export function contributionName(channel: string, pipeline: IngestLabel, region: Region, domain: string): string {
  return `${channel}-${pipeline}.${region}.ingest.${domain}`;
}

/** Host that reaches one pipeline of a channel in whichever region is well; only for `uplink: single`. */
export function failoverContributionName(channel: string, pipeline: Pipeline, domain: string): string {
  return `${channel}-${pipeline}.ingest.${domain}`;
}

/** ARN of an origin endpoint, known before it exists (Service Authorization Reference, AWS Elemental MediaPackage V2). */
export function endpointArn(
  accountId: string,
  region: Region,
  channel: Pick<EdgeChannel, "channelGroup" | "originChannel">,
  endpoint: string,
): string {
  return `arn:aws:mediapackagev2:${region}:${accountId}:channelGroup/${channel.channelGroup}/channel/${channel.originChannel}/originEndpoint/${endpoint}`;
}

/** Name of the log delivery's source, which the bucket's and the key's policies name before it exists. */
export function deliverySourceName(environment: string): string {
  return `onair-${environment}-edge-access`;
}

/** Sorts by plain character order, the same on every machine. */
export function byName(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Name of the viewer-request function, which is also the dimension of its metrics. */
export function viewerRequestName(environment: string): string {
  return `onair-${environment}-viewer-request`;
}
