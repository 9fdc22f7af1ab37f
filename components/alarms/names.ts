import type { Pipeline, Region } from "../encode/index.ts";

/** The parts of an alarm's name. */
export interface ChannelIdentity {
  readonly environment: string;
  readonly channel: string;
  readonly region: Region;
}

/** `onair-<environment>-<channel>-<region>-<key>`; the health alarms for Route 53 have `health-` before their key. */
export function channelAlarmName({ environment, channel, region }: ChannelIdentity, key: string): string {
  return `onair-${environment}-${channel}-${region}-${key}`;
}

/** A dot after the environment: no channel's name holds one. */
export function regionAlarmName(environment: string, region: Region, key: string): string {
  return `onair-${environment}.${region}-${key}`;
}

export function edgeAlarmName(environment: string, key: string): string {
  return `onair-${environment}.edge-${key}`;
}

export function healthKey(pipeline: Pipeline, key: "outputs" | "ingest"): string {
  return `health-${pipeline}-${key}`;
}

/** CloudFront writes its metrics there (CloudFront Developer Guide, "Monitor CloudFront metrics"), and an alarm reads those of its own region. */
export { EDGE_REGION } from "../edge/plan.ts";

/** The composite that wakes people about one channel. */
export const OFF_AIR = "off-air";
