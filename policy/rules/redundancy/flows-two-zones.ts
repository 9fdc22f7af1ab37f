import { FLOW } from "../../lib/flow.ts";
import { ofTypes, targets } from "../../lib/links.ts";
import { shown } from "../../lib/plain.ts";
import { stackRule } from "../../lib/rule.ts";

const INPUTS = ["aws:medialive/input:Input"];

export const flowsTwoZones = stackRule(
  {
    name: "flows-two-zones",
    group: "redundancy",
    description: "The two MediaConnect flows of an input run in two availability zones.",
    severity: "high",
    remediation: "Set availabilityZone of the flows, to different zones of the region.",
    source: "https://docs.aws.amazon.com/medialive/latest/ug/channel-class.html",
  },
  [FLOW],
  function* (stack) {
    for (const input of ofTypes(stack, INPUTS)) {
      const flows = targets(stack, input, "mediaConnectFlows", [FLOW]);
      const zones = flows.map(({ props }) => props["availabilityZone"]);
      if (flows.length >= 2 && (new Set(zones).size < flows.length || zones.some((zone) => typeof zone !== "string"))) {
        const names = flows.map(({ name }, index) => `"${name}" in ${shown(zones[index])}`);
        yield [input, `has flows that may stop together (${names.join(", ")}). Set availabilityZone of each, to different zones.`];
      }
    }
  },
);
