import { originBucketClosed } from "../../../policy/rules/delivery/origin-bucket-closed.ts";
import { ACCOUNT, policy, TYPES } from "../fixtures.ts";
import type { Props } from "../harness.ts";
import { describeRule, UNKNOWN_OBJECT, UNKNOWN_STRING } from "../harness.ts";

const distribution = `arn:aws:cloudfront::${ACCOUNT}:distribution/E2EXAMPLE`;
const viewers = {
  Sid: "viewers",
  Effect: "Allow",
  Principal: { Service: "cloudfront.amazonaws.com" },
  Action: "s3:GetObject",
  Resource: "arn:aws:s3:::player/player/*",
  Condition: { StringEquals: { "AWS:SourceArn": distribution } },
};
const delivery = { Effect: "Allow", Principal: { Service: "delivery.logs.amazonaws.com" }, Action: "s3:PutObject", Resource: "*" };
const props = (...statements: readonly Props[]): Props => ({ bucket: "player", policyDocument: policy(...statements) });
const source = (value: unknown): Props => ({ ...viewers, Condition: { StringEquals: { "AWS:SourceArn": value } } });
const by = (principal: unknown, from: string): Props => ({
  ...viewers,
  Principal: principal,
  Condition: { StringEquals: { "AWS:SourceArn": from } },
});
const identity = { AWS: "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1EXAMPLE" };
const anIdentity = /lets an origin access identity in by statement "viewers", which is tied to no one distribution/;
const anyDistribution = /lets the distributions of anybody read the bucket in statement "viewers".*Add StringEquals AWS:SourceArn/;

describeRule(originBucketClosed, {
  rows: "S4 E8",
  elsewhere: TYPES.bucket,
  compliant: { type: TYPES.nativeBucketPolicy, props: props(source(UNKNOWN_STRING)) },
  cases: [
    { when: "a distribution that is known", props: props(viewers), expect: [] },
    { when: "the other provider's text", type: TYPES.bucketPolicy, props: { policy: JSON.stringify(policy(viewers)) }, expect: [] },
    { when: "services that are not CloudFront", props: props(delivery), expect: [] },
    { when: "a denial", props: props({ ...viewers, Effect: "Deny", Condition: undefined }), expect: [] },
    { when: "no condition", props: props({ ...viewers, Condition: undefined }), expect: [anyDistribution] },
    {
      when: "a condition on the account only",
      props: props({ ...viewers, Condition: { StringEquals: { "AWS:SourceAccount": ACCOUNT } } }),
      expect: [anyDistribution],
    },
    {
      when: "a pattern of distributions",
      props: props({ ...viewers, Condition: { ArnLike: { "AWS:SourceArn": `arn:aws:cloudfront::${ACCOUNT}:distribution/*` } } }),
      expect: [anyDistribution],
    },
    { when: "a wildcard in place of a distribution", props: props(source("*")), expect: [anyDistribution] },
    { when: "a distribution of any account", props: props(source("arn:aws:cloudfront::*:distribution/E2")), expect: [anyDistribution] },
    {
      when: "CloudFront writing",
      props: props({ ...viewers, Action: ["s3:GetObject", "s3:PutObject"] }),
      expect: [/allows CloudFront "s3:PutObject" in statement "viewers". Allow only s3:GetObject/],
    },
    { when: "CloudFront listing", props: props({ ...viewers, Action: ["s3:GetObject", "s3:ListBucket"] }), expect: [/"s3:ListBucket"/] },
    { when: "every action", props: props({ ...viewers, Action: "s3:*" }), expect: [/allows CloudFront "s3:\*"/] },
    { when: "an action that is not known yet", props: props({ ...viewers, Action: UNKNOWN_STRING }), expect: [/Allow only s3:GetObject/] },
    {
      when: "every service",
      props: props({ ...viewers, Principal: { Service: "*.amazonaws.com" }, Condition: undefined }),
      expect: [anyDistribution],
    },
    {
      when: "a service that is not known yet, without a source",
      props: props({ ...viewers, Principal: { Service: UNKNOWN_STRING }, Condition: undefined }),
      expect: [anyDistribution],
    },
    {
      when: "a principal that is not known yet, without a source",
      props: props({ ...viewers, Principal: UNKNOWN_OBJECT, Condition: undefined }),
      expect: [anyDistribution],
    },
    {
      when: "a service that is not known yet, from one distribution",
      props: props(by({ Service: UNKNOWN_STRING }, distribution)),
      expect: [],
    },
    ...["*", { AWS: "*" }].flatMap((anyone) =>
      [
        `arn:aws:cloudfront::${ACCOUNT}:distribution/*`,
        "arn:aws:cloudfront::*:distribution/*",
        "arn:aws-cn:cloudfront::*",
        "arn:*:distribution/E2EXAMPLE",
        "arn:aws:cl*",
        "arn:aws-*:cloudfront:*",
        "*",
        UNKNOWN_STRING,
      ].map((pattern) => ({
        when: `${JSON.stringify(anyone)} by way of ${pattern === UNKNOWN_STRING ? "a pattern that is not known yet" : pattern}`,
        props: props({ ...viewers, Principal: anyone, Condition: { StringLike: { "aws:SourceArn": pattern } } }),
        expect: [anyDistribution],
      })),
    ),
    {
      when: "anyone but those who come by way of a distribution",
      props: props({ ...viewers, Principal: "*", Condition: { StringNotEquals: { "AWS:SourceArn": distribution } } }),
      expect: [anyDistribution],
    },
    { when: "anyone by way of one distribution", props: props(by("*", distribution)), expect: [] },
    {
      when: "anyone by way of one distribution, writing",
      props: props({ ...by({ AWS: "*" }, distribution), Action: "s3:PutObject" }),
      expect: [/allows CloudFront "s3:PutObject"/],
    },
    { when: "anyone by way of a topic", props: props(by("*", `arn:aws:sns:us-east-1:${ACCOUNT}:topic`)), expect: [] },
    { when: "anyone by way of any topic", props: props(by("*", "arn:aws:sns:*")), expect: [] },
    {
      when: "anyone without a source, which another rule refuses",
      props: props({ ...viewers, Principal: "*", Condition: undefined }),
      expect: [],
    },
    { when: "an origin access identity", props: props({ ...viewers, Principal: identity, Condition: undefined }), expect: [anIdentity] },
    {
      when: "an origin access identity with a source, which it never sends",
      props: props(by(identity, distribution)),
      expect: [anIdentity],
    },
    {
      when: "an origin access identity that writes, beside anybody's distributions",
      props: props({ ...viewers, Principal: { ...viewers.Principal, ...identity }, Action: "s3:*", Condition: undefined }),
      expect: [anIdentity, /allows CloudFront "s3:\*"/, anyDistribution],
    },
    {
      when: "a role, which is not CloudFront",
      props: props({ ...viewers, Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/publisher` }, Condition: undefined }),
      expect: [],
    },
    { when: "a policy that is not known yet, which another rule refuses", props: { policyDocument: UNKNOWN_OBJECT }, expect: [] },
  ],
});
