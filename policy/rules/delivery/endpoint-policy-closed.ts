import type { Statement } from "../../lib/document.ts";
import { conditionValues, eachAllow, isService } from "../../lib/document.ts";
import type { Plain } from "../../lib/plain.ts";
import { shown, UNKNOWN } from "../../lib/plain.ts";
import { resourceRule } from "../../lib/rule.ts";

const CLOUDFRONT = "cloudfront.amazonaws.com";
const HARVEST = "mediapackagev2.amazonaws.com";
const PLAYBACK_ACTIONS = ["mediapackagev2:GetObject", "mediapackagev2:GetHeadObject"];
const HARVEST_ACTIONS = ["mediapackagev2:HarvestObject", "mediapackagev2:GetObject"];
const DISTRIBUTION_ARN = /^arn:aws[a-z-]*:cloudfront::\d{12}:distribution\/[A-Z0-9]+$/;
const EXACT = ["StringEquals", "ArnEquals"];

export const endpointPolicyClosed = resourceRule(
  {
    name: "endpoint-policy-closed",
    group: "delivery",
    description: "A MediaPackage origin endpoint answers only the distribution that it belongs to.",
    severity: "critical",
    remediation:
      "Allow mediapackagev2:GetObject and GetHeadObject to the service cloudfront.amazonaws.com with StringEquals AWS:SourceArn = the distribution's ARN, and nothing else.",
    source: "https://docs.aws.amazon.com/mediapackage/latest/userguide/policies-examples.html",
  },
  ["aws-native:mediapackagev2:OriginEndpointPolicy"],
  function* ({ props }) {
    yield* eachAllow(props["policy"], findings);
  },
);

function* findings(statement: Statement): Iterable<string> {
  yield* isHarvest(statement) ? harvestFindings(statement) : playbackFindings(statement);
  yield* commonFindings(statement);
}

function isHarvest({ principals }: Statement): boolean {
  return principals.length > 0 && principals.every((principal) => isService(principal, HARVEST));
}

function* playbackFindings(statement: Statement): Iterable<string> {
  const strangers = statement.principals.filter((principal) => !isService(principal, CLOUDFRONT));
  if (strangers.length > 0 || statement.principals.length === 0) {
    yield `admits ${strangers.map(({ value }) => shown(value)).join(", ") || "nobody by name"} in ${statement.name}. Admit only Service ${CLOUDFRONT}.`;
  }
  yield* actionFindings(statement, PLAYBACK_ACTIONS);
  const sources = conditionValues(statement, EXACT, "AWS:SourceArn");
  if (sources.length === 0 || !sources.every(isOneDistribution)) {
    yield `admits the distributions of any account in ${statement.name}. Add StringEquals AWS:SourceArn with the ARN of your distribution.`;
  }
}

/** Harvest jobs read an endpoint as MediaPackage itself (MediaPackage guide, "Policy examples"). */
function* harvestFindings(statement: Statement): Iterable<string> {
  yield* actionFindings(statement, HARVEST_ACTIONS);
  const accounts = conditionValues(statement, ["StringEquals"], "AWS:SourceAccount");
  if (accounts.length === 0 || accounts.some((account) => typeof account === "string" && !/^\d{12}$/.test(account))) {
    yield `admits harvest jobs of any account in ${statement.name}. Add StringEquals AWS:SourceAccount with your account id.`;
  }
}

function* actionFindings({ actions, name }: Statement, allowed: readonly string[]): Iterable<string> {
  const extra = actions.filter((action) => typeof action !== "string" || !allowed.includes(action));
  if (extra.length > 0 || actions.length === 0) {
    yield `allows ${extra.map(shown).join(", ") || "no action"} in ${name}. Allow only ${allowed.join(" and ")}.`;
  }
}

function* commonFindings(statement: Statement): Iterable<string> {
  if (statement.inverted.length > 0) {
    yield `uses ${statement.inverted.join(", ")} in ${statement.name}, which admits all but what it names. Name what is admitted.`;
  }
  if (statement.resources.some((resource) => typeof resource === "string" && resource.includes("*"))) {
    yield `names a resource with a wildcard in ${statement.name}. Name the one endpoint's ARN.`;
  }
}

/** The distribution's ARN is usually unknown at first; that a source is asked for at all is then what can be checked. */
function isOneDistribution(value: Plain): boolean {
  return value === UNKNOWN || (typeof value === "string" && DISTRIBUTION_ARN.test(value));
}
