import type { Statement } from "../../lib/document.ts";
import { eachAllow, isAnyone, isBound } from "../../lib/document.ts";
import { isSet, UNKNOWN } from "../../lib/plain.ts";
import { resourceRule } from "../../lib/rule.ts";

/** Conditions that bind everyone to one account or to services that act for it. */
const BINDING_KEYS = ["kms:CallerAccount", "aws:PrincipalAccount", "aws:PrincipalOrgID", "aws:SourceAccount"];
const EQUALS = ["StringEquals"];

export const keyPolicyClosed = resourceRule(
  {
    name: "key-policy-closed",
    group: "encryption",
    description: "A key policy names who may use the key; nobody else may.",
    severity: "critical",
    remediation: "Name principals in every Allow; where everyone must stand, bind the statement to your account with kms:CallerAccount.",
    source: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html",
    control: "KMS.5",
  },
  ["aws:kms/key:Key", "aws:kms/replicaKey:ReplicaKey"],
  function* ({ props }) {
    // Without a policy KMS gives the key to the account alone.
    if (!isSet(props["policy"])) {
      return;
    }
    yield* eachAllow(props["policy"], openings);
  },
);

function* openings(statement: Statement): Iterable<string> {
  const bound = isBound(statement, EQUALS, BINDING_KEYS);
  if (statement.principals.some(isAnyone) && !bound) {
    yield `admits everyone in ${statement.name} of its policy. Name the principals, or bind it with StringEquals kms:CallerAccount.`;
  }
  if (statement.principals.some(({ kind, value }) => kind === "*" && value === UNKNOWN)) {
    yield `has a principal in ${statement.name} that is unknown before the deployment. Write its kind literally.`;
  }
  if (statement.inverted.length > 0) {
    yield `uses ${statement.inverted.join(", ")} in an Allow (${statement.name}), which admits all but what it names. Name what is admitted.`;
  }
}
