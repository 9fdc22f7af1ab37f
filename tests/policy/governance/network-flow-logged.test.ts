import { networkFlowLogged } from "../../../policy/rules/governance/network-flow-logged.ts";
import { TYPES, without } from "../fixtures.ts";
import { describeRule, resource, UNKNOWN_STRING } from "../harness.ts";

const VPC = "aws:ec2/vpc:Vpc";
const stack = [resource(VPC, "network", {}), resource("aws:ec2/flowLog:FlowLog", "log", { vpcId: UNKNOWN_STRING }, { vpcId: ["network"] })];

describeRule(networkFlowLogged, {
  rows: "S4",
  elsewhere: TYPES.topic,
  compliant: { type: VPC, stack },
  cases: [
    { when: "no log", stack: without(stack, "log"), expect: [/^Vpc "network" has no flow log in this stack. Add a FlowLog/] },
    { when: "the log of another network", stack: [...stack, resource(VPC, "second", {})], expect: [/^Vpc "second"/] },
  ],
});
