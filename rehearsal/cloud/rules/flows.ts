/** MediaConnect flows. Sources: MediaConnect User Guide and API reference, MediaLive User Guide, named at each rule. */
import {
  entitlementType,
  findFlow,
  flowStatus,
  flowType,
  inputsFedBy,
  outputType,
  partsOf,
  portsOf,
  sourcesOf,
  sourceType,
} from "../flows.ts";
import { findByArn } from "../lookups.ts";
import { admitsCaller } from "../admission.ts";
import { matches, statements } from "../policies.ts";
import type { CloudObject } from "../store.ts";
import { object, objects, text, texts, type Properties } from "../values.ts";
import { roleMissing } from "./access.ts";
import { inputType } from "./live.ts";
import type { Case, Rule, Rules } from "./rule.ts";

const listening: readonly string[] = ["srt-listener", "rist", "rtp-fec", "rtp"];

/** The source that a request makes: of a flow its first. */
function sourceIn({ token, inputs }: Pick<Case, "token" | "inputs">): Properties {
  return token === flowType ? object(inputs["source"]) : inputs;
}

function named(inputs: Properties): string {
  return text(inputs["name"]) ?? "";
}

/**
 * User Guide, "Adding a standard source": whoever listens needs a port and one block of addresses that may send; a caller
 * needs to know whom to call.
 */
export const sourceComplete: Rule = (subject) => {
  const source = sourceIn(subject);
  const protocol = text(source["protocol"]) ?? "";
  if (protocol === "srt-caller")
    return source["sourceListenerAddress"] === undefined || source["sourceListenerPort"] === undefined
      ? `BadRequestException: source ${named(source)} uses srt-caller and needs sourceListenerAddress and sourceListenerPort`
      : undefined;
  if (!listening.includes(protocol)) return `BadRequestException: the rehearsal's MediaConnect takes no source of protocol "${protocol}"`;
  if (source["ingestPort"] === undefined) return `BadRequestException: source ${named(source)} uses ${protocol} and needs an ingestPort`;
  return source["whitelistCidr"] === undefined
    ? `BadRequestException: source ${named(source)} uses ${protocol} and needs a whitelistCidr`
    : undefined;
};

/** API reference, SetSourceRequest: `whitelistCidr` is one block. */
export const sourceBlock: Rule = (subject) => {
  const cidr = text(sourceIn(subject)["whitelistCidr"]);
  return cidr === undefined || /^(\d{1,3}\.){3}\d{1,3}\/([0-9]|[12]\d|3[0-2])$/.test(cidr)
    ? undefined
    : `BadRequestException: ${JSON.stringify(cidr)} is not an IPv4 CIDR block`;
};

/** User Guide, "Source ports on MediaConnect flows": 2088 and 2090 to 2099 are Zixi's, and so is 2077; ports below 1024 are nobody's. */
export const sourcePort: Rule = (subject) => {
  const source = sourceIn(subject);
  const port = source["ingestPort"] ?? source["sourceListenerPort"];
  if (typeof port !== "number") return undefined;
  const wrong = portsOf(text(source["protocol"]) ?? "", port).find((one) => one < 1024 || one > 65535 || reserved(one));
  return wrong === undefined ? undefined : `BadRequestException: port ${String(wrong)} cannot be used by source ${named(source)}`;
};

function reserved(port: number): boolean {
  return port === 2077 || port === 2088 || (port >= 2090 && port <= 2099);
}

/** User Guide, "Setting up SRT password encryption": a role that MediaConnect may take, and a secret of the same account and Region. */
export const secretReadable: Rule = (subject) => {
  const { cloud, region, inputs } = subject;
  const holder = subject.token === flowType || subject.token === sourceType ? sourceIn(subject)["decryption"] : inputs["encryption"];
  if (holder === undefined) return undefined;
  const { roleArn, secretArn } = object(holder);
  const missing = roleMissing(cloud, roleArn);
  if (missing !== undefined) return missing;
  const role = findByArn(cloud.store, "aws:iam/role:Role", roleArn);
  const context = {
    "aws:SourceAccount": cloud.account.accountId,
    "aws:SourceArn": `arn:aws:mediaconnect:${region}:${cloud.account.accountId}:flow:1-0-0:any`,
  };
  if (
    role !== undefined &&
    !admitsCaller(role.inputs["assumeRolePolicy"], { service: "mediaconnect.amazonaws.com", context }, "sts:AssumeRole")
  )
    return `BadRequestException: MediaConnect cannot assume the role ${text(roleArn) ?? ""}`;
  const [, , service, place, account] = (text(secretArn) ?? "").split(":");
  return service === "secretsmanager" && place === region && account === cloud.account.accountId
    ? undefined
    : `BadRequestException: the secret ${text(secretArn) ?? "(none)"} is not one of this account in ${region}`;
};

/** API reference, CreateFlow: a zone of the flow's own Region. */
export const flowZone: Rule = ({ inputs, region }) => {
  const zone = text(inputs["availabilityZone"]);
  return zone === undefined || new RegExp(`^${region}[a-f]$`).test(zone)
    ? undefined
    : `BadRequestException: ${zone} is not an Availability Zone of ${region}`;
};

/** User Guide, "Source failover": a table of the modes by protocol; SRT has no merge. The window is 100 to 15000 ms. */
export const failoverMode: Rule = ({ inputs }) => {
  const config = object(inputs["sourceFailoverConfig"]);
  const protocol = text(object(inputs["source"])["protocol"]) ?? "";
  if (config["failoverMode"] === "MERGE" && protocol.startsWith("srt"))
    return `BadRequestException: failover mode MERGE is not supported with protocol ${protocol}`;
  if (config["failoverMode"] === "MERGE" && config["sourcePriority"] !== undefined)
    return "BadRequestException: a source priority is not supported with failover mode MERGE";
  const window = config["recoveryWindow"];
  return typeof window === "number" && (window < 100 || window > 15_000)
    ? `BadRequestException: a recovery window of ${String(window)} ms is not within 100 to 15000`
    : undefined;
};

/** User Guide, "Quotas": 20 flows per Region. */
export const flowQuota: Rule = ({ cloud, region }) => {
  const limit = cloud.account.quota("mediaconnect/flows");
  return cloud.store.all(flowType, region).length < limit
    ? undefined
    : `CreateFlow420Exception: the quota of ${String(limit)} flows in ${region} is used up`;
};

/** API reference, DeleteFlow: "Before you can delete a flow, you must stop the flow". */
export const flowStopped: Rule = ({ cloud, before }) => {
  const status = before === undefined ? "STANDBY" : flowStatus(before, cloud.transition);
  return status === "STANDBY"
    ? undefined
    : `BadRequestException: flow ${before?.id ?? ""} is ${status}; a flow must be stopped before it is deleted`;
};

/** No page says what becomes of an input whose flow is deleted; here it is refused, so that the program is seen to remove the input first. */
export const flowNotInUse: Rule = ({ cloud, before }) => {
  const [input] = before === undefined ? [] : inputsFedBy(cloud.store, before);
  return input === undefined ? undefined : `BadRequestException: flow ${before?.id ?? ""} feeds MediaLive input ${input.id}`;
};

function flowOf({ cloud, region, inputs }: Pick<Case, "cloud" | "region" | "inputs">): CloudObject | undefined {
  return findFlow(cloud.store, region, text(inputs["flowArn"]) ?? "");
}

/** API reference, NotFoundException. */
export const flowExists: Rule = (subject) =>
  flowOf(subject) === undefined
    ? `NotFoundException: flow ${text(subject.inputs["flowArn"]) ?? ""} does not exist in ${subject.region}`
    : undefined;

/** User Guide, "Quotas" and "Adding a second source": two sources, with failover on, of one protocol (RTP goes with RTP-FEC). */
export const secondSource: Rule = (subject) => {
  const flow = flowOf(subject);
  if (flow === undefined) return undefined;
  const others = partsOf(subject.cloud.store, sourceType, flow).filter(({ id }) => id !== subject.before?.id);
  if (others.length > 0) return `BadRequestException: flow ${flow.id} has two sources already`;
  if (object(flow.inputs["sourceFailoverConfig"])["state"] !== "ENABLED")
    return `BadRequestException: flow ${flow.id} has no source failover, so it takes one source`;
  const [first = {}] = sourcesOf(subject.cloud.store, flow);
  const family = (source: Properties): string => (text(source["protocol"]) ?? "").replace(/^rtp-fec$/, "rtp");
  if (family(first) !== family(subject.inputs))
    return `BadRequestException: the sources of a flow use one protocol, not ${family(first)} and ${family(subject.inputs)}`;
  return named(first) === named(subject.inputs)
    ? `BadRequestException: two sources of flow ${flow.id} are named ${named(first)}`
    : undefined;
};

/** User Guide, "Source ports on MediaConnect flows": each source has ports of its own, those for error correction counted. */
export const sourcePortsApart: Rule = (subject) => {
  const flow = flowOf(subject);
  const ports = (source: Properties): number[] =>
    typeof source["ingestPort"] === "number" ? portsOf(text(source["protocol"]) ?? "", source["ingestPort"]) : [];
  const first = flow === undefined ? [] : ports(object(flow.inputs["source"]));
  const shared = ports(subject.inputs).find((port) => first.includes(port));
  return shared === undefined ? undefined : `BadRequestException: port ${String(shared)} is used by both sources of flow ${flow?.id ?? ""}`;
};

/** Names are unique in the flow, and a flow takes 50 of each (User Guide, "Quotas"); what feeds MediaLive is an output too. */
function partsFit(type: string, what: string, error: string, also: (subject: Case, flow: CloudObject) => number): Rule {
  return (subject) => {
    const flow = flowOf(subject);
    if (flow === undefined) return undefined;
    const others = partsOf(subject.cloud.store, type, flow).filter(({ id }) => id !== subject.before?.id);
    if (others.some(({ inputs }) => named(inputs) === named(subject.inputs)))
      return `BadRequestException: flow ${flow.id} has an ${what} named ${named(subject.inputs)} already`;
    return others.length + also(subject, flow) < 50 ? undefined : `${error}: a flow takes 50 ${what}s`;
  };
}

export const outputsFit = partsFit(
  outputType,
  "output",
  "AddFlowOutputs420Exception",
  ({ cloud }, flow) => inputsFedBy(cloud.store, flow).length,
);
export const entitlementsFit = partsFit(entitlementType, "entitlement", "GrantFlowEntitlements420Exception", () => 0);

/** User Guide, "Output destinations": a listener has a list of who may call, everybody else a destination; each its own. */
export const outputDestination: Rule = (subject) => {
  const { cloud, inputs, before } = subject;
  const listens = inputs["protocol"] === "srt-listener";
  if (inputs["port"] === undefined) return `BadRequestException: output ${named(inputs)} needs a port`;
  if (listens && texts(inputs["cidrAllowList"]).length === 0)
    return `BadRequestException: output ${named(inputs)} listens, and needs a cidrAllowList`;
  if (!listens && inputs["destination"] === undefined) return `BadRequestException: output ${named(inputs)} needs a destination`;
  const flow = flowOf(subject);
  const twin =
    flow === undefined
      ? undefined
      : partsOf(cloud.store, outputType, flow).find(
          (other) =>
            other.id !== before?.id && other.inputs["destination"] === inputs["destination"] && other.inputs["port"] === inputs["port"],
        );
  return twin === undefined ? undefined : `BadRequestException: outputs ${named(twin.inputs)} and ${named(inputs)} go to the same place`;
};

/** API reference, GrantEntitlementRequest: account ids, and a percentage. */
export const entitlementSubscribers: Rule = ({ inputs }) => {
  const accounts = texts(inputs["subscribers"]);
  if (accounts.length === 0) return `BadRequestException: entitlement ${named(inputs)} names no subscriber`;
  const wrong = accounts.find((account) => !/^\d{12}$/.test(account));
  if (wrong !== undefined) return `BadRequestException: ${wrong} is not an account id`;
  const fee = inputs["dataTransferSubscriberFeePercent"];
  return typeof fee === "number" && (fee < 0 || fee > 100) ? `BadRequestException: a fee of ${String(fee)} percent` : undefined;
};

/** MediaLive User Guide, "Channel class and input class": one flow, or two in two Availability Zones; the flows are there. */
export const inputFlows: Rule = ({ cloud, region, inputs }) => {
  if (inputs["type"] !== "MEDIACONNECT") return undefined;
  const arns = objects(inputs["mediaConnectFlows"]).flatMap(({ flowArn }) => text(flowArn) ?? []);
  if (arns.length < 1 || arns.length > 2)
    return `BadRequestException: a MEDIACONNECT input has one or two flows, not ${String(arns.length)}`;
  const found = arns.map((arn) => findFlow(cloud.store, region, arn));
  const missing = arns.find((_arn, index) => found[index] === undefined);
  if (missing !== undefined) return `BadRequestException: flow ${missing} does not exist in ${region}`;
  const zones = found.map((flow) => text(flow?.outputs["flowAvailabilityZone"]) ?? "");
  return new Set(zones).size === zones.length
    ? undefined
    : `BadRequestException: the flows of a Standard input must be in different Availability Zones, and both are in ${zones[0] ?? ""}`;
};

/** MediaLive User Guide, "Access requirements for the trusted entity": what the input's role must allow on the flows. */
export const inputRoleReachesFlows: Rule = ({ cloud, inputs }) => {
  if (inputs["type"] !== "MEDIACONNECT") return undefined;
  const role = findByArn(cloud.store, "aws:iam/role:Role", inputs["roleArn"]);
  if (role === undefined) return "BadRequestException: a MEDIACONNECT input needs a roleArn";
  const granted = cloud.store
    .all("aws:iam/rolePolicy:RolePolicy")
    .filter((policy) => policy.inputs["role"] === role.id)
    .flatMap((policy) => statements(policy.inputs["policy"]))
    .filter(({ effect }) => effect === "Allow");
  for (const { flowArn } of objects(inputs["mediaConnectFlows"])) {
    const refused = ["ManagedDescribeFlow", "ManagedAddOutput", "ManagedRemoveOutput"].find(
      (action) =>
        !granted.some(
          ({ actions, resources }) =>
            actions.some((pattern) => matches(pattern, `mediaconnect:${action}`)) &&
            resources.some((pattern) => matches(pattern, text(flowArn) ?? "")),
        ),
    );
    if (refused !== undefined) return `ForbiddenException: role ${role.id} may not mediaconnect:${refused} on ${text(flowArn) ?? ""}`;
  }
  return undefined;
};

export const flows: Record<string, Rules> = {
  [flowType]: {
    create: [flowQuota],
    save: [sourceComplete, sourceBlock, sourcePort, secretReadable, flowZone, failoverMode],
    delete: [flowStopped, flowNotInUse],
  },
  [sourceType]: { save: [flowExists, sourceComplete, sourceBlock, sourcePort, secretReadable, secondSource, sourcePortsApart] },
  [outputType]: { save: [flowExists, secretReadable, outputsFit, outputDestination] },
  [entitlementType]: { save: [flowExists, secretReadable, entitlementsFit, entitlementSubscribers] },
  [inputType]: { save: [inputFlows, inputRoleReachesFlows] },
};
