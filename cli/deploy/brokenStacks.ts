import { channelResourceName, inputResourceName, PRIMARY, SRT_STACK_SUFFIX } from "../../components/encode/plan.ts";
import { needOf, readStacks, settleStack, type AwsAccess } from "../../control/index.ts";
import type { LineupFile } from "../../stacks/plain.ts";
import type { Breakage } from "./world.ts";

/** A CloudFormation stack of a channel or of an input that cannot be changed as it is. */
export interface BrokenStack {
  readonly name: string;
  readonly need: Breakage;
}

/** A CloudFormation stack, and the channel that it belongs to. */
export interface ChannelStack {
  readonly channel: string;
  readonly stack: string;
  /** A creation that failed may be cleared away: what it was to make has never run. */
  readonly clearable: boolean;
}

/** The CloudFormation stacks of a region's channels: one each, and one for each SRT input. `deployed`: channels the region has published. */
export function stacksOfChannels({ environment, channels }: LineupFile, region: string, deployed: readonly string[]): ChannelStack[] {
  const lined = Object.entries(channels).filter(([, { regions }]) => regions.includes(region));
  const names = [...new Set([...lined.map(([name]) => name), ...deployed])];
  return [
    ...names.map((channel) => ({ channel, stack: channelResourceName(environment, channel), clearable: !deployed.includes(channel) })),
    ...lined.flatMap(([channel, { source, moreInputs }]) =>
      Object.entries({ [PRIMARY]: source, ...moreInputs })
        .filter(([, { type }]) => type.startsWith("srt-"))
        .map(([key]) => ({
          channel,
          stack: `${channelResourceName(environment, inputResourceName(channel, key))}${SRT_STACK_SUFFIX}`,
          clearable: true,
        })),
    ),
  ];
}

/** The broken ones by channel. Waits where something is under way. */
export async function brokenStacks(
  access: AwsAccess,
  stacks: readonly ChannelStack[],
  wait: { readonly timeoutSeconds: number; readonly pollSeconds?: number },
): Promise<ReadonlyMap<string, readonly BrokenStack[]>> {
  const names = stacks.map(({ stack }) => stack);
  const states = await readStacks(access, names);
  const broken = new Map<string, BrokenStack[]>();
  for (const [index, { channel, stack, clearable }] of stacks.entries()) {
    const first = states[index]?.status ?? "absent";
    const status = needOf(first) === "wait" ? (await settleStack(access, stack, wait)).status : first;
    const need = needOf(status);
    // A deletion that failed was wanted by somebody, and may hold what still runs.
    if (need === "roll-on" || (need === "remains" && clearable && status !== "DELETE_FAILED"))
      broken.set(channel, [...(broken.get(channel) ?? []), { name: stack, need }]);
  }
  return broken;
}
