import { at, itemsAt, shown } from "../../lib/plain.ts";
import { resourceRule } from "../../lib/rule.ts";

export const tableRecoverable = resourceRule(
  {
    name: "table-recoverable",
    group: "governance",
    description: "A DynamoDB table grows with its readers, can be taken back to any second, and cannot be deleted by mistake.",
    severity: "high",
    remediation: "Set billingMode PAY_PER_REQUEST, pointInTimeRecovery enabled (on replicas too) and deletionProtectionEnabled true.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/dynamodb-controls.html",
    control: "DynamoDB.2",
  },
  ["aws:dynamodb/table:Table"],
  function* ({ props }) {
    if (props["billingMode"] !== "PAY_PER_REQUEST") {
      yield `has billingMode ${shown(props["billingMode"])}: a full house would be turned away. Set it to "PAY_PER_REQUEST".`;
    }
    if (at(props, "pointInTimeRecovery", "enabled") !== true) {
      yield "cannot be taken back in time. Set pointInTimeRecovery { enabled: true }.";
    }
    if (props["deletionProtectionEnabled"] !== true) {
      yield "can be deleted by one call. Set deletionProtectionEnabled to true.";
    }
    for (const [index, replica] of itemsAt(props, "replicas").entries()) {
      if (at(replica, "pointInTimeRecovery") !== true) {
        yield `cannot be taken back in time in replicas[${index}]. Set its pointInTimeRecovery to true.`;
      }
      if (at(replica, "deletionProtectionEnabled") !== true) {
        yield `can lose replicas[${index}] by one call. Set its deletionProtectionEnabled to true.`;
      }
    }
  },
);
