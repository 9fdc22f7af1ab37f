import { passphraseName, PRIMARY, takesPassphrase } from "../../components/encode/plan.ts";
import { accessOf, type AwsAccess, type SecretWish } from "../../control/index.ts";
import { didYouMean, type LineupFile } from "../../stacks/plain.ts";
import { allowedAccounts } from "../account.ts";
import { CliError } from "../errors.ts";
import type { StackFile } from "../project.ts";

/** The passphrase of one input, and how to reach the regions that it belongs in. */
export interface WantedPassphrase {
  /** `primary`, or the input's key. */
  readonly input: string;
  readonly wish: SecretWish;
  /** By region, in the channel's order. */
  readonly accesses: readonly AwsAccess[];
  /** Accounts that the stacks may be deployed to; none named, any. */
  readonly accounts: readonly string[];
}

/** Channels of a lineup with an input that takes a passphrase, in alphabetical order. */
export function encryptedChannels({ channels }: LineupFile): string[] {
  return Object.entries(channels)
    .filter(([, { source, moreInputs = {} }]) => [source, ...Object.values(moreInputs)].some(takesPassphrase))
    .map(([name]) => name)
    .sort();
}

/** The passphrases that a channel of the lineup needs. @throws CliError when there is no such channel or input, or none needs one */
export function wantedPassphrases(
  lineup: LineupFile,
  stacks: readonly StackFile[],
  channel: string,
  input: string | undefined,
): WantedPassphrase[] {
  const entry = lineup.channels[channel];
  if (entry === undefined) {
    const names = Object.keys(lineup.channels).sort();
    throw new CliError(
      `There is no channel ${channel} in lineups/${lineup.environment}.yaml; ${didYouMean(channel, names)}there are: ${names.join(", ")}.`,
    );
  }
  const sources = Object.entries({ [PRIMARY]: entry.source, ...entry.moreInputs });
  const keys = sources.filter(([, source]) => takesPassphrase(source)).map(([key]) => key);
  if (keys.length === 0)
    throw new CliError(
      `No input of ${channel} takes a passphrase: that is for srt-listener, for srt-caller with encryption, and for mediaconnect with a feed by SRT.`,
    );
  if (input !== undefined && !keys.includes(input))
    throw new CliError(`Input ${input} of ${channel} takes no passphrase; these do: ${keys.join(", ")}.`);
  const places = entry.regions.map((region) => ({ region, config: configOf(stacks, region) }));
  const keyArns = places.flatMap(({ region, config }) => {
    const arn = config["onair:kmsKeyArn"];
    return typeof arn === "string" && arn !== "" ? [[region, arn] as const] : [];
  });
  return keys
    .filter((key) => input === undefined || key === input)
    .map((key) => ({
      input: key,
      wish: {
        name: passphraseName(lineup.environment, channel, key),
        description: `SRT passphrase of ${key === PRIMARY ? `channel ${channel}` : `input ${key} of channel ${channel}`}`,
        regions: entry.regions,
        kmsKeyArns: Object.fromEntries(keyArns),
        tags: { "onair:environment": lineup.environment, "onair:channel": channel },
      },
      accesses: places.map(({ region, config }) => accessOf(config, region)),
      accounts: allowedAccounts(places.map(({ config }) => config)),
    }));
}

/** Settings of the stack that encodes in a region; a region whose stack file is not written yet is reached as the others are. */
export function configOf(stacks: readonly StackFile[], region: string): StackFile["config"] {
  const encoding = stacks.filter(({ config }) => config["onair:role"] !== "global-edge");
  const own = encoding.find(({ config }) => config["aws:region"] === region);
  if (own !== undefined) return own.config;
  const other = encoding[0]?.config ?? {};
  return Object.fromEntries(Object.entries(other).filter(([key]) => key !== "onair:kmsKeyArn"));
}
