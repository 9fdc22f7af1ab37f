import { pushInputGuarded } from "../../../policy/rules/delivery/push-input-guarded.ts";
import { templateStack, TYPES } from "../fixtures.ts";
import { describeRule, UNKNOWN_LIST, UNKNOWN_STRING } from "../harness.ts";

const bare = /of type "RTMP_PUSH" has no input security group. Set inputSecurityGroups/;

describeRule(pushInputGuarded, {
  rows: "S4 L1 L2",
  elsewhere: TYPES.channel,
  compliant: { type: TYPES.input, props: { type: "RTMP_PUSH", inputSecurityGroups: [UNKNOWN_STRING] } },
  cases: [
    { when: "RTMP push without a group", props: { type: "RTMP_PUSH", name: UNKNOWN_STRING }, expect: [bare] },
    { when: "RTP push with an empty list", props: { type: "RTP_PUSH", inputSecurityGroups: [] }, expect: [/has no input security group/] },
    { when: "groups that are not known yet", props: { type: "RTMP_PUSH", inputSecurityGroups: UNKNOWN_LIST }, expect: [bare] },
    { when: "a type that is not known yet, without a group", props: { type: UNKNOWN_STRING }, expect: [/has no input security group/] },
    { when: "an input inside a VPC", props: { type: "RTMP_PUSH", vpc: { subnetIds: [UNKNOWN_STRING] } }, expect: [] },
    { when: "an input that pulls", props: { type: "MP4_FILE" }, expect: [] },
    {
      when: "an SRT listener inside a template without a group",
      type: TYPES.cloudFormation,
      props: templateStack({ Resources: { Feed: { Type: "AWS::MediaLive::Input", Properties: { Type: "SRT_LISTENER" } } } }),
      expect: [/\(template resource Feed\) of type "SRT_LISTENER" has no input security group/],
    },
    {
      when: "an input on premises inside a template",
      type: TYPES.cloudFormation,
      props: templateStack({
        Resources: { Feed: { Type: "AWS::MediaLive::Input", Properties: { Type: "RTP_PUSH", InputNetworkLocation: "ON_PREMISES" } } },
      }),
      expect: [],
    },
  ],
});
