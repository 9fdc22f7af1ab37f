/** Alarms that say whether a region serves a channel, and the way events reach people. */
export { healthAlarmPlan } from "./healthPlan.ts";
export type { HealthAlarmPlan, WatchedChannel } from "./healthPlan.ts";
export { HealthAlarms, definitionHash } from "./healthAlarms.ts";
export type { HealthAlarmsArgs } from "./healthAlarms.ts";
export {
  EventPublisher,
  PACKAGING_EVENT_PATTERN,
  RuleToTopic,
  channelEventPattern,
  publisherPolicy,
  publisherTrust,
} from "./notifications.ts";
export type { EventPublisherArgs, RuleToTopicArgs } from "./notifications.ts";
export { EdgeAlarms, RegionAlarms } from "./alarms.ts";
export type { ChannelToWatch, EdgeAlarmsArgs, Paging, RegionAlarmsArgs } from "./alarms.ts";
export { channelComposites } from "./channelComposites.ts";
export { channelMetricAlarms, isWaiting } from "./channelPlan.ts";
export type { AlarmedChannel } from "./channelPlan.ts";
export { DASHBOARD_LIMITS, COLUMNS as DASHBOARD_COLUMNS, dashboardBody, dashboardUrl } from "./dashboard.ts";
export type { DashboardPlan, Widget } from "./dashboard.ts";
export { globalDashboard, regionDashboards } from "./dashboardPlan.ts";
export { GlobalDashboard, RegionDashboards } from "./dashboards.ts";
export { edgeAlarmPlan } from "./edgePlan.ts";
export type { AlarmedEdge } from "./edgePlan.ts";
export { RUNBOOK_ANCHORS, RUNBOOK_URL } from "./plan.ts";
export type { AlarmSet, CompositePlan, MetricAlarmPlan, MetricRef, Query } from "./plan.ts";
export { regionComposites, regionDownName } from "./regionPlan.ts";
export type { AlarmedRegion } from "./regionPlan.ts";
export { RegionSwitches } from "./regionSwitches.ts";
export type { RegionSwitchesArgs } from "./regionSwitches.ts";
export { regionSwitches } from "./switchPlan.ts";
export type { RegionSwitchPlan } from "./switchPlan.ts";
export { compositeAlarmArgs, metricAlarmArgs } from "./render.ts";
export type { Topics } from "./render.ts";
export { alarmsIn } from "./rule.ts";
export { CHANNEL_THRESHOLDS, EDGE_THRESHOLDS } from "./thresholds.ts";
export type { ChannelThresholds, EdgeThresholds } from "./thresholds.ts";
export { TopicPair, eventTopicName } from "./topics.ts";
export type { TopicPairArgs } from "./topics.ts";
export { EdgeWatch } from "./edgeWatch.ts";
export type { EdgeWatchArgs } from "./edgeWatch.ts";
export type { GlobalChannel, RegionDashboardContent, GlobalDashboardContent } from "./dashboardPlan.ts";
