import { bucketPublicAccessBlockPresent } from "../../../policy/rules/delivery/bucket-public-access-block-present.ts";
import { bucketParts, replaced, TYPES, without } from "../fixtures.ts";
import { describeRule } from "../harness.ts";

const parts = bucketParts();

describeRule(bucketPublicAccessBlockPresent, {
  rows: "S4 O4",
  elsewhere: TYPES.bucketBlock,
  compliant: { type: TYPES.bucket, stack: parts },
  cases: [
    {
      when: "a bucket without a block",
      stack: without(parts, "archive-block"),
      expect: [/^Bucket "archive" has no BucketPublicAccessBlock.*Add one/],
    },
    {
      when: "a block for another bucket",
      stack: replaced(parts, "archive-block", { bucket: "other" }, {}),
      expect: [/has no BucketPublicAccessBlock/],
    },
  ],
});
