import { ofTypes, targets } from "../../lib/links.ts";
import { stackRule } from "../../lib/rule.ts";
import { BUCKETS } from "../../lib/bucket.ts";

const ENCRYPTION = ["aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"];

export const bucketEncryptionPresent = stackRule(
  {
    name: "bucket-encryption-present",
    group: "encryption",
    description: "Every bucket says how it is encrypted.",
    severity: "high",
    remediation: "Add a BucketServerSideEncryptionConfiguration for the bucket with a customer key.",
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html",
    control: "S3.17",
  },
  BUCKETS,
  function* (stack) {
    const encrypted = new Set(ofTypes(stack, ENCRYPTION).flatMap((setting) => targets(stack, setting, "bucket", BUCKETS)));
    for (const bucket of ofTypes(stack, BUCKETS)) {
      if (!encrypted.has(bucket)) {
        yield [bucket, "has no BucketServerSideEncryptionConfiguration in this stack. Add one with a customer key."];
      }
    }
  },
);
