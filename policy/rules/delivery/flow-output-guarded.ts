import { prefixOf } from "../../lib/cidr.ts";
import { FLOW_OUTPUT } from "../../lib/flow.ts";
import { at, isSet, itemsAt, shown } from "../../lib/plain.ts";
import { numberSetting, resourceRule, stringsSetting } from "../../lib/rule.ts";

/** Protocols that can carry encryption by `encryption` of the output, and those in which the other side calls (MediaConnect API, Protocol). */
const ENCRYPTED = ["srt-listener", "srt-caller", "zixi-push", "zixi-pull"];
const CALLED = ["srt-listener", "zixi-pull"];

export const flowOutputGuarded = resourceRule(
  {
    name: "flow-output-guarded",
    group: "delivery",
    description: "A MediaConnect flow sends on only to known places, over a protocol that encrypts.",
    severity: "high",
    remediation: "Use srt-listener or srt-caller with encryption, and a cidrAllowList of those who may call.",
    source: "https://docs.aws.amazon.com/mediaconnect/latest/ug/security-best-practices.html",
    settings: {
      minimumPrefix: {
        type: "integer",
        minimum: 1,
        maximum: 32,
        default: 16,
        description: "The shortest prefix accepted in cidrAllowList.",
      },
      inTheClear: {
        type: "array",
        items: { type: "string" },
        default: [],
        description: "Protocols without encryption that are accepted all the same, such as rtp-fec.",
      },
    },
  },
  [FLOW_OUTPUT],
  function* ({ props }, settings) {
    if (isSet(props["vpcInterfaceAttachment"]) || props["routerIntegrationState"] === "ENABLED") {
      return;
    }
    const protocol = props["protocol"];
    if (typeof protocol !== "string" || !ENCRYPTED.includes(protocol)) {
      if (typeof protocol !== "string" || !stringsSetting(settings, "inTheClear").includes(protocol)) {
        yield `sends ${shown(protocol)}, which goes in the clear. Use one of ${ENCRYPTED.join(", ")}, written literally.`;
      }
    } else if (!isSet(at(props, "encryption"))) {
      yield `sends ${protocol} without encryption. Set encryption with the secret's ARN.`;
    }
    if (typeof protocol === "string" && CALLED.includes(protocol)) {
      const blocks = itemsAt(props, "cidrAllowList");
      if (blocks.length === 0) {
        yield "lets anybody call. Name the blocks of those who may in cidrAllowList, written literally.";
      }
      for (const block of blocks) {
        const [prefix, minimum] = [prefixOf(block), numberSetting(settings, "minimumPrefix")];
        if (prefix === undefined || prefix < minimum) {
          yield `admits ${shown(block)}, which is no known block of /${minimum} or narrower. Name the receiver's own block in cidrAllowList.`;
        }
      }
    }
  },
);
