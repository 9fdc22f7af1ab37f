import { DISTRIBUTIONS, readDistribution } from "../../lib/distribution.ts";
import { ofTypes, targets } from "../../lib/links.ts";
import { at, shown } from "../../lib/plain.ts";
import { stackRule } from "../../lib/rule.ts";

const CONTROLS = ["aws:cloudfront/originAccessControl:OriginAccessControl", "aws-native:cloudfront:OriginAccessControl"];

export const mediaAccessControlType = stackRule(
  {
    name: "media-access-control-type",
    group: "delivery",
    description: "A distribution in front of MediaPackage signs with an access control of the MediaPackage kind.",
    severity: "high",
    remediation: "Give the MediaPackage origins an origin access control of type mediapackagev2; another kind signs for another service.",
    source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-mediapackage.html",
  },
  DISTRIBUTIONS,
  function* (stack) {
    for (const distribution of ofTypes(stack, DISTRIBUTIONS)) {
      const property = distribution.type === DISTRIBUTIONS[0] ? "origins" : "distributionConfig";
      const controls = targets(stack, distribution, property, CONTROLS);
      const types = controls.map(
        ({ props }) =>
          at(props, "originAccessControlOriginType") ?? at(props, "originAccessControlConfig", "originAccessControlOriginType"),
      );
      const media = readDistribution(distribution).origins.filter(({ kind }) => kind === "mediapackage");
      if (media.length > 0 && controls.length > 0 && !types.includes("mediapackagev2")) {
        yield [
          distribution,
          `signs for ${types.map(shown).join(", ")} in front of MediaPackage. Use an access control of type "mediapackagev2".`,
        ];
      }
    }
  },
);
