import type { Statement } from "../../lib/document.ts";
import { coversAction, isAnyone, isUnreadable, matches, readDocument } from "../../lib/document.ts";
import { isSet } from "../../lib/plain.ts";
import type { Need } from "../../lib/publishers.ts";
import { publisherNeeds } from "../../lib/publishers.ts";
import { stackRule } from "../../lib/rule.ts";

export const keyAdmitsPublishers = stackRule(
  {
    name: "key-admits-publishers",
    group: "encryption",
    description: "The policy of a key admits every service that this stack makes use it.",
    severity: "high",
    remediation:
      "Add an Allow for the service principal with the KMS actions named; without it alarms, events and logs are lost without an error.",
    source: "https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html",
  },
  ["aws:kms/key:Key", "aws:kms/replicaKey:ReplicaKey"],
  function* (stack) {
    const said = new Set<string>();
    for (const need of publisherNeeds(stack)) {
      const missing = missingActions(need);
      const id = `${need.key.urn} ${need.service} ${missing.join()}`;
      if (missing.length > 0 && !said.has(id)) {
        said.add(id);
        yield [need.key, `does not admit ${need.service} (${need.because}). Allow it ${missing.join(", ")} in the key policy.`];
      }
    }
  },
);

/** A policy that cannot be read admits nobody here; `key-policy-closed` says why. */
function missingActions({ key, service, actions }: Need): readonly string[] {
  const policy = key.props["policy"];
  const document = isSet(policy) ? readDocument(policy) : [];
  const statements: readonly Statement[] = isUnreadable(document) ? [] : document;
  const admitting = statements.filter(({ allow, principals }) => allow && principals.some((principal) => admits(principal, service)));
  return actions.filter((action) => !admitting.some((statement) => coversAction(statement, action)));
}

function admits(principal: Statement["principals"][number], service: string): boolean {
  return isAnyone(principal) || (principal.kind === "Service" && typeof principal.value === "string" && matches(service, principal.value));
}
