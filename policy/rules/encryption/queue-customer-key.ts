import { customerKey } from "../../lib/key.ts";
import { isSet } from "../../lib/plain.ts";
import { resourceRule } from "../../lib/rule.ts";

/** SQS-managed encryption is accepted only where the config says so: nobody can revoke or audit its key. */
export const queueCustomerKey = resourceRule(
  {
    name: "queue-customer-key",
    group: "encryption",
    description: "SQS queues are encrypted with a customer key.",
    severity: "high",
    remediation: "Set kmsMasterKeyId to a customer key, or allow SQS-managed encryption in the pack's config file.",
    source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html",
    control: "SQS.1",
    settings: {
      allowSqsManaged: { type: "boolean", default: false, description: "Accept sqsManagedSseEnabled in place of a customer key." },
    },
  },
  ["aws:sqs/queue:Queue"],
  function* ({ props }, settings) {
    const managed = props["sqsManagedSseEnabled"] === true && !isSet(props["kmsMasterKeyId"]);
    if (!(managed && settings["allowSqsManaged"] === true)) {
      yield* customerKey("kmsMasterKeyId", props["kmsMasterKeyId"], "its messages are at rest under a key that nobody here can revoke.");
    }
  },
);
