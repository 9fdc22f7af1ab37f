import aws from "@pulumi/aws";
import type { Channel } from "../components/encode/index.ts";
import { passphrasesOf, PRIMARY, type Passphrases, type PassphraseSecret } from "../components/encode/plan.ts";
import { secretRefusal } from "./awsReason.ts";
import type { Problem } from "./problems.ts";
import type { Settings } from "./settings.ts";

export interface FoundPassphrases {
  readonly passphrases: Passphrases;
  readonly problems: readonly Problem[];
}

/**
 * Looks up the secrets of every passphrase that channels here need, at preview already: roles name them, and an input
 * cannot be made without. Their values are never read. Needs `secretsmanager:DescribeSecret` and `GetResourcePolicy`.
 */
export async function findPassphrases(
  settings: Exclude<Settings, { role: "global-edge" }>,
  channels: readonly Channel[],
  provider: aws.Provider,
): Promise<FoundPassphrases> {
  const { environment } = settings.lineup;
  const wanted = channels.flatMap((channel) => passphrasesOf(channel, environment).map((one) => ({ channel: channel.name, ...one })));
  const results = await Promise.allSettled(wanted.map(({ secret }) => findSecret(secret, provider)));
  const found: Record<string, PassphraseSecret> = {};
  const problems: Problem[] = [];
  for (const [index, { channel, key, secret }] of wanted.entries()) {
    const result = results[index];
    if (result?.status === "fulfilled") found[secret] = result.value;
    else {
      const source = key === PRIMARY ? "source" : `moreInputs.${key}`;
      const path = `lineups/${environment}.yaml channels.${channel}.${source}`;
      problems.push({ path, ...whyNot(result?.reason, { channel, key, secret, environment, region: settings.region }) });
    }
  }
  return { passphrases: found, problems };
}

/** A secret of the provider's region by name; its value is not read. */
export async function findSecret(name: string, provider: aws.Provider): Promise<PassphraseSecret> {
  const { arn, kmsKeyId } = await aws.secretsmanager.getSecret({ name }, { provider });
  const own = kmsKeyId === "" || kmsKeyId.endsWith("alias/aws/secretsmanager");
  // A policy on keys matches no alias ARN (KMS Developer Guide, "Using IAM policies with AWS KMS"): keep the alias's name alone.
  return own ? { arn } : { arn, kmsKeyId: kmsKeyId.replace(/^arn:[^:]*:kms:[^:]*:[^:]*:(?=alias\/)/, "") };
}

interface Wanted {
  readonly channel: string;
  readonly key: string;
  readonly secret: string;
  readonly environment: string;
  readonly region: string;
}

/** Whoever may not look is told so, whoever has no secret how to make one, and anybody else what AWS said. */
function whyNot(reason: unknown, { channel, key, secret, environment, region }: Wanted): Omit<Problem, "path"> {
  const refusal = secretRefusal(reason);
  if (refusal === "forbidden") {
    return {
      what: `is encrypted, and the deployer may not look its passphrase's secret up in ${region}`,
      given: secret,
      remedy: "allow secretsmanager:DescribeSecret and secretsmanager:GetResourcePolicy on it",
    };
  }
  if (refusal !== "absent") {
    return {
      what: `is encrypted, and its passphrase's secret cannot be looked up in ${region} (${refusal.said})`,
      given: secret,
      remedy: "mend what AWS names, and run this again",
    };
  }
  const input = key === PRIMARY ? "" : ` --input ${key}`;
  return {
    what: `is encrypted, and no secret with its passphrase is found in ${region}`,
    given: secret,
    remedy: `make it, in every region of the channel: npx onair passphrase ${channel}${input} --env ${environment}`,
  };
}
