import { behavioursSigned } from "../../../policy/rules/delivery/behaviours-signed.ts";
import { DISTRIBUTION, NATIVE_DISTRIBUTION, TYPES } from "../fixtures.ts";
import { changed, describeRule, UNKNOWN_LIST, UNKNOWN_OBJECT, UNKNOWN_STRING } from "../harness.ts";

const media = "orderedCacheBehaviors.0";
const session = "orderedCacheBehaviors.1";
const player = "orderedCacheBehaviors.2";
const unsigned = /lets anybody watch through behaviour \/out\/v1\/main\/news\/\*. Set trustedKeyGroups/;
const native = (path: string, value: unknown) => ({
  type: TYPES.nativeDistribution,
  props: changed(NATIVE_DISTRIBUTION, `distributionConfig.${path}`, value),
});
const unknownSession = changed(DISTRIBUTION, "origins.3.domainName", UNKNOWN_STRING);

describeRule(behavioursSigned, {
  rows: "S4 E5",
  elsewhere: TYPES.bucket,
  compliant: { type: TYPES.distribution, name: "edge", props: DISTRIBUTION },
  cases: [
    {
      when: "a media behaviour without key group",
      props: changed(DISTRIBUTION, `${media}.trustedKeyGroups`, undefined),
      expect: [unsigned],
    },
    { when: "an empty list of key groups", props: changed(DISTRIBUTION, `${media}.trustedKeyGroups`, []), expect: [unsigned] },
    { when: "a key group without a name", props: changed(DISTRIBUTION, `${media}.trustedKeyGroups`, [""]), expect: [unsigned] },
    {
      when: "a default behaviour without key group",
      props: changed(DISTRIBUTION, "defaultCacheBehavior.trustedKeyGroups", undefined),
      expect: [/^Distribution "edge" lets anybody watch through the default behaviour/],
    },
    {
      when: "key groups that may turn out empty",
      props: changed(DISTRIBUTION, `${media}.trustedKeyGroups`, UNKNOWN_LIST),
      expect: [/may turn out empty. Write the list literally/],
    },
    {
      when: "keys of whole accounts",
      props: changed(DISTRIBUTION, `${media}.trustedSigners`, ["self"]),
      expect: [/trusts the keys of whole accounts.*Remove trustedSigners/],
    },
    {
      when: "keys of whole accounts in place of a key group",
      props: changed(changed(DISTRIBUTION, `${session}.trustedSigners`, ["self"]), `${media}.trustedKeyGroups`, undefined),
      expect: [/trusts the keys of whole accounts on behaviour \/session/, unsigned],
    },
    {
      when: "an unsigned behaviour to one origin of media",
      props: changed(DISTRIBUTION, `${session}.targetOriginId`, "main-eu-west-1"),
      expect: [/anybody watch through behaviour \/session/],
    },
    {
      when: "an unsigned behaviour to an origin that is not known yet",
      props: unknownSession,
      expect: [/anybody watch through behaviour \/session/],
    },
    { when: "that behaviour where its path is excused", props: unknownSession, config: { unsignedPaths: ["/session/*"] }, expect: [] },
    {
      when: "an excused path that leads to media",
      props: changed(DISTRIBUTION, `${session}.targetOriginId`, "main"),
      config: { unsignedPaths: ["/session/*"] },
      expect: [/anybody watch through behaviour \/session/],
    },
    {
      when: "an unsigned behaviour to a group with one origin of media",
      props: changed(
        changed(DISTRIBUTION, "originGroups", [
          ...DISTRIBUTION.originGroups,
          { originId: "mixed", members: [{ originId: "session" }, { originId: "main-us-east-1" }] },
        ]),
        `${session}.targetOriginId`,
        "mixed",
      ),
      expect: [/anybody watch through behaviour \/session/],
    },
    {
      when: "a page of another path than the player's",
      props: changed(DISTRIBUTION, `${player}.pathPattern`, "/recordings/*"),
      expect: [/anybody watch through behaviour \/recordings/],
    },
    {
      when: "a path that only begins like the player's",
      props: changed(DISTRIBUTION, `${player}.pathPattern`, "/player*"),
      expect: [/anybody watch through behaviour \/player\*/],
    },
    {
      when: "a path that is not known yet to a bucket",
      props: changed(DISTRIBUTION, `${player}.pathPattern`, UNKNOWN_STRING),
      expect: [/anybody watch through/],
    },
    {
      when: "the player's path to media",
      props: changed(DISTRIBUTION, `${player}.targetOriginId`, "main-us-east-1"),
      expect: [/anybody watch through behaviour \/player/],
    },
    {
      when: "the player's path to a group of media",
      props: changed(DISTRIBUTION, `${player}.targetOriginId`, "main"),
      expect: [/anybody watch through behaviour \/player/],
    },
    {
      when: "the player's path to a group of buckets",
      props: changed(
        changed(DISTRIBUTION, "originGroups", [
          ...DISTRIBUTION.originGroups,
          { originId: "pages", members: [{ originId: "player" }, { originId: "session" }] },
        ]),
        `${player}.targetOriginId`,
        "pages",
      ),
      expect: [/anybody watch through behaviour \/player/],
    },
    {
      when: "a player's bucket without origin access control",
      props: changed(DISTRIBUTION, "origins.2.originAccessControlId", undefined),
      expect: [/anybody watch through behaviour \/player/],
    },
    {
      when: "a player's behaviour with a CloudFront Function, which may choose an origin of media",
      props: changed(DISTRIBUTION, `${player}.functionAssociations`, [{ eventType: "viewer-request", functionArn: UNKNOWN_STRING }]),
      expect: [/anybody watch through behaviour \/player/],
    },
    {
      when: "a player's behaviour with Lambda@Edge",
      props: changed(DISTRIBUTION, `${player}.lambdaFunctionAssociations`, [{ eventType: "origin-request", lambdaArn: UNKNOWN_STRING }]),
      expect: [/anybody watch through behaviour \/player/],
    },
    {
      when: "functions of a player's behaviour that are not known yet",
      props: changed(DISTRIBUTION, `${player}.functionAssociations`, UNKNOWN_LIST),
      expect: [/anybody watch through behaviour \/player/],
    },
    {
      when: "Lambda@Edge of a player's behaviour that is not known yet",
      props: changed(DISTRIBUTION, `${player}.lambdaFunctionAssociations`, [UNKNOWN_OBJECT]),
      expect: [/anybody watch through behaviour \/player/],
    },
    {
      when: "empty lists of functions",
      props: changed(changed(DISTRIBUTION, `${player}.functionAssociations`, []), `${player}.lambdaFunctionAssociations`, []),
      expect: [],
    },
    {
      when: "a native player's behaviour with a CloudFront Function",
      ...native("cacheBehaviors.2.functionAssociations", [{ eventType: "viewer-request", functionArn: UNKNOWN_STRING }]),
      expect: [/anybody watch through behaviour \/player/],
    },
    {
      when: "a native player's behaviour with Lambda@Edge",
      ...native("cacheBehaviors.2.lambdaFunctionAssociations", [{ eventType: "origin-request", lambdaFunctionArn: UNKNOWN_STRING }]),
      expect: [/anybody watch through behaviour \/player/],
    },
    {
      when: "functions of a native player's behaviour that are not known yet",
      ...native("cacheBehaviors.2.functionAssociations", UNKNOWN_LIST),
      expect: [/anybody watch through behaviour \/player/],
    },
    {
      when: "Lambda@Edge of a native player's behaviour that is not known yet",
      ...native("cacheBehaviors.2.lambdaFunctionAssociations", UNKNOWN_LIST),
      expect: [/anybody watch through behaviour \/player/],
    },
    {
      when: "a player's bucket under another path",
      props: changed(DISTRIBUTION, "origins.2.originPath", "/recordings"),
      expect: [/anybody watch through behaviour \/player/],
    },
    {
      when: "a path of a native player's bucket that is not known yet",
      ...native("origins.2.originPath", UNKNOWN_STRING),
      expect: [/anybody watch through behaviour \/player/],
    },
    { when: "an empty path of a player's bucket", props: changed(DISTRIBUTION, "origins.2.originPath", ""), expect: [] },
    {
      when: "a player's origin that is not known yet",
      props: changed(changed(DISTRIBUTION, "origins.2.domainName", UNKNOWN_STRING), "origins.2.s3OriginConfig", undefined),
      expect: [/anybody watch through behaviour \/player/],
    },
    {
      when: "a player with a key group",
      props: changed(changed(DISTRIBUTION, `${player}.pathPattern`, "/vod/*"), `${player}.trustedKeyGroups`, [UNKNOWN_STRING]),
      expect: [],
    },
    {
      when: "a native player's bucket without origin access control",
      ...native("origins.2.originAccessControlId", ""),
      expect: [/anybody watch through behaviour \/player/],
    },
    { when: "an empty list of trusted accounts", props: changed(DISTRIBUTION, `${media}.trustedSigners`, []), expect: [] },
    {
      when: "a default behaviour that is not known yet",
      props: changed(DISTRIBUTION, "defaultCacheBehavior", UNKNOWN_OBJECT),
      expect: [/has defaultCacheBehavior that cannot be read/],
    },
    {
      when: "a native default behaviour that is not known yet",
      ...native("defaultCacheBehavior", UNKNOWN_OBJECT),
      expect: [/has defaultCacheBehavior that cannot be read/],
    },
    {
      when: "an unsigned behaviour to an unknown target",
      props: changed(DISTRIBUTION, `${session}.targetOriginId`, UNKNOWN_STRING),
      expect: [/anybody watch/],
    },
    {
      when: "an unsigned behaviour to MediaTailor",
      props: changed(DISTRIBUTION, "origins.3.domainName", "a.mediatailor.us-east-1.amazonaws.com"),
      expect: [/anybody watch/],
    },
    {
      when: "an unsigned behaviour to MediaPackage v1",
      props: changed(DISTRIBUTION, "origins.3.domainName", "a.mediapackage.us-east-1.amazonaws.com"),
      expect: [/anybody watch/],
    },
    {
      when: "behaviours that are not known yet",
      props: changed(DISTRIBUTION, "orderedCacheBehaviors", UNKNOWN_LIST),
      expect: [/has orderedCacheBehaviors that cannot be read.*literally/],
    },
    {
      when: "a behaviour that is not known yet",
      props: changed(DISTRIBUTION, media, UNKNOWN_OBJECT),
      expect: [/has orderedCacheBehaviors that cannot be read/],
    },
    {
      when: "origins that are not known yet, where each behaviour may lead to media",
      props: changed(DISTRIBUTION, "origins", UNKNOWN_LIST),
      expect: [/has origins that cannot be read/, /anybody watch through behaviour \/session/, /anybody watch through behaviour \/player/],
    },
    { when: "the native distribution", type: TYPES.nativeDistribution, props: NATIVE_DISTRIBUTION, expect: [] },
    { when: "a native media behaviour without key group", ...native("cacheBehaviors.0.trustedKeyGroups", undefined), expect: [unsigned] },
    {
      when: "a native default behaviour without key group",
      ...native("defaultCacheBehavior.trustedKeyGroups", []),
      expect: [/the default behaviour. Set trustedKeyGroups/],
    },
    { when: "native keys of whole accounts", ...native("cacheBehaviors.0.trustedSigners", ["self"]), expect: [/Remove trustedSigners/] },
    {
      when: "a native configuration that is not known yet",
      type: TYPES.nativeDistribution,
      props: { distributionConfig: UNKNOWN_OBJECT },
      expect: [/has distributionConfig that cannot be read/],
    },
    {
      when: "native origin groups that are not known yet",
      ...native("originGroups.items", UNKNOWN_LIST),
      expect: [/has originGroups that cannot be read/],
    },
  ],
});
