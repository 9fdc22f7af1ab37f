import { webAclCounts } from "../../../policy/rules/delivery/web-acl-counts.ts";
import { TYPES, WEB_ACL } from "../fixtures.ts";
import { changed, describeRule, UNKNOWN_LIST, UNKNOWN_OBJECT } from "../harness.ts";

describeRule(webAclCounts, {
  rows: "S4 E7",
  elsewhere: TYPES.distribution,
  compliant: { type: TYPES.webAcl, props: WEB_ACL },
  cases: [
    { when: "no rule", props: changed(WEB_ACL, "rules", []), expect: [/has no rule, so that it lets everything through/] },
    {
      when: "no limit for one address",
      props: { ...WEB_ACL, rules: WEB_ACL.rules.slice(0, 1) },
      expect: [/one address ask without end. Add a rule with a rateBasedStatement/],
    },
    {
      when: "a rule that is not counted",
      props: changed(WEB_ACL, "rules.0.visibilityConfig.cloudwatchMetricsEnabled", false),
      expect: [/does not count rule "common"/],
    },
    {
      when: "an ACL that is not counted",
      props: changed(WEB_ACL, "visibilityConfig", undefined),
      expect: [/does not count the web ACL itself/],
    },
    {
      when: "a setting that is not known yet",
      props: changed(WEB_ACL, "visibilityConfig", UNKNOWN_OBJECT),
      expect: [/does not count the web ACL itself/],
    },
    { when: "rules in JSON", props: { ...WEB_ACL, ruleJson: "[]" }, expect: [/in ruleJson, where nobody checks them/] },
    { when: "rules that are not known yet", props: changed(WEB_ACL, "rules", UNKNOWN_LIST), expect: [/Write the list literally/] },
    { when: "a rule that is not known yet", props: changed(WEB_ACL, "rules.0", UNKNOWN_OBJECT), expect: [/Write the list literally/] },
  ],
});
