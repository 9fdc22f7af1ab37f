import type { AlarmedChannel } from "../alarms/index.ts";
import type { EncoderPlan } from "./encoderPlan.ts";
import type { OriginNames } from "./names.ts";
import type { Channel, Region } from "./types.ts";

/** What a channel's alarms must know of it: where it runs, how it is fed, and which metrics there will be. */
export function watchedChannel(
  channel: Channel,
  plan: EncoderPlan,
  origin: OriginNames,
  context: { readonly environment: string; readonly region: Region },
): AlarmedChannel {
  const { frameRate } = channel.ladder;
  return {
    environment: context.environment,
    channel: channel.name,
    region: context.region,
    pipelines: plan.pipelines,
    outputGroup: plan.outputGroup,
    channelGroup: origin.channelGroup,
    originChannel: origin.channel,
    liveEndpoint: origin.liveEndpoint,
    // What is on air first decides; an operator who switches to a file knows that the feed is gone.
    feed: channel.source.type === "mp4-demo" ? "file" : "live",
    uplink: channel.uplink,
    preferred: channel.regions[0] === context.region,
    elsewhere: channel.regions.length > 1,
    frameRate: frameRate.numerator / frameRate.denominator,
    scored: plan.ingest === "cmaf",
    epochLocked: plan.alignment.epochLocked,
    primaryPreferred: channel.inputFailover?.prefer === "primary",
    videoAligned: plan.locking.method === "VIDEO_ALIGNMENT",
    countsPackets: channel.source.type === "rtp-push" || channel.source.type === "mediaconnect",
    ...(channel.source.type === "mediaconnect" ? { flows: plan.pipelines } : {}),
  };
}
