import type { Plain } from "./plain.ts";
import { itemsAt, at } from "./plain.ts";
import type { Subject } from "./rule.ts";

/** Types that hold an IAM policy: what somebody may do. */
export const IDENTITY_POLICIES: readonly string[] = [
  "aws:iam/policy:Policy",
  "aws:iam/rolePolicy:RolePolicy",
  "aws:iam/userPolicy:UserPolicy",
  "aws:iam/groupPolicy:GroupPolicy",
];
export const ROLE = "aws:iam/role:Role";

/** The policies that a subject holds: its own, or those written inside a role. */
export function identityPolicies({ type, props }: Subject): readonly Plain[] {
  if (type !== ROLE) {
    return [props["policy"] ?? null];
  }
  return itemsAt(props, "inlinePolicies").flatMap((inline) => {
    const policy = at(inline, "policy");
    return policy === undefined ? [] : [policy];
  });
}
