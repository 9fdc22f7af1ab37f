import { objects, text, type Properties, type Value } from "../values.ts";
import { regionalArn, type Maker, type Making } from "./making.ts";
import { seeded } from "../seeded.ts";

/** The account's part of every MediaPackage v2 host name in a region. */
function host(making: Making, kind: "ingest" | "egress", own: string): string {
  const shared = seeded(making.account.accountId, making.region, "mediapackagev2").alphanumeric(6);
  return `${own}.${kind}.${shared}.mediapackagev2.${making.region}.amazonaws.com`;
}

function groupHost(making: Making, group: string): string {
  return seeded(making.account.accountId, making.region, "channelGroup", group).alphanumeric(6);
}

function stamps(making: Making): Properties {
  const createdAt = making.before?.outputs["createdAt"] ?? making.seed.moment();
  return { createdAt, modifiedAt: making.before === undefined ? createdAt : making.seed.also(JSON.stringify(making.inputs)).moment() };
}

/** Two addresses, one a pipeline. HLS ingest names its playlist, CMAF ingest ends in a slash: MediaPackage v2 User Guide, "Supported inputs". */
function ingest(making: Making, group: string, channel: string): { id: string; url: string }[] {
  const tail = making.inputs["inputType"] === "CMAF" ? "" : "index";
  return [1, 2].map((pipeline) => {
    const own = `${groupHost(making, `${group}/${channel}`)}-${String(pipeline)}`;
    return { id: String(pipeline), url: `https://${host(making, "ingest", own)}/in/v1/${group}/${String(pipeline)}/${channel}/${tail}` };
  });
}

function manifestUrls(making: Making, manifests: Value, path: string, suffix: string): string[] {
  const egress = host(making, "egress", groupHost(making, text(making.inputs["channelGroupName"]) ?? ""));
  return objects(manifests).map((manifest) => `https://${egress}/out/v1/${path}/${text(manifest["manifestName"]) ?? ""}${suffix}`);
}

const policyOfChannel: Maker = ({ inputs }) => ({
  id: ["channelGroupName", "channelName"].map((name) => text(inputs[name]) ?? "").join("|"),
  outputs: {},
});

export const origin: Record<string, Maker> = {
  "aws-native:mediapackagev2:ChannelGroup": (making) => {
    const name = text(making.inputs["channelGroupName"]) ?? "";
    const arn = regionalArn(making, "mediapackagev2", `channelGroup/${name}`);
    return { id: arn, outputs: { arn, egressDomain: host(making, "egress", groupHost(making, name)), ...stamps(making) } };
  },
  "aws-native:mediapackagev2:Channel": (making) => {
    const group = text(making.inputs["channelGroupName"]) ?? "";
    const channel = text(making.inputs["channelName"]) ?? "";
    const arn = regionalArn(making, "mediapackagev2", `channelGroup/${group}/channel/${channel}`);
    const endpoints = ingest(making, group, channel);
    return {
      id: arn,
      outputs: { arn, ingestEndpoints: endpoints, ingestEndpointUrls: endpoints.map(({ url }) => url), ...stamps(making) },
    };
  },
  "aws-native:mediapackagev2:ChannelPolicy": policyOfChannel,
  "aws-native:mediapackagev2:OriginEndpoint": (making) => {
    const [group, channel, endpoint] = ["channelGroupName", "channelName", "originEndpointName"].map(
      (name) => text(making.inputs[name]) ?? "",
    );
    const path = `${group ?? ""}/${channel ?? ""}/${endpoint ?? ""}`;
    const arn = regionalArn(
      making,
      "mediapackagev2",
      `channelGroup/${group ?? ""}/channel/${channel ?? ""}/originEndpoint/${endpoint ?? ""}`,
    );
    return {
      id: arn,
      outputs: {
        arn,
        hlsManifestUrls: manifestUrls(making, making.inputs["hlsManifests"], path, ".m3u8"),
        lowLatencyHlsManifestUrls: manifestUrls(making, making.inputs["lowLatencyHlsManifests"], path, ".m3u8"),
        dashManifestUrls: manifestUrls(making, making.inputs["dashManifests"], path, ".mpd"),
        mssManifestUrls: manifestUrls(making, making.inputs["mssManifests"], path, ".ism/Manifest"),
        ...stamps(making),
      },
    };
  },
  "aws-native:mediapackagev2:OriginEndpointPolicy": (making) => ({
    id: `${policyOfChannel(making).id}|${text(making.inputs["originEndpointName"]) ?? ""}`,
    outputs: {},
  }),
};
