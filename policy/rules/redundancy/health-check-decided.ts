import { at, isSet, itemsAt, listAt, shown, UNKNOWN } from "../../lib/plain.ts";
import type { PlainObject } from "../../lib/plain.ts";
import { resourceRule } from "../../lib/rule.ts";

/** `Healthy` is for a side that waits; `primary-fails-without-data` keeps it from the other. */
const WITHOUT_DATA = ["Unhealthy", "LastKnownStatus", "Healthy"];

export const healthCheckDecided = resourceRule(
  {
    name: "health-check-decided",
    group: "redundancy",
    description: "A health check decides: what no data means is written down, and a calculated check has children and a threshold.",
    severity: "high",
    remediation:
      "Set insufficientDataHealthStatus on CLOUDWATCH_METRIC (Unhealthy where the feed is), childHealthchecks and childHealthThreshold on CALCULATED.",
    source: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-creating-values.html",
  },
  ["aws:route53/healthCheck:HealthCheck"],
  function* ({ props }) {
    const type = props["type"];
    if (typeof type !== "string") {
      yield `has type ${shown(type)}. Write it literally.`;
    }
    if (props["disabled"] === true || props["disabled"] === UNKNOWN) {
      yield "is disabled, which Route 53 takes for healthy. Remove disabled.";
    }
    if (type === "CLOUDWATCH_METRIC") {
      yield* metricFindings(props);
    }
    if (type === "CALCULATED") {
      yield* calculatedFindings(props);
    }
  },
);

/** The default keeps the last status, and counts a check that never had data as healthy (Route 53 guide, "Values"). */
function* metricFindings(props: PlainObject): Iterable<string> {
  const status = props["insufficientDataHealthStatus"];
  if (typeof status !== "string" || !WITHOUT_DATA.includes(status)) {
    yield `has insufficientDataHealthStatus ${shown(status)}. Set it to "Unhealthy", or to "Healthy" for a region that only waits.`;
  }
  for (const property of ["cloudwatchAlarmName", "cloudwatchAlarmRegion"]) {
    if (!isSet(props[property])) {
      yield `has no ${property}. Name the alarm and its region.`;
    }
  }
}

function* calculatedFindings(props: PlainObject): Iterable<string> {
  const children = listAt(props, "childHealthchecks");
  if (children === UNKNOWN || children.length === 0) {
    yield "has no children that can be read. Set childHealthchecks to a literal list of health check ids.";
  }
  const count = children === UNKNOWN ? Number.POSITIVE_INFINITY : itemsAt(props, "childHealthchecks").length;
  const threshold = at(props, "childHealthThreshold");
  // A threshold of 0 is always healthy, one above the number of children never (Route 53 guide, calculated checks).
  if (typeof threshold !== "number" || threshold < 1 || threshold > count) {
    yield `has childHealthThreshold ${shown(threshold)}. Set it between 1 and the number of children.`;
  }
}
