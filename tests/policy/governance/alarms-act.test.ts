import { alarmsAct } from "../../../policy/rules/governance/alarms-act.ts";
import { TYPES } from "../fixtures.ts";
import type { Props } from "../harness.ts";
import { describeRule, resource, UNKNOWN_STRING } from "../harness.ts";

const alarm = (props: Props = {}) => resource(TYPES.alarm, "lost", { name: "onair-lost", ...props });
const composite = (rule: unknown, dependsOn = {}) =>
  resource(TYPES.compositeAlarm, "incident", { name: "onair-incident", alarmRule: rule, alarmActions: [UNKNOWN_STRING] }, dependsOn);
const silent = /^MetricAlarm "lost" tells nobody.*Add one of these/;

describeRule(alarmsAct, {
  rows: "S4 O2",
  elsewhere: TYPES.topic,
  compliant: { type: TYPES.alarm, stack: [alarm({ alarmActions: [UNKNOWN_STRING] })] },
  cases: [
    { when: "an alarm that tells nobody", stack: [alarm()], expect: [silent] },
    { when: "an empty list of actions", stack: [alarm({ alarmActions: [] })], expect: [silent] },
    { when: "actions that are not known yet", stack: [alarm({ alarmActions: UNKNOWN_STRING })], expect: [] },
    {
      when: "actions that are switched off",
      stack: [alarm({ alarmActions: ["a"], actionsEnabled: false })],
      expect: [/has its actions switched off. Set actionsEnabled/],
    },
    { when: "a composite that reads it by name", stack: [alarm(), composite('ALARM("onair-lost") OR ALARM(other)')], expect: [] },
    {
      when: "a composite that reads it by ARN",
      stack: [alarm(), composite("ALARM(arn:aws:cloudwatch:us-east-1:1:alarm:onair-lost)")],
      expect: [],
    },
    { when: "a composite whose rule is not known yet", stack: [alarm(), composite(UNKNOWN_STRING, { alarmRule: ["lost"] })], expect: [] },
    { when: "a composite that reads another", stack: [alarm(), composite('ALARM("onair-lost-two")')], expect: [silent] },
    {
      when: "a composite that tells nobody",
      stack: [resource(TYPES.compositeAlarm, "incident", { alarmRule: "FALSE" })],
      expect: [/^CompositeAlarm "incident" tells nobody/],
    },
    {
      when: "a composite that it holds back",
      stack: [alarm(), resource(TYPES.compositeAlarm, "incident", { alarmActions: ["a"], actionsSuppressor: { alarm: "onair-lost" } })],
      expect: [],
    },
    {
      when: "a health check that reads it",
      stack: [alarm(), resource(TYPES.healthCheck, "check", { cloudwatchAlarmName: "onair-lost" })],
      expect: [],
    },
    {
      when: "one that another stack's health check reads",
      stack: [resource(TYPES.alarm, "lost", { name: "onair-prod-health-a" })],
      expect: [],
    },
    {
      when: "the same where no other stack reads any",
      stack: [resource(TYPES.alarm, "lost", { name: "onair-prod-health-a" })],
      config: { readElsewhere: "" },
      expect: [silent],
    },
  ],
});
