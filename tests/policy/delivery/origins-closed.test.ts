import { originsClosed } from "../../../policy/rules/delivery/origins-closed.ts";
import { DISTRIBUTION, NATIVE_DISTRIBUTION, TYPES } from "../fixtures.ts";
import { changed, describeRule, UNKNOWN_LIST, UNKNOWN_STRING } from "../harness.ts";

describeRule(originsClosed, {
  rows: "S4 E5",
  elsewhere: TYPES.bucket,
  compliant: { type: TYPES.distribution, props: DISTRIBUTION },
  cases: [
    {
      when: "a MediaPackage origin without access control",
      props: changed(DISTRIBUTION, "origins.0.originAccessControlId", undefined),
      expect: [/leaves origin "main-us-east-1" open.*Set originAccessControlId/],
    },
    {
      when: "a bucket without access control",
      props: changed(DISTRIBUTION, "origins.2.originAccessControlId", ""),
      expect: [/leaves origin "player" open/],
    },
    {
      when: "an origin that is not known yet without access control",
      props: changed(DISTRIBUTION, "origins.3.domainName", UNKNOWN_STRING),
      expect: [/leaves origin "session" open/],
    },
    {
      when: "a function URL without access control",
      props: changed(DISTRIBUTION, "origins.3.domainName", "abc.lambda-url.us-east-1.on.aws"),
      expect: [/leaves origin "session" open/],
    },
    {
      when: "MediaPackage v1",
      props: changed(DISTRIBUTION, "origins.0.domainName", "a.mediapackage.us-east-1.amazonaws.com"),
      expect: [/MediaPackage v1 behind origin.*Use a MediaPackage v2 endpoint/],
    },
    {
      when: "origins that are not known yet",
      props: changed(DISTRIBUTION, "origins", UNKNOWN_LIST),
      expect: [/has origins that cannot be read/],
    },
    {
      when: "a native origin without access control",
      type: TYPES.nativeDistribution,
      props: changed(NATIVE_DISTRIBUTION, "distributionConfig.origins.1.originAccessControlId", undefined),
      expect: [/leaves origin "main-eu-west-1" open/],
    },
  ],
});
