import { distributionFirewalled } from "../../../policy/rules/delivery/distribution-firewalled.ts";
import { DISTRIBUTION, NATIVE_DISTRIBUTION, TYPES } from "../fixtures.ts";
import { changed, describeRule, UNKNOWN_OBJECT, UNKNOWN_STRING } from "../harness.ts";

const ACL = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/onair/1";

describeRule(distributionFirewalled, {
  rows: "S4 E7",
  elsewhere: TYPES.webAcl,
  compliant: { type: TYPES.distribution, props: { ...DISTRIBUTION, webAclId: UNKNOWN_STRING } },
  cases: [
    { when: "no web ACL", props: DISTRIBUTION, expect: [/has no web ACL. Set webAclId/] },
    { when: "an ACL by its ARN", props: { ...DISTRIBUTION, webAclId: ACL }, expect: [] },
    {
      when: "an ACL of one region",
      props: { ...DISTRIBUTION, webAclId: ACL.replace("global", "regional") },
      expect: [/no web ACL of scope CLOUDFRONT/],
    },
    { when: "an ACL of WAF Classic", props: { ...DISTRIBUTION, webAclId: "a1b2" }, expect: [/Name one by its ARN/] },
    { when: "a native distribution without", type: TYPES.nativeDistribution, props: NATIVE_DISTRIBUTION, expect: [/has no web ACL/] },
    {
      when: "a native distribution with one",
      type: TYPES.nativeDistribution,
      props: changed(NATIVE_DISTRIBUTION, "distributionConfig.webAclId", UNKNOWN_STRING),
      expect: [],
    },
    {
      when: "a native distribution that is not known yet",
      type: TYPES.nativeDistribution,
      props: { distributionConfig: UNKNOWN_OBJECT },
      expect: [],
    },
  ],
});
