import { prefixOf } from "../../lib/cidr.ts";
import { FLOW, FLOW_SOURCE } from "../../lib/flow.ts";
import type { Plain } from "../../lib/plain.ts";
import { at, isSet, shown, UNKNOWN } from "../../lib/plain.ts";
import { numberSetting, resourceRule, stringsSetting } from "../../lib/rule.ts";

/** Protocols that a sender pushes to an address of the flow (MediaConnect API, Protocol). */
const PUSHED = ["rtp", "rtp-fec", "rist", "zixi-push", "srt-listener"];
/** Those that can carry encryption by `decryption` of the source. */
const ENCRYPTED = ["srt-listener", "srt-caller", "zixi-push", "zixi-pull"];

export const flowSourceGuarded = resourceRule(
  {
    name: "flow-source-guarded",
    group: "delivery",
    description: "A MediaConnect flow takes its source from known addresses, over a protocol that repairs losses and encrypts.",
    severity: "high",
    remediation: "Use srt-listener or zixi-push with decryption, and a whitelistCidr of the sender; or an entitlement or a VPC interface.",
    source: "https://docs.aws.amazon.com/mediaconnect/latest/ug/security-best-practices.html",
    settings: {
      minimumPrefix: {
        type: "integer",
        minimum: 1,
        maximum: 32,
        default: 16,
        description: "The shortest prefix accepted in whitelistCidr.",
      },
      inTheClear: {
        type: "array",
        items: { type: "string" },
        default: [],
        description: "Protocols without encryption that are accepted all the same, such as rtp-fec.",
      },
    },
  },
  [FLOW, FLOW_SOURCE],
  function* ({ type, props }, settings) {
    const source: Plain | undefined = type === FLOW ? props["source"] : props;
    if (source === UNKNOWN) {
      yield "has a source that is unknown before the deployment. Write it literally; only ARNs may be unknown.";
      return;
    }
    // Within AWS and within a network of one's own nobody else can send.
    if (isSet(at(source, "entitlementArn")) || isSet(at(source, "vpcInterfaceName")) || isSet(at(source, "gatewayBridgeSource"))) {
      return;
    }
    const protocol = at(source, "protocol");
    if (typeof protocol !== "string" || !ENCRYPTED.includes(protocol)) {
      if (typeof protocol !== "string" || !stringsSetting(settings, "inTheClear").includes(protocol))
        yield `takes ${shown(protocol)}, which goes in the clear. Use one of ${ENCRYPTED.join(", ")}, written literally.`;
    } else if (!isSet(at(source, "decryption"))) {
      yield `takes ${protocol} without encryption. Set decryption with the secret's ARN.`;
    }
    if (typeof protocol !== "string" || PUSHED.includes(protocol)) {
      yield* blockFindings(at(source, "whitelistCidr"), numberSetting(settings, "minimumPrefix"));
    }
  },
);

function* blockFindings(block: Plain | undefined, minimum: number): Iterable<string> {
  const prefix = prefixOf(block);
  if (prefix === undefined) {
    yield `admits ${shown(block)}, which is not an IPv4 block that can be checked. Write whitelistCidr literally, such as 203.0.113.7/32.`;
  } else if (prefix < minimum) {
    yield `admits ${shown(block)}, wider than /${minimum}. Name the sender's block in whitelistCidr.`;
  }
}
