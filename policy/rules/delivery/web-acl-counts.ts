import type { Plain } from "../../lib/plain.ts";
import { at, isSet, itemsAt, listAt, shown, UNKNOWN } from "../../lib/plain.ts";
import { resourceRule } from "../../lib/rule.ts";

export const webAclCounts = resourceRule(
  {
    name: "web-acl-counts",
    group: "delivery",
    description: "A web ACL has rules, one of them a limit on how often one address may ask, and every rule is counted in CloudWatch.",
    severity: "medium",
    remediation: "Add a managed group and a rateBasedStatement to rules, and set cloudwatchMetricsEnabled true in each visibilityConfig.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/waf-controls.html",
    control: "WAF.12",
  },
  ["aws:wafv2/webAcl:WebAcl"],
  function* ({ props }) {
    if (isSet(props["ruleJson"])) {
      yield "has its rules in ruleJson, where nobody checks them. Write them in rules.";
      return;
    }
    const rules = listAt(props, "rules");
    if (rules === UNKNOWN || rules.includes(UNKNOWN)) {
      yield "has rules that are unknown before the deployment. Write the list literally; only ARNs may be unknown.";
      return;
    }
    if (rules.length === 0) {
      yield "has no rule, so that it lets everything through. Add a managed rule group.";
    } else if (!rules.some((rule) => isSet(at(rule, "statement", "rateBasedStatement")))) {
      yield "lets one address ask without end. Add a rule with a rateBasedStatement.";
    }
    yield* uncounted("the web ACL itself", at(props, "visibilityConfig"));
    for (const rule of rules) {
      yield* uncounted(`rule ${shown(at(rule, "name"))}`, at(rule, "visibilityConfig"));
    }
  },
);

function* uncounted(what: string, visibility: Plain | undefined): Iterable<string> {
  if (!itemsAt(visibility, "cloudwatchMetricsEnabled").includes(true)) {
    yield `does not count ${what}. Set cloudwatchMetricsEnabled true in its visibilityConfig.`;
  }
}
