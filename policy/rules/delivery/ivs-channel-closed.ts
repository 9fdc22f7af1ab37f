import { shown } from "../../lib/plain.ts";
import { resourceRule } from "../../lib/rule.ts";

const NATIVE = "aws-native:ivs:Channel";

export const ivsChannelClosed = resourceRule(
  {
    name: "ivs-channel-closed",
    group: "delivery",
    description: "An IVS channel plays only to viewers with a token, and takes only encrypted ingest.",
    severity: "high",
    remediation: "Set authorized true, and leave insecureIngest false.",
    source: "https://docs.aws.amazon.com/ivs/latest/LowLatencyUserGuide/private-channels.html",
  },
  ["aws:ivs/channel:Channel", NATIVE],
  function* ({ type, props }) {
    if (props["authorized"] !== true) {
      yield `has authorized ${shown(props["authorized"])}, so that anybody with the address can watch. Set it to true.`;
    }
    // The bridged provider cannot allow it at all.
    const insecure = props["insecureIngest"];
    if (type === NATIVE && insecure !== undefined && insecure !== false) {
      yield `has insecureIngest ${shown(insecure)}: the stream key would cross the network in the clear. Set it to false.`;
    }
  },
);
