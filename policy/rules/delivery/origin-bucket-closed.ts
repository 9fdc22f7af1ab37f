import { BUCKET_POLICIES, bucketDocument } from "../../lib/bucket.ts";
import type { Statement } from "../../lib/document.ts";
import { allowing, conditionValues, coversAction, isService, matches } from "../../lib/document.ts";
import type { Plain } from "../../lib/plain.ts";
import { shown, UNKNOWN } from "../../lib/plain.ts";
import { resourceRule } from "../../lib/rule.ts";

const CLOUDFRONT = "cloudfront.amazonaws.com";
const DISTRIBUTION_ARN = /^arn:aws[a-z-]*:cloudfront::\d{12}:distribution\/[A-Z0-9]+$/;
const EXACT = ["StringEquals", "ArnEquals"];

export const originBucketClosed = resourceRule(
  {
    name: "origin-bucket-closed",
    group: "delivery",
    description: "A bucket behind CloudFront lets the one distribution read its objects, and do nothing else.",
    severity: "critical",
    remediation:
      "Allow s3:GetObject to the service cloudfront.amazonaws.com with StringEquals AWS:SourceArn = the distribution's ARN, and nothing else.",
    source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html",
    control: "CloudFront.13",
  },
  BUCKET_POLICIES,
  function* ({ props }) {
    for (const statement of allowing(bucketDocument(props)).filter(admitsCloudFront)) yield* findings(statement);
  },
);

function admitsCloudFront({ principals }: Statement): boolean {
  return principals.some(
    (principal) =>
      isService(principal, CLOUDFRONT) ||
      (principal.kind === "Service" && typeof principal.value === "string" && matches(principal.value, CLOUDFRONT)),
  );
}

function* findings(statement: Statement): Iterable<string> {
  const { actions, name } = statement;
  const extra = actions.filter((action) => action !== "s3:GetObject");
  if (extra.length > 0 || !coversAction(statement, "s3:GetObject")) {
    yield `allows CloudFront ${extra.map(shown).join(", ") || "no action"} in ${name}. Allow only s3:GetObject.`;
  }
  const sources = conditionValues(statement, EXACT, "AWS:SourceArn");
  if (sources.length === 0 || !sources.every(isOneDistribution)) {
    yield `lets the distributions of anybody read the bucket in ${name}. Add StringEquals AWS:SourceArn with the ARN of your distribution.`;
  }
}

/** The distribution's ARN is usually unknown at first; that a source is asked for at all is then what can be checked. */
function isOneDistribution(value: Plain): boolean {
  return value === UNKNOWN || (typeof value === "string" && DISTRIBUTION_ARN.test(value));
}
