import { inputSecurityGroupNarrow } from "../../../policy/rules/delivery/input-security-group-narrow.ts";
import { templateStack, TYPES } from "../fixtures.ts";
import type { Props } from "../harness.ts";
import { describeRule, UNKNOWN_LIST, UNKNOWN_STRING } from "../harness.ts";

const rules = (...cidrs: readonly string[]): Props => ({ whitelistRules: cidrs.map((cidr) => ({ cidr })) });
const inTemplate = (cidr: unknown): Props =>
  templateStack({
    Resources: { Encoders: { Type: "AWS::MediaLive::InputSecurityGroup", Properties: { WhitelistRules: [{ Cidr: cidr }] } } },
  });
const world = /is open to the whole world.*Name the CIDR blocks/;

describeRule(inputSecurityGroupNarrow, {
  rows: "S4 L2",
  elsewhere: TYPES.input,
  compliant: { type: TYPES.inputSecurityGroup, name: "encoders", props: rules("203.0.113.7/32", "10.1.0.0/16") },
  cases: [
    {
      when: "more blocks than MediaLive takes",
      props: { whitelistRules: Array.from({ length: 11 }, (_, index) => ({ cidr: `203.0.113.${index}/32` })) },
      expect: [/has 11 rules; MediaLive takes 10. Join blocks/],
    },
    {
      when: "the whole world",
      props: rules("203.0.113.7/32", "0.0.0.0/0"),
      expect: [/^InputSecurityGroup "encoders" is open to the whole world \(0.0.0.0\/0\). Name the CIDR blocks/],
    },
    { when: "the whole world of IPv6", props: rules("::/0"), expect: [world] },
    { when: "the two halves of the world", props: rules("0.0.0.0/1", "128.0.0.0/1"), expect: [/wider than \/16/, /wider than \/16/] },
    { when: "a wide block", props: rules("10.0.0.0/15"), expect: [/admits "10.0.0.0\/15", wider than \/16.*at least \/16/] },
    { when: "that block where the config admits it", props: rules("10.0.0.0/15"), config: { minimumPrefix: 8 }, expect: [] },
    {
      when: "a block where the config wants narrower ones",
      props: rules("10.1.0.0/16"),
      config: { minimumPrefix: 24 },
      expect: [/wider than \/24/],
    },
    { when: "the whole world under any config", props: rules("0.0.0.0/0"), config: { minimumPrefix: 1 }, expect: [world] },
    { when: "an IPv6 block", props: rules("2001:db8::/48"), expect: [/not an IPv4 block/] },
    { when: "a block out of range", props: rules("300.1.1.1/32"), expect: [/not an IPv4 block/] },
    { when: "no rules", props: {}, expect: [/admits no encoder at all.*Name the CIDR blocks/] },
    {
      when: "rules that are not known yet",
      props: { whitelistRules: UNKNOWN_LIST },
      expect: [/unknown until it is deployed.*Write it literally/],
    },
    {
      when: "a block that is not known yet beside the world",
      props: rules(UNKNOWN_STRING, "0.0.0.0/0"),
      expect: [/Write it literally/, world],
    },
    {
      when: "the whole world inside a template",
      type: TYPES.cloudFormation,
      props: inTemplate("0.0.0.0/0"),
      expect: [/\(template resource Encoders\) is open/],
    },
    { when: "a narrow block inside a template", type: TYPES.nativeCloudFormation, props: inTemplate("203.0.113.7/32"), expect: [] },
    {
      when: "a computed block inside a template",
      type: TYPES.cloudFormation,
      props: inTemplate({ "Fn::Sub": "${Ip}/32" }),
      expect: [/Write it literally/],
    },
  ],
});
