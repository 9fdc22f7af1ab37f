import type { Behaviour, Distribution, OriginGroup } from "../../lib/distribution.ts";
import { DISTRIBUTIONS, readDistribution } from "../../lib/distribution.ts";
import { isSet, shown, UNKNOWN } from "../../lib/plain.ts";
import { resourceRule } from "../../lib/rule.ts";

/** A path that one channel alone lies under, as MediaPackage v2 writes it. */
const ONE_CHANNEL = /^\/?out\/v1\/[^/*?]+\/[^/*?]+\//;
const ORIGIN_EVENTS = ["origin-request", "origin-response"];

export const qualityGroupUsable = resourceRule(
  {
    name: "quality-group-usable",
    group: "redundancy",
    description:
      "An origin group that chooses by media quality can: MediaPackage v2 behind it, one behaviour per channel, no function before it.",
    severity: "high",
    remediation:
      "Use MediaPackage v2 origins, a behaviour /out/v1/<group>/<channel>/* for each channel, and no Lambda@Edge on origin events.",
    source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/media-quality-score.html",
  },
  DISTRIBUTIONS,
  function* (subject) {
    const distribution = readDistribution(subject);
    for (const group of distribution.groups.filter(({ selection }) => isSet(selection) && selection !== "default")) {
      yield* groupFindings(distribution, group);
    }
  },
);

function* groupFindings(distribution: Distribution, group: OriginGroup): Iterable<string> {
  const name = shown(group.id);
  if (group.selection === UNKNOWN) {
    yield `has selectionCriteria of origin group ${name} that is unknown before the deployment. Write it literally.`;
  }
  const others = distribution.origins.filter(
    ({ id, kind }) => group.members.includes(id ?? null) && !["mediapackage", "unknown"].includes(kind),
  );
  if (others.length > 0) {
    yield `chooses by quality in origin group ${name} between origins that tell none (${others.map(({ id }) => shown(id)).join(", ")}). Use MediaPackage v2.`;
  }
  const users = distribution.behaviours.filter(({ target }) => target === group.id);
  const paths = users.filter(({ isDefault }) => !isDefault);
  // A default behaviour that no media lies on does no harm; one that is the only way to the group serves every channel.
  const shared = paths.length === 0 ? users : paths.filter(({ path }) => !isOneChannel(path));
  if (shared.length > 0) {
    yield `mixes the quality of several channels in ${labels(shared)}. Give each channel its own behaviour.`;
  }
  const disturbed = users.filter(({ lambdaEvents }) =>
    lambdaEvents.some((event) => typeof event !== "string" || ORIGIN_EVENTS.includes(event)),
  );
  if (disturbed.length > 0) {
    yield `has Lambda@Edge on origin events in ${labels(disturbed)}, where CloudFront does not choose by quality. Use viewer events.`;
  }
}

function isOneChannel(path: Behaviour["path"]): boolean {
  return typeof path === "string" && ONE_CHANNEL.test(path);
}

function labels(behaviours: readonly Behaviour[]): string {
  return behaviours.map(({ label }) => label).join(", ");
}
