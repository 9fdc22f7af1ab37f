import { prefixOf } from "../../lib/cidr.ts";
import { mediaResources, typesOf } from "../../lib/media.ts";
import type { Plain } from "../../lib/plain.ts";
import { at, itemsAt, shown } from "../../lib/plain.ts";
import { numberSetting, resourceRule } from "../../lib/rule.ts";

/** MediaLive User Guide, "Working with input security groups". */
const MOST_RULES = 10;

export const inputSecurityGroupNarrow = resourceRule(
  {
    name: "input-security-group-narrow",
    group: "delivery",
    description: "Only known encoders reach an input: its security groups name narrow address blocks.",
    severity: "critical",
    remediation: "Name the CIDR blocks of your encoders in whitelistRules, written literally; never 0.0.0.0/0.",
    source: "https://docs.aws.amazon.com/medialive/latest/ug/working-with-input-security-groups.html",
    settings: {
      minimumPrefix: {
        type: "integer",
        minimum: 1,
        maximum: 32,
        default: 16,
        description: "The shortest prefix accepted: 16 admits blocks of at most 65,536 addresses.",
      },
    },
  },
  typesOf("inputSecurityGroup"),
  function* (subject, settings) {
    for (const { where, props } of mediaResources("inputSecurityGroup", subject)) {
      const rules = itemsAt(props, "whitelistRules");
      if (rules.length > MOST_RULES) {
        yield `${where}has ${rules.length} rules; MediaLive takes ${MOST_RULES}. Join blocks, or use a second group.`;
      }
      if (rules.length === 0) {
        yield `${where}admits no encoder at all. Name the CIDR blocks of your encoders in whitelistRules.`;
      }
      for (const rule of rules) {
        yield* blockFindings(where, at(rule, "cidr"), numberSetting(settings, "minimumPrefix"));
      }
    }
  },
);

function* blockFindings(where: string, cidr: Plain | undefined, minimum: number): Iterable<string> {
  // MediaLive takes IPv4 blocks only (MediaLive API, InputWhitelistRuleCidr).
  const prefix = prefixOf(cidr);
  if (cidr === "0.0.0.0/0" || cidr === "::/0") {
    yield `${where}is open to the whole world (${cidr}). Name the CIDR blocks of your encoders.`;
  } else if (prefix === undefined) {
    yield `${where}admits ${shown(cidr)}, which is not an IPv4 block that can be checked. Write it literally, such as 203.0.113.7/32.`;
  } else if (prefix < minimum) {
    yield `${where}admits ${shown(cidr)}, wider than /${minimum}. Name the CIDR blocks of your encoders, at least /${minimum}.`;
  }
}
