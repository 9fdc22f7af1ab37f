import { itemsAt, shown } from "../../lib/plain.ts";
import { ROLE } from "../../lib/roles.ts";
import { resourceRule, stringsSetting } from "../../lib/rule.ts";

/** Attachments, and the property that names the policy attached. */
const ATTACHMENTS: Readonly<Record<string, string>> = {
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": "policyArn",
  "aws:iam/userPolicyAttachment:UserPolicyAttachment": "policyArn",
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": "policyArn",
  "aws:iam/policyAttachment:PolicyAttachment": "policyArn",
  "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive": "policyArns",
  [ROLE]: "managedPolicyArns",
};

/** Policies that AWS writes. Those under `service-role/` are made for one service's own work. */
const BY_AWS = /^arn:aws[a-z-]*:iam::aws:policy\/(?!service-role\/)/;

export const noManagedAccess = resourceRule(
  {
    name: "no-managed-access",
    group: "governance",
    description: "Rights are written out: none of the wide policies that AWS manages is attached to a role, user or group.",
    severity: "high",
    remediation: "Write a policy with the actions and ARNs that are needed; AWS widens its own without asking.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html",
    control: "IAM.1",
    settings: {
      accepted: { type: "array", items: { type: "string" }, default: [], description: "ARNs of managed policies accepted all the same." },
    },
  },
  Object.keys(ATTACHMENTS),
  function* ({ type, props }, settings) {
    const accepted = stringsSetting(settings, "accepted");
    for (const arn of itemsAt(props, ATTACHMENTS[type] ?? "policyArn")) {
      if (typeof arn === "string" && BY_AWS.test(arn) && !accepted.includes(arn)) {
        yield `has ${shown(arn)}, which allows what AWS thinks fit. Write a policy of your own.`;
      }
    }
  },
);
