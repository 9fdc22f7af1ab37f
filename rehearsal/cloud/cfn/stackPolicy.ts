/** What a stack's policy lets CloudFormation do to its resources. CloudFormation User Guide, "Prevent updates to stack resources". */
import { matches, statements } from "../policies.ts";
import { text, type Value } from "../values.ts";

export type StackAction = "Update:Modify" | "Update:Replace" | "Update:Delete";

/** With a policy everything is denied that it does not allow; without one everything is allowed. Throws what CloudFormation answers. */
export function refuseByPolicy(policyBody: Value, action: StackAction, logicalId: string): void {
  if (text(policyBody) === undefined) return;
  const applying = statements(policyBody).filter(
    ({ actions, resources }) =>
      actions.some((pattern) => matches(pattern, action)) &&
      resources.some((pattern) => pattern === "*" || matches(pattern, `LogicalResourceId/${logicalId}`)),
  );
  const allowed = applying.some(({ effect }) => effect === "Allow") && !applying.some(({ effect }) => effect === "Deny");
  if (!allowed) throw new Error(`Action denied by stack policy: ${action} of ${logicalId}`);
}
