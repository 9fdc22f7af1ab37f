import { customerKey } from "../../lib/key.ts";
import { resourceRule } from "../../lib/rule.ts";

export const topicCustomerKey = resourceRule(
  {
    name: "topic-customer-key",
    group: "encryption",
    description: "SNS topics are encrypted with a customer key.",
    severity: "high",
    remediation: "Set kmsMasterKeyId to a customer key whose policy admits the topic's publishers; alias/aws/sns admits none of them.",
    source: "https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html",
    control: "SNS.1",
  },
  ["aws:sns/topic:Topic"],
  ({ props }) =>
    customerKey(
      "kmsMasterKeyId",
      props["kmsMasterKeyId"],
      "CloudWatch and EventBridge can encrypt for a topic only with a key whose policy admits them.",
    ),
);
