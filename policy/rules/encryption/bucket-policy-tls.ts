import { BUCKET_POLICIES, bucketDocument } from "../../lib/bucket.ts";
import type { Statement } from "../../lib/document.ts";
import { conditionValues, coversAction, isAnyone, isUnreadable, readDocument } from "../../lib/document.ts";
import type { Plain } from "../../lib/plain.ts";
import { UNKNOWN } from "../../lib/plain.ts";
import { resourceRule } from "../../lib/rule.ts";

export const bucketPolicyTls = resourceRule(
  {
    name: "bucket-policy-tls",
    group: "encryption",
    description: "A bucket policy refuses requests without TLS, for the bucket and its objects.",
    severity: "high",
    remediation: 'Add a Deny for Principal "*", Action "s3:*", the bucket and bucket/*, with Bool aws:SecureTransport "false".',
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html",
    control: "S3.5",
  },
  BUCKET_POLICIES,
  function* ({ props }) {
    const statements = readDocument(bucketDocument(props));
    if (isUnreadable(statements)) {
      yield statements.unreadable;
      return;
    }
    const denials = statements.filter(refusesPlainHttp);
    if (denials.length === 0) {
      yield 'lets requests in without TLS. Add a Deny for everyone on s3:* with Bool aws:SecureTransport "false".';
    } else if (!coversBucketAndObjects(denials.flatMap((statement) => statement.resources))) {
      yield "refuses requests without TLS for only a part. Name both the bucket and bucket/* in the Deny.";
    }
  },
);

function refusesPlainHttp(statement: Statement): boolean {
  const secure = conditionValues(statement, ["Bool"], "aws:SecureTransport");
  return (
    !statement.allow &&
    statement.principals.some(isAnyone) &&
    coversAction(statement, "s3:GetObject") &&
    coversAction(statement, "s3:PutObject") &&
    statement.conditions.length === 1 &&
    secure.every((value) => value === "false" || value === false) &&
    secure.length > 0
  );
}

/** An ARN that is not known yet is taken for the one that is missing; two are needed for both. */
function coversBucketAndObjects(resources: readonly Plain[]): boolean {
  const objects = resources.some((resource) => typeof resource === "string" && resource.endsWith("*"));
  const bucket = resources.some((resource) => typeof resource === "string" && (resource === "*" || !resource.endsWith("*")));
  const missing = [objects, bucket].filter((covered) => !covered).length;
  return resources.filter((resource) => resource === UNKNOWN).length >= missing;
}
