import { DISTRIBUTIONS, readDistribution, unreadable } from "../../lib/distribution.ts";
import { shown } from "../../lib/plain.ts";
import { resourceRule } from "../../lib/rule.ts";

const HTTPS_POLICIES = ["https-only", "redirect-to-https"];

export const viewersHttps = resourceRule(
  {
    name: "viewers-https",
    group: "delivery",
    description: "Viewers reach every behaviour by HTTPS: a signed cookie sent in the clear can be taken.",
    severity: "high",
    remediation: "Set viewerProtocolPolicy to https-only or redirect-to-https on every behaviour.",
    source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-viewers-to-cloudfront.html",
    control: "CloudFront.3",
  },
  DISTRIBUTIONS,
  function* (subject) {
    const distribution = readDistribution(subject);
    yield* unreadable(distribution, "defaultCacheBehavior", "orderedCacheBehaviors", "cacheBehaviors");
    for (const { label, viewerProtocol } of distribution.behaviours) {
      if (typeof viewerProtocol !== "string" || !HTTPS_POLICIES.includes(viewerProtocol)) {
        yield `has viewerProtocolPolicy ${shown(viewerProtocol)} on ${label}. Set it to "https-only" or "redirect-to-https".`;
      }
    }
  },
);
