import { BUCKET_POLICIES, bucketDocument } from "../../lib/bucket.ts";
import type { Principal, Statement } from "../../lib/document.ts";
import { allowing, conditionValues, coversAction, isAnyone, matches } from "../../lib/document.ts";
import type { Plain } from "../../lib/plain.ts";
import { shown, UNKNOWN } from "../../lib/plain.ts";
import { resourceRule } from "../../lib/rule.ts";

const CLOUDFRONT = "cloudfront.amazonaws.com";
const DISTRIBUTION_ARN = /^arn:aws[a-z-]*:cloudfront::\d{12}:distribution\/[A-Z0-9]+$/;
/** What the ARN of every distribution begins with: CloudFront is in two partitions. */
const DISTRIBUTIONS = ["arn:aws:cloudfront:", "arn:aws-cn:cloudfront:"];
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

/** CloudFront itself, what may turn out to be CloudFront, or anyone at all who comes by way of one of its distributions. */
function admitsCloudFront(statement: Statement): boolean {
  return statement.principals.some(
    (principal) => isCloudFront(principal) || isIdentity(principal) || (isAnyone(principal) && mayComeFromCloudFront(statement)),
  );
}

function isCloudFront({ kind, value }: Principal): boolean {
  if (value === UNKNOWN) return kind === "Service" || kind === "*";
  return kind === "Service" && typeof value === "string" && matches(value, CLOUDFRONT);
}

/** An origin access identity, as a principal (CloudFront Developer Guide, "Use an origin access identity"). */
function isIdentity({ kind, value }: Principal): boolean {
  return kind === "AWS" && typeof value === "string" && /^arn:aws[a-z-]*:iam::cloudfront:/.test(value);
}

/** True with a source ARN that a distribution can have; without any source ARN another rule judges whom a statement lets in. */
function mayComeFromCloudFront({ conditions }: Statement): boolean {
  return conditions
    .filter(({ key }) => key === "aws:sourcearn")
    .some(({ values }) => values.some((value) => typeof value !== "string" || mayBeDistribution(value)));
}

/** Compares what stands before a pattern's first wildcard. */
function mayBeDistribution(pattern: string): boolean {
  const [known = ""] = pattern.toLowerCase().split(/[*?]/);
  return DISTRIBUTIONS.some((prefix) => known.startsWith(prefix) || prefix.startsWith(known));
}

function* findings(statement: Statement): Iterable<string> {
  const { actions, name, principals } = statement;
  if (principals.some(isIdentity)) {
    yield `lets an origin access identity in by ${name}, which is tied to no one distribution. Allow cloudfront.amazonaws.com with AWS:SourceArn in its place.`;
  }
  const extra = actions.filter((action) => action !== "s3:GetObject");
  if (extra.length > 0 || !coversAction(statement, "s3:GetObject")) {
    yield `allows CloudFront ${extra.map(shown).join(", ") || "no action"} in ${name}. Allow only s3:GetObject.`;
  }
  const sources = conditionValues(statement, EXACT, "AWS:SourceArn");
  if (!principals.every(isIdentity) && (sources.length === 0 || !sources.every(isOneDistribution))) {
    yield `lets the distributions of anybody read the bucket in ${name}. Add StringEquals AWS:SourceArn with the ARN of your distribution.`;
  }
}

/** The distribution's ARN is usually unknown at first; that a source is asked for at all is then what can be checked. */
function isOneDistribution(value: Plain): boolean {
  return value === UNKNOWN || (typeof value === "string" && DISTRIBUTION_ARN.test(value));
}
