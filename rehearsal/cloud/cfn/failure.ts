/** What becomes of a stack whose resources cannot be made. CloudFormation API reference, CreateStack: OnFailure. */
import { templateChannel } from "../channels.ts";
import type { Cloud, Request } from "../cloud.ts";
import { regionalArn } from "../outputs/making.ts";
import { seeded } from "../seeded.ts";
import type { CloudObject } from "../store.ts";
import { text } from "../values.ts";

export const stackType = "aws:cloudformation/stack:Stack";

/**
 * The error of a creation that failed. A template that is refused as a whole leaves nothing. A resource that is refused leaves
 * nothing with `onFailure: DELETE`; otherwise the stack stays, without resources, and holds its name.
 */
export function failedCreation(cloud: Cloud, request: Request, error: unknown): unknown {
  if (request.token !== stackType || !(error instanceof Error) || error.message.startsWith("ValidationError")) return error;
  const name = text(request.inputs["name"]) ?? "";
  const onFailure = text(request.inputs["onFailure"]) ?? (request.inputs["disableRollback"] === true ? "DO_NOTHING" : "ROLLBACK");
  const status = { DELETE: "DELETE_COMPLETE", DO_NOTHING: "CREATE_FAILED" }[onFailure] ?? "ROLLBACK_COMPLETE";
  if (onFailure !== "DELETE") {
    const id = regionalArn(
      { account: cloud.account, region: request.region },
      "cloudformation",
      `stack/${name}/${seeded(request.urn, status).uuid()}`,
    );
    cloud.store.put({
      type: stackType,
      region: request.region,
      id,
      owner: request.urn,
      inputs: request.inputs,
      outputs: {},
      hidden: { status },
    });
  }
  return new Error(`creating CloudFormation Stack (${name}): stack status (${status}): a resource failed to create: ${error.message}`);
}

/**
 * The error of an update that failed. CloudFormation rolls back, and the stack is as it was; where the rollback fails too, the stack
 * takes no further change until it is continued. CloudFormation User Guide, "Continue rolling back an update".
 */
export async function failedUpdate(cloud: Cloud, request: Request, before: CloudObject, error: unknown): Promise<unknown> {
  if (request.token !== stackType || !(error instanceof Error) || error.message.startsWith("ValidationError")) return error;
  // The provider waits for the end of the rollback before it tells.
  const status = await rollBack(cloud, before, undefined);
  before.hidden = { ...before.hidden, status };
  return new Error(
    `updating CloudFormation Stack (${text(request.inputs["name"]) ?? ""}): stack status (${status}): a resource failed to update: ${error.message}`,
  );
}

/** Rolls a stack back, which takes a moment, and answers where that ends. An obstacle, or a fault on `rollback`, leaves it half-way. */
export async function rollBack(cloud: Cloud, stack: CloudObject, obstacle: string | undefined): Promise<string> {
  let reason = obstacle;
  try {
    await cloud.faults.meet("rollback", templateChannel, stack.region);
  } catch (error) {
    reason = error instanceof Error ? error.message : String(error);
  }
  const next = reason === undefined ? "UPDATE_ROLLBACK_COMPLETE" : "UPDATE_ROLLBACK_FAILED";
  stack.hidden = { ...stack.hidden, status: "UPDATE_ROLLBACK_IN_PROGRESS", next, since: Date.now(), statusReason: reason };
  cloud.store.changed();
  return next;
}

/** The state of a stack now. */
export function stackStatus({ transition }: Pick<Cloud, "transition">, { hidden }: CloudObject, now = Date.now()): string {
  const status = text(hidden["status"]) ?? "CREATE_COMPLETE";
  const over = now - Number(hidden["since"] ?? 0) >= transition;
  return status.endsWith("_IN_PROGRESS") && over ? (text(hidden["next"]) ?? status) : status;
}

/** What CloudFormation says to a change of a stack that is not in a state to be changed; nothing where it is. */
export function unchangeable(cloud: Pick<Cloud, "transition">, stack: CloudObject): string | undefined {
  if (stack.type !== stackType) return undefined;
  const status = stackStatus(cloud, stack);
  if (/^(CREATE|UPDATE|UPDATE_ROLLBACK)_COMPLETE$/.test(status)) return undefined;
  return `ValidationError: Stack:${stack.id} is in ${status} state and can not be updated.`;
}
