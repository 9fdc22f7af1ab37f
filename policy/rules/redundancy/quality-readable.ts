import { DISTRIBUTIONS, readDistribution } from "../../lib/distribution.ts";
import { allowing, coversAction, isService } from "../../lib/document.ts";
import { ofTypes } from "../../lib/links.ts";
import { stackRule } from "../../lib/rule.ts";

const ENDPOINT_POLICIES = ["aws-native:mediapackagev2:OriginEndpointPolicy"];

export const qualityReadable = stackRule(
  {
    name: "quality-readable",
    group: "redundancy",
    description: "Where CloudFront chooses by media quality, the endpoints let it ask the other origin how well it is.",
    severity: "high",
    remediation: "Allow mediapackagev2:GetHeadObject beside GetObject in the endpoint policies.",
    source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/media-quality-score.html",
  },
  DISTRIBUTIONS,
  function* (stack) {
    const groups = ofTypes(stack, DISTRIBUTIONS).flatMap((distribution) => readDistribution(distribution).groups);
    if (!groups.some(({ selection }) => selection === "media-quality-based")) {
      return;
    }
    for (const policy of ofTypes(stack, ENDPOINT_POLICIES)) {
      const forEdge = allowing(policy.props["policy"]).filter(({ principals }) =>
        principals.some((principal) => isService(principal, "cloudfront.amazonaws.com")),
      );
      if (!forEdge.some((statement) => coversAction(statement, "mediapackagev2:GetHeadObject"))) {
        yield [policy, "does not let CloudFront compare media quality. Allow mediapackagev2:GetHeadObject."];
      }
    }
  },
);
