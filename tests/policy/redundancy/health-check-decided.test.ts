import { healthCheckDecided } from "../../../policy/rules/redundancy/health-check-decided.ts";
import { TYPES } from "../fixtures.ts";
import { changed, describeRule, UNKNOWN_LIST, UNKNOWN_STRING } from "../harness.ts";

const metric = {
  type: "CLOUDWATCH_METRIC",
  cloudwatchAlarmName: UNKNOWN_STRING,
  cloudwatchAlarmRegion: "us-east-1",
  insufficientDataHealthStatus: "Unhealthy",
};
const calculated = { type: "CALCULATED", childHealthchecks: [UNKNOWN_STRING, UNKNOWN_STRING], childHealthThreshold: 2 };
const noData = /insufficientDataHealthStatus .*Set it to "Unhealthy"/;
const threshold = /childHealthThreshold .*Set it between 1 and the number of children/;

describeRule(healthCheckDecided, {
  rows: "S4 E4",
  elsewhere: TYPES.record,
  compliant: { type: TYPES.healthCheck, props: metric },
  cases: [
    { when: "the last status for no data", props: changed(metric, "insufficientDataHealthStatus", "LastKnownStatus"), expect: [] },
    { when: "no word on no data", props: changed(metric, "insufficientDataHealthStatus", undefined), expect: [noData] },
    {
      when: "health for no data, which another rule keeps from a primary",
      props: changed(metric, "insufficientDataHealthStatus", "Healthy"),
      expect: [],
    },
    { when: "a word that is none", props: changed(metric, "insufficientDataHealthStatus", "Fine"), expect: [noData] },
    {
      when: "a word on no data that is not known yet",
      props: changed(metric, "insufficientDataHealthStatus", UNKNOWN_STRING),
      expect: [noData],
    },
    { when: "no alarm", props: changed(metric, "cloudwatchAlarmName", undefined), expect: [/has no cloudwatchAlarmName. Name the alarm/] },
    {
      when: "no region of the alarm",
      props: changed(metric, "cloudwatchAlarmRegion", undefined),
      expect: [/has no cloudwatchAlarmRegion/],
    },
    { when: "a disabled check", props: { ...metric, disabled: true }, expect: [/is disabled.*Remove disabled/] },
    { when: "a check that may turn out disabled", props: { ...metric, disabled: UNKNOWN_STRING }, expect: [/is disabled/] },
    {
      when: "a type that is not known yet",
      props: changed(metric, "type", UNKNOWN_STRING),
      expect: [/has type a value unknown.*Write it literally/],
    },
    { when: "a calculated check", props: calculated, expect: [] },
    { when: "a threshold of one", props: changed(calculated, "childHealthThreshold", 1), expect: [] },
    {
      when: "no children",
      props: changed(calculated, "childHealthchecks", []),
      expect: [/has no children.*Set childHealthchecks/, threshold],
    },
    { when: "children that are not known yet", props: changed(calculated, "childHealthchecks", UNKNOWN_LIST), expect: [/literal list/] },
    { when: "no threshold", props: changed(calculated, "childHealthThreshold", undefined), expect: [threshold] },
    { when: "a threshold of nothing", props: changed(calculated, "childHealthThreshold", 0), expect: [threshold] },
    { when: "a threshold that no children reach", props: changed(calculated, "childHealthThreshold", 3), expect: [threshold] },
    { when: "a check of an address", props: { type: "TCP", ipAddress: "198.51.100.7", port: 443 }, expect: [] },
  ],
});
