import { generateKeyPairSync } from "node:crypto";
import awsNative from "@pulumi/aws-native";
import type { EdgeChannel, EdgeChannelRegion, GlobalEdgeArgs, HealthAlarm, IngestAddress } from "../../components/edge/index.ts";
import type { Pipeline, Region } from "../../components/encode/index.ts";
import { MOCK_ACCOUNT } from "../support/cloudOutputs.ts";

const { publicKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});
export const PUBLIC_KEY: string = publicKey;
export const DOMAIN = { name: "live.example.net", zoneId: "Z0123456789ABCDEFGHIJ" };
const US = "us-east-1";
const EU = "eu-west-1";

/** Last digits of the addresses: region, then pipeline. */
const HOSTS: Readonly<Record<string, number>> = { [`${US}a`]: 10, [`${US}b`]: 11, [`${EU}a`]: 20, [`${EU}b`]: 21 };

export function address(channel: string, region: Region, pipeline: Pipeline, source: EdgeChannel["source"]): IngestAddress {
  const rtmp = source === "rtmp-push";
  return {
    pipeline,
    ip: `203.0.113.${String((HOSTS[`${region}${pipeline}`] ?? 0) + channel.length)}`,
    scheme: rtmp ? "rtmp" : "rtp",
    port: rtmp ? 1935 : 5000,
    path: rtmp ? `${channel}/${pipeline}` : "",
  };
}

export function alarms(channel: string, region: Region): HealthAlarm[] {
  return (["a", "b"] as const).flatMap((pipeline) =>
    ["outputs", "ingest"].map((kind) => ({
      pipeline,
      region,
      alarm: `onair-prod-${channel}-${pipeline}-${kind}-${region}`,
      hash: `hash-${channel}-${region}-${pipeline}-${kind}`,
      meaning: `${kind} of pipeline ${pipeline}`,
    })),
  );
}

interface ChannelShape {
  readonly name: string;
  readonly regions: readonly [Region, ...Region[]];
  readonly source: EdgeChannel["source"];
  readonly pipelines?: readonly Pipeline[];
  readonly uplink?: EdgeChannel["uplink"];
  readonly startover?: boolean;
  readonly environment?: string;
}

export function edgeChannel(shape: ChannelShape): EdgeChannel {
  const { name, regions, source, pipelines = ["a", "b"], uplink = "both", environment = "prod" } = shape;
  const seamless = source === "rtp-push";
  const here = (region: Region): EdgeChannelRegion => ({
    ingest: source === "mp4-demo" ? [] : pipelines.map((pipeline) => address(name, region, pipeline, source)),
    health: alarms(name, region),
  });
  return {
    name,
    title: `Title of ${name}`,
    channelGroup: `onair-${environment}-main`,
    originChannel: name,
    liveEndpoint: "live",
    ...(shape.startover === true ? { startoverEndpoint: "startover" } : {}),
    regions,
    source,
    uplink,
    alignment: { failover: seamless ? "seamless" : "visible", epochLocked: seamless, reason: "fixture" },
    segmentSeconds: seamless ? 4 : 6,
    perRegion: Object.fromEntries(regions.map((region) => [region, here(region)])),
  };
}

/** The four channels of `lineups/prod.yaml`. */
export function productionChannels(): EdgeChannel[] {
  return [
    edgeChannel({ name: "arena", regions: [US, EU], source: "rtp-push", startover: true }),
    edgeChannel({ name: "studio", regions: [US, EU], source: "rtmp-push" }),
    edgeChannel({ name: "roaming", regions: [EU, US], source: "rtmp-push", uplink: "single" }),
    edgeChannel({ name: "demo", regions: [US, EU], source: "mp4-demo" }),
  ];
}

/** A provider per region; call it inside the mocked program. */
export function providers(): GlobalEdgeArgs["nativeProviders"] {
  return Object.fromEntries(([US, EU] as const).map((region) => [region, new awsNative.Provider(`native-${region}`, { region })]));
}

export function productionArgs(change: Partial<GlobalEdgeArgs> = {}): GlobalEdgeArgs {
  const host = (region: Region): Record<string, string> => ({
    "onair-prod-main": `abc123.egress.def.mediapackagev2.${region}.amazonaws.com`,
  });
  return {
    environment: "prod",
    production: true,
    accountId: MOCK_ACCOUNT,
    channels: productionChannels(),
    origins: { [US]: host(US), [EU]: host(EU) },
    domain: DOMAIN,
    playbackKeys: { "key-2026a": PUBLIC_KEY },
    allowedOrigins: ["https://www.example.org"],
    priceClass: "PriceClass_100",
    logRetentionDays: 90,
    firewall: { mode: "block", viewersPerAddress: 100, anonymousAddresses: "allow" },
    monitoring: true,
    ...change,
    nativeProviders: change.nativeProviders ?? providers(),
  };
}

/** The two channels of `lineups/dev.yaml`: one region, one pipeline, no domain. */
export function developmentArgs(change: Partial<GlobalEdgeArgs> = {}): GlobalEdgeArgs {
  return {
    environment: "dev",
    production: false,
    accountId: MOCK_ACCOUNT,
    channels: [
      edgeChannel({ name: "demo", regions: [US], source: "mp4-demo", environment: "dev" }),
      edgeChannel({ name: "test", regions: [US], source: "rtmp-push", pipelines: ["a"], environment: "dev" }),
    ],
    origins: { [US]: { "onair-dev-main": "abc123.egress.def.mediapackagev2.us-east-1.amazonaws.com" } },
    playbackKeys: { "key-2026a": PUBLIC_KEY },
    allowedOrigins: [],
    priceClass: "PriceClass_100",
    logRetentionDays: 7,
    ...change,
    nativeProviders: change.nativeProviders ?? providers(),
  };
}
