import { secretsOf } from "../contribution/plan.ts";
import type { PolicyStatement } from "../storage/plain.ts";
import { inputResourceName, PRIMARY, sourcesOf } from "./sources.ts";
import type { Channel, Region, Source } from "./types.ts";

/** A secret of this region and account that holds an SRT passphrase, as plain text. */
export interface PassphraseSecret {
  readonly arn: string;
  /** ARN, id or alias of a key of the customer's; absent where the service's own key (`aws/secretsmanager`) encrypts it. */
  readonly kmsKeyId?: string;
}

/** Secrets by name. */
export type Passphrases = Readonly<Record<string, PassphraseSecret>>;

/** Name of the secret that holds the passphrase of one input, equal in all regions: `onair passphrase` makes it. */
export function passphraseName(environment: string, channel: string, key: string): string {
  return `onair/${environment}/${inputResourceName(channel, key)}/srt`;
}

/** Whether the signal of a source is encrypted with a passphrase that both sides know. */
export function takesPassphrase(
  source: Pick<Source, "type"> & { readonly encryption?: unknown; readonly feed?: { readonly protocol: string } },
): boolean {
  // Both feeds of a flow share the passphrase of their input.
  if (source.type === "mediaconnect") return source.feed?.protocol.startsWith("srt-") === true;
  return source.type === "srt-listener" || (source.type === "srt-caller" && source.encryption !== undefined);
}

/** The passphrases of a channel: the input that each belongs to, the name of its secret, and whose role reads it. */
export function passphrasesOf(
  channel: Pick<Channel, "name" | "source" | "moreInputs">,
  environment: string,
): readonly { readonly key: string; readonly secret: string; readonly reader: "channel" | "flows" }[] {
  return sourcesOf(channel)
    .filter(({ source }) => takesPassphrase(source))
    .map(({ key, source }) => ({
      key,
      secret: passphraseName(environment, channel.name, key),
      reader: source.type === "mediaconnect" ? ("flows" as const) : ("channel" as const),
    }));
}

/** Secrets that the flows of a channel need beside the passphrases of its inputs: where each is written, and its name. */
export function flowSecrets(
  channel: Pick<Channel, "source" | "moreInputs">,
): readonly { readonly path: string; readonly secret: string }[] {
  return sourcesOf(channel).flatMap(({ key, source }) => {
    if (source.type !== "mediaconnect") return [];
    const where = key === PRIMARY ? "source" : `moreInputs.${key}`;
    return secretsOf(source).map(({ path, secret }) => ({ path: `${where}.${path}`, secret }));
  });
}

/** The secret of that name. @throws Error when nobody has looked it up: settings refuse a missing one */
export function passphraseOf(passphrases: Passphrases | undefined, name: string): PassphraseSecret {
  const found = passphrases?.[name];
  if (found === undefined) throw new Error(`the secret ${name} was not looked up`);
  return found;
}

/**
 * A role reads exactly these secrets (MediaLive User Guide, "Requirements for Secrets Manager secrets"). A key of the
 * customer's decrypts for it only through Secrets Manager and only these secrets, whose ARN is the encryption context
 * (Secrets Manager User Guide, "Secret encryption and decryption").
 */
export function readPassphrases(
  secrets: readonly PassphraseSecret[],
  { accountId, region }: { readonly accountId: string; readonly region: Region },
): PolicyStatement[] {
  if (secrets.length === 0) return [];
  const encrypted = secrets.filter(({ kmsKeyId }) => kmsKeyId !== undefined);
  const keys = [...new Set(encrypted.flatMap(({ kmsKeyId }) => kmsKeyId ?? []))].sort();
  return [
    {
      Sid: "ReadPassphrases",
      Effect: "Allow",
      Action: "secretsmanager:GetSecretValue",
      Resource: secrets.map(({ arn }) => arn).sort(),
    },
    ...keys.map((key, index): PolicyStatement => {
      const alias = key.startsWith("alias/");
      const own = encrypted.filter(({ kmsKeyId }) => kmsKeyId === key).map(({ arn }) => arn);
      return {
        Sid: `DecryptPassphrases${index === 0 ? "" : String(index + 1)}`,
        Effect: "Allow",
        Action: "kms:Decrypt",
        // The wildcard stands for an id that only KMS knows; the alias condition narrows it to one key.
        Resource: key.startsWith("arn:") ? key : `arn:aws:kms:${region}:${accountId}:key/${alias ? "*" : key}`,
        Condition: {
          ...(alias ? { "ForAnyValue:StringEquals": { "kms:ResourceAliases": key } } : {}),
          StringEquals: {
            "kms:ViaService": `secretsmanager.${region}.amazonaws.com`,
            "kms:EncryptionContext:SecretARN": own.sort(),
          },
        },
      };
    }),
  ];
}
