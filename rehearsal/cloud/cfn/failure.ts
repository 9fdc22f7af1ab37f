/** What becomes of a stack whose resources cannot be made. CloudFormation API reference, CreateStack: OnFailure. */
import type { Cloud, Request } from "../cloud.ts";
import { regionalArn } from "../outputs/making.ts";
import { seeded } from "../seeded.ts";
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

/** The error of an update that failed: the stack is as it was. */
export function failedUpdate(request: Request, error: unknown): unknown {
  if (request.token !== stackType || !(error instanceof Error) || error.message.startsWith("ValidationError")) return error;
  return new Error(
    `updating CloudFormation Stack (${text(request.inputs["name"]) ?? ""}): stack status (UPDATE_ROLLBACK_COMPLETE): a resource failed to update: ${error.message}`,
  );
}
