import type { Statement } from "../../lib/document.ts";
import { eachAllow, matches } from "../../lib/document.ts";
import type { Plain } from "../../lib/plain.ts";
import { shown, UNKNOWN } from "../../lib/plain.ts";
import { IDENTITY_POLICIES, identityPolicies, ROLE } from "../../lib/roles.ts";
import { resourceRule } from "../../lib/rule.ts";

/** Families of actions that AWS itself writes with a wildcard, each of them one operation with and without its data key or grant. */
const FAMILIES = ["kms:GenerateDataKey*", "kms:ReEncrypt*", "kms:Describe*"];

/** Actions that can be limited to no resource (Service Authorization Reference, "Resource types" empty). */
const WITHOUT_RESOURCE = [
  "logs:DescribeLogGroups",
  "cloudwatch:PutMetricData",
  "cloudwatch:GetMetricData",
  "cloudwatch:GetMetricStatistics",
  "cloudwatch:ListMetrics",
  "ec2:Describe*",
  "ecr:GetAuthorizationToken",
  "kms:GenerateRandom",
  "kms:ListAliases",
  "medialive:ListChannels",
  "medialive:ListInputs",
  "route53:ListHostedZones",
  "s3:ListAllMyBuckets",
  "sts:GetCallerIdentity",
  "xray:PutTelemetryRecords",
  "xray:PutTraceSegments",
];

/** What an action makes has no id before: the wildcard stands for the one that it will have. */
const MADE_BY: Readonly<Record<string, RegExp>> = { "ec2:CreateNetworkInterface": /:network-interface\/\*$/ };

/** Conditions that name what the wildcard stands for (KMS and IAM guides, condition keys). */
const NARROWING =
  /^(kms:resourcealiases|kms:encryptioncontext:.+|aws:resourcetag\/.+|[a-z0-9]+:resourcetag\/.+|cloudwatch:namespace|ec2:subnet|ec2:vpc)$/;

export const noWildcardAccess = resourceRule(
  {
    name: "no-wildcard-access",
    group: "governance",
    description: "A policy names the actions and the resources that it allows; a wildcard stands only where there is a reason for it.",
    severity: "high",
    remediation:
      "Name actions and ARNs. Where an id cannot be known, narrow the statement by a condition such as kms:ResourceAliases, or give the reason in `exempt`.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
    control: "IAM.21",
  },
  [...IDENTITY_POLICIES, ROLE],
  function* (subject) {
    for (const policy of identityPolicies(subject)) {
      yield* eachAllow(policy, wildcards);
    }
  },
);

function* wildcards(statement: Statement): Iterable<string> {
  const { name, actions, resources, inverted } = statement;
  const wide = actions.filter((action) => typeof action === "string" && action.includes("*") && !FAMILIES.includes(action));
  if (wide.length > 0) {
    yield `allows ${wide.map(shown).join(", ")} in ${name}. Name the actions that are needed.`;
  }
  if (actions.includes(UNKNOWN)) {
    yield `allows an action in ${name} that is unknown before the deployment. Write it literally.`;
  }
  const negated = inverted.filter((key) => key !== "NotPrincipal");
  if (negated.length > 0) {
    yield `uses ${negated.join(", ")} in an Allow (${name}), which allows all but what it names. Name what is allowed.`;
  }
  const open = resources.filter((resource) => isWholeKind(resource) && !isToBeMade(resource, actions));
  if (open.length > 0 && !isNarrowed(statement) && !takesNoResource(statement)) {
    yield `allows ${actions.map(shown).join(", ")} on ${open.map(shown).join(", ")} in ${name}. Name the resources, or narrow it by a condition.`;
  }
}

/** `*`, or an ARN whose account or whose resource is all wildcard; `log-group:name:*` and `bucket/prefix/*` name something. */
function isWholeKind(resource: unknown): boolean {
  if (typeof resource !== "string" || !resource.includes("*")) {
    return false;
  }
  const [, , service = "", , account = "", ...rest] = resource.split(":");
  const path = rest.join(":");
  // A flow's name stands behind an id that AWS makes up (Service Authorization Reference, AWS Elemental MediaConnect).
  if (service === "mediaconnect" && /^[a-z]+:\*:[^*?]+$/i.test(path)) {
    return account.includes("*");
  }
  // Before the slash of an S3 ARN stands a bucket's name, not a kind of resource.
  const kind = service === "s3" ? /^\*/ : /^([a-z-]+[:/])?\*/i;
  return path === "" || account.includes("*") || kind.test(path);
}

function isNarrowed({ conditions }: Statement): boolean {
  return conditions.some(({ operator, key, values }) => {
    // What AWS keeps for the account in buckets of its own, as MediaLive its thumbnails: nothing of one's own is in reach.
    const foreign = operator === "StringNotEquals" && key === "aws:resourceaccount";
    const named = NARROWING.test(key) && /(StringEquals|StringLike|ArnEquals|ArnLike)$/.test(operator) && !values.includes("*");
    return (foreign || named) && values.length > 0;
  });
}

function isToBeMade(resource: Plain, actions: readonly Plain[]): boolean {
  return actions.every((action) => typeof action === "string" && typeof resource === "string" && MADE_BY[action]?.test(resource) === true);
}

function takesNoResource({ actions }: Statement): boolean {
  return actions.every((action) => typeof action === "string" && WITHOUT_RESOURCE.some((pattern) => matches(pattern, action)));
}
