import { logGroupCustomerKey } from "../../../policy/rules/encryption/log-group-customer-key.ts";
import { KEY_ARN, TYPES } from "../fixtures.ts";
import { describeRule, UNKNOWN_STRING } from "../harness.ts";

describeRule(logGroupCustomerKey, {
  rows: "S4 O4",
  elsewhere: TYPES.topic,
  compliant: { type: TYPES.logGroup, props: { kmsKeyId: KEY_ARN } },
  cases: [
    { when: "no key", props: { name: UNKNOWN_STRING }, expect: [/has no kmsKeyId.*Set kmsKeyId/] },
    { when: "a key that is not known yet", props: { kmsKeyId: UNKNOWN_STRING }, expect: [] },
  ],
});
