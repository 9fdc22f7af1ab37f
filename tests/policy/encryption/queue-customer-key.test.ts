import { queueCustomerKey } from "../../../policy/rules/encryption/queue-customer-key.ts";
import { KEY_ARN, TYPES } from "../fixtures.ts";
import { describeRule, UNKNOWN_STRING } from "../harness.ts";

describeRule(queueCustomerKey, {
  rows: "S4 O4",
  elsewhere: TYPES.topic,
  compliant: { type: TYPES.queue, props: { kmsMasterKeyId: KEY_ARN } },
  cases: [
    { when: "a plain queue", props: { name: UNKNOWN_STRING }, expect: [/has no kmsMasterKeyId.*Set kmsMasterKeyId/] },
    { when: "the key of AWS", props: { kmsMasterKeyId: "alias/aws/sqs" }, expect: [/key that AWS manages/] },
    { when: "encryption managed by SQS", props: { sqsManagedSseEnabled: true }, expect: [/has no kmsMasterKeyId/] },
    {
      when: "encryption managed by SQS where it is allowed",
      props: { sqsManagedSseEnabled: true },
      config: { allowSqsManaged: true },
      expect: [],
    },
    { when: "no encryption where SQS-managed is allowed", props: {}, config: { allowSqsManaged: true }, expect: [/has no kmsMasterKeyId/] },
    { when: "a key that is not known yet", props: { kmsMasterKeyId: UNKNOWN_STRING }, expect: [] },
  ],
});
