/** What viewers touch: the distribution and its keys, the names of viewers and encoders, the logs. */
export { GlobalEdge } from "./globalEdge.ts";
export { FailoverName } from "./failoverName.ts";
export type { FailoverAnswer, FailoverNameArgs, FailoverTarget } from "./failoverName.ts";
export { RegionHealth } from "./regionHealth.ts";
export type { RegionHealthArgs } from "./regionHealth.ts";
export { distributionPlan } from "./distributionPlan.ts";
export type {
  BehaviourPlan,
  ChannelBehaviourPlan,
  DistributionPlan,
  DistributionPlanArgs,
  OriginGroupPlan,
  OriginPlan,
  OriginSelection,
  PlannedChannel,
} from "./distributionPlan.ts";
export { DISTRIBUTION_QUOTAS, edgeQuotaUse } from "./quotaUse.ts";
export type { EdgeQuotaUse } from "./quotaUse.ts";
export { describeProblem, globalEdgeProblems, keyProblem } from "./problems.ts";
export type { EdgeProblem } from "./problems.ts";
export type { EdgeChannelOutput } from "./addresses.ts";
export { contributionName, failoverContributionName, originRegions, pathPattern, viewerName } from "./names.ts";
export type {
  EdgeChannel,
  EdgeChannelRegion,
  EdgeDomain,
  GlobalEdgeArgs,
  HealthAlarm,
  IngestAddress,
  LogFormat,
  PriceClass,
} from "./types.ts";
