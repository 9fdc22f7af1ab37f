/** Thresholds and channels for tests of alarms: the defaults, and one channel to change. */
import { CHANNEL_THRESHOLDS, EDGE_THRESHOLDS, type AlarmedChannel } from "../../components/alarms/index.ts";

export { CHANNEL_THRESHOLDS, EDGE_THRESHOLDS };

/** RTP with timecode in its preferred region, with another region to turn to. */
export const WATCHED_ARENA: AlarmedChannel = {
  environment: "prod",
  channel: "arena",
  region: "us-east-1",
  pipelines: ["a", "b"],
  outputGroup: "origin",
  channelGroup: "onair-prod-main",
  originChannel: "arena",
  liveEndpoint: "live",
  feed: "live",
  uplink: "both",
  preferred: true,
  elsewhere: true,
  frameRate: 30,
  scored: true,
  epochLocked: true,
  videoAligned: false,
  countsPackets: true,
};

export function channelLike(channel: string, more: Partial<AlarmedChannel> = {}): AlarmedChannel {
  return { ...WATCHED_ARENA, channel, originChannel: channel, ...more };
}
