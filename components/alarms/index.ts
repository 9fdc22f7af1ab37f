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
