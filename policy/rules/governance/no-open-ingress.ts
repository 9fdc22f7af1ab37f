import type { Plain, PlainObject } from "../../lib/plain.ts";
import { at, isSet, itemsAt, shown, UNKNOWN } from "../../lib/plain.ts";
import { resourceRule } from "../../lib/rule.ts";

const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const DEFAULT_GROUP = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
const GROUP_RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";
const INGRESS_RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

/** A block shorter than this is no network of anybody: the world is also written as two halves, 0.0.0.0/1 and 128.0.0.0/1. */
const WIDEST_PREFIX = 8;

export const noOpenIngress = resourceRule(
  {
    name: "no-open-ingress",
    group: "governance",
    description: "No security group of a network is open to the world, and the default one admits nobody.",
    severity: "critical",
    remediation: "Name the address blocks, prefix lists or security groups that may connect; leave the default group without rules.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
    control: "EC2.18",
    settings: {
      openPorts: {
        type: "array",
        items: { type: "integer" },
        default: [],
        description: "Ports that the world may reach all the same, such as 443 of a public load balancer.",
      },
    },
  },
  [GROUP, DEFAULT_GROUP, GROUP_RULE, INGRESS_RULE],
  function* ({ type, props }, settings) {
    const openPorts = Array.isArray(settings["openPorts"]) ? settings["openPorts"].map(Number) : [];
    if (type === DEFAULT_GROUP) {
      if (isSet(props["ingress"])) {
        yield "lets traffic into the network's default group, which everything without a group joins. Remove its ingress rules.";
      }
      return;
    }
    for (const rule of ingressRules(type, props)) {
      for (const block of blocksOf(rule)) {
        yield* blockFindings(rule, block, openPorts);
      }
    }
  },
);

function ingressRules(type: string, props: PlainObject): readonly Plain[] {
  if (type === GROUP) {
    return itemsAt(props, "ingress");
  }
  // A rule whose direction is unknown may let in.
  return type === INGRESS_RULE || props["type"] !== "egress" ? [props] : [];
}

/** The blocks that a rule admits; of an unknown rule, one unknown block. */
function blocksOf(rule: Plain): readonly Plain[] {
  return rule === UNKNOWN ? [rule] : ["cidrBlocks", "ipv6CidrBlocks", "cidrIpv4", "cidrIpv6"].flatMap((key) => itemsAt(rule, key));
}

function* blockFindings(rule: Plain, block: Plain, openPorts: readonly number[]): Iterable<string> {
  const from = at(rule, "fromPort");
  const to = at(rule, "toPort");
  if (typeof block !== "string") {
    yield `admits ${shown(block)}. Write its address blocks literally, or name a prefix list or a security group.`;
  } else if (isWide(block) && !(from === to && typeof from === "number" && openPorts.includes(from))) {
    yield `is open to the world (${block}, ports ${shown(from)} to ${shown(to)}). Name who may connect.`;
  }
}

function isWide(block: string): boolean {
  const prefix = Number(block.split("/")[1] ?? "NaN");
  // IPv6 is handed out in blocks of 2000::/3; a site has /48 or longer.
  return block.includes(":") ? !(prefix >= 32) : !(prefix >= WIDEST_PREFIX);
}
