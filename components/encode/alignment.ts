import type { Alignment, Channel } from "./types.ts";

/**
 * Whether viewers notice a switch between the regions of a channel, and why.
 *
 * Two regions cut the same segments only under epoch locking, and that starts only when the first input is live and
 * carries timecode within two minutes of UTC (MediaLive User Guide, "Pipeline locking"). RTMP carries none of itself:
 * `timecode: embedded` on an RTMP source is a promise that the encoder inserts it as SEI.
 */
export function alignmentOf(channel: Channel): Alignment {
  if (channel.regions.length < 2) return visible("The channel runs in one region, so there is no other to switch to.");
  if (channel.uplink === "single") {
    return visible("The encoder feeds one region at a time, so a switch waits until it has reconnected to the other.");
  }
  if (channel.source.type === "mp4-demo")
    return visible("Each region loops the file on its own clock, so a switch lands elsewhere in the loop.");
  if (channel.source.timecode === "none") {
    return visible("The source carries no timecode, so the regions cut different segments and a switch may jump or repeat a few seconds.");
  }
  return {
    failover: "seamless",
    epochLocked: true,
    reason: "The source carries UTC timecode and feeds both regions, so they cut the same segments.",
  };
}

function visible(reason: string): Alignment {
  return { failover: "visible", epochLocked: false, reason };
}
