import { secretCustomerKey } from "../../../policy/rules/encryption/secret-customer-key.ts";
import { KEY_ARN, TYPES } from "../fixtures.ts";
import { changed, describeRule, UNKNOWN_STRING } from "../harness.ts";

const good = { kmsKeyId: KEY_ARN, replicas: [{ region: "eu-west-1", kmsKeyId: UNKNOWN_STRING }] };

describeRule(secretCustomerKey, {
  rows: "S4 L2 E5",
  elsewhere: TYPES.topic,
  compliant: { type: "aws:secretsmanager/secret:Secret", props: good },
  cases: [
    { when: "no key", props: changed(good, "kmsKeyId", undefined), expect: [/has no kmsKeyId.*Set kmsKeyId/] },
    { when: "the key of AWS", props: changed(good, "kmsKeyId", "alias/aws/secretsmanager"), expect: [/key that AWS manages/] },
    {
      when: "a replica without a key",
      props: changed(good, "replicas.0.kmsKeyId", undefined),
      expect: [/has no replicas\[0\].kmsKeyId.*Set/],
    },
  ],
});
