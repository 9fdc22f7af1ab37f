/** MediaPackage v2 origin endpoints as deployed: what the origins of the rehearsal serve, and to whom. */
import { object, objects, text, texts, type CloudObject, type Properties, type Value } from "../../cloud/index.ts";
import type { ManifestSettings, OriginEndpoint } from "../types.ts";

/** MediaPackage v2 API Reference, CreateHlsManifestConfiguration: seconds, where nothing is said. */
const DEFAULT_WINDOW = 60;

const GROUP = "aws-native:mediapackagev2:ChannelGroup";
const CHANNEL = "aws-native:mediapackagev2:Channel";
const ENDPOINT = "aws-native:mediapackagev2:OriginEndpoint";
const POLICY = "aws-native:mediapackagev2:OriginEndpointPolicy";

/** Every endpoint of every region whose channel group has an egress domain; in the order they were made. */
export function originEndpoints(resources: readonly CloudObject[]): OriginEndpoint[] {
  return resources.filter(({ type }) => type === ENDPOINT).flatMap((endpoint) => endpointOf(resources, endpoint) ?? []);
}

function endpointOf(resources: readonly CloudObject[], endpoint: CloudObject): OriginEndpoint | undefined {
  const group = alike(resources, endpoint, GROUP, ["channelGroupName"]);
  const channel = alike(resources, endpoint, CHANNEL, ["channelGroupName", "channelName"]);
  const host = text(group?.outputs["egressDomain"]);
  if (channel === undefined || host === undefined) return undefined;
  const { inputs, outputs, region } = endpoint;
  const policy = policyOf(alike(resources, endpoint, POLICY, ["channelGroupName", "channelName", "originEndpointName"])?.inputs["policy"]);
  const arn = text(outputs["arn"]);
  return {
    region,
    host,
    channelGroup: text(inputs["channelGroupName"]) ?? "",
    originChannel: text(inputs["channelName"]) ?? "",
    endpoint: text(inputs["originEndpointName"]) ?? "",
    segmentName: text(object(inputs["segment"])["segmentName"]) ?? "segment",
    hls: objects(inputs["hlsManifests"]).map(manifest),
    lowLatencyHls: objects(inputs["lowLatencyHlsManifests"]).map(manifest),
    dash: objects(inputs["dashManifests"]).map(manifest),
    ...whole("startoverSeconds", inputs["startoverWindowSeconds"]),
    forcedErrors: texts(object(inputs["forceEndpointErrorConfiguration"])["endpointErrorConditions"]),
    publishMqcs: object(channel.inputs["outputHeaderConfiguration"])["publishMqcs"] === true,
    epochLocked: channel.inputs["inputType"] === "CMAF" && channel.inputs["outputLockingMode"] !== "NON_EPOCH_LOCKED",
    ...(policy === undefined ? {} : { policy }),
    ...(arn === undefined ? {} : { arn }),
  };
}

/** The resource of a type that has the same names in the same region. */
function alike(resources: readonly CloudObject[], endpoint: CloudObject, type: string, names: readonly string[]): CloudObject | undefined {
  return resources.find(
    (one) => one.type === type && one.region === endpoint.region && names.every((name) => one.inputs[name] === endpoint.inputs[name]),
  );
}

function manifest(settings: Properties): ManifestSettings {
  return {
    name: text(settings["manifestName"]) ?? "index",
    windowSeconds: seconds(settings["manifestWindowSeconds"]) ?? DEFAULT_WINDOW,
    ...whole("programDateTimeSeconds", settings["programDateTimeIntervalSeconds"]),
    ...whole("minBufferSeconds", settings["minBufferTimeSeconds"]),
    ...whole("minUpdateSeconds", settings["minUpdatePeriodSeconds"]),
    ...whole("suggestedDelaySeconds", settings["suggestedPresentationDelaySeconds"]),
  };
}

/** A number of seconds under a name, where it is more than none. */
function whole<Name extends string>(name: Name, value: Value): { readonly [Key in Name]?: number } {
  const given = seconds(value);
  // A computed key loses its name to the compiler.
  return given === undefined ? {} : ({ [name]: given } as { readonly [Key in Name]?: number });
}

function seconds(value: Value): number | undefined {
  return typeof value === "number" && value > 0 ? value : undefined;
}

function policyOf(policy: Value): string | undefined {
  return policy === undefined || policy === null ? undefined : typeof policy === "string" ? policy : JSON.stringify(policy);
}
