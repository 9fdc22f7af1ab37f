import type aws from "@pulumi/aws";
import type { FirewallPlan, FirewallRule } from "./firewallPlan.ts";
import { ruleMetric } from "./firewallPlan.ts";
import { EDGE_REGION } from "./names.ts";

type Rule = aws.types.input.wafv2.WebAclRule;
type Statement = aws.types.input.wafv2.WebAclRuleStatement;

/** Headers that carry a right to watch, or repeat an address that does. */
const SIGNED_HEADERS: readonly string[] = ["authorization", "cookie", "referer"];
/** CloudFront Developer Guide, "Setting signed cookies using a custom policy". */
const SIGNED_COOKIES: readonly string[] = ["CloudFront-Key-Pair-Id", "CloudFront-Policy", "CloudFront-Signature"];

/** The plan as a web ACL for CloudFront, which AWS keeps in us-east-1. */
export function webAclArgs(plan: FirewallPlan, environment: string): aws.wafv2.WebAclArgs {
  return {
    region: EDGE_REGION,
    name: plan.name,
    description: `Onair ${environment}: viewers`,
    scope: "CLOUDFRONT",
    defaultAction: { allow: {} },
    rules: plan.rules.map((rule) => renderRule(rule, plan.action, environment)),
    visibilityConfig: visibility(plan.name),
    dataProtectionConfig: dataProtection(),
  };
}

/**
 * Keeps signatures out of everything that AWS stores of requests: samples in the console, and logs (AWS WAF API reference,
 * DataProtectionConfig). A signature lets anyone watch until it expires.
 */
function dataProtection(): aws.types.input.wafv2.WebAclDataProtectionConfig {
  const substituted = (
    fieldType: string,
    fieldKeys?: readonly string[],
  ): aws.types.input.wafv2.WebAclDataProtectionConfigDataProtection => ({
    action: "SUBSTITUTION",
    field: { fieldType, ...(fieldKeys === undefined ? {} : { fieldKeys: [...fieldKeys] }) },
  });
  return {
    dataProtections: [
      substituted("QUERY_STRING"),
      substituted("SINGLE_COOKIE", SIGNED_COOKIES),
      substituted("SINGLE_HEADER", SIGNED_HEADERS),
    ],
  };
}

function renderRule(rule: FirewallRule, action: FirewallPlan["action"], environment: string): Rule {
  const common = { name: rule.name, priority: rule.priority, visibilityConfig: visibility(ruleMetric(environment, rule.name)) };
  const statement = renderStatement(rule);
  // A group brings its own actions, which are kept or counted; a rule of ours says its own.
  if (rule.kind === "managed") return { ...common, statement, overrideAction: action === "block" ? { none: {} } : { count: {} } };
  return { ...common, statement, action: action === "block" ? { block: {} } : { count: {} } };
}

function renderStatement(rule: FirewallRule): Statement {
  switch (rule.kind) {
    case "managed":
      return {
        managedRuleGroupStatement: {
          vendorName: "AWS",
          name: rule.group,
          ...(rule.countOnly.length === 0
            ? {}
            : { ruleActionOverrides: rule.countOnly.map((name) => ({ name, actionToUse: { count: {} } })) }),
        },
      };
    case "rate":
      return { rateBasedStatement: { aggregateKeyType: "IP", limit: rule.limit, evaluationWindowSec: rule.windowSeconds } };
    case "geo": {
      const geoMatchStatement = { countryCodes: [...rule.countries] };
      return rule.outside ? { notStatement: { statement: { geoMatchStatement } } } : { geoMatchStatement };
    }
  }
}

function visibility(metricName: string): aws.types.input.wafv2.WebAclVisibilityConfig {
  return { cloudwatchMetricsEnabled: true, metricName, sampledRequestsEnabled: true };
}

/** What is logged: what was refused, and what would have been while the firewall only counts. Every other request is dropped. */
export function loggingFilter(plan: FirewallPlan): aws.types.input.wafv2.WebAclLoggingConfigurationLoggingFilter {
  const actions = plan.action === "block" ? ["BLOCK"] : ["BLOCK", "COUNT"];
  return {
    defaultBehavior: "DROP",
    filters: [{ behavior: "KEEP", requirement: "MEETS_ANY", conditions: actions.map((action) => ({ actionCondition: { action } })) }],
  };
}

/** What the log never holds, said a second time where the log is made. */
export function redactedFields(): aws.types.input.wafv2.WebAclLoggingConfigurationRedactedField[] {
  return [{ queryString: {} }, ...SIGNED_HEADERS.map((name) => ({ singleHeader: { name } }))];
}
