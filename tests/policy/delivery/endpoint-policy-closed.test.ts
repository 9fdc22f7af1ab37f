import { endpointPolicyClosed } from "../../../policy/rules/delivery/endpoint-policy-closed.ts";
import { ACCOUNT, policy } from "../fixtures.ts";
import type { Props } from "../harness.ts";
import { describeRule, UNKNOWN_OBJECT, UNKNOWN_STRING } from "../harness.ts";

const endpoint = `arn:aws:mediapackagev2:us-east-1:${ACCOUNT}:channelGroup/main/channel/news/originEndpoint/live`;
const distribution = `arn:aws:cloudfront::${ACCOUNT}:distribution/E2EXAMPLE`;
const playback = {
  Sid: "edge",
  Effect: "Allow",
  Principal: { Service: "cloudfront.amazonaws.com" },
  Action: ["mediapackagev2:GetObject", "mediapackagev2:GetHeadObject"],
  Resource: endpoint,
  Condition: { StringEquals: { "AWS:SourceArn": distribution } },
};
const harvest = {
  Effect: "Allow",
  Principal: { Service: "mediapackagev2.amazonaws.com" },
  Action: ["mediapackagev2:HarvestObject", "mediapackagev2:GetObject"],
  Resource: endpoint,
  Condition: { StringEquals: { "AWS:SourceAccount": ACCOUNT } },
};
const props = (...statements: readonly Props[]): Props => ({
  channelGroupName: "main",
  channelName: "news",
  policy: policy(...statements),
});
const source = (value: unknown): Props => ({ ...playback, Condition: { StringEquals: { "AWS:SourceArn": value } } });
const stranger = /admits .* in statement "edge". Admit only Service cloudfront.amazonaws.com/;
const anyDistribution = /admits the distributions of any account.*Add StringEquals AWS:SourceArn/;

describeRule(endpointPolicyClosed, {
  rows: "S4 E5",
  elsewhere: "aws-native:mediapackagev2:OriginEndpoint",
  compliant: { type: "aws-native:mediapackagev2:OriginEndpointPolicy", props: props(source(UNKNOWN_STRING)) },
  cases: [
    { when: "a distribution that is known", props: props(playback), expect: [] },
    { when: "the policy as JSON", props: { policy: JSON.stringify(policy(playback)) }, expect: [] },
    {
      when: "the condition's key in other letters",
      props: props({ ...playback, Condition: { ArnEquals: { "aws:sourcearn": distribution } } }),
      expect: [],
    },
    { when: "everyone", props: props({ ...playback, Principal: "*" }), expect: [stranger] },
    { when: "every account", props: props({ ...playback, Principal: { AWS: "*" } }), expect: [stranger] },
    {
      when: "an account beside CloudFront",
      props: props({ ...playback, Principal: { Service: "cloudfront.amazonaws.com", AWS: `arn:aws:iam::${ACCOUNT}:root` } }),
      expect: [stranger],
    },
    { when: "a service that is not known yet", props: props({ ...playback, Principal: { Service: UNKNOWN_STRING } }), expect: [stranger] },
    { when: "no principal", props: props({ ...playback, Principal: undefined }), expect: [/admits nobody by name/] },
    {
      when: "every action",
      props: props({ ...playback, Action: "mediapackagev2:*" }),
      expect: [/allows "mediapackagev2:\*".*Allow only mediapackagev2:GetObject and/],
    },
    { when: "an action that is not known yet", props: props({ ...playback, Action: [UNKNOWN_STRING] }), expect: [/Allow only/] },
    { when: "no action", props: props({ ...playback, Action: [] }), expect: [/allows no action/] },
    { when: "no condition", props: props({ ...playback, Condition: undefined }), expect: [anyDistribution] },
    {
      when: "a condition on the account only",
      props: props({ ...playback, Condition: { StringEquals: { "AWS:SourceAccount": ACCOUNT } } }),
      expect: [anyDistribution],
    },
    {
      when: "a pattern of distributions",
      props: props({ ...playback, Condition: { StringLike: { "AWS:SourceArn": `arn:aws:cloudfront::${ACCOUNT}:distribution/*` } } }),
      expect: [anyDistribution],
    },
    {
      when: "a wildcard in place of a distribution",
      props: props(source("arn:aws:cloudfront::*:distribution/E2EXAMPLE")),
      expect: [anyDistribution],
    },
    {
      when: "a condition that holds without a source",
      props: props({ ...playback, Condition: { StringEqualsIfExists: { "AWS:SourceArn": distribution } } }),
      expect: [anyDistribution],
    },
    { when: "a condition that is not known yet", props: props({ ...playback, Condition: UNKNOWN_OBJECT }), expect: [anyDistribution] },
    {
      when: "a wildcard beside the endpoint",
      props: props({ ...playback, Resource: [endpoint, "*"] }),
      expect: [/resource with a wildcard/],
    },
    {
      when: "a wildcard beside a distribution",
      props: props(source([distribution, "arn:aws:cloudfront::1:distribution/*"])),
      expect: [anyDistribution],
    },
    { when: "two distributions", props: props(source([distribution, UNKNOWN_STRING])), expect: [] },
    {
      when: "a wildcard resource",
      props: props({ ...playback, Resource: "*" }),
      expect: [/resource with a wildcard.*Name the one endpoint/],
    },
    {
      when: "all principals but one",
      props: props({ ...playback, Principal: undefined, NotPrincipal: { AWS: "x" } }),
      expect: [/admits nobody by name/, /uses NotPrincipal.*Name what is admitted/],
    },
    { when: "an open statement beside a closed one", props: props(playback, { ...playback, Principal: "*" }), expect: [stranger] },
    { when: "a denial of everyone", props: props(playback, { ...playback, Effect: "Deny", Principal: "*", Action: "*" }), expect: [] },
    { when: "harvest jobs of the account", props: props(playback, harvest), expect: [] },
    {
      when: "harvest jobs of an account that is not known yet",
      props: props({ ...harvest, Condition: { StringEquals: { "AWS:SourceAccount": UNKNOWN_STRING } } }),
      expect: [],
    },
    {
      when: "harvest jobs of any account",
      props: props({ ...harvest, Condition: undefined }),
      expect: [/harvest jobs of any account.*Add StringEquals AWS:SourceAccount/],
    },
    {
      when: "harvest jobs with a pattern of accounts",
      props: props({ ...harvest, Condition: { StringEquals: { "AWS:SourceAccount": "*" } } }),
      expect: [/harvest jobs of any account/],
    },
    {
      when: "harvest jobs of this and any account",
      props: props({ ...harvest, Condition: { StringEquals: { "AWS:SourceAccount": [ACCOUNT, "*"] } } }),
      expect: [/harvest jobs of any account/],
    },
    {
      when: "playback and harvest in one statement",
      props: props({ ...playback, Principal: { Service: ["cloudfront.amazonaws.com", "mediapackagev2.amazonaws.com"] } }),
      expect: [stranger],
    },
    {
      when: "harvest jobs that may do more",
      props: props({ ...harvest, Action: ["mediapackagev2:PutObject"] }),
      expect: [/Allow only mediapackagev2:HarvestObject/],
    },
    {
      when: "a policy that is not known yet",
      props: { policy: UNKNOWN_OBJECT },
      expect: [/unknown before the deployment.*literal document/],
    },
    { when: "JSON that is not known yet", props: { policy: UNKNOWN_STRING }, expect: [/literal document/] },
  ],
});
