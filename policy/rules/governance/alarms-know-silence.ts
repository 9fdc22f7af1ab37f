import { shown } from "../../lib/plain.ts";
import { resourceRule } from "../../lib/rule.ts";

/** CloudWatch API, PutMetricAlarm, TreatMissingData. */
const TREATMENTS = ["breaching", "notBreaching", "ignore", "missing"];

export const alarmsKnowSilence = resourceRule(
  {
    name: "alarms-know-silence",
    group: "governance",
    description: "An alarm says what it means when a metric falls silent: a dead channel sends no data at all.",
    severity: "medium",
    remediation: "Set treatMissingData: breaching where silence is the fault, notBreaching where it is a stopped channel.",
    source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html",
  },
  ["aws:cloudwatch/metricAlarm:MetricAlarm"],
  function* ({ props }) {
    const treatment = props["treatMissingData"];
    if (typeof treatment !== "string" || !TREATMENTS.includes(treatment)) {
      yield `has treatMissingData ${shown(treatment)}. Set it literally to one of ${TREATMENTS.join(", ")}.`;
    }
  },
);
