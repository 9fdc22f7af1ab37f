import type { MediaLiveClient } from "@aws-sdk/client-medialive";
import { mediaLiveClient, type AwsAccess } from "./access.ts";

/** A MediaLive channel's state as the API names it, or `absent` when there is no such channel. */
export type ChannelState = string;

/** Starting takes up to three minutes as a rule and ten at most (MediaLive User Guide, starting and stopping a channel). Seconds. */
export const LONGEST_WAIT = 15 * 60;

/** Time between two looks at a channel, seconds. */
export const POLL_SECONDS = 3;

/** Reads the state of a channel. Any error but "not found" is thrown: not knowing is not idle. */
export async function channelState(access: AwsAccess, channelId: string): Promise<ChannelState> {
  const client = await mediaLiveClient(access);
  return stateOf(client, channelId).finally(() => client.destroy());
}

/** The same over a client that the caller keeps. */
export async function stateOf(client: MediaLiveClient, channelId: string): Promise<ChannelState> {
  const { DescribeChannelCommand, NotFoundException } = await import("@aws-sdk/client-medialive");
  try {
    const { State } = await client.send(new DescribeChannelCommand({ ChannelId: channelId }));
    if (State === undefined) throw new Error(`MediaLive gave no state for channel ${channelId}`);
    return State;
  } catch (error) {
    if (error instanceof NotFoundException) return "absent";
    throw error;
  }
}

export async function startChannel(access: AwsAccess, channelId: string): Promise<void> {
  const client = await mediaLiveClient(access);
  const { StartChannelCommand } = await import("@aws-sdk/client-medialive");
  await client.send(new StartChannelCommand({ ChannelId: channelId })).finally(() => client.destroy());
}

export async function stopChannel(access: AwsAccess, channelId: string): Promise<void> {
  const client = await mediaLiveClient(access);
  const { StopChannelCommand } = await import("@aws-sdk/client-medialive");
  await client.send(new StopChannelCommand({ ChannelId: channelId })).finally(() => client.destroy());
}

export interface WaitOptions {
  readonly timeoutSeconds?: number;
  readonly pollSeconds?: number;
  readonly onState?: (state: ChannelState) => void;
}

/**
 * Waits until a channel reaches a state.
 * @throws Error when it does not within the time-out (seconds), or is gone
 */
export async function waitForState(
  access: AwsAccess,
  channelId: string,
  wanted: "IDLE" | "RUNNING",
  options: WaitOptions = {},
): Promise<void> {
  const deadline = Date.now() + (options.timeoutSeconds ?? LONGEST_WAIT) * 1000;
  for (;;) {
    const state = await channelState(access, channelId);
    options.onState?.(state);
    if (state === wanted) return;
    if (state === "absent" || state.endsWith("FAILED")) throw new Error(`channel ${channelId} is ${state}, and ${wanted} was waited for`);
    if (Date.now() > deadline) throw new Error(`channel ${channelId} is still ${state}, and ${wanted} was waited for`);
    await new Promise((resolve) => setTimeout(resolve, (options.pollSeconds ?? POLL_SECONDS) * 1000));
  }
}
