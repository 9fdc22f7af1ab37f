import { at, isSet, shown } from "../../lib/plain.ts";
import type { PlainObject } from "../../lib/plain.ts";
import { resourceRule } from "../../lib/rule.ts";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const CHECK = "aws:route53/healthCheck:HealthCheck";

/** What says whether a region is in service (control/inService.ts), and the names of the alarms on it: a dot, which no channel has, stands before the region (components/alarms/names.ts). */
const METRIC = "InService";
const SWITCH = /\.[a-z0-9-]+-health-of-/;

/** Statistics that a health check can follow (Route 53 API Reference, AlarmIdentifier). */
const STATISTICS = ["Average", "Minimum", "Maximum", "Sum"];

export const regionSwitchKeeps = resourceRule(
  {
    name: "region-switch-keeps",
    group: "redundancy",
    description: "The switch by which people take a region out of service can be followed by a health check, and keeps what was last said.",
    severity: "critical",
    remediation:
      'Leave the alarms on the metric InService as Onair makes them: period 60, one period, treatMissingData "ignore", a plain statistic below 1; and the checks that read them at "LastKnownStatus".',
    source: "https://docs.aws.amazon.com/Route53/latest/APIReference/API_AlarmIdentifier.html",
  },
  [ALARM, CHECK],
  function* ({ type, props }) {
    if (type === ALARM && at(props, "metricName") === METRIC) yield* alarmFindings(props);
    const followed = at(props, "cloudwatchAlarmName");
    if (type === CHECK && typeof followed === "string" && SWITCH.test(followed)) yield* checkFindings(props);
  },
);

function* alarmFindings(props: PlainObject): Iterable<string> {
  const missing = props["treatMissingData"];
  if (missing !== "ignore") yield `has treatMissingData ${shown(missing)}, so that it forgets what was said. Set it to "ignore".`;
  const period = props["period"];
  if (typeof period !== "number" || period < 60)
    yield `has a period of ${shown(period)} seconds, which Route 53 does not follow. Set it to 60.`;
  for (const property of ["evaluationPeriods", "datapointsToAlarm"]) {
    const count = props[property] ?? (property === "datapointsToAlarm" ? 1 : undefined);
    if (count !== 1) yield `has ${property} ${shown(count)}, and one datum is all that is written. Set it to 1.`;
  }
  const statistic = props["statistic"];
  if (typeof statistic !== "string" || !STATISTICS.includes(statistic) || isSet(props["extendedStatistic"]))
    yield `has statistic ${shown(statistic)}, which Route 53 does not follow. Set it to "Minimum".`;
  const threshold = props["threshold"];
  if (props["comparisonOperator"] !== "LessThanThreshold" || typeof threshold !== "number" || threshold <= 0 || threshold > 1)
    yield `goes off at ${shown(props["comparisonOperator"])} ${shown(threshold)}, and 0 means out of service, 1 in service. Set LessThanThreshold 1.`;
}

function* checkFindings(props: PlainObject): Iterable<string> {
  const status = props["insufficientDataHealthStatus"];
  if (status !== "LastKnownStatus")
    yield `has insufficientDataHealthStatus ${shown(status)}, and data come only when somebody throws the switch. Set it to "LastKnownStatus".`;
}
