import { mediaBehavioursFailOver } from "../../../policy/rules/redundancy/media-behaviours-fail-over.ts";
import { DISTRIBUTION, NATIVE_DISTRIBUTION, TYPES } from "../fixtures.ts";
import { changed, describeRule, UNKNOWN_LIST, UNKNOWN_STRING } from "../harness.ts";

const target = "orderedCacheBehaviors.0.targetOriginId";
const alone = /sends behaviour \/out\/v1\/main\/news\/\* to .* alone. Set its targetOriginId to an origin group/;
const noGroups = changed(DISTRIBUTION, "originGroups", undefined);

describeRule(mediaBehavioursFailOver, {
  rows: "S4 E3",
  elsewhere: TYPES.bucket,
  compliant: { type: TYPES.distribution, props: DISTRIBUTION },
  cases: [
    { when: "a media behaviour to one origin", props: changed(DISTRIBUTION, target, "main-us-east-1"), expect: [alone] },
    { when: "a media behaviour to a target that is not known yet", props: changed(DISTRIBUTION, target, UNKNOWN_STRING), expect: [alone] },
    {
      when: "a default behaviour to one origin",
      props: changed(DISTRIBUTION, "defaultCacheBehavior.targetOriginId", "main-eu-west-1"),
      expect: [/sends the default behaviour to "main-eu-west-1" alone/],
    },
    {
      when: "no origin group",
      props: changed(changed(noGroups, target, "main-us-east-1"), "defaultCacheBehavior.targetOriginId", "main-us-east-1"),
      expect: [/has no origin group in front of MediaPackage. Add one/, alone, /the default behaviour/],
    },
    {
      when: "an origin of unknown domain alone",
      props: changed(changed(DISTRIBUTION, "origins.0.domainName", UNKNOWN_STRING), target, "main-us-east-1"),
      expect: [alone],
    },
    {
      when: "a distribution without media",
      props: { origins: [DISTRIBUTION.origins[2]], defaultCacheBehavior: { targetOriginId: "player" } },
      expect: [],
    },
    {
      when: "origin groups that are not known yet",
      props: changed(DISTRIBUTION, "originGroups", UNKNOWN_LIST),
      expect: [/has originGroups that cannot be read/, /has no origin group/, alone, /the default behaviour/],
    },
    { when: "the native distribution", type: TYPES.nativeDistribution, props: NATIVE_DISTRIBUTION, expect: [] },
    {
      when: "a native media behaviour to one origin",
      type: TYPES.nativeDistribution,
      props: changed(NATIVE_DISTRIBUTION, "distributionConfig.cacheBehaviors.0.targetOriginId", "main-us-east-1"),
      expect: [alone],
    },
  ],
});
