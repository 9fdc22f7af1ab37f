import type { Distribution, OriginGroup } from "../../lib/distribution.ts";
import { DISTRIBUTIONS, mediaRegion, readDistribution, unreadable } from "../../lib/distribution.ts";
import { hasRepeated } from "../../lib/media.ts";
import { shown, UNKNOWN } from "../../lib/plain.ts";
import { resourceRule } from "../../lib/rule.ts";

/**
 * Codes on which CloudFront must try the other origin. 404 comes from a forced endpoint error, 503 stands for a connection
 * that fails and 504 for a time-out: without them neither fails over (CloudFront guide, origin failover).
 */
const FAILOVER_CODES = [403, 404, 500, 502, 503, 504];

export const originGroupComplete = resourceRule(
  {
    name: "origin-group-complete",
    group: "redundancy",
    description: "An origin group has two different origins and fails over on every code that a lost region shows.",
    severity: "high",
    remediation: `Give the group two origins of two regions and the status codes ${FAILOVER_CODES.join(", ")}.`,
    source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html",
    control: "CloudFront.4",
  },
  DISTRIBUTIONS,
  function* (subject) {
    const distribution = readDistribution(subject);
    yield* unreadable(distribution, "originGroups", "origins");
    for (const group of distribution.groups) {
      yield* memberFindings(distribution, group);
      yield* codeFindings(group);
    }
  },
);

function* memberFindings({ origins }: Distribution, { id, members }: OriginGroup): Iterable<string> {
  if (members.length !== 2 || members.includes(UNKNOWN)) {
    yield `has origin group ${shown(id)} with ${members.length} origins that can be read. Name exactly two, by ids written literally.`;
  }
  if (hasRepeated(members)) {
    yield `has the same origin twice in origin group ${shown(id)}. Name two different ones.`;
  }
  const strangers = members.filter((member) => typeof member === "string" && !origins.some((origin) => origin.id === member));
  if (strangers.length > 0) {
    yield `names ${strangers.map(shown).join(", ")} in origin group ${shown(id)}, which is no origin of it. Name two of its origins.`;
  }
  const regions = origins.filter((origin) => members.includes(origin.id ?? null)).map(mediaRegion);
  if (!hasRepeated(members) && hasRepeated(regions)) {
    yield `has both origins of group ${shown(id)} in ${regions.find((region) => region !== undefined)}. Use an origin in each region.`;
  }
}

function* codeFindings({ id, codes }: OriginGroup): Iterable<string> {
  const missing = FAILOVER_CODES.filter((code) => !codes.some((given) => given === code || given === String(code)));
  if (missing.length > 0) {
    yield `does not fail over on ${missing.join(", ")} in origin group ${shown(id)}. Add to its status codes.`;
  }
}
