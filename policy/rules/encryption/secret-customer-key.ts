import { customerKey } from "../../lib/key.ts";
import { at, itemsAt } from "../../lib/plain.ts";
import { resourceRule } from "../../lib/rule.ts";

export const secretCustomerKey = resourceRule(
  {
    name: "secret-customer-key",
    group: "encryption",
    description: "Secrets and their replicas are encrypted with customer keys.",
    severity: "high",
    remediation: "Set kmsKeyId to a customer key, and on every replica a key of its own region.",
    source: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html",
  },
  ["aws:secretsmanager/secret:Secret"],
  function* ({ props }) {
    yield* customerKey("kmsKeyId", props["kmsKeyId"], "access to it cannot be cut at the key.");
    for (const [index, replica] of itemsAt(props, "replicas").entries()) {
      yield* customerKey(`replicas[${index}].kmsKeyId`, at(replica, "kmsKeyId"), "a key serves one region, so each replica needs its own.");
    }
  },
);
