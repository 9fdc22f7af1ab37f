import pulumi from "@pulumi/pulumi";
import { EncodeRegion, type Channel } from "../components/encode/index.ts";
import { channelHooks } from "./channelHooks.ts";
import { CONTRACT_VERSION, type EncodeRegionContract } from "./contract.ts";
import { callerAccount, makeProviders, type Providers } from "./providers.ts";
import type { Settings } from "./settings.ts";
import { startHint } from "./hints.ts";

type RegionSettings = Exclude<Settings, { role: "global-edge" }>;

/** Everything one AWS region does for the lineup. */
export async function encodeRegionProgram(settings: Extract<Settings, { role: "encode-region" }>): Promise<Record<string, unknown>> {
  const providers = makeProviders(settings, [settings.region]);
  const accountId = await callerAccount(providers.aws);
  const region = makeEncodeRegion(settings, providers, accountId);
  return {
    contract: encodeRegionOutput(settings, accountId, region),
    ingest: ingestOutput(region),
    start: startHint(settings),
  };
}

/** The channels of the lineup that this stack's region runs. */
export function channelsHere(settings: RegionSettings): readonly Channel[] {
  return settings.lineup.channels.filter((channel) => channel.regions.includes(settings.region));
}

/** Makes the region's component from settings; also half of a standalone stack. */
export function makeEncodeRegion(settings: RegionSettings, providers: Providers, accountId: string): EncodeRegion {
  const { lineup, region, encode } = settings;
  const nativeProvider = providers.native[region];
  if (nativeProvider === undefined) throw new Error(`no aws-native provider was made for ${region}`);
  return new EncodeRegion(
    lineup.environment,
    {
      environment: lineup.environment,
      production: lineup.production,
      accountId,
      region,
      channels: channelsHere(settings),
      encoderCidrs: encode.encoderCidrs,
      maintenance: encode.maintenance,
      health: encode.health,
      ...(encode.alertEmail === undefined ? {} : { alertEmail: encode.alertEmail }),
      nativeProvider,
      channelHooks: channelHooks(settings),
    },
    { providers: { aws: providers.aws, "aws-native": nativeProvider } },
  );
}

/** The contract of the region, as plain JSON once everything is known. */
export function encodeRegionOutput(settings: RegionSettings, accountId: string, region: EncodeRegion): pulumi.Output<EncodeRegionContract> {
  const channels = Object.fromEntries(
    channelsHere(settings).map((channel) => {
      const encoded = region.channels[channel.name];
      if (encoded === undefined) throw new Error(`channel ${channel.name} was not encoded`);
      return [
        channel.name,
        {
          title: channel.title,
          channelId: encoded.channelId,
          channelArn: encoded.channelArn,
          regions: [...channel.regions],
          source: channel.source.type,
          uplink: channel.uplink,
          alignment: encoded.alignment,
          encodeHash: encoded.encodeHash,
          segmentSeconds: channel.ladder.segmentSeconds,
          ingest: encoded.ingest,
          origin: encoded.origin,
          health: encoded.health,
        },
      ];
    }),
  );
  return pulumi.output({
    contractVersion: CONTRACT_VERSION,
    role: "encode-region" as const,
    environment: settings.lineup.environment,
    region: settings.region,
    accountId,
    encoderCidrs: [...settings.encode.encoderCidrs].sort(),
    alertTopicArn: region.topicArn,
    channelGroups: region.channelGroups,
    channels,
  }) as unknown as pulumi.Output<EncodeRegionContract>;
}

/** Addresses to type into encoders: by channel, then pipeline. */
export function ingestOutput(region: EncodeRegion): Record<string, Record<string, pulumi.Output<string>>> {
  return Object.fromEntries(
    Object.entries(region.channels)
      .filter(([, channel]) => channel.ingest.length > 0)
      .map(([name, channel]) => [name, Object.fromEntries(channel.ingest.map(({ pipeline, url }) => [pipeline, url]))]),
  );
}
