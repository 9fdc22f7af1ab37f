import { shown } from "../../lib/plain.ts";
import { numberSetting, resourceRule } from "../../lib/rule.ts";

export const logGroupRetention = resourceRule(
  {
    name: "log-group-retention",
    group: "governance",
    description: "A log group says how long it keeps its lines: long enough for an inquiry, and not for ever.",
    severity: "medium",
    remediation: "Set retentionInDays, for example to 90; left out or 0, lines stay and cost for ever.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html",
    control: "CloudWatch.16",
    settings: {
      minimumDays: {
        type: "integer",
        minimum: 1,
        default: 7,
        description:
          "The shortest retention accepted: a week, for an inquiry after a weekend. Security Hub's control asks for 365 unless told otherwise.",
      },
    },
  },
  ["aws:cloudwatch/logGroup:LogGroup"],
  function* ({ props }, settings) {
    const days = props["retentionInDays"];
    const minimum = numberSetting(settings, "minimumDays");
    if (typeof days !== "number" || days === 0) {
      yield `has retentionInDays ${shown(days)}, so that its lines stay for ever. Set it literally, to ${minimum} or more.`;
    } else if (days < minimum) {
      yield `keeps its lines for ${days} days, fewer than ${minimum}. Raise retentionInDays.`;
    }
  },
);
