import { qualityGroupUsable } from "../../../policy/rules/redundancy/quality-group-usable.ts";
import { DISTRIBUTION, NATIVE_DISTRIBUTION, TYPES } from "../fixtures.ts";
import { changed, describeRule, UNKNOWN_STRING } from "../harness.ts";

const at = (path: string, value: unknown) => changed(NATIVE_DISTRIBUTION, `distributionConfig.${path}`, value);

describeRule(qualityGroupUsable, {
  rows: "S4 E3",
  elsewhere: TYPES.topic,
  compliant: { type: TYPES.nativeDistribution, props: NATIVE_DISTRIBUTION },
  cases: [
    { when: "a distribution that cannot choose by quality", type: TYPES.distribution, props: DISTRIBUTION, expect: [] },
    {
      when: "another kind of origin",
      props: at("origins.0.domainName", "origin.example.com"),
      expect: [/between origins that tell none \("main-us-east-1"\). Use MediaPackage v2/],
    },
    { when: "an origin that is not known yet", props: at("origins.0.domainName", UNKNOWN_STRING), expect: [] },
    {
      when: "several channels under one path",
      props: at("cacheBehaviors.0.pathPattern", "/out/v1/main/*"),
      expect: [/mixes the quality of several channels in behaviour \/out\/v1\/main\/\*. Give each/],
    },
    {
      when: "all channels under the default",
      props: at("cacheBehaviors.0.targetOriginId", "player"),
      expect: [/mixes the quality of several channels in the default behaviour/],
    },
    { when: "a path that is not known yet", props: at("cacheBehaviors.0.pathPattern", UNKNOWN_STRING), expect: [/mixes the quality/] },
    {
      when: "a function before the origin",
      props: at("cacheBehaviors.0.lambdaFunctionAssociations", [{ eventType: "origin-request", lambdaFunctionArn: UNKNOWN_STRING }]),
      expect: [/has Lambda@Edge on origin events in behaviour \/out/],
    },
    {
      when: "a function before the viewer",
      props: at("cacheBehaviors.0.lambdaFunctionAssociations", [{ eventType: "viewer-request" }]),
      expect: [],
    },
    {
      when: "an event that is not known yet",
      props: at("cacheBehaviors.0.lambdaFunctionAssociations", [{ eventType: UNKNOWN_STRING }]),
      expect: [/Use viewer events/],
    },
    {
      when: "a choice that is not known yet",
      props: at("originGroups.items.0.selectionCriteria", UNKNOWN_STRING),
      expect: [/selectionCriteria of origin group "main" that is unknown/],
    },
    {
      when: "anything where origins only fail over",
      props: changed(at("originGroups.items.0.selectionCriteria", "default"), "distributionConfig.cacheBehaviors.0.pathPattern", "/out/*"),
      expect: [],
    },
  ],
});
