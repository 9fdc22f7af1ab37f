/** Web ACLs: what a rule costs, and what it may say. Source: AWS WAF Developer Guide, the pages of managed rule groups and rule statements. */
import { object, text, type Value } from "./values.ts";

export const webAclType = "aws:wafv2/webAcl:WebAcl";

/** Capacity of the groups AWS manages that protect any site: "Baseline rule groups" and "IP reputation rule groups". */
const managedGroups: Readonly<Record<string, number>> = {
  AWSManagedRulesCommonRuleSet: 700,
  AWSManagedRulesAdminProtectionRuleSet: 100,
  AWSManagedRulesKnownBadInputsRuleSet: 200,
  AWSManagedRulesAmazonIpReputationList: 25,
  AWSManagedRulesAnonymousIpList: 50,
};

/** What a statement costs; undefined for a managed group that does not exist. */
export function capacityOf(statement: Value): number | undefined {
  const one = object(statement);
  if (one["managedRuleGroupStatement"] !== undefined) {
    const { vendorName, name } = object(one["managedRuleGroupStatement"]);
    return vendorName === "AWS" ? managedGroups[text(name) ?? ""] : undefined;
  }
  if (one["rateBasedStatement"] !== undefined) return 2;
  if (one["notStatement"] !== undefined) return capacityOf(object(one["notStatement"])["statement"]);
  return 1;
}
