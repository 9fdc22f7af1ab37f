/** Services of the query protocol: STS, and CloudFormation's DescribeStacks. */
import type { Cloud } from "../cloud.ts";
import { object, spelled } from "../values.ts";
import { xml, type Answer, type Call } from "./protocol.ts";

export function answerQuery(cloud: Cloud, { body, region, service }: Call): Answer {
  const form = new URLSearchParams(body);
  const action = form.get("Action") ?? "";
  if (service === "sts" && action === "GetCallerIdentity") return result(action, sts, callerIdentity(cloud));
  if (service === "cloudformation" && action === "DescribeStacks") return describeStacks(cloud, region, form.get("StackName"));
  return failure(400, "InvalidAction", `Could not find operation ${action} of ${service} in the rehearsal's AWS`);
}

const sts = "https://sts.amazonaws.com/doc/2011-06-15/";
const cloudFormation = "http://cloudformation.amazonaws.com/doc/2010-05-15/";

function callerIdentity({ account }: Cloud): string {
  return `<Arn>arn:${account.partition}:iam::${account.accountId}:user/rehearsal</Arn><UserId>AIDAREHEARSAL00000001</UserId><Account>${account.accountId}</Account>`;
}

function describeStacks(cloud: Cloud, region: string, wanted: string | null): Answer {
  const stacks = cloud.store.all("aws:cloudformation/stack:Stack", region);
  const chosen = wanted === null ? stacks : stacks.filter(({ id, inputs }) => id === wanted || inputs["name"] === wanted);
  if (wanted !== null && chosen.length === 0) return failure(400, "ValidationError", `Stack with id ${wanted} does not exist`);
  const members = chosen.map(({ id, inputs, outputs, hidden }) => {
    const pairs = Object.entries(object(outputs["outputs"]))
      .map(([key, value]) => `<member><OutputKey>${escape(key)}</OutputKey><OutputValue>${escape(spelled(value))}</OutputValue></member>`)
      .join("");
    const status = typeof hidden["status"] === "string" ? hidden["status"] : "CREATE_COMPLETE";
    return `<member><StackId>${escape(id)}</StackId><StackName>${escape(spelled(inputs["name"]))}</StackName><StackStatus>${status}</StackStatus><CreationTime>2026-01-01T00:00:00Z</CreationTime><Outputs>${pairs}</Outputs></member>`;
  });
  return result("DescribeStacks", cloudFormation, `<Stacks>${members.join("")}</Stacks>`);
}

function result(action: string, namespace: string, content: string): Answer {
  return xml(
    200,
    `<${action}Response xmlns="${namespace}"><${action}Result>${content}</${action}Result><ResponseMetadata><RequestId>rehearsal</RequestId></ResponseMetadata></${action}Response>`,
  );
}

function failure(status: number, code: string, message: string): Answer {
  return xml(
    status,
    `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${escape(message)}</Message></Error><RequestId>rehearsal</RequestId></ErrorResponse>`,
  );
}

function escape(value: string): string {
  return value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
