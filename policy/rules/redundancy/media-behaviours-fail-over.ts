import { audience, DISTRIBUTIONS, frontsMedia, originsOf, readDistribution, unreadable } from "../../lib/distribution.ts";
import { shown } from "../../lib/plain.ts";
import { resourceRule } from "../../lib/rule.ts";

export const mediaBehavioursFailOver = resourceRule(
  {
    name: "media-behaviours-fail-over",
    group: "redundancy",
    description: "Viewers keep watching when a region is lost: every media behaviour targets an origin group.",
    severity: "critical",
    remediation: "Set targetOriginId of the behaviour to an origin group with an origin in each region.",
    source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html",
    control: "CloudFront.4",
  },
  DISTRIBUTIONS,
  function* (subject) {
    const distribution = readDistribution(subject);
    yield* unreadable(distribution, "defaultCacheBehavior", "orderedCacheBehaviors", "cacheBehaviors", "origins", "originGroups");
    if (frontsMedia(distribution) && distribution.groups.length === 0) {
      yield "has no origin group in front of MediaPackage. Add one with an origin in each region.";
    }
    for (const behaviour of distribution.behaviours) {
      const grouped = distribution.groups.some(({ id }) => typeof id === "string" && id === behaviour.target);
      const media = originsOf(distribution, behaviour)?.some(({ kind }) => kind === "mediapackage" || kind === "unknown") ?? true;
      if (media && !grouped && audience(distribution, behaviour) !== "other") {
        yield `sends ${behaviour.label} to ${shown(behaviour.target)} alone. Set its targetOriginId to an origin group.`;
      }
    }
  },
);
