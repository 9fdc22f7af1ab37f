import { DISTRIBUTIONS, readDistribution } from "../../lib/distribution.ts";
import { ofTypes, targets } from "../../lib/links.ts";
import { isSet } from "../../lib/plain.ts";
import type { StackSubject } from "../../lib/rule.ts";
import { stackRule } from "../../lib/rule.ts";

const SOURCES = ["aws:cloudwatch/logDeliverySource:LogDeliverySource", "aws-native:logs:DeliverySource"];
const DELIVERIES = ["aws:cloudwatch/logDelivery:LogDelivery", "aws-native:logs:Delivery"];

export const distributionLogged = stackRule(
  {
    name: "distribution-logged",
    group: "delivery",
    description: "Who asked for what is written down: every distribution has access logs that are delivered somewhere.",
    severity: "medium",
    remediation:
      "Add a LogDeliverySource of type ACCESS_LOGS for the distribution, a LogDeliveryDestination, and a LogDelivery that joins them.",
    source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html",
    control: "CloudFront.5",
  },
  DISTRIBUTIONS,
  function* (stack) {
    for (const distribution of ofTypes(stack, DISTRIBUTIONS)) {
      if (isSet(readDistribution(distribution).logging)) {
        continue;
      }
      const sources = ofTypes(stack, SOURCES).filter((source) => isAccessLog(source) && isOf(stack, source, distribution));
      if (sources.length === 0) {
        yield [distribution, "has no access logs. Add a LogDeliverySource of type ACCESS_LOGS for it."];
      } else if (!sources.some((source) => isDelivered(stack, source))) {
        yield [distribution, "has access logs that go nowhere. Add a LogDelivery for their source."];
      }
    }
  },
);

function isAccessLog({ props }: StackSubject): boolean {
  return props["logType"] === "ACCESS_LOGS";
}

function isOf(stack: readonly StackSubject[], source: StackSubject, distribution: StackSubject): boolean {
  return targets(stack, source, "resourceArn", DISTRIBUTIONS).includes(distribution);
}

function isDelivered(stack: readonly StackSubject[], source: StackSubject): boolean {
  return ofTypes(stack, DELIVERIES).some((delivery) => targets(stack, delivery, "deliverySourceName", SOURCES).includes(source));
}
