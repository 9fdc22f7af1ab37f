import { accessOf, type AwsAccess, type ControlledChannel } from "../../control/index.ts";
import { didYouMean, type EncodeRegionContract } from "../../stacks/plain.ts";
import { CliError } from "../errors.ts";
import { readStackFiles, stacksOf } from "../project.ts";

/** A stack that runs channels, and the `aws:` settings it is deployed with. */
export interface RegionStack {
  readonly stack: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/** Channels to start or stop in one region. */
export interface RegionTarget {
  readonly stack: string;
  readonly access: AwsAccess;
  readonly accountId: string;
  readonly channels: readonly ControlledChannel[];
}

export interface Choice {
  readonly env: string;
  readonly region?: string;
  readonly stack?: string;
}

/** The stacks a command means: one by name, or those of an environment that run channels, perhaps in one region only. */
export function chooseStacks(project: string, { env, region, stack }: Choice): RegionStack[] {
  if (stack !== undefined) {
    const short = stack.split("/").at(-1);
    return [{ stack, config: readStackFiles(project).find((file) => file.stack === short)?.config ?? {} }];
  }
  const stacks = stacksOf(project, env).filter(({ config }) => config["onair:role"] !== "global-edge");
  const here = stacks.filter(({ config }) => region === undefined || config["aws:region"] === region);
  if (here.length > 0) return here;
  const regions = stacks.map(({ config }) => String(config["aws:region"]));
  throw new CliError(
    `The environment ${env} has no stack in ${region ?? "any region"}; ${didYouMean(region ?? "", regions)}its regions: ${regions.join(", ")}.`,
  );
}

/** What each region has to do for one channel, or for all of them when none is named. @throws CliError when no region carries it */
export function targetsOf(
  stacks: readonly RegionStack[],
  contracts: readonly EncodeRegionContract[],
  channel: string | undefined,
): RegionTarget[] {
  const targets = contracts.map((contract, index) => targetOf(stacks[index] ?? { stack: "", config: {} }, contract, channel));
  const found = targets.filter(({ channels }) => channels.length > 0);
  if (found.length > 0) return found;
  const names = [...new Set(contracts.flatMap((contract) => Object.keys(contract.channels)))].sort();
  const where = stacks.map(({ stack }) => stack).join(", ");
  if (channel === undefined) throw new CliError(`No channel is deployed in ${where}.`);
  throw new CliError(`No channel ${channel} is deployed in ${where}; ${didYouMean(channel, names)}there are: ${names.join(", ")}.`);
}

/** The channels of one region, or the one that is named, and how to reach them. */
export function targetOf({ stack, config }: RegionStack, contract: EncodeRegionContract, channel?: string): RegionTarget {
  const channels = Object.entries(contract.channels)
    .filter(([name]) => channel === undefined || name === channel)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, channel]) => controlledChannel(name, channel, contract.environment));
  return { stack, access: accessOf(config, contract.region), accountId: contract.accountId, channels };
}

/** A channel as it is started and stopped, with the MediaConnect flows that run with it. */
export function controlledChannel(
  name: string,
  { channelId, channelArn, flows = {} }: EncodeRegionContract["channels"][string],
  environment: string,
): ControlledChannel {
  const own = Object.values(flows).flatMap((made) => made.map(({ name: flow, arn }) => ({ name: flow, arn })));
  return { name, id: channelId, arn: channelArn, environment, ...(own.length === 0 ? {} : { flows: own }) };
}
