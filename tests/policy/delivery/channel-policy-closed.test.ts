import { channelPolicyClosed } from "../../../policy/rules/delivery/channel-policy-closed.ts";
import { ACCOUNT, policy } from "../fixtures.ts";
import type { Props } from "../harness.ts";
import { describeRule, UNKNOWN_OBJECT, UNKNOWN_STRING } from "../harness.ts";

const good = {
  Sid: "encoder",
  Effect: "Allow",
  Principal: { AWS: UNKNOWN_STRING },
  Action: "mediapackagev2:PutObject",
  Resource: `arn:aws:mediapackagev2:us-east-1:${ACCOUNT}:channelGroup/main/channel/news`,
};
const props = (statement: Props): Props => ({ channelGroupName: "main", channelName: "news", policy: policy(statement) });
const anybody = /lets anybody send in statement "encoder". Name the ARN of the encoder's role/;

describeRule(channelPolicyClosed, {
  rows: "S4 L7",
  elsewhere: "aws-native:mediapackagev2:Channel",
  compliant: { type: "aws-native:mediapackagev2:ChannelPolicy", props: props(good) },
  cases: [
    { when: "a role that is known", props: props({ ...good, Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/encoder` } }), expect: [] },
    { when: "everyone", props: props({ ...good, Principal: "*" }), expect: [anybody] },
    { when: "every account", props: props({ ...good, Principal: { AWS: "*" } }), expect: [anybody] },
    { when: "every account beside a role", props: props({ ...good, Principal: { AWS: [UNKNOWN_STRING, "*"] } }), expect: [anybody] },
    {
      when: "a wildcard beside a channel",
      props: props({ ...good, Resource: [good.Resource, "*"] }),
      expect: [/resource with a wildcard/],
    },
    { when: "a pattern of roles", props: props({ ...good, Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/*` } }), expect: [anybody] },
    { when: "a principal that is not known yet", props: props({ ...good, Principal: UNKNOWN_OBJECT }), expect: [anybody] },
    { when: "no principal", props: props({ ...good, Principal: undefined }), expect: [anybody] },
    { when: "every action", props: props({ ...good, Action: "*" }), expect: [/allows "\*".*Allow only mediapackagev2:PutObject/] },
    { when: "no action", props: props({ ...good, Action: undefined }), expect: [/allows no action/] },
    {
      when: "all actions but one",
      props: props({ ...good, Action: undefined, NotAction: "x" }),
      expect: [/allows no action/, /uses NotAction.*Name what/],
    },
    { when: "a wildcard resource", props: props({ ...good, Resource: "*" }), expect: [/resource with a wildcard.*Name the one channel/] },
    { when: "a policy that is not known yet", props: { policy: UNKNOWN_OBJECT }, expect: [/literal document/] },
  ],
});
