import { ofTypes, targets } from "../../lib/links.ts";
import { stackRule } from "../../lib/rule.ts";

const NETWORKS = ["aws:ec2/vpc:Vpc"];

export const networkFlowLogged = stackRule(
  {
    name: "network-flow-logged",
    group: "governance",
    description: "A network that the stack makes records who talked to whom.",
    severity: "medium",
    remediation: "Add an aws.ec2.FlowLog with the network's id, trafficType REJECT or ALL.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
    control: "EC2.6",
  },
  NETWORKS,
  function* (stack) {
    const logged = new Set(ofTypes(stack, ["aws:ec2/flowLog:FlowLog"]).flatMap((log) => targets(stack, log, "vpcId", NETWORKS)));
    for (const network of ofTypes(stack, NETWORKS).filter((candidate) => !logged.has(candidate))) {
      yield [network, "has no flow log in this stack. Add a FlowLog for it."];
    }
  },
);
