import { BUCKETS } from "../../lib/bucket.ts";
import { ofTypes, targets } from "../../lib/links.ts";
import { at, itemsAt, shown } from "../../lib/plain.ts";
import type { StackSubject } from "../../lib/rule.ts";
import { stackRule } from "../../lib/rule.ts";

const VERSIONING = "aws:s3/bucketVersioning:BucketVersioning";
const LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
const OWNERSHIP = "aws:s3/bucketOwnershipControls:BucketOwnershipControls";

/** Each part that must stand beside a bucket, and what is wrong with one that does. */
const PARTS: Readonly<Record<string, (part: StackSubject) => string | undefined>> = {
  [VERSIONING]: ({ props }) => {
    const status = at(props, "versioningConfiguration", "status");
    return status === "Enabled" ? undefined : `keeps no older versions (status ${shown(status)}). Set it to "Enabled".`;
  },
  [LIFECYCLE]: ({ props }) => {
    const rules = itemsAt(props, "rules").filter((rule) => at(rule, "status") === "Enabled");
    return rules.some(endsUploads) ? undefined : "leaves broken uploads for ever. Add abortIncompleteMultipartUpload to an enabled rule.";
  },
  [OWNERSHIP]: ({ props }) => {
    const owner = at(props, "rule", "objectOwnership");
    return owner === "BucketOwnerEnforced" ? undefined : `lets ACLs decide (${shown(owner)}). Set objectOwnership BucketOwnerEnforced.`;
  },
};

export const bucketKept = stackRule(
  {
    name: "bucket-kept",
    group: "governance",
    description: "A bucket keeps older versions, drops what nobody needs, and is ruled by its policy alone, not by ACLs.",
    severity: "medium",
    remediation:
      "Give every bucket a BucketVersioning (Enabled), a BucketLifecycleConfiguration, and BucketOwnershipControls with BucketOwnerEnforced.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html",
    control: "S3.13",
  },
  BUCKETS,
  function* (stack) {
    for (const [type, problemOf] of Object.entries(PARTS)) {
      const parts = ofTypes(stack, [type]);
      const furnished = new Set(parts.flatMap((part) => targets(stack, part, "bucket", BUCKETS)));
      for (const bucket of ofTypes(stack, BUCKETS).filter((candidate) => !furnished.has(candidate))) {
        yield [bucket, `has no ${type.split(":").at(-1) ?? type} in this stack. Add one.`];
      }
      for (const part of parts) {
        const problem = problemOf(part);
        if (problem !== undefined) {
          yield [part, problem];
        }
      }
    }
  },
);

function endsUploads(rule: Parameters<typeof at>[0]): boolean {
  return at(rule, "abortIncompleteMultipartUpload", "daysAfterInitiation") !== undefined;
}
