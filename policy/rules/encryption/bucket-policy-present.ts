import { BUCKET_POLICIES, BUCKETS } from "../../lib/bucket.ts";
import { ofTypes, targets } from "../../lib/links.ts";
import { stackRule } from "../../lib/rule.ts";

export const bucketPolicyPresent = stackRule(
  {
    name: "bucket-policy-present",
    group: "encryption",
    description: "Every bucket has a policy, for only a policy refuses requests without TLS.",
    severity: "high",
    remediation: "Add a BucketPolicy that denies requests without TLS.",
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html",
    control: "S3.5",
  },
  BUCKETS,
  function* (stack) {
    const guarded = new Set(ofTypes(stack, BUCKET_POLICIES).flatMap((policy) => targets(stack, policy, "bucket", BUCKETS)));
    for (const bucket of ofTypes(stack, BUCKETS)) {
      if (!guarded.has(bucket)) {
        yield [bucket, "has no BucketPolicy in this stack. Add one that denies requests without TLS."];
      }
    }
  },
);
