import { BUCKET_POLICIES, bucketDocument } from "../../lib/bucket.ts";
import type { Statement } from "../../lib/document.ts";
import { allowing, coversAction, eachAllow, isAnyone, isBound } from "../../lib/document.ts";
import { isSet, UNKNOWN } from "../../lib/plain.ts";
import { resourceRule } from "../../lib/rule.ts";

/** Types whose `policy` says who from outside may use the resource; a key's has a rule of its own. */
const HOLDERS = [
  "aws:sns/topicPolicy:TopicPolicy",
  "aws:sns/topic:Topic",
  "aws:sqs/queuePolicy:QueuePolicy",
  "aws:sqs/queue:Queue",
  ...BUCKET_POLICIES,
  "aws:secretsmanager/secretPolicy:SecretPolicy",
  "aws:secretsmanager/secret:Secret",
  "aws:cloudwatch/eventBusPolicy:EventBusPolicy",
  "aws:dynamodb/resourcePolicy:ResourcePolicy",
];

/** Conditions that bind everyone to one account, organization or resource. */
const BINDING_KEYS = [
  "aws:SourceAccount",
  "aws:SourceArn",
  "aws:SourceOwner",
  "aws:PrincipalAccount",
  "aws:PrincipalOrgID",
  "aws:SourceOrgID",
];
const OPERATORS = ["StringEquals", "StringLike", "ArnEquals", "ArnLike"];

/** What no other account may ever do to a bucket (Security Hub, S3.6). */
const RULING_ACTIONS = [
  "s3:DeleteBucketPolicy",
  "s3:PutBucketAcl",
  "s3:PutBucketPolicy",
  "s3:PutEncryptionConfiguration",
  "s3:PutObjectAcl",
];

export const resourcePolicyClosed = resourceRule(
  {
    name: "resource-policy-closed",
    group: "governance",
    description: "The policy of a topic, queue, bucket, secret, table or event bus names who may use it; nobody else may.",
    severity: "critical",
    remediation:
      "Name principals in every Allow; where a service must stand for everyone, bind it with aws:SourceAccount or aws:SourceArn.",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/sns-controls.html",
    control: "SNS.4",
  },
  HOLDERS,
  function* ({ type, props }) {
    const document = bucketDocument(props);
    // Only where the policy is a part of the resource may it be left out.
    if (!isSet(document) && !/Policy$/.test(type)) {
      return;
    }
    yield* eachAllow(document, openings);
    if (BUCKET_POLICIES.includes(type)) {
      yield* allowing(document).flatMap((statement) => [...rulers(statement)]);
    }
  },
);

function* openings(statement: Statement): Iterable<string> {
  const { name, principals, inverted } = statement;
  const bound = isBound(statement, OPERATORS, BINDING_KEYS);
  if (principals.some(isAnyone) && !bound) {
    yield `lets everyone in, in ${name}. Name the principals, or bind it with aws:SourceAccount or aws:SourceArn.`;
  }
  if (principals.some(({ kind, value }) => kind === "*" && value === UNKNOWN)) {
    yield `has a principal in ${name} that is unknown before the deployment. Write its kind literally.`;
  }
  if (inverted.length > 0) {
    yield `uses ${inverted.join(", ")} in an Allow (${name}), which admits all but what it names. Name what is admitted.`;
  }
}

/** The bucket's own account needs no bucket policy for these, so whoever is named here is another. */
function* rulers(statement: Statement): Iterable<string> {
  const covered = RULING_ACTIONS.filter((action) => coversAction(statement, action));
  if (covered.length > 0 && statement.principals.some(({ kind }) => kind === "AWS" || kind === "*")) {
    yield `lets others rule the bucket (${covered.join(", ")}) in ${statement.name}. Allow only reading or writing objects.`;
  }
}
