import { randomInt } from "node:crypto";
import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { clientConfig, type AwsAccess } from "./access.ts";

/** A secret of Secrets Manager and where it is; never its value. */
export interface KeptSecret {
  readonly name: string;
  /** The region that writes; the others follow it. */
  readonly primaryRegion: string;
  /** By region, the primary one included: its ARN there, its key where it is not the service's own, and how far its copy is. */
  readonly regions: Readonly<Record<string, SecretInRegion>>;
  /** ISO 8601; somebody has asked for its deletion. */
  readonly deletedOn?: string;
}

export interface SecretInRegion {
  readonly arn: string;
  readonly kmsKeyId?: string;
  /** `InSync`, `InProgress` or `Failed` (Secrets Manager API, ReplicationStatusType); the primary is always in sync. */
  readonly status: string;
  /** Why a copy failed. */
  readonly reason?: string;
}

/** What to keep. Regions in order: the first is written to, the others follow. */
export interface SecretWish {
  readonly name: string;
  readonly description: string;
  /** At least one. */
  readonly regions: readonly string[];
  /** ARN of a key of the customer's by region; the service's own key (`aws/secretsmanager`) where there is none. */
  readonly kmsKeyArns?: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
}

/** Letters and digits that nobody mistakes for one another. No signs: a passphrase goes through shells and addresses. */
const LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
/**
 * Characters of a passphrase. MediaLive takes 10 to 79 (User Guide, "Setting up an SRT Listener input - Get ready"), MediaConnect
 * 10 to 80 of three kinds (User Guide, "Setting up SRT password encryption"); 40 of these are 232 bits.
 */
export const PASSPHRASE_LENGTH = 40;

/** The key that Secrets Manager uses where none is named. */
const SERVICE_KEY = "alias/aws/secretsmanager";

/** A passphrase for SRT: letters of both cases and digits, drawn by the operating system. */
export function randomPassphrase(): string {
  for (;;) {
    const drawn = Array.from({ length: PASSPHRASE_LENGTH }, () => LETTERS.charAt(randomInt(LETTERS.length))).join("");
    if ([/[A-Z]/, /[a-z]/, /\d/].every((kind) => kind.test(drawn))) return drawn;
  }
}

/**
 * A client for one region, with the credentials that the providers of the stack use. The SDK is loaded on first use. A region
 * that does not answer must not hide the others for minutes.
 */
export async function secretsClient(access: AwsAccess): Promise<SecretsManagerClient> {
  const { SecretsManagerClient: Client } = await import("@aws-sdk/client-secrets-manager");
  return new Client({
    ...(await clientConfig(access)),
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 3000, requestTimeout: 10_000, throwOnRequestTimeout: true },
  });
}

/** Looks for a secret in one region. Needs `secretsmanager:DescribeSecret`. @returns undefined when it is not there */
export async function describeSecret(access: AwsAccess, name: string): Promise<KeptSecret | undefined> {
  const { DescribeSecretCommand, ResourceNotFoundException } = await import("@aws-sdk/client-secrets-manager");
  return withClient(access, async (client) => {
    try {
      const found = await client.send(new DescribeSecretCommand({ SecretId: name }));
      const { ARN: arn = "", KmsKeyId: kmsKeyId, PrimaryRegion: primaryRegion = access.region, DeletedDate: deleted } = found;
      const at = (region: string): string => [...arn.split(":").slice(0, 3), region, ...arn.split(":").slice(4)].join(":");
      const own = kmsKeyId === undefined || kmsKeyId === SERVICE_KEY ? {} : { kmsKeyId };
      const here = { [access.region]: { arn, ...own, status: "InSync" } };
      const copies = (found.ReplicationStatus ?? []).flatMap(({ Region: region, KmsKeyId: key, Status: status, StatusMessage: reason }) =>
        region === undefined
          ? []
          : [
              [
                region,
                {
                  arn: at(region),
                  ...(key === undefined || key === SERVICE_KEY ? {} : { kmsKeyId: key }),
                  status: status ?? "InProgress",
                  ...(reason === undefined || status === "InSync" ? {} : { reason }),
                },
              ] as const,
            ],
      );
      return {
        name,
        primaryRegion,
        regions: { ...Object.fromEntries(copies), ...here },
        ...(deleted === undefined ? {} : { deletedOn: deleted.toISOString() }),
      };
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return undefined;
      throw error;
    }
  });
}

/**
 * Looks for a secret in several regions and tells of it as its primary region does: a copy knows nothing of its siblings.
 * Where the primary region does not answer, what a copy knows of itself has to do.
 * @returns undefined when it is in none of them
 * @throws what a region answered that is down, when no other has the secret: it may be there
 */
export async function findSecret(accesses: readonly AwsAccess[], name: string): Promise<KeptSecret | undefined> {
  const failures = new Map<string, unknown>();
  let copy: { readonly found: KeptSecret; readonly access: AwsAccess } | undefined;
  for (const access of accesses) {
    try {
      const found = await describeSecret(access, name);
      if (found?.primaryRegion === access.region) return found;
      if (found !== undefined) copy ??= { found, access };
    } catch (error) {
      failures.set(access.region, error);
    }
  }
  if (copy === undefined) {
    for (const failure of failures.values()) throw failure;
    return undefined;
  }
  const { found, access } = copy;
  if (failures.has(found.primaryRegion)) return found;
  if (accesses.some(({ region }) => region === found.primaryRegion)) return undefined;
  return describeSecret({ ...access, region: found.primaryRegion }, name).catch(() => found);
}

/** Regions that lack the secret: no copy was asked for, or it failed. A secret that only a copy told of lacks nothing in its primary region. */
export function missingCopies({ primaryRegion, regions: there }: KeptSecret, wanted: readonly string[]): string[] {
  return wanted.filter((region) => region !== primaryRegion && (there[region] === undefined || there[region].status === "Failed"));
}

/**
 * Makes a secret with a value and its copies. The value goes to Secrets Manager and nowhere else, as plain text, for MediaLive
 * and MediaConnect read no JSON. Needs `secretsmanager:CreateSecret`, `TagResource` and `ReplicateSecretToRegions`.
 */
export async function createSecret(access: AwsAccess, wish: SecretWish, value: string): Promise<void> {
  const { CreateSecretCommand } = await import("@aws-sdk/client-secrets-manager");
  const [, ...others] = wish.regions;
  await withClient(access, (client) =>
    client.send(
      new CreateSecretCommand({
        Name: wish.name,
        Description: wish.description,
        SecretString: value,
        ...keyOf(wish, access.region),
        ...(others.length === 0 ? {} : { AddReplicaRegions: others.map((region) => ({ Region: region, ...keyOf(wish, region) })) }),
        Tags: Object.entries(wish.tags ?? {}).map(([Key, Value]) => ({ Key, Value })),
      }),
    ),
  );
}

/** Copies a secret to more regions. `access` is its primary region's. */
export async function replicateSecret(access: AwsAccess, wish: SecretWish, regions: readonly string[]): Promise<void> {
  if (regions.length === 0) return;
  const { ReplicateSecretToRegionsCommand } = await import("@aws-sdk/client-secrets-manager");
  const AddReplicaRegions = regions.map((region) => ({ Region: region, ...keyOf(wish, region) }));
  await withClient(access, (client) => client.send(new ReplicateSecretToRegionsCommand({ SecretId: wish.name, AddReplicaRegions })));
}

/** Gives a secret another value, which its copies follow. `access` is its primary region's. */
export async function putSecretValue(access: AwsAccess, name: string, value: string): Promise<void> {
  const { PutSecretValueCommand } = await import("@aws-sdk/client-secrets-manager");
  await withClient(access, (client) => client.send(new PutSecretValueCommand({ SecretId: name, SecretString: value })));
}

/** The value of a secret, for somebody who asked to see it. */
export async function readSecretValue(access: AwsAccess, name: string): Promise<string> {
  const { GetSecretValueCommand } = await import("@aws-sdk/client-secrets-manager");
  const { SecretString: value } = await withClient(access, (client) => client.send(new GetSecretValueCommand({ SecretId: name })));
  if (value === undefined) throw new Error(`secret ${name} holds no text`);
  return value;
}

/** Time between two looks at copies that are being made, and the longest wait for them. Seconds. */
const LOOK_SECONDS = 2;
const LONGEST_COPY = 60;

/** Waits until every copy is made or has failed, a minute at most, and answers with the last look. `access` is its primary region's. */
export async function awaitCopies(access: AwsAccess, name: string, pollSeconds = LOOK_SECONDS): Promise<KeptSecret> {
  const deadline = Date.now() + LONGEST_COPY * 1000;
  for (;;) {
    const found = await describeSecret(access, name);
    if (found === undefined) throw new Error(`secret ${name} is not in ${access.region} any more`);
    const pending = Object.values(found.regions).some(({ status }) => status === "InProgress");
    if (!pending || Date.now() > deadline) return found;
    await new Promise((resolve) => setTimeout(resolve, pollSeconds * 1000));
  }
}

function keyOf({ kmsKeyArns = {} }: SecretWish, region: string): { KmsKeyId?: string } {
  const key = kmsKeyArns[region];
  return key === undefined ? {} : { KmsKeyId: key };
}

async function withClient<T>(access: AwsAccess, work: (client: SecretsManagerClient) => Promise<T>): Promise<T> {
  const client = await secretsClient(access);
  try {
    return await work(client);
  } finally {
    client.destroy();
  }
}
