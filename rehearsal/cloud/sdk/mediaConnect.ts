/** MediaConnect as the commands call it. MediaConnect API reference: DescribeFlow, StartFlow, StopFlow. */
import type { Cloud } from "../cloud.ts";
import { findFlow, flowStatus, setFlowStatus, sourcesOf, type FlowStatus } from "../flows.ts";
import type { CloudObject } from "../store.ts";
import { json, ServiceError, type Answer, type Call } from "./protocol.ts";

type Operation = (cloud: Cloud, flow: CloudObject) => Answer;

const operations: readonly { method: string; path: RegExp; name: string; answer: Operation }[] = [
  {
    method: "POST",
    path: /^\/v1\/flows\/start\/(.+)$/,
    name: "StartFlow",
    answer: (cloud, flow) => move(cloud, flow, "STANDBY", "STARTING"),
  },
  { method: "POST", path: /^\/v1\/flows\/stop\/(.+)$/, name: "StopFlow", answer: (cloud, flow) => move(cloud, flow, "ACTIVE", "STOPPING") },
  { method: "GET", path: /^\/v1\/flows\/(.+)$/, name: "DescribeFlow", answer: describeFlow },
];

export async function answerMediaConnect(cloud: Cloud, call: Call): Promise<Answer> {
  for (const { method, path, name, answer } of operations) {
    const match = path.exec(call.path);
    if (match === null || method !== call.method) continue;
    try {
      await cloud.faults.meet("call", `mediaconnect:${name}`, call.region);
    } catch (error) {
      throw new ServiceError(500, "InternalServerErrorException", error instanceof Error ? error.message : String(error));
    }
    const flow = findFlow(cloud.store, call.region, match[1] ?? "");
    if (flow === undefined) throw new ServiceError(404, "NotFoundException", `Flow ${match[1] ?? ""} not found`);
    return answer(cloud, flow);
  }
  throw new ServiceError(501, "NotImplemented", `the rehearsal's MediaConnect does not know ${call.method} ${call.path}`);
}

function describeFlow(cloud: Cloud, flow: CloudObject): Answer {
  const { inputs, outputs } = flow;
  return json(200, {
    flow: {
      flowArn: flow.id,
      name: inputs["name"],
      availabilityZone: outputs["flowAvailabilityZone"],
      egressIp: outputs["egressIp"],
      entitlements: [],
      outputs: [],
      source: outputs["source"],
      sources: sourcesOf(cloud.store, flow).map(({ name }) => ({ name })),
      status: flowStatus(flow, cloud.transition),
    },
  });
}

function move(cloud: Cloud, flow: CloudObject, from: FlowStatus, to: "STARTING" | "STOPPING"): Answer {
  const status = flowStatus(flow, cloud.transition);
  if (status !== from) throw new ServiceError(400, "BadRequestException", `the flow ${flow.id} is ${status}, not ${from}`);
  setFlowStatus(flow, to, cloud.store);
  return json(202, { flowArn: flow.id, status: to });
}
