import { bucketEncryptionPresent } from "../../../policy/rules/encryption/bucket-encryption-present.ts";
import { bucketParts, replaced, TYPES, without } from "../fixtures.ts";
import { describeRule, resource } from "../harness.ts";

const parts = bucketParts();

describeRule(bucketEncryptionPresent, {
  rows: "S4 O4",
  elsewhere: TYPES.topic,
  compliant: { type: TYPES.bucket, stack: parts },
  cases: [
    {
      when: "a bucket without a setting",
      stack: without(parts, "archive-encryption"),
      expect: [/^Bucket "archive" has no BucketServerSideEncryptionConfiguration.*Add one/],
    },
    {
      when: "a second bucket beside one with a setting",
      stack: [...parts, resource(TYPES.bucket, "logs", { bucket: "onair-logs" })],
      expect: [/^Bucket "logs" has no BucketServerSideEncryptionConfiguration/],
    },
    {
      when: "a setting that names its bucket in words",
      stack: [
        resource(TYPES.bucket, "archive", { bucket: "onair-archive" }),
        resource(TYPES.bucketEncryption, "setting", { bucket: "onair-archive" }),
      ],
      expect: [],
    },
    {
      when: "a setting that is for another bucket",
      stack: replaced(parts, "archive-encryption", { bucket: "brought-along" }, {}),
      expect: [/has no BucketServerSideEncryptionConfiguration/],
    },
  ],
});
