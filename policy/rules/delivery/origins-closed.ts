import { DISTRIBUTIONS, readDistribution, unreadable } from "../../lib/distribution.ts";
import { isSet, shown } from "../../lib/plain.ts";
import { resourceRule } from "../../lib/rule.ts";

export const originsClosed = resourceRule(
  {
    name: "origins-closed",
    group: "delivery",
    description: "CloudFront signs its requests to MediaPackage, S3 and function URL origins, so that the origin can refuse all others.",
    severity: "critical",
    remediation: "Set originAccessControlId on the origin; MediaPackage must be v2, for v1 takes no origin access control.",
    source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-mediapackage.html",
    control: "CloudFront.13",
  },
  DISTRIBUTIONS,
  function* (subject) {
    const distribution = readDistribution(subject);
    yield* unreadable(distribution, "origins");
    for (const { id, kind, accessControl } of distribution.origins) {
      if (kind === "mediapackage-v1") {
        yield `has MediaPackage v1 behind origin ${shown(id)}, which cannot be closed. Use a MediaPackage v2 endpoint.`;
      } else if (["mediapackage", "s3", "function-url", "unknown"].includes(kind) && !isSet(accessControl)) {
        yield `leaves origin ${shown(id)} open to everybody who knows its address. Set originAccessControlId.`;
      }
    }
  },
);
