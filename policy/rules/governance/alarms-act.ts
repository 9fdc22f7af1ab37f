import { ofTypes, targets, targetsOf } from "../../lib/links.ts";
import { isSet } from "../../lib/plain.ts";
import type { StackSubject } from "../../lib/rule.ts";
import { stackRule } from "../../lib/rule.ts";

type Stack = readonly StackSubject[];

const METRIC_ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const COMPOSITE_ALARM = "aws:cloudwatch/compositeAlarm:CompositeAlarm";
const ALARMS = [METRIC_ALARM, COMPOSITE_ALARM];
const CHECKS = ["aws:route53/healthCheck:HealthCheck"];

export const alarmsAct = stackRule(
  {
    name: "alarms-act",
    group: "governance",
    description:
      "An alarm leads to something: it has an action, or a composite alarm or a health check reads it; and no action is switched off.",
    severity: "high",
    remediation: "Give the alarm alarmActions, or name it in the rule of a composite alarm that has them; leave actionsEnabled true.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html",
    control: "CloudWatch.15",
    settings: {
      readElsewhere: {
        type: "string",
        default: "-health-",
        description: "Part of the names of alarms that the health checks of another stack read; empty for none.",
      },
    },
  },
  ALARMS,
  function* (stack, settings) {
    const read = readAlarms(stack);
    const elsewhere = String(settings["readElsewhere"]);
    for (const alarm of ofTypes(stack, ALARMS)) {
      if (alarm.props["actionsEnabled"] === false) {
        yield [alarm, "has its actions switched off. Set actionsEnabled to true."];
      }
      const known = alarm.props["name"] ?? alarm.props["alarmName"];
      const isReadElsewhere = elsewhere !== "" && typeof known === "string" && known.includes(elsewhere);
      if (!isSet(alarm.props["alarmActions"]) && !read.has(alarm) && !isReadElsewhere) {
        yield [alarm, "tells nobody: it has no alarmActions, and no composite alarm or health check here reads it. Add one of these."];
      }
    }
  },
);

/** The alarms that composite alarms, as conditions or to be held back by, and health checks of this stack look at. */
function readAlarms(stack: Stack): ReadonlySet<StackSubject> {
  const byRule = ofTypes(stack, [COMPOSITE_ALARM]).flatMap((composite) => [
    ...targetsOf(stack, composite, "alarmRule", ALARMS, namedIn(composite.props["alarmRule"])),
    ...targets(stack, composite, "actionsSuppressor", ALARMS),
  ]);
  const byCheck = ofTypes(stack, CHECKS).flatMap((check) => targets(stack, check, "cloudwatchAlarmName", ALARMS));
  return new Set([...byRule, ...byCheck]);
}

/** Names in a rule: `ALARM(name)`, `ALARM("name")`, or the same with an ARN. */
function namedIn(rule: unknown): readonly string[] {
  const terms = typeof rule === "string" ? rule.matchAll(/\b(?:ALARM|OK|INSUFFICIENT_DATA)\(\s*"?([^")]+?)"?\s*\)/g) : [];
  return [...new Set([...terms].map((match) => match[1] ?? ""))];
}
