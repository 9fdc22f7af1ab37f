import { bucketPolicyPresent } from "../../../policy/rules/encryption/bucket-policy-present.ts";
import { bucketParts, replaced, TYPES, without } from "../fixtures.ts";
import { describeRule, resource, UNKNOWN_STRING } from "../harness.ts";

const parts = bucketParts();

describeRule(bucketPolicyPresent, {
  rows: "S4 O4",
  elsewhere: TYPES.bucketPolicy,
  compliant: { type: TYPES.bucket, stack: parts },
  cases: [
    {
      when: "a bucket without a policy",
      stack: without(parts, "archive-policy"),
      expect: [/^Bucket "archive" has no BucketPolicy.*Add one/],
    },
    {
      when: "a policy by the other provider",
      stack: [
        ...without(parts, "archive-policy"),
        resource(TYPES.nativeBucketPolicy, "archive-policy", { bucket: UNKNOWN_STRING }, { bucket: ["archive"] }),
      ],
      expect: [],
    },
    {
      when: "a policy for another bucket",
      stack: replaced(parts, "archive-policy", { bucket: "other" }, {}),
      expect: [/has no BucketPolicy/],
    },
  ],
});
