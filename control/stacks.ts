import type { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { clientConfig, type AwsAccess } from "./access.ts";

/** A CloudFormation stack as `DescribeStacks` names its state, or `absent`. */
export interface StackState {
  readonly name: string;
  readonly status: string;
  readonly reason?: string;
}

/**
 * What has to be done about a stack before it can be updated. `roll-on`: its rollback stopped half-way. `remains`: its creation or deletion
 * failed, and it can only be deleted. `wait`: something is under way. (CloudFormation User Guide, "Stack status codes".)
 */
export type StackNeed = "nothing" | "wait" | "roll-on" | "remains";

export function needOf(status: string): StackNeed {
  if (status === "UPDATE_ROLLBACK_FAILED") return "roll-on";
  if (["ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED", "DELETE_FAILED"].includes(status)) return "remains";
  return status.endsWith("_IN_PROGRESS") ? "wait" : "nothing";
}

export interface SettleOptions {
  readonly timeoutSeconds: number;
  readonly pollSeconds?: number;
}

const POLL_SECONDS = 3;

/** Reads the states of stacks by name, one after another. Needs `cloudformation:DescribeStacks` on them. */
export async function readStacks(access: AwsAccess, names: readonly string[]): Promise<StackState[]> {
  if (names.length === 0) return [];
  return withClient(access, async (client) => {
    const states: StackState[] = [];
    for (const name of names) states.push(await stateOf(client, name));
    return states;
  });
}

/** Waits until nothing is under way in a stack. @throws Error when that takes longer than the time-out (seconds) */
export async function settleStack(access: AwsAccess, name: string, options: SettleOptions): Promise<StackState> {
  return withClient(access, (client) => waitForEnd(client, name, options));
}

/**
 * Brings a stack into a state from which it can be updated, or made anew: continues a rollback that stopped half-way
 * (`cloudformation:ContinueUpdateRollback`), deletes what a failed creation left (`cloudformation:DeleteStack`), and waits. The caller's
 * own credentials do it, as they run the stack. Answers what was done, as the rest of a sentence; nothing where nothing was needed.
 * @throws Error when the stack does not get there, with CloudFormation's reason
 */
export async function recoverStack(access: AwsAccess, name: string, options: SettleOptions): Promise<string | undefined> {
  const { ContinueUpdateRollbackCommand, DeleteStackCommand } = await import("@aws-sdk/client-cloudformation");
  return withClient(access, async (client) => {
    const before = await waitForEnd(client, name, options);
    const need = needOf(before.status);
    if (need === "nothing") return undefined;
    if (need === "roll-on") await client.send(new ContinueUpdateRollbackCommand({ StackName: name }));
    else await client.send(new DeleteStackCommand({ StackName: name }));
    const after = await waitForEnd(client, name, options);
    const done =
      need === "roll-on" ? after.status === "UPDATE_ROLLBACK_COMPLETE" : after.status === "absent" || after.status === "DELETE_COMPLETE";
    if (!done)
      throw new Error(`stack ${name} was ${before.status} and is ${after.status}${after.reason === undefined ? "" : `: ${after.reason}`}`);
    return need === "roll-on"
      ? `was ${before.status}: its rollback was continued, and it is as before the change that failed`
      : `was ${before.status}: nothing but its name was left of it, and it was deleted`;
  });
}

async function waitForEnd(client: CloudFormationClient, name: string, { timeoutSeconds, pollSeconds }: SettleOptions): Promise<StackState> {
  const deadline = Date.now() + timeoutSeconds * 1000;
  for (;;) {
    const state = await stateOf(client, name);
    if (needOf(state.status) !== "wait") return state;
    if (Date.now() >= deadline) throw new Error(`stack ${name} is still ${state.status} after ${timeoutSeconds} s`);
    await new Promise((resolve) => setTimeout(resolve, (pollSeconds ?? POLL_SECONDS) * 1000));
  }
}

async function stateOf(client: CloudFormationClient, name: string): Promise<StackState> {
  const { DescribeStacksCommand } = await import("@aws-sdk/client-cloudformation");
  try {
    const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName: name }));
    const reason = stack?.StackStatusReason;
    return { name, status: stack?.StackStatus ?? "absent", ...(reason === undefined ? {} : { reason }) };
  } catch (error) {
    // A stack that is not there is a ValidationError, told from others by its words (CloudFormation API Reference, DescribeStacks).
    if (error instanceof Error && error.name === "ValidationError" && error.message.includes("does not exist"))
      return { name, status: "absent" };
    throw error;
  }
}

async function withClient<T>(access: AwsAccess, work: (client: CloudFormationClient) => Promise<T>): Promise<T> {
  const { CloudFormationClient: Client } = await import("@aws-sdk/client-cloudformation");
  const client = new Client(await clientConfig(access));
  return work(client).finally(() => client.destroy());
}
