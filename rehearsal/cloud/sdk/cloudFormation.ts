/** CloudFormation as the commands call it. CloudFormation API Reference: DescribeStacks, ContinueUpdateRollback, DeleteStack. */
import { rollBack, stackStatus, stackType } from "../cfn/failure.ts";
import { channels, channelState } from "../channels.ts";
import type { Cloud } from "../cloud.ts";
import type { CloudObject } from "../store.ts";
import { object, spelled } from "../values.ts";
import type { Answer } from "./protocol.ts";
import { escape, failure, result } from "./queryProtocol.ts";

const NAMESPACE = "http://cloudformation.amazonaws.com/doc/2010-05-15/";

export async function answerCloudFormation(cloud: Cloud, region: string, form: URLSearchParams): Promise<Answer> {
  const action = form.get("Action") ?? "";
  try {
    await cloud.faults.meet("call", `cloudformation:${action}`, region);
  } catch (error) {
    return failure(500, "InternalFailure", error instanceof Error ? error.message : String(error));
  }
  const wanted = form.get("StackName");
  const found = cloud.store
    .all(stackType, region)
    .filter(({ id, inputs }) => wanted === null || id === wanted || inputs["name"] === wanted);
  const [stack] = found;
  if (action === "DeleteStack") return deleteStack(cloud, stack);
  if (wanted !== null && stack === undefined) return failure(400, "ValidationError", `Stack with id ${wanted} does not exist`);
  if (action === "DescribeStacks")
    return result(action, NAMESPACE, `<Stacks>${found.map((one) => described(cloud, one)).join("")}</Stacks>`);
  if (action === "ContinueUpdateRollback" && stack !== undefined) return continueRollback(cloud, stack);
  return failure(400, "InvalidAction", `Could not find operation ${action} of cloudformation in the rehearsal's AWS`);
}

function described(cloud: Cloud, stack: CloudObject): string {
  const { id, inputs, outputs, hidden } = stack;
  const pairs = Object.entries(object(outputs["outputs"]))
    .map(([key, value]) => `<member><OutputKey>${escape(key)}</OutputKey><OutputValue>${escape(spelled(value))}</OutputValue></member>`)
    .join("");
  const reason =
    typeof hidden["statusReason"] === "string" ? `<StackStatusReason>${escape(hidden["statusReason"])}</StackStatusReason>` : "";
  return `<member><StackId>${escape(id)}</StackId><StackName>${escape(spelled(inputs["name"]))}</StackName><StackStatus>${stackStatus(cloud, stack)}</StackStatus>${reason}<CreationTime>2026-01-01T00:00:00Z</CreationTime><Outputs>${pairs}</Outputs></member>`;
}

async function continueRollback(cloud: Cloud, stack: CloudObject): Promise<Answer> {
  const status = stackStatus(cloud, stack);
  if (status !== "UPDATE_ROLLBACK_FAILED")
    return failure(400, "ValidationError", `Stack [${stack.id}] is in ${status} state and can not continue rollback`);
  const running = channels(cloud.store, stack.region).find(
    ({ object: one }) => one.owner === stack.id && channelState(one, cloud.transition) !== "IDLE",
  );
  // The rollback changes the channel back, and a channel changes only while it is idle.
  await rollBack(cloud, stack, running === undefined ? undefined : `channel ${running.id} is not idle`);
  return result("ContinueUpdateRollback", NAMESPACE, "");
}

/** Succeeds also where there is no such stack. A stack that holds a running channel fails, as its channel cannot be deleted. */
function deleteStack(cloud: Cloud, stack: CloudObject | undefined): Answer {
  if (stack !== undefined) {
    const held = channels(cloud.store, stack.region).filter(({ object: one }) => one.owner === stack.id);
    if (held.some(({ object: one }) => channelState(one, cloud.transition) !== "IDLE")) {
      stack.hidden = { ...stack.hidden, status: "DELETE_FAILED", statusReason: "a channel that has not been stopped cannot be deleted" };
      cloud.store.changed();
    } else {
      for (const { object: one } of held) cloud.store.remove(one);
      cloud.store.remove(stack);
    }
  }
  return result("DeleteStack", NAMESPACE, "");
}
