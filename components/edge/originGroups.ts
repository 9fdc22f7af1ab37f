import type { Alignment, Region } from "../encode/index.ts";
import { byName, originGroupId, originId, originRegions } from "./names.ts";
import type { EdgeChannel } from "./types.ts";

/** How a group chooses between its two origins, in the API's words (CloudFront API, OriginGroupSelectionCriteria). */
export type OriginSelection = "default" | "media-quality-based";

/** `auto`: by media quality wherever it can be; `off`: the order of the regions alone. */
export type QualitySelection = "auto" | "off";

/** A pair of regions in order of preference, for one channel group. */
export interface OriginGroupPlan {
  readonly id: string;
  readonly channelGroup: string;
  readonly regions: readonly [Region, Region];
  readonly members: readonly [string, string];
  readonly statusCodes: readonly number[];
  readonly selection: OriginSelection;
}

/** What decides how a channel's viewers get their region. */
export type PairedChannel = Pick<EdgeChannel, "channelGroup" | "regions"> & {
  /** Left out: a switch between the regions is visible. */
  readonly alignment?: Pick<Alignment, "failover">;
};

export interface SelectionContext {
  /** The custom domain; absent, the renderer cannot express media-quality selection. */
  readonly domainName?: string;
  /** Default `auto`. */
  readonly qualitySelection?: QualitySelection;
}

/**
 * Answers of the preferred region that send the request to the other. A refused connection counts as 503 and a time-out
 * as 504, so both must be listed; 404 is how MediaPackage reports a stale or incomplete manifest, 403 what an endpoint
 * without its policy says (CloudFront Developer Guide, "Optimize high availability with CloudFront origin failover").
 */
export const FAILOVER_CODES: readonly number[] = [403, 404, 500, 502, 503, 504];

/**
 * All that a group may list. A score is slower than an answer and a failed answer overrides it, so a group that selects by
 * quality leaves nothing unlisted: bad requests and ranges (400, 416) that a region which lags cannot serve, and throttling (429).
 */
export const QUALITY_FAILOVER_CODES: readonly number[] = [400, 403, 404, 416, 429, 500, 502, 503, 504];

/**
 * Media quality chooses only where nobody sees the choice: it moves viewers whenever the scores change, and only aligned
 * regions cut the same segments (MediaTailor User Guide, "Implement multi-Region resilience with MQAR": aligned, epoch-locked CMAF ingest).
 * Without a custom domain the distribution's renderer cannot say it.
 */
export function selectionOf({ regions, alignment }: PairedChannel, context: SelectionContext): OriginSelection {
  const { domainName, qualitySelection = "auto" } = context;
  const chosen = domainName !== undefined && qualitySelection === "auto" && regions.length > 1 && alignment?.failover === "seamless";
  return chosen ? "media-quality-based" : "default";
}

/** The group that a channel's behaviour points at; `undefined` for a channel of one region. */
export function originGroupOf(channel: PairedChannel, context: SelectionContext): OriginGroupPlan | undefined {
  const { channelGroup } = channel;
  const [first, second] = originRegions(channel);
  if (first === undefined || second === undefined) return undefined;
  const selection = selectionOf(channel, context);
  return {
    id: originGroupId(channelGroup, [first, second], selection),
    channelGroup,
    regions: [first, second],
    members: [originId(channelGroup, first), originId(channelGroup, second)],
    statusCodes: selection === "default" ? FAILOVER_CODES : QUALITY_FAILOVER_CODES,
    selection,
  };
}

/** One group for each channel group, ordered pair of regions and selection: codes and selection belong to the group. In the order of their ids. */
export function originGroupPlans(channels: readonly PairedChannel[], context: SelectionContext): OriginGroupPlan[] {
  const groups = channels.flatMap((channel) => originGroupOf(channel, context) ?? []);
  return [...new Map(groups.map((group) => [group.id, group])).values()].sort((left, right) => byName(left.id, right.id));
}
