import { failoverPlan, type FailoverPlan } from "./failoverPlan.ts";
import { PRIMARY, sourcesOf } from "./sources.ts";
import type { Channel } from "./types.ts";

/** How one input is attached to its channel. What is taken out of it, `selectorPlans` says. */
export interface AttachmentPlan {
  /** `primary`, or the input's key: what an input switch names. */
  readonly name: string;
  readonly sourceEndBehavior: "CONTINUE" | "LOOP";
  /** How a picture without colour metadata is read; as it says itself unless given. */
  readonly colorSpace?: "HDR10";
  /** Only for HLS, read over HTTPS with the server's name checked. */
  readonly hls?: { readonly bufferSegments: number; readonly bandwidth?: number };
  /** Only for the first input of a pair. */
  readonly failover?: FailoverPlan;
  /** PID of the SCTE-35 messages; the first there is unless given. */
  readonly scte35Pid?: number;
}

type Attached = Pick<Channel, "source" | "moreInputs" | "ladder" | "inputFailover" | "audio" | "scte35">;

/** Attachments of a channel, the primary one first: MediaLive starts with the first in the list. */
export function attachmentPlans(channel: Attached): readonly AttachmentPlan[] {
  const hdr10 = channel.ladder.dynamicRange === "hdr10";
  const failover = failoverPlan(channel);
  return sourcesOf(channel).map(({ key, source }) => ({
    name: key,
    sourceEndBehavior: source.type === "mp4-demo" ? "LOOP" : "CONTINUE",
    // The file that ships is no HDR10; whatever else feeds such a channel is.
    ...(hdr10 && source.type !== "mp4-demo" ? { colorSpace: "HDR10" as const } : {}),
    ...(source.type === "hls-pull"
      ? { hls: { bufferSegments: source.bufferSegments, ...(source.bandwidth === undefined ? {} : { bandwidth: source.bandwidth }) } }
      : {}),
    ...(failover === undefined || key !== PRIMARY ? {} : { failover }),
    ...scte35Pid(channel, key),
  }));
}

function scte35Pid({ scte35 }: Attached, key: string): Pick<AttachmentPlan, "scte35Pid"> {
  const pid = scte35?.pids[key];
  return pid === undefined ? {} : { scte35Pid: pid };
}
