import type { Behaviour, Distribution } from "../../lib/distribution.ts";
import { audience, DISTRIBUTIONS, readDistribution, unreadable } from "../../lib/distribution.ts";
import { isList, isSet, UNKNOWN } from "../../lib/plain.ts";
import { resourceRule, stringsSetting } from "../../lib/rule.ts";

export const behavioursSigned = resourceRule(
  {
    name: "behaviours-signed",
    group: "delivery",
    description: "Nobody watches without a signed cookie or URL: each media behaviour, and the default one, has a key group.",
    severity: "critical",
    remediation: "Set trustedKeyGroups on the behaviour to a key group of yours; remove trustedSigners.",
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
  const excused = typeof behaviour.path === "string" && unsignedPaths.includes(behaviour.path);
  return behaviour.isDefault || behind === "media" || (behind === "unsure" && !excused);
}

function* keyGroupFindings({ keyGroups, label }: Behaviour): Iterable<string> {
  if (keyGroups === UNKNOWN) {
    yield `has trustedKeyGroups on ${label} that may turn out empty. Write the list literally; only the ids in it may be unknown.`;
  } else if (!isList(keyGroups) || !keyGroups.some(isSet)) {
    yield `lets anybody watch through ${label}. Set trustedKeyGroups to your key group.`;
  }
}
