import { viewersHttps } from "../../../policy/rules/delivery/viewers-https.ts";
import { DISTRIBUTION, NATIVE_DISTRIBUTION, TYPES } from "../fixtures.ts";
import { changed, describeRule, UNKNOWN_LIST, UNKNOWN_STRING } from "../harness.ts";

describeRule(viewersHttps, {
  rows: "S4 E1",
  elsewhere: TYPES.bucket,
  compliant: { type: TYPES.distribution, props: DISTRIBUTION },
  cases: [
    {
      when: "HTTP on a behaviour",
      props: changed(DISTRIBUTION, "orderedCacheBehaviors.1.viewerProtocolPolicy", "allow-all"),
      expect: [/"allow-all" on behaviour \/session\/\*. Set it to "https-only"/],
    },
    {
      when: "HTTP on the default behaviour",
      props: changed(DISTRIBUTION, "defaultCacheBehavior.viewerProtocolPolicy", "allow-all"),
      expect: [/on the default behaviour. Set it/],
    },
    {
      when: "a policy that is not known yet",
      props: changed(DISTRIBUTION, "defaultCacheBehavior.viewerProtocolPolicy", UNKNOWN_STRING),
      expect: [/unknown until it is deployed on the default/],
    },
    {
      when: "no policy",
      props: changed(DISTRIBUTION, "orderedCacheBehaviors.0.viewerProtocolPolicy", undefined),
      expect: [/nothing on behaviour \/out/],
    },
    {
      when: "behaviours that are not known yet",
      props: changed(DISTRIBUTION, "orderedCacheBehaviors", UNKNOWN_LIST),
      expect: [/has orderedCacheBehaviors that cannot be read/],
    },
    {
      when: "HTTP on a native behaviour",
      type: TYPES.nativeDistribution,
      props: changed(NATIVE_DISTRIBUTION, "distributionConfig.cacheBehaviors.0.viewerProtocolPolicy", "allow-all"),
      expect: [/"allow-all" on behaviour \/out/],
    },
  ],
});
