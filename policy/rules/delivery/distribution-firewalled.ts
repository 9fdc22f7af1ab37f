import { DISTRIBUTIONS, readDistribution } from "../../lib/distribution.ts";
import { isSet, shown } from "../../lib/plain.ts";
import { resourceRule } from "../../lib/rule.ts";

/** A web ACL for CloudFront is global and lives in us-east-1 (WAF guide, "How AWS WAF works with CloudFront"). */
const GLOBAL_ACL = /^arn:aws[a-z-]*:wafv2:us-east-1:\d{12}:global\/webacl\//;

export const distributionFirewalled = resourceRule(
  {
    name: "distribution-firewalled",
    group: "delivery",
    description: "A web ACL stands in front of every distribution.",
    severity: "high",
    remediation: "Set webAclId to the ARN of a WAFv2 web ACL of scope CLOUDFRONT in us-east-1.",
    source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-web-awswaf.html",
    control: "CloudFront.6",
  },
  DISTRIBUTIONS,
  function* (subject) {
    const { webAcl } = readDistribution(subject);
    if (!isSet(webAcl)) {
      yield "has no web ACL. Set webAclId.";
    } else if (typeof webAcl === "string" && !GLOBAL_ACL.test(webAcl)) {
      yield `has webAclId ${shown(webAcl)}, which is no web ACL of scope CLOUDFRONT in us-east-1. Name one by its ARN.`;
    }
  },
);
