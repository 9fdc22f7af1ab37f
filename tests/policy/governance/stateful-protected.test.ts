import { statefulProtected } from "../../../policy/rules/governance/stateful-protected.ts";
import { CHANNEL, TEMPLATE, templateStack, TYPES } from "../fixtures.ts";
import { describeRule, UNKNOWN_STRING } from "../harness.ts";

describeRule(statefulProtected, {
  rows: "S4",
  elsewhere: TYPES.topic,
  compliant: { type: TYPES.channel, protect: true, props: CHANNEL },
  cases: [
    { when: "a channel that anybody may delete", protect: false, expect: [/it goes off air. Set the option protect: true/] },
    { when: "an input", type: TYPES.input, protect: false, expect: [/encoders hold its addresses/] },
    {
      when: "a template with a channel",
      type: TYPES.cloudFormation,
      protect: false,
      props: templateStack(TEMPLATE),
      expect: [/goes off air/],
    },
    { when: "a distribution", type: TYPES.nativeDistribution, protect: false, props: {}, expect: [/viewers hold its address/] },
    { when: "a packaging group", type: "aws-native:mediapackagev2:ChannelGroup", protect: false, expect: [/host name/] },
    { when: "a zone", type: "aws:route53/zone:Zone", protect: false, expect: [/name servers/] },
    { when: "properties that are not known yet", protect: false, props: { name: UNKNOWN_STRING }, expect: [/protect: true/] },
    { when: "a protected table", type: TYPES.table, props: {}, expect: [] },
  ],
});
