import { topicCustomerKey } from "../../../policy/rules/encryption/topic-customer-key.ts";
import { KEY_ARN, TYPES } from "../fixtures.ts";
import { describeRule, UNKNOWN_STRING } from "../harness.ts";

describeRule(topicCustomerKey, {
  rows: "S4 O4",
  elsewhere: TYPES.queue,
  compliant: { type: TYPES.topic, name: "alerts", props: { name: "alerts", kmsMasterKeyId: KEY_ARN } },
  cases: [
    { when: "a plain topic", props: { name: "alerts" }, expect: [/^Topic "alerts" has no kmsMasterKeyId: .*Set kmsMasterKeyId to a key/] },
    { when: "an empty key", props: { kmsMasterKeyId: "" }, expect: [/has no kmsMasterKeyId/] },
    { when: "the key of AWS by alias", props: { kmsMasterKeyId: "alias/aws/sns" }, expect: [/key that AWS manages.*Set kmsMasterKeyId/] },
    {
      when: "the key of AWS by ARN",
      props: { kmsMasterKeyId: "arn:aws:kms:us-east-1:123456789012:alias/aws/sns" },
      expect: [/key that AWS manages/],
    },
    { when: "a key by an alias of one's own", props: { kmsMasterKeyId: "alias/onair" }, expect: [] },
    { when: "a key that is not known yet", props: { kmsMasterKeyId: UNKNOWN_STRING }, expect: [] },
    { when: "a plain topic whose name is not known yet", props: { name: UNKNOWN_STRING }, expect: [/has no kmsMasterKeyId/] },
  ],
});
