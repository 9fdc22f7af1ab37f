import { PRIMARY, sourcesOf } from "./sources.ts";
import type { Alignment, Channel } from "./types.ts";

/**
 * Whether viewers notice a switch between the regions of a channel, and why.
 *
 * Two regions cut the same segments only under epoch locking, and that starts only when the first input is live and
 * carries timecode within two minutes of UTC; an HLS input ends it for the rest of the channel's run (MediaLive User
 * Guide, "Pipeline locking"). RTMP carries no timecode of itself: `timecode: embedded` on an RTMP source is a promise
 * that the encoder inserts it as SEI. Every input counts, for any of them may be switched to.
 */
export function alignmentOf(channel: Channel): Alignment {
  if (channel.regions.length < 2) return visible("The channel runs in one region, so there is no other to switch to.");
  if (channel.uplink === "single") {
    return visible("The encoder feeds one region at a time, so a switch waits until it has reconnected to the other.");
  }
  for (const { key, source } of sourcesOf(channel)) {
    const which = key === PRIMARY ? "The source" : `Input ${key}`;
    if (source.type === "mp4-demo") {
      return visible(
        key === PRIMARY
          ? "Each region loops the file on its own clock, so a switch lands elsewhere in the loop."
          : `${which} is a file that each region loops on its own clock, so a switch lands elsewhere in the loop.`,
      );
    }
    if (source.type === "hls-pull") {
      return visible(
        `${which} is HLS, which ends locking, so the regions cut different segments and a switch may jump or repeat a few seconds.`,
      );
    }
    if (source.timecode === "none") {
      return visible(`${which} carries no timecode, so the regions cut different segments and a switch may jump or repeat a few seconds.`);
    }
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
