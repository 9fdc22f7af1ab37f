import { customerKey } from "../../lib/key.ts";
import { at, itemsAt, shown } from "../../lib/plain.ts";
import { resourceRule } from "../../lib/rule.ts";

export const tableCustomerKey = resourceRule(
  {
    name: "table-customer-key",
    group: "encryption",
    description: "DynamoDB tables and their replicas are encrypted with customer keys.",
    severity: "high",
    remediation: "Set serverSideEncryption { enabled: true, kmsKeyArn } and a kmsKeyArn of its own region on every replica.",
    source: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html",
  },
  ["aws:dynamodb/table:Table"],
  function* ({ props }) {
    const encryption = at(props, "serverSideEncryption");
    if (at(encryption, "enabled") !== true) {
      yield `has serverSideEncryption.enabled ${shown(at(encryption, "enabled"))}. Set it to true.`;
    }
    yield* customerKey("serverSideEncryption.kmsKeyArn", at(encryption, "kmsKeyArn"), "the key of the table cannot be revoked or audited.");
    for (const [index, replica] of itemsAt(props, "replicas").entries()) {
      yield* customerKey(
        `replicas[${index}].kmsKeyArn`,
        at(replica, "kmsKeyArn"),
        "a key serves one region, so each replica needs its own.",
      );
    }
  },
);
