import type { Behaviour, Distribution } from "../../lib/distribution.ts";
import { audience, DISTRIBUTIONS, originsOf, readDistribution, unreadable } from "../../lib/distribution.ts";
import { isList, isSet, UNKNOWN } from "../../lib/plain.ts";
import { resourceRule, stringsSetting } from "../../lib/rule.ts";

export const behavioursSigned = resourceRule(
  {
    name: "behaviours-signed",
    group: "delivery",
    description:
      "Nobody watches without a signed cookie or URL: each behaviour to media or a bucket, and the default one, has a key group. The player page alone goes without.",
    severity: "critical",
    remediation:
      "Set trustedKeyGroups on the behaviour to a key group of yours; remove trustedSigners. A page for everybody lies below /player/, in a bucket with an origin access control and without an originPath, and no function runs on its behaviour.",
    source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-trusted-signers.html",
    control: "CloudFront.17",
    settings: {
      unsignedPaths: {
        type: "array",
        items: { type: "string" },
        default: [],
        description:
          "Path patterns that need no signature while their origin is not known yet; an origin known to be media always needs one.",
      },
    },
  },
  DISTRIBUTIONS,
  function* (subject, settings) {
    const distribution = readDistribution(subject);
    yield* unreadable(distribution, "defaultCacheBehavior", "orderedCacheBehaviors", "cacheBehaviors", "origins", "originGroups");
    for (const behaviour of distribution.behaviours) {
      if (needsSignature(distribution, behaviour, stringsSetting(settings, "unsignedPaths"))) {
        yield* keyGroupFindings(behaviour);
      }
      if (isSet(behaviour.signers)) {
        yield `trusts the keys of whole accounts on ${behaviour.label}. Remove trustedSigners and use trustedKeyGroups.`;
      }
    }
  },
);

function needsSignature(distribution: Distribution, behaviour: Behaviour, unsignedPaths: readonly string[]): boolean {
  const behind = audience(distribution, behaviour);
  if (behaviour.isDefault || behind === "media") return true;
  if (behind === "unsure") return typeof behaviour.path !== "string" || !unsignedPaths.includes(behaviour.path);
  // A bucket may hold recordings as well as a page.
  const buckets = originsOf(distribution, behaviour)?.some(({ kind }) => kind === "s3") ?? false;
  return buckets && !isPlayer(distribution, behaviour);
}

const PLAYER = "/player/";

/**
 * The page that plays: below its own path, in one bucket that CloudFront signs its requests to, and under the same path there. A function
 * could turn a request to another origin of the distribution, media too (CloudFront Developer Guide, "Helper methods for origin modification").
 */
function isPlayer(distribution: Distribution, { path, target, runsCode }: Behaviour): boolean {
  if (typeof path !== "string" || !path.startsWith(PLAYER) || runsCode) return false;
  const bucket = distribution.origins.find(({ id }) => id === target);
  return bucket?.kind === "s3" && isSet(bucket.accessControl) && !isSet(bucket.pathPrefix);
}

function* keyGroupFindings({ keyGroups, label }: Behaviour): Iterable<string> {
  if (keyGroups === UNKNOWN) {
    yield `has trustedKeyGroups on ${label} that may turn out empty. Write the list literally; only the ids in it may be unknown.`;
  } else if (!isList(keyGroups) || !keyGroups.some(isSet)) {
    yield `lets anybody watch through ${label}. Set trustedKeyGroups to your key group.`;
  }
}
