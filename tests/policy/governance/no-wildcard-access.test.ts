import { noWildcardAccess } from "../../../policy/rules/governance/no-wildcard-access.ts";
import { policy, TYPES } from "../fixtures.ts";
import type { Props } from "../harness.ts";
import { describeRule, UNKNOWN_LIST, UNKNOWN_STRING } from "../harness.ts";

const ARN = "arn:aws:sns:us-east-1:123456789012:alerts";
const allow = (statement: Props): Props => ({ policy: JSON.stringify(policy({ Sid: "it", Effect: "Allow", ...statement })) });
const onKeys = (condition: Props): Props =>
  allow({ Action: "kms:Decrypt", Resource: "arn:aws:kms:us-east-1:123456789012:key/*", Condition: condition });
const whole = /allows "kms:Decrypt" on "arn:aws:kms:us-east-1:123456789012:key\/\*" in statement "it"/;

describeRule(noWildcardAccess, {
  rows: "S4",
  elsewhere: TYPES.topic,
  compliant: { type: TYPES.rolePolicy, props: allow({ Action: ["sns:Publish", "kms:GenerateDataKey*"], Resource: ARN }) },
  cases: [
    {
      when: "every action on everything",
      props: allow({ Action: "*", Resource: "*" }),
      expect: [/allows "\*" in statement "it". Name the actions/, /on "\*" in statement "it". Name the resources/],
    },
    { when: "every action of a service", props: allow({ Action: "sns:*", Resource: ARN }), expect: [/allows "sns:\*"/] },
    { when: "a family of actions", props: allow({ Action: "s3:Get*", Resource: "arn:aws:s3:::a/b" }), expect: [/allows "s3:Get\*"/] },
    { when: "every resource", props: allow({ Action: "sns:Publish", Resource: "*" }), expect: [/on "\*"/] },
    { when: "every resource of a kind", props: onKeys({}), expect: [whole] },
    { when: "every bucket", props: allow({ Action: "s3:GetObject", Resource: "arn:aws:s3:::*" }), expect: [/arn:aws:s3:::\*/] },
    {
      when: "any account",
      props: allow({ Action: "sns:Publish", Resource: "arn:aws:sns:us-east-1:*:alerts" }),
      expect: [/on "arn:aws:sns:us-east-1:\*:alerts"/],
    },
    {
      when: "all but some",
      props: allow({ NotAction: "iam:*", NotResource: ARN }),
      expect: [/NotAction, NotResource.*Name what is allowed/],
    },
    {
      when: "a part of what is named",
      props: allow({ Action: "s3:GetObject", Resource: ["arn:aws:s3:::bucket/*", `${ARN}-*`] }),
      expect: [],
    },
    {
      when: "a flow by its name, behind an id that AWS makes up",
      props: allow({ Action: "mediaconnect:StartFlow", Resource: "arn:aws:mediaconnect:us-east-1:123456789012:flow:*:news-a" }),
      expect: [],
    },
    {
      when: "every flow",
      props: allow({ Action: "mediaconnect:StartFlow", Resource: "arn:aws:mediaconnect:us-east-1:123456789012:flow:*:*" }),
      expect: [/on "arn:aws:mediaconnect:us-east-1:123456789012:flow:\*:\*"/],
    },
    {
      when: "a wildcard that a condition narrows",
      props: onKeys({ "ForAnyValue:StringEquals": { "kms:ResourceAliases": "alias/onair" } }),
      expect: [],
    },
    {
      when: "a condition that narrows nothing",
      props: onKeys({ "ForAnyValue:StringLike": { "kms:ResourceAliases": "*" } }),
      expect: [whole],
    },
    {
      when: "a condition on something else",
      props: onKeys({ StringEquals: { "kms:ViaService": "s3.us-east-1.amazonaws.com" } }),
      expect: [whole],
    },
    { when: "an action that takes no resource", props: allow({ Action: "logs:DescribeLogGroups", Resource: "*" }), expect: [] },
    {
      when: "another action beside it",
      props: allow({ Action: ["logs:DescribeLogGroups", "sns:Publish"], Resource: "*" }),
      expect: [/on "\*"/],
    },
    {
      when: "what the action is about to make",
      props: allow({
        Action: "ec2:CreateNetworkInterface",
        Resource: ["arn:aws:ec2:us-east-1:123456789012:subnet/subnet-1", "arn:aws:ec2:us-east-1:123456789012:network-interface/*"],
      }),
      expect: [],
    },
    {
      when: "all that were ever made",
      props: allow({ Action: "ec2:DeleteNetworkInterface", Resource: "arn:aws:ec2:us-east-1:123456789012:network-interface/*" }),
      expect: [/on "arn:aws:ec2:us-east-1:123456789012:network-interface\/\*"/],
    },
    {
      when: "what AWS keeps outside the account",
      props: allow({ Action: "s3:PutObject", Resource: "*", Condition: { StringNotEquals: { "aws:ResourceAccount": "123456789012" } } }),
      expect: [],
    },
    { when: "a refusal", props: { policy: policy({ Effect: "Deny", Action: "*", Resource: "*" }) }, expect: [] },
    {
      when: "a policy that is not known yet",
      props: { policy: UNKNOWN_STRING },
      expect: [/unknown before the deployment.*Write it as a literal/],
    },
    {
      when: "an action that is not known yet",
      props: { policy: policy({ Sid: "it", Effect: "Allow", Action: [UNKNOWN_STRING], Resource: ARN }) },
      expect: [/Write it literally/],
    },
    {
      when: "a resource that is not known yet",
      props: { policy: policy({ Effect: "Allow", Action: "sns:Publish", Resource: UNKNOWN_STRING }) },
      expect: [],
    },
    {
      when: "a wide policy inside a role",
      type: TYPES.role,
      props: { inlinePolicies: [{ name: "a", ...allow({ Action: "*", Resource: ARN }) }] },
      expect: [/allows "\*"/],
    },
    { when: "a role without policies inside", type: TYPES.role, props: { assumeRolePolicy: "{}" }, expect: [] },
    {
      when: "policies inside a role that are not known yet",
      type: TYPES.role,
      props: { inlinePolicies: UNKNOWN_LIST },
      expect: [/unknown before/],
    },
  ],
});
