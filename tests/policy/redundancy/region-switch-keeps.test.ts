import { regionSwitchKeeps } from "../../../policy/rules/redundancy/region-switch-keeps.ts";
import { TYPES } from "../fixtures.ts";
import { changed, describeRule, UNKNOWN_STRING } from "../harness.ts";

const alarm = {
  name: "onair-prod.eu-west-1-health-of-us-east-1",
  namespace: "Onair",
  metricName: "InService",
  statistic: "Minimum",
  comparisonOperator: "LessThanThreshold",
  threshold: 1,
  period: 60,
  evaluationPeriods: 1,
  datapointsToAlarm: 1,
  treatMissingData: "ignore",
};
const check = {
  type: "CLOUDWATCH_METRIC",
  cloudwatchAlarmName: alarm.name,
  cloudwatchAlarmRegion: "eu-west-1",
  insufficientDataHealthStatus: "LastKnownStatus",
};
const forgets = /treatMissingData .*Set it to "ignore"/;

describeRule(regionSwitchKeeps, {
  rows: "S4 E4",
  elsewhere: TYPES.record,
  compliant: { type: TYPES.alarm, props: alarm },
  cases: [
    { when: "an alarm on another metric", props: { ...changed(alarm, "metricName", "Wanted"), treatMissingData: "breaching" }, expect: [] },
    { when: "missing data that call it off", props: changed(alarm, "treatMissingData", "notBreaching"), expect: [forgets] },
    { when: "missing data that set it off", props: changed(alarm, "treatMissingData", "breaching"), expect: [forgets] },
    { when: "no word on missing data", props: changed(alarm, "treatMissingData", undefined), expect: [forgets] },
    { when: "a word on missing data that is not known yet", props: changed(alarm, "treatMissingData", UNKNOWN_STRING), expect: [forgets] },
    { when: "high resolution", props: changed(alarm, "period", 10), expect: [/period of 10 seconds.*Set it to 60/] },
    { when: "two periods", props: changed(alarm, "evaluationPeriods", 2), expect: [/evaluationPeriods 2.*Set it to 1/] },
    { when: "two data points", props: changed(alarm, "datapointsToAlarm", 2), expect: [/datapointsToAlarm 2.*Set it to 1/] },
    { when: "no word on data points, which is all periods", props: changed(alarm, "datapointsToAlarm", undefined), expect: [] },
    {
      when: "a percentile",
      props: { ...changed(alarm, "statistic", undefined), extendedStatistic: "p90" },
      expect: [/statistic nothing.*Set it to "Minimum"/],
    },
    {
      when: "a threshold that nothing is below",
      props: changed(alarm, "threshold", 0),
      expect: [/LessThanThreshold.* 0.*Set LessThanThreshold 1/],
    },
    { when: "a threshold that everything is below", props: changed(alarm, "threshold", 2), expect: [/Set LessThanThreshold 1/] },
    {
      when: "the other way round",
      props: changed(alarm, "comparisonOperator", "GreaterThanThreshold"),
      expect: [/GreaterThanThreshold.*Set LessThanThreshold 1/],
    },
    { when: "a check that keeps the last status", type: TYPES.healthCheck, props: check, expect: [] },
    ...["Healthy", "Unhealthy", undefined, UNKNOWN_STRING].map((status) => ({
      when: `a check that says ${String(status)} without data`,
      type: TYPES.healthCheck,
      props: changed(check, "insufficientDataHealthStatus", status),
      expect: [/insufficientDataHealthStatus .*Set it to "LastKnownStatus"/],
    })),
    {
      when: "a check of a channel that is called as a switch is",
      type: TYPES.healthCheck,
      props: {
        ...check,
        cloudwatchAlarmName: "onair-prod-health-of-town-us-east-1-health-a-outputs",
        insufficientDataHealthStatus: "Unhealthy",
      },
      expect: [],
    },
    {
      when: "a check of another alarm",
      type: TYPES.healthCheck,
      props: { ...check, cloudwatchAlarmName: "onair-prod-arena-us-east-1-health-a-outputs", insufficientDataHealthStatus: "Unhealthy" },
      expect: [],
    },
  ],
});
