import { qualityReadable } from "../../../policy/rules/redundancy/quality-readable.ts";
import { NATIVE_DISTRIBUTION, policy, replaced, TYPES } from "../fixtures.ts";
import { changed, describeRule, resource, UNKNOWN_STRING } from "../harness.ts";

const read = (...actions: readonly string[]) => ({
  policy: policy({ Effect: "Allow", Principal: { Service: "cloudfront.amazonaws.com" }, Action: actions, Resource: UNKNOWN_STRING }),
});
const stack = [
  resource(TYPES.nativeDistribution, "edge", NATIVE_DISTRIBUTION),
  resource(TYPES.endpointPolicy, "live", read("mediapackagev2:GetObject", "mediapackagev2:GetHeadObject")),
];

describeRule(qualityReadable, {
  rows: "S4 E3",
  elsewhere: TYPES.topic,
  compliant: { type: TYPES.nativeDistribution, stack },
  cases: [
    {
      when: "an endpoint that answers GET only",
      stack: replaced(stack, "live", read("mediapackagev2:GetObject")),
      expect: [/^OriginEndpointPolicy "live" does not let CloudFront compare media quality. Allow mediapackagev2:GetHeadObject/],
    },
    { when: "a policy that is not known yet", stack: replaced(stack, "live", { policy: UNKNOWN_STRING }), expect: [/"live" does not let/] },
    {
      when: "GET only where origins only fail over",
      stack: [
        resource(
          TYPES.nativeDistribution,
          "edge",
          changed(NATIVE_DISTRIBUTION, "distributionConfig.originGroups.items.0.selectionCriteria", "default"),
        ),
        resource(TYPES.endpointPolicy, "live", read("mediapackagev2:GetObject")),
      ],
      expect: [],
    },
  ],
});
