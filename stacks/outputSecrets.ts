import type aws from "@pulumi/aws";
import type { Channel } from "../components/encode/index.ts";
import { outputsOf, outputSecrets, runsIn, type Passphrases, type PassphraseSecret } from "../components/encode/plan.ts";
import { secretRefusal } from "./awsReason.ts";
import { findSecret } from "./passphrases.ts";
import type { Problem } from "./problems.ts";
import type { Settings } from "./settings.ts";

export interface FoundOutputSecrets {
  readonly secrets: Passphrases;
  readonly problems: readonly Problem[];
}

interface Wanted {
  readonly channel: string;
  readonly key: string;
  readonly secret: string;
}

/**
 * Looks for the secrets of the outputs that this region sends, at preview already: CloudFormation would find out only as
 * it makes the channel. Their values are never read here. Needs what `findPassphrases` needs.
 */
export async function findOutputSecrets(
  settings: Exclude<Settings, { role: "global-edge" }>,
  channels: readonly Channel[],
  provider: aws.Provider,
): Promise<FoundOutputSecrets> {
  const { environment } = settings.lineup;
  const wanted = channels.flatMap((channel) => wantedOf(channel, environment, settings.region));
  const results = await Promise.allSettled(wanted.map(({ secret }) => findSecret(secret, provider)));
  const secrets: Record<string, PassphraseSecret> = {};
  const problems: Problem[] = [];
  for (const [index, one] of wanted.entries()) {
    const result = results[index];
    if (result?.status === "fulfilled") secrets[one.secret] = result.value;
    else problems.push(missing(one, environment, settings.region, result?.reason));
  }
  return { secrets, problems };
}

function wantedOf(channel: Channel, environment: string, region: string): Wanted[] {
  return outputsOf(channel)
    .filter(([, output]) => runsIn(output, channel, region))
    .flatMap(([key, output]) =>
      outputSecrets({ environment, channel: channel.name, key }, output).map((secret) => ({ channel: channel.name, key, secret })),
    );
}

/** Whoever may not look is told so, whoever has no secret how to keep one, and anybody else what AWS said. */
function missing({ channel, key, secret }: Wanted, environment: string, region: string, reason: unknown): Problem {
  const path = `lineups/${environment}.yaml channels.${channel}.outputs.${key}`;
  const refusal = secretRefusal(reason);
  if (refusal === "forbidden") {
    return {
      path,
      what: `needs a secret, and the deployer may not look it up in ${region}`,
      given: secret,
      remedy: "allow secretsmanager:DescribeSecret, GetResourcePolicy and, for CloudFormation to read it, GetSecretValue on it",
    };
  }
  if (refusal !== "absent") {
    return {
      path,
      what: `needs a secret, and it cannot be looked up in ${region} (${refusal.said})`,
      given: secret,
      remedy: "mend what AWS names, and run this again",
    };
  }
  return {
    path,
    what: `needs a secret, and none is found in ${region}`,
    given: secret,
    remedy: `keep it first: npx onair secret ${channel} ${key} --env ${environment}`,
  };
}
