import { eachAllow, isAnyone } from "../../lib/document.ts";
import type { Statement } from "../../lib/document.ts";
import { shown, UNKNOWN } from "../../lib/plain.ts";
import { resourceRule } from "../../lib/rule.ts";

const INGEST = "mediapackagev2:PutObject";

export const channelPolicyClosed = resourceRule(
  {
    name: "channel-policy-closed",
    group: "delivery",
    description: "Only the named encoder role may send a programme into a MediaPackage channel.",
    severity: "critical",
    remediation: "Allow mediapackagev2:PutObject to the ARN of the MediaLive role, and nothing else.",
    source: "https://docs.aws.amazon.com/mediapackage/latest/userguide/ingest-auth.html",
  },
  ["aws-native:mediapackagev2:ChannelPolicy"],
  function* ({ props }) {
    yield* eachAllow(props["policy"], findings);
  },
);

function* findings(statement: Statement): Iterable<string> {
  const { principals, actions, name } = statement;
  if (
    principals.length === 0 ||
    principals.some((principal) => isAnyone(principal) || principal.kind === "*" || isPattern(principal.value))
  ) {
    yield `lets anybody send in ${name}. Name the ARN of the encoder's role as Principal.AWS.`;
  }
  const extra = actions.filter((action) => action !== INGEST);
  if (extra.length > 0 || actions.length === 0) {
    yield `allows ${extra.map(shown).join(", ") || "no action"} in ${name}. Allow only ${INGEST}.`;
  }
  if (statement.inverted.length > 0) {
    yield `uses ${statement.inverted.join(", ")} in ${name}, which admits all but what it names. Name what is admitted.`;
  }
  if (statement.resources.some((resource) => typeof resource === "string" && resource.includes("*"))) {
    yield `names a resource with a wildcard in ${name}. Name the one channel's ARN.`;
  }
}

function isPattern(value: unknown): boolean {
  return value !== UNKNOWN && String(value).includes("*");
}
