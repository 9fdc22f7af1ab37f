/** What viewers touch: the distribution and its keys, the names of viewers and encoders, the logs. */
export { GlobalEdge } from "./globalEdge.ts";
export { FailoverName } from "./failoverName.ts";
export type { FailoverAnswer, FailoverNameArgs, FailoverTarget } from "./failoverName.ts";
export { RegionHealth } from "./regionHealth.ts";
export type { RegionHealthArgs } from "./regionHealth.ts";
export { SwitchChecks, switchOf } from "./switchChecks.ts";
export type { SwitchChecksArgs, SwitchedSide } from "./switchChecks.ts";
export { followedSides } from "./followedNames.ts";
export * from "./plan.ts";
export { globalEdgeProblems } from "./problems.ts";
export type { EdgeChannelOutput } from "./addresses.ts";
export type {
  BroughtFirewall,
  BroughtKeyGroup,
  EdgeChannel,
  EdgeChannelRegion,
  EdgeDomain,
  FirewallSettings,
  GeoSettings,
  GlobalEdgeArgs,
  HealthAlarm,
  IngestAddress,
  LogFormat,
  PriceClass,
  RealtimeLogSettings,
  RegionSwitch,
} from "./types.ts";
