import { flowsTwoZones } from "../../../policy/rules/redundancy/flows-two-zones.ts";
import { FLOW, replaced, TYPES, without } from "../fixtures.ts";
import { describeRule, resource, UNKNOWN_STRING } from "../harness.ts";

const flow = (name: string, availabilityZone: string | undefined) => resource(TYPES.flow, name, { ...FLOW, availabilityZone });
const stack = [
  flow("first", "us-east-1a"),
  flow("second", "us-east-1b"),
  resource(TYPES.input, "news", { type: "MEDIACONNECT", mediaConnectFlows: [{}, {}] }, { mediaConnectFlows: ["first", "second"] }),
];

describeRule(flowsTwoZones, {
  rows: "S4",
  elsewhere: TYPES.input,
  compliant: { type: TYPES.flow, stack },
  cases: [
    {
      when: "one zone",
      stack: replaced(stack, "second", { availabilityZone: "us-east-1a" }),
      expect: [/^Input "news" has flows that may stop together \("first" in "us-east-1a", "second" in "us-east-1a"\)/],
    },
    { when: "zones left to AWS", stack: replaced(stack, "second", {}), expect: [/"second" in nothing/] },
    {
      when: "a zone that is not known yet",
      stack: replaced(stack, "second", { availabilityZone: UNKNOWN_STRING }),
      expect: [/Set availabilityZone of each/],
    },
    { when: "flows of no input", stack: without(stack, "news"), expect: [] },
    {
      when: "a flow from elsewhere",
      stack: replaced(stack, "news", { type: "MEDIACONNECT" }, { mediaConnectFlows: ["first"] }),
      expect: [],
    },
  ],
});
