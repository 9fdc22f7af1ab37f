import { BUCKETS } from "../../lib/bucket.ts";
import { ofTypes, targets } from "../../lib/links.ts";
import { stackRule } from "../../lib/rule.ts";

const BLOCK = ["aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"];

export const bucketPublicAccessBlockPresent = stackRule(
  {
    name: "bucket-public-access-block-present",
    group: "delivery",
    description: "Every bucket has a public access block.",
    severity: "critical",
    remediation: "Add a BucketPublicAccessBlock for the bucket with all four flags true.",
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
    control: "S3.8",
  },
  BUCKETS,
  function* (stack) {
    const blocked = new Set(ofTypes(stack, BLOCK).flatMap((block) => targets(stack, block, "bucket", BUCKETS)));
    for (const bucket of ofTypes(stack, BUCKETS)) {
      if (!blocked.has(bucket)) {
        yield [bucket, "has no BucketPublicAccessBlock in this stack. Add one with all four flags true."];
      }
    }
  },
);
