import type { Principal, Statement } from "../../lib/document.ts";
import { conditionValues, eachAllow, isAnyone } from "../../lib/document.ts";
import type { Plain } from "../../lib/plain.ts";
import { shown, UNKNOWN } from "../../lib/plain.ts";
import { ROLE } from "../../lib/roles.ts";
import { resourceRule, stringsSetting } from "../../lib/rule.ts";

/** Keys by which a service says for whom it takes a role (IAM guide, "The confused deputy problem"). */
const SOURCES = ["aws:SourceAccount", "aws:SourceArn", "aws:SourceOrgID"];
const OPERATORS = ["StringEquals", "StringLike", "ArnEquals", "ArnLike"];

export const serviceTrustNarrow = resourceRule(
  {
    name: "service-trust-narrow",
    group: "governance",
    description: "A role that a service takes says for whose resources: no customer of the service can borrow it (confused deputy).",
    severity: "high",
    remediation: "Add StringEquals aws:SourceAccount with your account id, and ArnLike aws:SourceArn, to the trust policy.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
    settings: {
      withoutSource: {
        type: "array",
        items: { type: "string" },
        default: ["ec2.amazonaws.com", "edgelambda.amazonaws.com", "cloudfront.amazonaws.com"],
        description:
          "Services that take a role only where its owner passed it to them, and that send no source (EC2, Lambda@Edge, CloudFront's real-time logs).",
      },
    },
  },
  [ROLE],
  function* ({ props }, settings) {
    const withoutSource = stringsSetting(settings, "withoutSource");
    yield* eachAllow(props["assumeRolePolicy"], (statement) => openings(statement, withoutSource));
  },
);

function* openings(statement: Statement, withoutSource: readonly string[]): Iterable<string> {
  const { name, principals, inverted, conditions } = statement;
  const services = principals.filter((principal) => needsSource(principal, withoutSource));
  const sources = SOURCES.flatMap((key) => conditionValues(statement, OPERATORS, key));
  if (services.length > 0 && !sources.some(namesSomebody)) {
    yield `lets ${services.map(({ value }) => shown(value)).join(", ")} take it for anybody in ${name}. Add a condition on aws:SourceAccount and aws:SourceArn.`;
  }
  if (principals.some(isAnyone) && conditions.length === 0) {
    yield `lets everyone take it in ${name}. Name the principals.`;
  }
  if (principals.some(({ kind, value }) => kind === "*" && value === UNKNOWN)) {
    yield `has a principal in ${name} that is unknown before the deployment. Write its kind literally.`;
  }
  if (inverted.includes("NotPrincipal")) {
    yield `uses NotPrincipal in ${name}, which admits all but what it names. Name who may take the role.`;
  }
}

function needsSource({ kind, value }: Principal, withoutSource: readonly string[]): boolean {
  return kind === "Service" && !(typeof value === "string" && withoutSource.includes(value));
}

function namesSomebody(value: Plain): boolean {
  return value === UNKNOWN || (typeof value === "string" && value !== "" && value !== "*");
}
