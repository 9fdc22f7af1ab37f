/** MediaPackage v2. Sources: MediaPackage v2 User Guide ("Quotas", "Policies", "Supported inputs"), API reference. */
import type { CloudObject } from "../store.ts";
import { statements } from "../policies.ts";
import { isUnknown, list, object, objects, text, type Properties } from "../values.ts";
import type { Case, Rule, Rules } from "./rule.ts";

const groupType = "aws-native:mediapackagev2:ChannelGroup";
const channelType = "aws-native:mediapackagev2:Channel";
const endpointType = "aws-native:mediapackagev2:OriginEndpoint";

/** API reference, CreateOriginEndpoint: seconds. */
const maxStartover = 1_209_600;
const maxSegment = 30;

const path = ["channelGroupName", "channelName", "originEndpointName"] as const;

/** Resources of a type that agree with the inputs in the first `depth` names of their path. */
function alike({ cloud, region, inputs }: Pick<Case, "cloud" | "region" | "inputs">, type: string, depth: number): CloudObject[] {
  return cloud.store.all(type, region).filter((one) => path.slice(0, depth).every((name) => one.inputs[name] === inputs[name]));
}

function named(inputs: Properties, depth: number): string {
  return path
    .slice(0, depth)
    .map((name) => text(inputs[name]) ?? "")
    .join("/");
}

/** ResourceNotFoundException: the parent has to be there. */
function parentExists(type: string, kind: string, depth: number): Rule {
  return (subject) =>
    alike(subject, type, depth).length > 0
      ? undefined
      : `ResourceNotFoundException: ${kind} ${named(subject.inputs, depth)} does not exist in ${subject.region}`;
}

export const groupOfChannel = parentExists(groupType, "channel group", 1);
export const channelOfEndpoint = parentExists(channelType, "channel", 2);
export const endpointOfPolicy = parentExists(endpointType, "origin endpoint", 3);

/** ConflictException: names are unique within the parent. */
function nameFree(type: string, depth: number): Rule {
  return (subject) => {
    const holder = alike(subject, type, depth).find(({ id }) => id !== subject.before?.id);
    return holder === undefined ? undefined : `ConflictException: ${named(subject.inputs, depth)} already exists in ${subject.region}`;
  };
}

export const channelNameFree = nameFree(channelType, 2);
export const endpointNameFree = nameFree(endpointType, 3);

/** ConflictException: a parent goes after what is in it. User Guide, "Deleting a channel group" and "Deleting a channel". */
function empty(type: string, kind: string, depth: number): Rule {
  return ({ cloud, region, before }) => {
    const inside = before === undefined ? [] : alike({ cloud, region, inputs: before.inputs }, type, depth);
    return inside[0] === undefined
      ? undefined
      : `ConflictException: ${named(before?.inputs ?? {}, depth)} still has the ${kind} ${inside[0].id}`;
  };
}

export const groupEmpty = empty(channelType, "channel", 1);
export const channelEmpty = empty(endpointType, "origin endpoint", 2);

export const groupQuota: Rule = ({ cloud, region, before }) => {
  const limit = cloud.account.quota("mediapackagev2/channelGroups");
  const count = cloud.store.all(groupType, region).length;
  return before === undefined && count >= limit ? `ServiceQuotaExceededException: ${String(limit)} channel groups a region` : undefined;
};

export const channelQuota: Rule = (subject) => {
  const limit = subject.cloud.account.quota("mediapackagev2/channelsPerGroup");
  const count = alike(subject, channelType, 1).length;
  return subject.before === undefined && count >= limit
    ? `ServiceQuotaExceededException: ${String(limit)} channels in channel group ${named(subject.inputs, 1)}`
    : undefined;
};

export const endpointQuota: Rule = (subject) => {
  const limit = subject.cloud.account.quota("mediapackagev2/endpointsPerChannel");
  const count = alike(subject, endpointType, 2).length;
  return subject.before === undefined && count >= limit
    ? `ServiceQuotaExceededException: ${String(limit)} origin endpoints of channel ${named(subject.inputs, 2)}`
    : undefined;
};

/** API reference, CreateChannel: input switching and published scores exist for CMAF input only. */
export const qualityNeedsCmaf: Rule = ({ inputs }) => {
  const asked =
    Object.keys(object(inputs["inputSwitchConfiguration"])).length > 0 ||
    object(inputs["outputHeaderConfiguration"])["publishMqcs"] === true;
  return asked && inputs["inputType"] !== "CMAF"
    ? "ValidationException: inputSwitchConfiguration and publishMQCS are valid only when inputType is CMAF"
    : undefined;
};

const manifestKinds = ["hlsManifests", "lowLatencyHlsManifests", "dashManifests", "mssManifests"] as const;

/** User Guide, "Creating an origin endpoint": DASH needs a CMAF container, Microsoft Smooth an ISM one, which takes nothing else. */
export const manifestsFitContainer: Rule = ({ inputs }) => {
  const container = text(inputs["containerType"]) ?? "";
  const wrong = manifestKinds.find((kind) => list(inputs[kind]).length > 0 && !fits(kind, container));
  return wrong === undefined ? undefined : `ValidationException: ${wrong} cannot be served from a ${container} container`;
};

function fits(kind: (typeof manifestKinds)[number], container: string): boolean {
  if (kind === "mssManifests") return container === "ISM";
  return container === "CMAF" || (container === "TS" && kind !== "dashManifests");
}

/** API reference, ScteHls: "If you use DATERANGE, you must set a programDateTimeIntervalSeconds value of 1 or higher". */
export const daterangeNeedsTime: Rule = ({ inputs }) => {
  const untimed = [...objects(inputs["hlsManifests"]), ...objects(inputs["lowLatencyHlsManifests"])].find((manifest) => {
    const interval = manifest["programDateTimeIntervalSeconds"];
    return object(manifest["scteHls"])["adMarkerHls"] === "DATERANGE" && (typeof interval !== "number" || interval < 1);
  });
  return untimed === undefined
    ? undefined
    : `ValidationException: manifest ${text(untimed["manifestName"]) ?? ""} has DATERANGE markers and no programDateTimeIntervalSeconds`;
};

/** The name of a manifest is part of its address, so it is used once in an endpoint. */
export const manifestNames: Rule = ({ cloud, inputs }) => {
  const names = manifestKinds.flatMap((kind) =>
    objects(inputs[kind]).map(({ manifestName }) => `${kind === "dashManifests" ? "dash" : "hls"} ${text(manifestName) ?? ""}`),
  );
  const limit = cloud.account.quota("mediapackagev2/manifestsPerEndpoint");
  if (names.length > limit) return `ServiceQuotaExceededException: ${String(limit)} manifests of an origin endpoint`;
  return new Set(names).size === names.length
    ? undefined
    : "ValidationException: manifest names of one kind must differ within an origin endpoint";
};

export const endpointRanges: Rule = ({ inputs }) => {
  const startover = inputs["startoverWindowSeconds"];
  const segment = object(inputs["segment"])["segmentDurationSeconds"];
  if (typeof startover === "number" && (startover < 60 || startover > maxStartover))
    return `ValidationException: startover window of ${String(startover)} seconds is not within 60 to ${String(maxStartover)}`;
  return typeof segment === "number" && (segment < 1 || segment > maxSegment)
    ? `ValidationException: segments of ${String(segment)} seconds are not within 1 to ${String(maxSegment)}`
    : undefined;
};

/** User Guide, "Policies": a policy names its own channel or endpoint, without wildcards. */
function policyNamesItself(depth: number): Rule {
  return ({ cloud, region, inputs }) => {
    const kinds = ["channelGroup", "channel", "originEndpoint"];
    const tail = path
      .slice(0, depth)
      .map((name, index) => `${kinds[index] ?? ""}/${text(inputs[name]) ?? ""}`)
      .join("/");
    const arn = `arn:${cloud.account.partition}:mediapackagev2:${region}:${cloud.account.accountId}:${tail}`;
    const all = statements(inputs["policy"]);
    if (all.length === 0) return "ValidationException: the policy has no statements";
    const wrong = all
      .flatMap(({ resources }) => (resources.length === 0 ? ["(none)"] : resources))
      .find((resource) => resource !== arn && !isUnknown(resource));
    return wrong === undefined ? undefined : `ValidationException: the policy's resource has to be ${arn}, not ${wrong}`;
  };
}

export const channelPolicyResource = policyNamesItself(2);
export const endpointPolicyResource = policyNamesItself(3);

export const origin: Record<string, Rules> = {
  [groupType]: { create: [groupQuota], delete: [groupEmpty] },
  [channelType]: { create: [channelQuota], save: [groupOfChannel, channelNameFree, qualityNeedsCmaf], delete: [channelEmpty] },
  [endpointType]: {
    create: [endpointQuota],
    save: [channelOfEndpoint, endpointNameFree, manifestsFitContainer, manifestNames, daterangeNeedsTime, endpointRanges],
  },
  "aws-native:mediapackagev2:ChannelPolicy": { save: [channelOfEndpoint, channelPolicyResource] },
  "aws-native:mediapackagev2:OriginEndpointPolicy": { save: [endpointOfPolicy, endpointPolicyResource] },
};
