/** Roles, keys and their policies. */
import type { Properties } from "../../../rehearsal/cloud/values.ts";
import { accountId, allow, policy } from "../cloudExamples/index.ts";
import { breach, type Breach } from "./breach.ts";

function noKey(example: string, changed: Properties): Breach {
  return breach("keyExists", `${example} with a key that does not exist`, /KMS.NotFoundException/, (world) =>
    world.make(example, changed, "x"),
  );
}

function noRole(example: string, changed: Properties): Breach {
  const roleArn = `arn:aws:iam::${accountId}:role/nobody`;
  return breach("roleExists", `${example} with a role that does not exist`, /nobody does not exist/, (world) =>
    world.make(example, { ...changed, roleArn }, "x"),
  );
}

export const access: Breach[] = [
  breach("aliasTarget", "an alias of a key that does not exist", /KMS.NotFoundException/, (world) =>
    world.make("alias", { name: "alias/x", targetKeyId: "nothing" }, "x"),
  ),
  breach("aliasName", "an alias that AWS keeps for itself", /ValidationException/, (world) =>
    world.make("alias", { name: "alias/aws/sns" }, "x"),
  ),
  breach("keyPolicySafe", "a key policy that nobody can change", /MalformedPolicyDocumentException/, (world) =>
    world.make("key", { policy: policy(allow("sns.amazonaws.com", ["kms:*"], "*")) }, "x"),
  ),
  breach("rotationPeriod", "a rotation every week", /not within 90 to 2560/, (world) =>
    world.make("key", { rotationPeriodInDays: 7 }, "x"),
  ),
  breach("trustPolicy", "a role that nobody can assume", /MalformedPolicyDocument/, (world) =>
    world.make("role", { name: "x", assumeRolePolicy: policy({ Effect: "Allow", Action: "sts:AssumeRole" }) }, "x"),
  ),
  breach("policyRoleExists", "a policy of a role that does not exist", /NoSuchEntity/, (world) =>
    world.make("rolePolicy", { role: "nobody" }, "x"),
  ),
  breach("rolePolicyDocument", "a role's policy without resource", /MalformedPolicyDocument/, (world) =>
    world.make("rolePolicy", { name: "x", policy: policy({ Effect: "Allow", Action: "s3:*" }) }, "x"),
  ),
  ...["topic", "queue"].map((name) => noKey(name, { name: "x", kmsMasterKeyId: "none" })),
  ...["stream", "logGroup"].map((name) => noKey(name, { name: "x", kmsKeyId: "none" })),
  noKey("demo", { key: "x", kmsKeyId: "none" }),
  noKey("table", { name: "x", serverSideEncryption: { enabled: true, kmsKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/none" } }),
  noKey("trail", { name: "x", kmsKeyId: "none" }),
  noRole("rtmp", {}),
  noRole("target", { targetId: "x" }),
  breach("roleNotInUse", "deleting a role with a policy", /DeleteConflict/, (world) => world.remove("role")),
];
