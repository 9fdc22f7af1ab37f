import type { GroupRoutes, RoutePair, RouteTable } from "../../functions/viewer-request/index.ts";
import type { ChannelBehaviourPlan, DistributionPlan } from "./distributionPlan.ts";
import { byName } from "./names.ts";

/**
 * What the viewer-request function must know of a plan. A group names the channels that differ from its commonest order
 * of regions and no others, because the function may not grow with the lineup (10 KB in all).
 */
export function routeTable(plan: DistributionPlan): RouteTable {
  const groups = groupBy(plan.behaviours, (behaviour) => behaviour.channelGroup);
  return Object.fromEntries([...groups].map(([group, channels]) => [group, groupRoutes(channels, plan)]));
}

function groupRoutes(channels: readonly ChannelBehaviourPlan[], plan: DistributionPlan): GroupRoutes {
  const byTarget = [...groupBy(channels, (channel) => channel.targetOriginId)];
  byTarget.sort(([leftId, left], [rightId, right]) => right.length - left.length || byName(leftId, rightId));
  const exceptions = byTarget.flatMap(([, members], index) =>
    index === 0 ? [] : members.map((channel) => [channel.originChannel, index] as const),
  );
  return {
    pairs: byTarget.map(([target, members]) => routePair(target, members, plan)),
    channels: Object.fromEntries(exceptions.sort(([left], [right]) => byName(left, right))),
  };
}

function routePair(target: string, members: readonly ChannelBehaviourPlan[], plan: DistributionPlan): RoutePair {
  const group = plan.originGroups.find((candidate) => candidate.id === target);
  const regions = members[0]?.regions ?? [];
  return group?.selection === "media-quality-based" ? { regions, quality: true } : { regions };
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}
