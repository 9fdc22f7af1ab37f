import { noOpenIngress } from "../../../policy/rules/governance/no-open-ingress.ts";
import { TYPES } from "../fixtures.ts";
import { changed, describeRule, UNKNOWN_LIST, UNKNOWN_STRING } from "../harness.ts";

const GROUP = { ingress: [{ protocol: "udp", fromPort: 5000, toPort: 5000, cidrBlocks: ["203.0.113.0/24"] }] };
const RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const OLD_RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";
const block = (cidr: string) => changed(GROUP, "ingress.0.cidrBlocks", [cidr]);

describeRule(noOpenIngress, {
  rows: "S4",
  elsewhere: TYPES.inputSecurityGroup,
  compliant: { type: "aws:ec2/securityGroup:SecurityGroup", props: GROUP },
  cases: [
    {
      when: "the world",
      props: block("0.0.0.0/0"),
      expect: [/open to the world \(0.0.0.0\/0, ports 5000 to 5000\). Name who may connect/],
    },
    { when: "half of the world", props: block("128.0.0.0/1"), expect: [/open to the world/] },
    { when: "a block without a length", props: block("203.0.113.7"), expect: [/open to the world/] },
    { when: "the world by IPv6", props: changed(GROUP, "ingress.0.ipv6CidrBlocks", ["::/0"]), expect: [/::\/0/] },
    { when: "a block that is not known yet", props: block(UNKNOWN_STRING), expect: [/Write its address blocks literally/] },
    { when: "rules that are not known yet", props: { ingress: UNKNOWN_LIST }, expect: [/Write its address blocks literally/] },
    {
      when: "a single rule for the world",
      type: RULE,
      props: { cidrIpv4: "0.0.0.0/0", ipProtocol: "-1" },
      expect: [/ports nothing to nothing/],
    },
    { when: "a single rule for another group", type: RULE, props: { referencedSecurityGroupId: UNKNOWN_STRING }, expect: [] },
    {
      when: "an older rule for the world",
      type: OLD_RULE,
      props: { type: "ingress", cidrBlocks: ["0.0.0.0/0"] },
      expect: [/open to the world/],
    },
    { when: "an older rule outwards", type: OLD_RULE, props: { type: "egress", cidrBlocks: ["0.0.0.0/0"] }, expect: [] },
    {
      when: "a port that may be open",
      type: RULE,
      props: { cidrIpv4: "0.0.0.0/0", fromPort: 443, toPort: 443 },
      config: { openPorts: [443] },
      expect: [],
    },
    {
      when: "more than the port that may be open",
      type: RULE,
      props: { cidrIpv4: "0.0.0.0/0", fromPort: 0, toPort: 443 },
      config: { openPorts: [443] },
      expect: [/open/],
    },
    {
      when: "rules in the default group",
      type: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
      props: GROUP,
      expect: [/default group.*Remove its ingress rules/],
    },
    { when: "a default group without rules", type: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", props: {}, expect: [] },
  ],
});
