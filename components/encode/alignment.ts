import { alignmentConditions } from "./alignmentConditions.ts";
import { alignmentFacts, type AlignmentContext } from "./alignmentFacts.ts";
import type { Alignment, AlignmentCondition, Channel } from "./types.ts";

/**
 * Whether viewers notice a switch between the regions of a channel, and why, condition by condition.
 *
 * Two regions cut the same segments only under epoch locking, and that starts only when the first input is live and
 * carries timecode within two minutes of UTC; an HLS input ends it for the rest of the channel's run (MediaLive User
 * Guide, "Pipeline locking"). RTMP carries no timecode of itself: `timecode: embedded` on an RTMP source is a promise
 * that the encoder inserts it as SEI. Every input counts, for any of them may be switched to.
 */
export function alignmentOf(channel: Channel, context: AlignmentContext = { production: true }): Alignment {
  return verdictOn(alignmentConditions(alignmentFacts(channel, context)));
}

/** Seamless when every condition is met; otherwise the first that is not is the reason. */
export function verdictOn(conditions: readonly AlignmentCondition[]): Alignment {
  const unmet = conditions.find(({ met }) => !met);
  if (unmet !== undefined) return { failover: "visible", epochLocked: false, reason: unmet.text, conditions };
  return {
    failover: "seamless",
    epochLocked: true,
    reason: "The source carries UTC timecode and feeds both regions, so they cut the same segments.",
    conditions,
  };
}
