/** MediaLive as the commands and hooks call it. MediaLive API reference: channels, inputs and their states. */
import {
  channels,
  channelState,
  findChannel,
  pipelines,
  setChannelState,
  templateChannel,
  typedChannel,
  type Channel,
} from "../channels.ts";
import type { Cloud } from "../cloud.ts";
import { destinationsOf, findInput, inputsOf, templateInput, typedInput } from "../inputs.ts";
import type { CloudObject } from "../store.ts";
import { list, object, type Properties, spelled, text, without } from "../values.ts";
import { json, ServiceError, type Answer, type Call } from "./protocol.ts";

type Operation = (cloud: Cloud, call: Call, id: string) => Answer;

/** Method and path of an operation; the group in the pattern is the id. */
const operations: readonly { method: string; path: RegExp; name: string; answer: Operation }[] = [
  { method: "GET", path: /^\/prod\/channels$/, name: "ListChannels", answer: listChannels },
  { method: "GET", path: /^\/prod\/channels\/([^/]+)$/, name: "DescribeChannel", answer: describeChannel },
  { method: "POST", path: /^\/prod\/channels\/([^/]+)\/start$/, name: "StartChannel", answer: startChannel },
  { method: "POST", path: /^\/prod\/channels\/([^/]+)\/stop$/, name: "StopChannel", answer: stopChannel },
  { method: "GET", path: /^\/prod\/inputs$/, name: "ListInputs", answer: listInputs },
  { method: "GET", path: /^\/prod\/inputs\/([^/]+)$/, name: "DescribeInput", answer: describeInput },
  { method: "GET", path: /^\/prod\/tags\/(.+)$/, name: "ListTagsForResource", answer: listTags },
  { method: "POST", path: /^\/prod\/tags\/(.+)$/, name: "CreateTags", answer: createTags },
  { method: "DELETE", path: /^\/prod\/tags\/(.+)$/, name: "DeleteTags", answer: deleteTags },
];

export async function answerMediaLive(cloud: Cloud, call: Call): Promise<Answer> {
  for (const { method, path, name, answer } of operations) {
    const match = path.exec(call.path);
    if (match === null || method !== call.method) continue;
    try {
      await cloud.faults.meet("call", `medialive:${name}`, call.region);
    } catch (error) {
      throw new ServiceError(500, "InternalServerErrorException", error instanceof Error ? error.message : String(error));
    }
    return answer(cloud, call, match[1] ?? "");
  }
  throw new ServiceError(501, "NotImplemented", `the rehearsal's MediaLive does not know ${call.method} ${call.path}`);
}

function channelOrNotFound(cloud: Cloud, { region }: Call, id: string): Channel {
  const channel = findChannel(cloud.store, region, id);
  if (channel === undefined) throw new ServiceError(404, "NotFoundException", `Channel ${id} not found`);
  return channel;
}

function describeChannel(cloud: Cloud, call: Call, id: string): Answer {
  return json(200, described(cloud, channelOrNotFound(cloud, call, id)));
}

function startChannel(cloud: Cloud, call: Call, id: string): Answer {
  return moveChannel(cloud, channelOrNotFound(cloud, call, id), "IDLE", "STARTING");
}

/** A channel can be stopped while it is still starting. MediaLive User Guide, "Starting and stopping a channel". */
function stopChannel(cloud: Cloud, call: Call, id: string): Answer {
  const channel = channelOrNotFound(cloud, call, id);
  const state = channelState(channel.object, cloud.transition);
  return moveChannel(cloud, channel, state === "STARTING" ? "STARTING" : "RUNNING", "STOPPING");
}

function moveChannel(cloud: Cloud, channel: Channel, from: string, to: "STARTING" | "STOPPING"): Answer {
  const state = channelState(channel.object, cloud.transition);
  if (state !== from) {
    const verb = to === "STARTING" ? "start" : "stop";
    throw new ServiceError(409, "ConflictException", `Cannot ${verb} channel ${channel.id}: it is in state ${state}`);
  }
  setChannelState(channel.object, to, cloud.store);
  return json(200, described(cloud, channel));
}

function listChannels(cloud: Cloud, call: Call): Answer {
  const all = channels(cloud.store, call.region).map((channel) => without(described(cloud, channel), "encoderSettings", "pipelineDetails"));
  return page("channels", all, call);
}

function listInputs(cloud: Cloud, call: Call): Answer {
  return page(
    "inputs",
    inputsOf(cloud.store, call.region).map(({ id }) => inputBody(cloud, call.region, id)),
    call,
  );
}

function describeInput(cloud: Cloud, { region }: Call, id: string): Answer {
  return json(200, inputBody(cloud, region, id));
}

function listTags(cloud: Cloud, call: Call, arn: string): Answer {
  return json(200, { tags: tagsOf(tagged(cloud, call, arn)) });
}

/** Tags can change at any time, on a running channel too. They are the resource's own and no input of whoever made it. */
function createTags(cloud: Cloud, call: Call, arn: string): Answer {
  const found = tagged(cloud, call, arn);
  found.hidden = {
    ...found.hidden,
    tags: { ...object(found.hidden["tags"]), ...object(object(JSON.parse(call.body) as Properties)["tags"]) },
  };
  cloud.store.changed();
  return { status: 204, headers: {}, body: "" };
}

function deleteTags(cloud: Cloud, call: Call, arn: string): Answer {
  const found = tagged(cloud, call, arn);
  const gone = call.query.getAll("tagKeys");
  found.hidden = {
    ...found.hidden,
    tags: Object.fromEntries(Object.entries(object(found.hidden["tags"])).filter(([key]) => !gone.includes(key))),
  };
  cloud.store.changed();
  return { status: 204, headers: {}, body: "" };
}

function tagged(cloud: Cloud, { region }: Call, arn: string): CloudObject {
  const kinds = [typedInput, templateInput, "aws:medialive/inputSecurityGroup:InputSecurityGroup", typedChannel, templateChannel];
  const found = kinds.flatMap((type) => cloud.store.all(type, region)).find(({ outputs }) => outputs["arn"] === arn);
  if (found === undefined) throw new ServiceError(404, "NotFoundException", `Resource ${arn} not found`);
  return found;
}

/** What it was made with, and what was added since. */
function tagsOf({ inputs, hidden }: CloudObject): Properties {
  return { ...object(inputs["tags"] ?? inputs["Tags"]), ...object(hidden["tags"]) };
}

/** Pages are in the order of ids; the token is where the next one begins. Default and largest page as in the API model. */
function page(name: string, all: Properties[], { query }: Call): Answer {
  const start = Number(query.get("nextToken") ?? "0");
  const size = Number(query.get("maxResults") ?? "100");
  if (!Number.isInteger(start) || !Number.isInteger(size) || size < 1 || size > 1000) {
    throw new ServiceError(400, "BadRequestException", "maxResults must be between 1 and 1000");
  }
  const sorted = all.sort((a, b) => spelled(a["id"]).localeCompare(spelled(b["id"])));
  const next = start + size < sorted.length ? { nextToken: String(start + size) } : {};
  return json(200, { [name]: sorted.slice(start, start + size), ...next });
}

function described(cloud: Cloud, { object: found, body, id, arn, channelClass }: Channel): Properties {
  const state = channelState(found, cloud.transition);
  const running = state === "RUNNING" ? pipelines(channelClass) : 0;
  return {
    ...body,
    id,
    arn,
    channelClass,
    egressEndpoints: Array.from({ length: pipelines(channelClass) }, (_, pipeline) => ({
      sourceIp: `198.51.100.${String(10 + pipeline)}`,
    })),
    logLevel: text(body["logLevel"]) ?? "DISABLED",
    pipelinesRunningCount: running,
    pipelineDetails: Array.from({ length: running }, (_, pipeline) => ({ pipelineId: String(pipeline) })),
    state,
    tags: tagsOf(found),
  };
}

function inputBody(cloud: Cloud, region: string, id: string): Properties {
  const found = findInput(cloud.store, region, id);
  if (found === undefined) throw new ServiceError(404, "NotFoundException", `Input ${id} not found`);
  const { object: input, body, type } = found;
  const attached = channels(cloud.store, region)
    .filter(({ inputIds }) => inputIds.includes(id))
    .map((channel) => channel.id);
  return {
    arn: input.outputs["arn"],
    attachedChannels: attached,
    destinations: destinationsOf(found).map(({ ip, port, url }) => ({ ip, port, url })),
    id,
    inputClass: input.outputs["inputClass"],
    inputSourceType: input.outputs["inputSourceType"],
    mediaConnectFlows: list(body["mediaConnectFlows"]),
    name: body["name"],
    securityGroups: list(body["inputSecurityGroups"]),
    sources: list(body["sources"]),
    state: attached.length > 0 ? "ATTACHED" : "DETACHED",
    tags: tagsOf(input),
    ...(body["srtSettings"] === undefined ? {} : { srtSettings: body["srtSettings"] }),
    type,
  };
}
