import { mediaAccessControlType } from "../../../policy/rules/delivery/media-access-control-type.ts";
import { DISTRIBUTION, NATIVE_DISTRIBUTION, replaced, TYPES } from "../fixtures.ts";
import { changed, describeRule, resource } from "../harness.ts";

const stack = [
  resource(TYPES.originAccessControl, "control", { originAccessControlOriginType: "mediapackagev2" }),
  resource(TYPES.distribution, "edge", DISTRIBUTION, { origins: ["control"] }),
];
const wrong = /signs for "s3" in front of MediaPackage. Use an access control of type "mediapackagev2"/;

describeRule(mediaAccessControlType, {
  rows: "S4 E5",
  elsewhere: TYPES.originAccessControl,
  compliant: { type: TYPES.distribution, stack },
  cases: [
    { when: "an access control for S3", stack: replaced(stack, "control", { originAccessControlOriginType: "s3" }), expect: [wrong] },
    {
      when: "a native distribution and access control for S3",
      stack: [
        resource("aws-native:cloudfront:OriginAccessControl", "control", {
          originAccessControlConfig: { originAccessControlOriginType: "s3" },
        }),
        resource(TYPES.nativeDistribution, "edge", NATIVE_DISTRIBUTION, { distributionConfig: ["control"] }),
      ],
      expect: [wrong],
    },
    {
      when: "an access control for S3 where no media is",
      stack: [
        resource(TYPES.originAccessControl, "control", { originAccessControlOriginType: "s3" }),
        resource(TYPES.distribution, "edge", changed(DISTRIBUTION, "origins", [DISTRIBUTION.origins[2]]), { origins: ["control"] }),
      ],
      expect: [],
    },
    { when: "an access control brought along", stack: replaced(stack, "edge", DISTRIBUTION, {}), expect: [] },
  ],
});
