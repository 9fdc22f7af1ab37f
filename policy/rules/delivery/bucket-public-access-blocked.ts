import { shown } from "../../lib/plain.ts";
import { resourceRule } from "../../lib/rule.ts";

const FLAGS = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];

export const bucketPublicAccessBlocked = resourceRule(
  {
    name: "bucket-public-access-blocked",
    group: "delivery",
    description: "A public access block sets all four of its flags.",
    severity: "critical",
    remediation: `Set ${FLAGS.join(", ")} to true.`,
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
    control: "S3.8",
  },
  ["aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"],
  function* ({ props }) {
    for (const flag of FLAGS) {
      if (props[flag] !== true) {
        yield `has ${flag} ${shown(props[flag])}. Set it to true.`;
      }
    }
  },
);
