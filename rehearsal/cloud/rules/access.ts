/** IAM and KMS: roles, keys, aliases, and that what is referred to exists. Sources: IAM and KMS API references. */
import { findByArn, findKey } from "../lookups.ts";
import { admitsPrincipal, statements } from "../policies.ts";
import { document, object, text, type Properties, type Value } from "../values.ts";
import type { Case, Rule, Rules } from "./rule.ts";

const roleType = "aws:iam/role:Role";

/** A role ARN of this account has to name a role there is. */
export function roleExists(property: string): Rule {
  return ({ cloud, inputs }) => roleMissing(cloud, inputs[property]);
}

export function roleMissing(cloud: Case["cloud"], arn: Value): string | undefined {
  if (typeof arn !== "string" || arn === "") return undefined;
  return findByArn(cloud.store, roleType, arn) === undefined
    ? `BadRequestException: role ${arn} does not exist or cannot be assumed`
    : undefined;
}

/** KMS API reference, NotFoundException. Keys that AWS manages (alias/aws/...) are always there. */
export function keyExists(path: (inputs: Properties) => Value): Rule {
  return ({ cloud, inputs, region }) => {
    const key = text(path(inputs));
    if (key === undefined || key === "" || key.includes("alias/aws/")) return undefined;
    const place = key.startsWith("arn:") ? (key.split(":")[3] ?? region) : region;
    if (cloud.account.keys.some(({ arn }) => arn === key)) return undefined;
    return findKey(cloud.store, place, key) === undefined ? `KMS.NotFoundException: Key '${key}' does not exist in ${place}` : undefined;
  };
}

/** Aliases point to a key of their region. */
export const aliasTarget = keyExists((inputs) => inputs["targetKeyId"]);

/** KMS API reference, CreateAlias. */
export const aliasName: Rule = ({ inputs }) =>
  /^alias\/(?!aws\/)[\w/-]+$/.test(text(inputs["name"]) ?? "")
    ? undefined
    : "ValidationException: an alias begins with alias/ and not with alias/aws/";

/** KMS API reference, PutKeyPolicy: a policy must leave somebody able to change it. */
export const keyPolicySafe: Rule = ({ cloud, inputs }) => {
  if (inputs["policy"] === undefined || inputs["bypassPolicyLockoutSafetyCheck"] === true) return undefined;
  const root = `arn:${cloud.account.partition}:iam::${cloud.account.accountId}:root`;
  const able = [root, cloud.account.accountId].some((principal) => admitsPrincipal(inputs["policy"], principal, "kms:PutKeyPolicy"));
  return able
    ? undefined
    : "MalformedPolicyDocumentException: The new key policy will not allow you to update the key policy in the future.";
};

/** KMS API reference, EnableKeyRotation. Days. */
export const rotationPeriod: Rule = ({ inputs }) => {
  const days = inputs["rotationPeriodInDays"];
  return typeof days === "number" && (days < 90 || days > 2560)
    ? `ValidationException: rotation period of ${String(days)} days is not within 90 to 2560`
    : undefined;
};

/** IAM User Guide, "Grammar of the IAM JSON policy language": every statement has an effect and actions; a trust policy names who. */
export const trustPolicy: Rule = ({ inputs }) => {
  const all = statements(inputs["assumeRolePolicy"]);
  const whole =
    all.length > 0 && all.every((statement) => statement.effect !== "" && statement.actions.length > 0 && hasPrincipal(statement));
  return whole ? undefined : "MalformedPolicyDocument: a trust policy needs statements with Effect, Principal and Action";
};

function hasPrincipal({ services, principals }: { services: string[]; principals: string[] }): boolean {
  return services.length + principals.length > 0;
}

export const rolePolicyDocument: Rule = ({ inputs }) => {
  const all = statements(inputs["policy"]);
  const raw = JSON.stringify(document(inputs["policy"]) ?? "");
  if (all.length === 0 || raw.includes('"Principal"'))
    return "MalformedPolicyDocument: a role's policy needs statements, and none with a Principal";
  return all.every(({ effect, actions, resources }) => effect !== "" && actions.length > 0 && resources.length > 0) || raw.includes('"Not')
    ? undefined
    : "MalformedPolicyDocument: every statement needs Effect, Action and Resource";
};

/** IAM API reference, PutRolePolicy: NoSuchEntity. */
export const policyRoleExists: Rule = ({ cloud, inputs }) => {
  const role = text(inputs["role"]) ?? "";
  return cloud.store.get(roleType, "", role) === undefined ? `NoSuchEntity: The role with name ${role} cannot be found.` : undefined;
};

/** IAM API reference, DeleteRole: DeleteConflict. */
export const roleNotInUse: Rule = ({ cloud, before }) => {
  const policy = cloud.store.find("aws:iam/rolePolicy:RolePolicy", ({ inputs }) => inputs["role"] === before?.id);
  return policy === undefined || object(before?.inputs)["forceDetachPolicies"] === true
    ? undefined
    : `DeleteConflict: Cannot delete entity, must delete policies first: ${policy.id}`;
};

export const access: Record<string, Rules> = {
  "aws:kms/key:Key": { save: [keyPolicySafe, rotationPeriod] },
  "aws:kms/alias:Alias": { save: [aliasName, aliasTarget] },
  [roleType]: { save: [trustPolicy], delete: [roleNotInUse] },
  "aws:iam/rolePolicy:RolePolicy": { save: [policyRoleExists, rolePolicyDocument] },
};
