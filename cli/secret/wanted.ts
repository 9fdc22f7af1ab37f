import { outputSecrets } from "../../components/encode/plan.ts";
import { accessOf, type AwsAccess, type SecretWish } from "../../control/index.ts";
import { buildOutputs, didYouMean, type LineupFile } from "../../stacks/plain.ts";
import { allowedAccounts } from "../account.ts";
import { CliError } from "../errors.ts";
import { configOf } from "../passphrase/wanted.ts";
import type { StackFile } from "../project.ts";

/** One secret of an output, and how to reach the regions that it belongs in. */
export interface WantedSecret {
  /** Typed or piped in, or drawn here: a platform gives a stream key, a passphrase is anything that both sides know. */
  readonly origin: "given" | "drawn";
  /** What to ask for. */
  readonly question: string;
  readonly wish: SecretWish;
  /** By region, the one that writes first. */
  readonly accesses: readonly AwsAccess[];
}

/** The output's secrets, and the number that is part of their names. */
export interface OutputSecrets {
  readonly type: "rtmp" | "mediaconnect";
  readonly keyVersion: number;
  /** Accounts that the stacks may be deployed to; none named, any. */
  readonly accounts: readonly string[];
  readonly secrets: readonly WantedSecret[];
}

/**
 * The secrets of a channel's output, of the lineup's number or another.
 * @throws CliError when there is no such channel or output, or it needs none
 */
export function wantedSecrets(
  lineup: LineupFile,
  stacks: readonly StackFile[],
  channel: string,
  key: string,
  version: number | undefined,
): OutputSecrets {
  const { environment } = lineup;
  const entry = found(lineup.channels, channel, "channel", `lineups/${environment}.yaml`);
  const output = found(buildOutputs(entry.outputs) ?? {}, key, "output", `channel ${channel}`);
  if (output.type === "frame-capture")
    throw new CliError(`Output ${key} of ${channel} needs no secret: that is for rtmp and mediaconnect.`);
  const keyVersion = version ?? output.keyVersion;
  const names = outputSecrets({ environment, channel, key }, { ...output, keyVersion });
  // Every region, whichever sends: another can then take an output over while this one is down.
  const { regions } = entry;
  const places = regions.map((region) => ({ region, config: configOf(stacks, region) }));
  const keyArns = places.flatMap(({ region, config }) => {
    const arn = config["onair:kmsKeyArn"];
    return typeof arn === "string" && arn !== "" ? [[region, arn] as const] : [];
  });
  const what = output.type === "rtmp" ? "Stream key" : "Passphrase";
  const secrets = names.map((name, index): WantedSecret => {
    const of = names.length === 1 ? "" : ` of pipeline ${index === 0 ? "a" : "b"}`;
    return {
      origin: output.type === "rtmp" ? "given" : "drawn",
      question: `${what}${of} (not shown): `,
      wish: {
        name,
        description: `${what} of output ${key} of channel ${channel}${of}`,
        regions,
        kmsKeyArns: Object.fromEntries(keyArns),
        tags: { "onair:environment": environment, "onair:channel": channel },
      },
      accesses: places.map(({ region, config }) => accessOf(config, region)),
    };
  });
  return { type: output.type, keyVersion, accounts: allowedAccounts(places.map(({ config }) => config)), secrets };
}

function found<T>(entries: Readonly<Record<string, T>>, name: string, kind: string, where: string): T {
  const names = Object.keys(entries).sort();
  const one = Object.hasOwn(entries, name) ? entries[name] : undefined;
  if (one !== undefined) return one;
  const others = names.length === 0 ? "it has none" : `${didYouMean(name, names)}there are: ${names.join(", ")}`;
  throw new CliError(`There is no ${kind} ${name} in ${where}; ${others}.`);
}
