/**
 * The part of this room that needs no provider: plans, rules and names.
 * A second door beside `index.ts`, for settings and the command: opening that one loads provider SDKs, which takes a second.
 */
export { distributionPlan } from "./distributionPlan.ts";
export type {
  BehaviourPlan,
  ChannelBehaviourPlan,
  DistributionPlan,
  DistributionPlanArgs,
  GeoPlan,
  OriginPlan,
  PlannedChannel,
} from "./distributionPlan.ts";
export { selectionOf } from "./originGroups.ts";
export type { OriginGroupPlan, OriginSelection, QualitySelection, SelectionContext } from "./originGroups.ts";
export {
  bucketNameOf,
  bucketProblem,
  certificateArnProblem,
  edgeKeyArnProblem,
  keyGroupIdProblem,
  publicKeyIdProblem,
  webAclArnProblem,
} from "./brought.ts";
export type { Objection } from "./brought.ts";
export { COUNTRIES, countryProblem } from "./countries.ts";
export { COUNTRIES_PER_RULE, FIREWALL_CAPACITY, firewallPlan, rateLimit, REQUESTS_PER_VIEWER } from "./firewallPlan.ts";
export type { FirewallAction, FirewallPlan, FirewallPlanArgs, FirewallRule } from "./firewallPlan.ts";
export { optionProblems } from "./optionProblems.ts";
export type { EdgeOptions } from "./optionProblems.ts";
export { PLAYER_PREFIX } from "./playerPlan.ts";
export type { PlayerPlan } from "./playerPlan.ts";
export { SHIELD_REGIONS, shieldRegion } from "./originShield.ts";
export { describeProblem } from "./problem.ts";
export type { EdgeProblem } from "./problem.ts";
export { KEYS_PER_GROUP, keyProblem } from "./publicKey.ts";
export { DISTRIBUTION_QUOTAS, edgeQuotaUse } from "./quotaUse.ts";
export type { EdgeQuotaUse } from "./quotaUse.ts";
export { isOwnMachine, webOriginProblem } from "./webOrigins.ts";
export {
  EDGE_REGION,
  contributionName,
  failoverContributionName,
  originRegions,
  pathPattern,
  viewerName,
  viewerRequestName,
} from "./names.ts";
