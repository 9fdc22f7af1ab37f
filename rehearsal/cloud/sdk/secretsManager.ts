/**
 * Secrets Manager as the command calls it, over the JSON protocol: `X-Amz-Target` names the operation. Secrets Manager API
 * Reference: CreateSecret, DescribeSecret, GetSecretValue, PutSecretValue, ReplicateSecretToRegions.
 */
import type { Cloud } from "../cloud.ts";
import { findKey } from "../lookups.ts";
import { regions } from "../schema/index.ts";
import { changeSecret, copiesOf, findSecret, keepSecret, secretValue, type Secret } from "../secrets.ts";
import { object, objects, text, type Properties } from "../values.ts";
import { ServiceError, type Answer, type Call } from "./protocol.ts";

type Operation = (cloud: Cloud, region: string, input: Properties) => Properties;

const operations: Readonly<Record<string, Operation>> = {
  CreateSecret: createSecret,
  DescribeSecret: describeSecret,
  GetSecretValue: getSecretValue,
  PutSecretValue: putSecretValue,
  ReplicateSecretToRegions: replicate,
};

export async function answerSecretsManager(cloud: Cloud, call: Call): Promise<Answer> {
  const name = call.target.split(".").at(-1) ?? "";
  const operation = operations[name];
  if (operation === undefined)
    throw new ServiceError(501, "NotImplemented", `the rehearsal's Secrets Manager does not know ${name || call.path}`);
  try {
    await cloud.faults.meet("call", `secretsmanager:${name}`, call.region);
  } catch (error) {
    throw new ServiceError(500, "InternalServiceError", error instanceof Error ? error.message : String(error));
  }
  const body = JSON.stringify(operation(cloud, call.region, JSON.parse(call.body) as Properties));
  return { status: 200, headers: { "content-type": "application/x-amz-json-1.1" }, body };
}

/** Names: letters, digits and /_+=.@-, 512 at most. Values: 65,536 bytes at most. */
function createSecret(cloud: Cloud, region: string, input: Properties): Properties {
  const name = text(input["Name"]) ?? "";
  if (!/^[A-Za-z0-9/_+=.@-]{1,512}$/.test(name))
    throw new ServiceError(
      400,
      "ValidationException",
      "Invalid name. Must be a valid name containing alphanumeric characters, or any of /_+=.@-",
    );
  const value = valueIn(input);
  const existing = findSecret(cloud.store, region, name);
  if (existing?.deletedOn !== undefined)
    throw new ServiceError(
      400,
      "InvalidRequestException",
      `You can't create this secret because a secret with this name is already scheduled for deletion.`,
    );
  if (existing !== undefined)
    throw new ServiceError(400, "ResourceExistsException", `The operation failed because the secret ${name} already exists.`);
  const tags = Object.fromEntries(objects(input["Tags"]).map(({ Key, Value }) => [text(Key) ?? "", Value]));
  const kmsKeyId = keyIn(cloud, region, input);
  const description = text(input["Description"]) ?? "";
  keepSecret(cloud.store, cloud.account, { name, region, value, primaryRegion: region, description, tags, ...kmsKeyId });
  const made = secretOrNotFound(cloud, region, { SecretId: name });
  copyTo(cloud, made, objects(input["AddReplicaRegions"]));
  return { ARN: made.arn, Name: name, VersionId: versionOf(made), ReplicationStatus: replication(cloud, made) };
}

function describeSecret(cloud: Cloud, region: string, input: Properties): Properties {
  const secret = secretOrNotFound(cloud, region, input);
  const { arn, name, description, kmsKeyId, tags, createdOn, changedOn, deletedOn, primaryRegion } = secret;
  const copies = replication(cloud, secret);
  return {
    ARN: arn,
    Name: name,
    Description: description,
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    CreatedDate: seconds(createdOn),
    LastChangedDate: seconds(changedOn),
    VersionIdsToStages: { [versionOf(secret)]: ["AWSCURRENT"] },
    ...(kmsKeyId === undefined ? {} : { KmsKeyId: kmsKeyId }),
    ...(deletedOn === undefined ? {} : { DeletedDate: seconds(deletedOn) }),
    // A secret without copies names no primary region.
    ...(copies.length === 0 && primaryRegion === region ? {} : { PrimaryRegion: primaryRegion }),
    ...(copies.length === 0 ? {} : { ReplicationStatus: copies }),
  };
}

/** The caller of a rehearsal may do everything in its account; who else may read, roles say (rules/srt.ts). */
function getSecretValue(cloud: Cloud, region: string, input: Properties): Properties {
  const secret = usable(secretOrNotFound(cloud, region, input));
  return {
    ARN: secret.arn,
    Name: secret.name,
    SecretString: secretValue(secret),
    VersionId: versionOf(secret),
    VersionStages: ["AWSCURRENT"],
    CreatedDate: seconds(secret.createdOn),
  };
}

function putSecretValue(cloud: Cloud, region: string, input: Properties): Properties {
  const secret = writable(usable(secretOrNotFound(cloud, region, input)));
  changeSecret(cloud.store, secret, valueIn(input));
  return { ARN: secret.arn, Name: secret.name, VersionId: versionOf(secret), VersionStages: ["AWSCURRENT"] };
}

function replicate(cloud: Cloud, region: string, input: Properties): Properties {
  const secret = writable(usable(secretOrNotFound(cloud, region, input)));
  copyTo(cloud, secret, objects(input["AddReplicaRegions"]));
  return { ARN: secret.arn, ReplicationStatus: replication(cloud, secret) };
}

/** A secret of the same name in the way fails that copy alone: Secrets Manager User Guide, "Replicate secrets across Regions". */
function copyTo(cloud: Cloud, secret: Secret, wanted: readonly Properties[]): void {
  for (const one of wanted) {
    const region = text(one["Region"]) ?? "";
    if (!regions.has(region) || region === secret.region)
      throw new ServiceError(400, "InvalidParameterException", `Invalid replica region: ${region}`);
    if (findSecret(cloud.store, region, secret.name) !== undefined) {
      secret.object.hidden = {
        ...secret.object.hidden,
        failed: {
          ...object(secret.object.hidden["failed"]),
          [region]: `Replication failed: Secret name ${secret.name} already exists in region ${region}`,
        },
      };
      continue;
    }
    const { name, description, tags } = secret;
    const key = keyIn(cloud, region, one);
    const others = Object.entries(object(secret.object.hidden["failed"])).filter(([failed]) => failed !== region);
    secret.object.hidden = { ...secret.object.hidden, failed: Object.fromEntries(others) };
    keepSecret(cloud.store, cloud.account, {
      name,
      region,
      value: secretValue(secret),
      primaryRegion: secret.region,
      description,
      tags,
      ...key,
    });
  }
  cloud.store.changed();
}

function replication(cloud: Cloud, secret: Secret): Properties[] {
  const made = copiesOf(cloud.store, secret).map(({ region, kmsKeyId, copiedSince = 0 }): Properties => {
    const inSync = Date.now() - copiedSince >= cloud.transition;
    return { Region: region, KmsKeyId: kmsKeyId ?? "alias/aws/secretsmanager", Status: inSync ? "InSync" : "InProgress" };
  });
  const failed = Object.entries(object(secret.object.hidden["failed"])).map(([Region, StatusMessage]): Properties => ({
    Region,
    Status: "Failed",
    StatusMessage,
  }));
  return [...made, ...failed];
}

function secretOrNotFound(cloud: Cloud, region: string, input: Properties): Secret {
  const found = findSecret(cloud.store, region, text(input["SecretId"]) ?? "");
  if (found === undefined) throw new ServiceError(400, "ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
  return found;
}

function usable(secret: Secret): Secret {
  if (secret.deletedOn !== undefined)
    throw new ServiceError(
      400,
      "InvalidRequestException",
      "You can't perform this operation on the secret because it was marked for deletion.",
    );
  return secret;
}

function writable(secret: Secret): Secret {
  if (secret.primaryRegion !== secret.region)
    throw new ServiceError(
      400,
      "InvalidRequestException",
      `Operation not permitted on a replica secret. Call must be made in primary secret's region: ${secret.primaryRegion}.`,
    );
  return secret;
}

function valueIn(input: Properties): string {
  const value = text(input["SecretString"]) ?? "";
  if (value === "" || Buffer.byteLength(value) > 65_536)
    throw new ServiceError(
      400,
      "InvalidParameterException",
      "You must provide either SecretString or SecretBinary, of 65536 bytes at most.",
    );
  return value;
}

function keyIn(cloud: Cloud, region: string, input: Properties): { kmsKeyId?: string } {
  const kmsKeyId = text(input["KmsKeyId"]);
  if (kmsKeyId === undefined) return {};
  const known = cloud.account.keys.some(({ arn }) => arn === kmsKeyId) || findKey(cloud.store, region, kmsKeyId) !== undefined;
  if (!known || (kmsKeyId.startsWith("arn:") && kmsKeyId.split(":")[3] !== region))
    throw new ServiceError(400, "EncryptionFailure", `The KMS key ${kmsKeyId} cannot be used in ${region}`);
  return { kmsKeyId };
}

/** The API counts seconds. */
function seconds(moment: string): number {
  return Date.parse(moment) / 1000;
}

function versionOf({ name, changedOn }: Secret): string {
  return Buffer.from(`${name}${changedOn}`).toString("hex").padEnd(36, "0").slice(-36);
}
