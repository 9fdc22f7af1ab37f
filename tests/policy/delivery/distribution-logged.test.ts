import { distributionLogged } from "../../../policy/rules/delivery/distribution-logged.ts";
import { DISTRIBUTION, NATIVE_DISTRIBUTION, replaced, TYPES, without } from "../fixtures.ts";
import { changed, describeRule, resource, UNKNOWN_STRING } from "../harness.ts";

const stack = [
  resource(TYPES.distribution, "edge", DISTRIBUTION),
  resource(TYPES.logSource, "source", { name: "edge", logType: "ACCESS_LOGS", resourceArn: UNKNOWN_STRING }, { resourceArn: ["edge"] }),
  resource(TYPES.logDelivery, "delivery", { deliverySourceName: "edge", deliveryDestinationArn: UNKNOWN_STRING }),
];
const silent = /^Distribution "edge" has no access logs. Add a LogDeliverySource/;

describeRule(distributionLogged, {
  rows: "S4 E1 B4",
  elsewhere: TYPES.logSource,
  compliant: { type: TYPES.distribution, stack },
  cases: [
    { when: "no logs", stack: stack.slice(0, 1), expect: [silent] },
    { when: "a source of another kind", stack: replaced(stack, "source", { name: "edge", logType: "EVENT_LOGS" }), expect: [silent] },
    {
      when: "a source for another distribution",
      stack: replaced(stack, "source", { name: "edge", logType: "ACCESS_LOGS" }, {}),
      expect: [silent],
    },
    {
      when: "a source that nothing delivers",
      stack: without(stack, "delivery"),
      expect: [/has access logs that go nowhere. Add a LogDelivery/],
    },
    {
      when: "two sources of which one is delivered",
      stack: [...stack, resource(TYPES.logSource, "spare", { name: "spare", logType: "ACCESS_LOGS" }, { resourceArn: ["edge"] })],
      expect: [],
    },
    {
      when: "a delivery that names its source by the resource",
      stack: replaced(stack, "delivery", { deliverySourceName: UNKNOWN_STRING }, { deliverySourceName: ["source"] }),
      expect: [],
    },
    {
      when: "legacy logs",
      stack: [resource(TYPES.distribution, "edge", { ...DISTRIBUTION, loggingConfig: { bucket: UNKNOWN_STRING } })],
      expect: [],
    },
    {
      when: "a native distribution without logs",
      stack: [resource(TYPES.nativeDistribution, "edge", NATIVE_DISTRIBUTION)],
      expect: [silent],
    },
    {
      when: "legacy logs of a native distribution",
      stack: [
        resource(
          TYPES.nativeDistribution,
          "edge",
          changed(NATIVE_DISTRIBUTION, "distributionConfig.logging", { bucket: "logs.s3.amazonaws.com" }),
        ),
      ],
      expect: [],
    },
    {
      when: "delivery by native resources",
      stack: [
        resource(TYPES.nativeDistribution, "edge", NATIVE_DISTRIBUTION),
        resource(
          "aws-native:logs:DeliverySource",
          "source",
          { name: "edge", logType: "ACCESS_LOGS", resourceArn: UNKNOWN_STRING },
          { resourceArn: ["edge"] },
        ),
        resource("aws-native:logs:Delivery", "delivery", { deliverySourceName: "edge" }),
      ],
      expect: [],
    },
  ],
});
