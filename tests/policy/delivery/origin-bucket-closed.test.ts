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
    { when: "a policy that is not known yet, which another rule refuses", props: { policyDocument: UNKNOWN_OBJECT }, expect: [] },
  ],
});
