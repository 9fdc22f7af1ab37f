import { ofTypes, targets } from "../../lib/links.ts";
import { at } from "../../lib/plain.ts";
import { readRecord, RECORDS } from "../../lib/record.ts";
import type { StackSubject } from "../../lib/rule.ts";
import { stackRule } from "../../lib/rule.ts";

const CHECKS: readonly string[] = ["aws:route53/healthCheck:HealthCheck"];

export const primaryFailsWithoutData = stackRule(
  {
    name: "primary-fails-without-data",
    group: "redundancy",
    description: "A PRIMARY record's health does not pass for well when its metric has no data.",
    severity: "high",
    remediation:
      'Set insufficientDataHealthStatus to "Unhealthy" (or "LastKnownStatus") on every CLOUDWATCH_METRIC check behind a PRIMARY record; "Healthy" is for the waiting side.',
    source: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-creating-values.html",
  },
  RECORDS,
  function* (stack) {
    const told = new Set<StackSubject>();
    for (const record of ofTypes(stack, RECORDS).filter((subject) => readRecord(subject).role === "PRIMARY")) {
      for (const check of checksBehind(stack, record, "healthCheckId", new Set())) {
        if (told.has(check) || at(check.props, "insufficientDataHealthStatus") !== "Healthy") continue;
        told.add(check);
        yield [
          check,
          'says "Healthy" when its metric has no data, and a PRIMARY record follows it: a stopped region would keep the name. Set "Unhealthy".',
        ];
      }
    }
  },
);

/** The check a resource follows, and every check below that one. A check is looked at once, so a ring ends. */
function checksBehind(
  stack: readonly StackSubject[],
  from: StackSubject,
  property: string,
  seen: Set<StackSubject>,
): readonly StackSubject[] {
  const found = targets(stack, from, property, CHECKS).filter((check) => !seen.has(check));
  for (const check of found) seen.add(check);
  return [...found, ...found.flatMap((check) => checksBehind(stack, check, "childHealthchecks", seen))];
}
