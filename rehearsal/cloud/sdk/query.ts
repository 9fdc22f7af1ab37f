/** Services of the query protocol: STS and CloudFormation. */
import type { Cloud } from "../cloud.ts";
import { answerCloudFormation } from "./cloudFormation.ts";
import type { Answer, Call } from "./protocol.ts";
import { failure, result } from "./queryProtocol.ts";

export async function answerQuery(cloud: Cloud, { body, region, service }: Call): Promise<Answer> {
  const form = new URLSearchParams(body);
  const action = form.get("Action") ?? "";
  if (service === "sts" && action === "GetCallerIdentity") return result(action, sts, callerIdentity(cloud));
  if (service === "cloudformation") return answerCloudFormation(cloud, region, form);
  return failure(400, "InvalidAction", `Could not find operation ${action} of ${service} in the rehearsal's AWS`);
}

const sts = "https://sts.amazonaws.com/doc/2011-06-15/";

function callerIdentity({ account }: Cloud): string {
  return `<Arn>arn:${account.partition}:iam::${account.accountId}:user/rehearsal</Arn><UserId>AIDAREHEARSAL00000001</UserId><Account>${account.accountId}</Account>`;
}
