import { mediaResources, typesOf } from "../../lib/media.ts";
import { at, isList, isSet, shown, UNKNOWN } from "../../lib/plain.ts";
import { resourceRule } from "../../lib/rule.ts";

/** Inputs to which an encoder connects from outside (MediaLive API, InputType). */
const PUSH_TYPES = ["RTMP_PUSH", "RTP_PUSH", "UDP_PUSH", "SRT_LISTENER"];

export const pushInputGuarded = resourceRule(
  {
    name: "push-input-guarded",
    group: "delivery",
    description: "An input that encoders push to has an input security group, or stands in a VPC.",
    severity: "critical",
    remediation: "Set inputSecurityGroups to a group that names your encoders' CIDR blocks.",
    source: "https://docs.aws.amazon.com/medialive/latest/ug/working-with-input-security-groups.html",
  },
  typesOf("input"),
  function* (subject) {
    for (const { where, props } of mediaResources("input", subject)) {
      const type = props["type"];
      const inside = isSet(props["vpc"]) || at(props, "inputNetworkLocation") === "ON_PREMISES";
      const groups = props["inputSecurityGroups"];
      if (type === UNKNOWN || (typeof type === "string" && PUSH_TYPES.includes(type))) {
        if (!inside && (!isList(groups) || !groups.some(isSet))) {
          yield `${where}of type ${shown(type)} has no input security group. Set inputSecurityGroups, written as a list.`;
        }
      }
    }
  },
);
