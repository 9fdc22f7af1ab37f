import { typesUnderPolicy } from "../../../policy/rules/encryption/types-under-policy.ts";
import { TYPES } from "../fixtures.ts";
import { check, describeRule } from "../harness.ts";
import assert from "node:assert/strict";

/** The rule refuses types outright, so what passes it is a resource of any other type: see "does not apply". */
describeRule(typesUnderPolicy, {
  rows: "S4",
  elsewhere: TYPES.topic,
  compliant: { type: "aws-native:sns:Topic", config: { exempt: { subject: "no bridged class has this property" } } },
  cases: [
    { when: "a topic of the native provider", type: "aws-native:sns:Topic", props: {}, expect: [/^Topic "subject" .*Use aws.sns.Topic/] },
    { when: "a resource of any type", type: "aws:cloudcontrol/resource:Resource", props: {}, expect: [/Use the resource's own class/] },
    {
      when: "an endpoint of MediaPackage v1",
      type: "aws-native:mediapackage:OriginEndpoint",
      props: {},
      expect: [/Use aws-native.mediapackagev2/],
    },
  ],
});

describe("policy types-under-policy and its neighbours", () => {
  it("[S4] leaves the native types alone that other rules read", async () => {
    const found = await check(typesUnderPolicy, {}, { type: TYPES.nativeDistribution });
    assert.equal(found.notApplicable, true);
  });
});
