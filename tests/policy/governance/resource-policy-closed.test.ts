import { resourcePolicyClosed } from "../../../policy/rules/governance/resource-policy-closed.ts";
import { policy, TYPES } from "../fixtures.ts";
import type { Props } from "../harness.ts";
import { describeRule, UNKNOWN_OBJECT, UNKNOWN_STRING } from "../harness.ts";

const TOPIC_POLICY = "aws:sns/topicPolicy:TopicPolicy";
const allow = (statement: Props): Props => ({
  policy: JSON.stringify(policy({ Sid: "it", Effect: "Allow", Action: "sns:Publish", ...statement })),
});
const OWN = { StringEquals: { "aws:SourceAccount": "123456789012" } };

describeRule(resourcePolicyClosed, {
  rows: "S4",
  elsewhere: TYPES.key,
  compliant: { type: TOPIC_POLICY, props: allow({ Principal: { Service: "cloudwatch.amazonaws.com" }, Condition: OWN }) },
  cases: [
    { when: "everyone", props: allow({ Principal: "*" }), expect: [/lets everyone in, in statement "it". Name the principals/] },
    {
      when: "everyone to a bucket, in a native document",
      type: TYPES.nativeBucketPolicy,
      props: { policyDocument: policy({ Sid: "it", Effect: "Allow", Action: "s3:GetObject", Principal: "*" }) },
      expect: [/lets everyone in, in statement "it"/],
    },
    {
      when: "others ruling a bucket, in a native document",
      type: TYPES.nativeBucketPolicy,
      props: { policyDocument: policy({ Sid: "it", Effect: "Allow", Action: "s3:*", Principal: { AWS: "arn:aws:iam::1:root" } }) },
      expect: [/lets others rule the bucket/],
    },
    { when: "everyone in any account", props: allow({ Principal: { AWS: "*" } }), expect: [/lets everyone in/] },
    { when: "everyone of one account", props: allow({ Principal: "*", Condition: OWN }), expect: [] },
    {
      when: "everyone of any organization",
      props: allow({ Principal: "*", Condition: { StringLike: { "aws:PrincipalOrgID": "*" } } }),
      expect: [/everyone/],
    },
    { when: "all but some", props: allow({ NotPrincipal: { AWS: "123456789012" } }), expect: [/uses NotPrincipal/] },
    { when: "a refusal for everyone", props: { policy: policy({ Effect: "Deny", Principal: "*", Action: "sns:*" }) }, expect: [] },
    { when: "a topic without a policy", type: TYPES.topic, props: {}, expect: [] },
    {
      when: "a queue open to all",
      type: TYPES.queue,
      props: allow({ Principal: "*", Action: "sqs:SendMessage" }),
      expect: [/lets everyone in/],
    },
    {
      when: "another account that rules a bucket",
      type: TYPES.bucketPolicy,
      props: allow({ Principal: { AWS: "arn:aws:iam::210987654321:root" }, Action: "s3:*" }),
      expect: [/lets others rule the bucket \(s3:DeleteBucketPolicy, .*\) in statement "it"/],
    },
    {
      when: "another account that reads a bucket",
      type: TYPES.bucketPolicy,
      props: allow({ Principal: { AWS: "arn:aws:iam::210987654321:root" }, Action: "s3:GetObject" }),
      expect: [],
    },
    { when: "a policy that is not known yet", props: { policy: UNKNOWN_STRING }, expect: [/unknown before the deployment/] },
    { when: "no policy where there must be one", props: {}, expect: [/not a JSON document/] },
    {
      when: "principals that are not known yet",
      props: { policy: policy({ Sid: "it", Effect: "Allow", Principal: UNKNOWN_OBJECT }) },
      expect: [/principal in statement "it" that is unknown/],
    },
  ],
});
