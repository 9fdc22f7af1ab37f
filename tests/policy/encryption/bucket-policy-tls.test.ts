import { bucketPolicyTls } from "../../../policy/rules/encryption/bucket-policy-tls.ts";
import { policy, TYPES } from "../fixtures.ts";
import type { Props } from "../harness.ts";
import { describeRule, UNKNOWN_OBJECT, UNKNOWN_STRING } from "../harness.ts";

const deny = {
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: ["arn:aws:s3:::onair", "arn:aws:s3:::onair/*"],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};
const json = (statement: Props): Props => ({ bucket: "onair", policy: JSON.stringify(policy(statement)) });
const open = /lets requests in without TLS.*Add a Deny/;

describeRule(bucketPolicyTls, {
  rows: "S4 O4",
  elsewhere: TYPES.bucket,
  compliant: { type: TYPES.bucketPolicy, props: json(deny) },
  cases: [
    { when: "the native document", type: TYPES.nativeBucketPolicy, props: { policyDocument: policy(deny) }, expect: [] },
    {
      when: "a native document without a denial",
      type: TYPES.nativeBucketPolicy,
      props: { policyDocument: policy({ ...deny, Effect: "Allow" }) },
      expect: [open],
    },
    {
      when: "a native document that is not known yet",
      type: TYPES.nativeBucketPolicy,
      props: { policyDocument: UNKNOWN_OBJECT },
      expect: [/unknown before the deployment/],
    },
    { when: "the document as an object", props: { policy: policy(deny) }, expect: [] },
    { when: "a principal written { AWS: * }", props: json({ ...deny, Principal: { AWS: "*" } }), expect: [] },
    { when: "ARNs that are not known yet", props: { policy: policy({ ...deny, Resource: [UNKNOWN_STRING, UNKNOWN_STRING] }) }, expect: [] },
    { when: "an Allow in its place", props: json({ ...deny, Effect: "Allow" }), expect: [open] },
    { when: "a denial of one principal", props: json({ ...deny, Principal: { AWS: "arn:aws:iam::1:root" } }), expect: [open] },
    { when: "a denial of reads only", props: json({ ...deny, Action: "s3:GetObject" }), expect: [open] },
    {
      when: "the condition turned round",
      props: json({ ...deny, Condition: { Bool: { "aws:SecureTransport": "true" } } }),
      expect: [open],
    },
    { when: "everyone beside one account", props: json({ ...deny, Principal: { AWS: ["*", "arn:aws:iam::1:root"] } }), expect: [] },
    {
      when: "a condition for either",
      props: json({ ...deny, Condition: { Bool: { "aws:SecureTransport": ["false", "true"] } } }),
      expect: [open],
    },
    {
      when: "a condition on something else",
      props: json({ ...deny, Condition: { Bool: { "aws:ViaAWSService": "false" } } }),
      expect: [open],
    },
    { when: "no condition", props: json({ ...deny, Condition: {} }), expect: [open] },
    {
      when: "a second condition that narrows the denial",
      props: json({ ...deny, Condition: { ...deny.Condition, StringEquals: { "aws:PrincipalAccount": "1" } } }),
      expect: [open],
    },
    {
      when: "objects without their bucket",
      props: json({ ...deny, Resource: "arn:aws:s3:::onair/*" }),
      expect: [/only a part.*Name both/],
    },
    { when: "a bucket without its objects", props: json({ ...deny, Resource: "arn:aws:s3:::onair" }), expect: [/only a part.*Name both/] },
    { when: "one ARN that is not known yet", props: { policy: policy({ ...deny, Resource: UNKNOWN_STRING }) }, expect: [/only a part/] },
    {
      when: "a policy that is not known yet",
      props: { policy: UNKNOWN_STRING },
      expect: [/unknown before the deployment.*literal document/],
    },
    { when: "a policy that is no JSON", props: { policy: "allow all" }, expect: [/not a JSON document/] },
    { when: "a policy without statements", props: { policy: policy() }, expect: [/without a Statement/] },
    {
      when: "a statement that is not known yet",
      props: { policy: { Statement: [UNKNOWN_OBJECT] } },
      expect: [/a statement that is unknown/],
    },
  ],
});
