import { serviceTrustNarrow } from "../../../policy/rules/governance/service-trust-narrow.ts";
import { policy, TYPES } from "../fixtures.ts";
import type { Props } from "../harness.ts";
import { describeRule, UNKNOWN_OBJECT, UNKNOWN_STRING } from "../harness.ts";

const trust = (principal: unknown, condition?: Props, key = "Principal"): Props => ({
  assumeRolePolicy: JSON.stringify(
    policy({
      Sid: "it",
      Effect: "Allow",
      [key]: principal,
      Action: "sts:AssumeRole",
      ...(condition === undefined ? {} : { Condition: condition }),
    }),
  ),
});
const MEDIALIVE = { Service: "medialive.amazonaws.com" };
const open = /lets "medialive.amazonaws.com" take it for anybody in statement "it". Add a condition on aws:SourceAccount/;

describeRule(serviceTrustNarrow, {
  rows: "S4",
  elsewhere: TYPES.topic,
  compliant: { type: TYPES.role, props: trust(MEDIALIVE, { StringEquals: { "AWS:SourceAccount": "123456789012" } }) },
  cases: [
    { when: "a service without a condition", props: trust(MEDIALIVE), expect: [open] },
    { when: "a condition that names anybody", props: trust(MEDIALIVE, { StringLike: { "aws:SourceAccount": "*" } }), expect: [open] },
    { when: "a condition on something else", props: trust(MEDIALIVE, { Bool: { "aws:SecureTransport": "true" } }), expect: [open] },
    {
      when: "the resource it acts for",
      props: trust(MEDIALIVE, { ArnLike: { "aws:SourceArn": "arn:aws:medialive:us-east-1:1:*" } }),
      expect: [],
    },
    { when: "a service that sends no source", props: trust({ Service: "ec2.amazonaws.com" }), expect: [] },
    {
      when: "another service that the settings pass over",
      props: trust(MEDIALIVE),
      config: { withoutSource: ["medialive.amazonaws.com"] },
      expect: [],
    },
    { when: "everyone", props: trust("*"), expect: [/lets everyone take it in statement "it". Name the principals/] },
    { when: "all but some", props: trust({ AWS: "123456789012" }, undefined, "NotPrincipal"), expect: [/uses NotPrincipal/] },
    { when: "an account", props: trust({ AWS: "arn:aws:iam::123456789012:root" }), expect: [] },
    { when: "a trust that is not known yet", props: { assumeRolePolicy: UNKNOWN_STRING }, expect: [/unknown before the deployment/] },
    {
      when: "principals that are not known yet",
      props: { assumeRolePolicy: policy({ Effect: "Allow", Principal: UNKNOWN_OBJECT, Action: "sts:AssumeRole" }) },
      expect: [/principal in statement 1 that is unknown/],
    },
    {
      when: "a source that is not known yet",
      props: {
        assumeRolePolicy: policy({ Effect: "Allow", Principal: MEDIALIVE, Condition: { ArnEquals: { "aws:SourceArn": UNKNOWN_STRING } } }),
      },
      expect: [],
    },
  ],
});
