import { customerKey } from "../../lib/key.ts";
import { resourceRule } from "../../lib/rule.ts";

export const logGroupCustomerKey = resourceRule(
  {
    name: "log-group-customer-key",
    group: "encryption",
    description: "CloudWatch log groups are encrypted with a customer key.",
    severity: "medium",
    remediation: "Set kmsKeyId to a customer key whose policy admits logs.<region>.amazonaws.com.",
    source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html",
  },
  ["aws:cloudwatch/logGroup:LogGroup"],
  ({ props }) => customerKey("kmsKeyId", props["kmsKeyId"], "its log lines are at rest under a key that nobody here can revoke."),
);
