import pulumi from "@pulumi/pulumi";
import { EncodeRegion, PRIMARY, pictureFacts, playerMenus, type Channel } from "../components/encode/index.ts";
import { broughtTo } from "./bringRegionRules.ts";
import { topicAccountProblems } from "./alarmSettings.ts";
import { channelHooks } from "./channelHooks.ts";
import { CONTRACT_VERSION, type EncodeRegionContract } from "./contract.ts";
import { checkBrought } from "./brought.ts";
import { flowsOutput } from "./flowContract.ts";
import { findFlowFacts, type FlowFacts } from "./flowZones.ts";
import { findOutputSecrets } from "./outputSecrets.ts";
import { findPassphrases, type FoundPassphrases } from "./passphrases.ts";
import { callerAccount, makeProviders, type Providers } from "./providers.ts";
import { refuse } from "./problems.ts";
import type { Settings } from "./settings.ts";
import { startHint } from "./hints.ts";

type RegionSettings = Exclude<Settings, { role: "global-edge" }>;

/** Everything one AWS region does for the lineup. */
export async function encodeRegionProgram(settings: Extract<Settings, { role: "encode-region" }>): Promise<Record<string, unknown>> {
  const providers = makeProviders(settings, [settings.region]);
  const accountId = await callerAccount(providers.aws);
  const [{ passphrases, problems }, outputs, flows] = await Promise.all([
    findPassphrases(settings, channelsHere(settings), providers.aws),
    findOutputSecrets(settings, channelsHere(settings), providers.aws),
    findFlowFacts(settings, channelsHere(settings), providers.aws),
  ]);
  await checkBrought(settings, providers.aws, accountId, [...problems, ...outputs.problems, ...flows.problems]);
  const region = makeEncodeRegion(settings, providers, accountId, { ...passphrases, ...outputs.secrets }, flows);
  return {
    contract: encodeRegionOutput(settings, accountId, region),
    ingest: ingestOutput(region),
    start: startHint(settings),
    dashboard: region.dashboardUrl,
  };
}

/** The channels of the lineup that this stack's region runs. */
export function channelsHere(settings: RegionSettings): readonly Channel[] {
  return settings.lineup.channels.filter((channel) => channel.regions.includes(settings.region));
}

/** Makes the region's component from settings; also half of a standalone stack. */
export function makeEncodeRegion(
  settings: RegionSettings,
  providers: Providers,
  accountId: string,
  passphrases: FoundPassphrases["passphrases"],
  { zones, secrets }: Pick<FlowFacts, "zones" | "secrets"> = { secrets: {} },
): EncodeRegion {
  const { lineup, region, encode } = settings;
  const foreign = topicAccountProblems(`Pulumi.${settings.stack}.yaml`, encode.alarms, "alertTopicArn", accountId);
  refuse(foreign, `Onair cannot deploy ${settings.stack}`);
  const nativeProvider = providers.native[region];
  if (nativeProvider === undefined) throw new Error(`no aws-native provider was made for ${region}`);
  return new EncodeRegion(
    lineup.environment,
    {
      environment: lineup.environment,
      production: lineup.production,
      accountId,
      region,
      lineupRegions: lineup.channels.flatMap(({ regions }) => regions),
      channels: channelsHere(settings),
      encoderCidrs: encode.encoderCidrs,
      projectFolder: settings.directory,
      maintenance: encode.maintenance,
      health: encode.health,
      ...broughtTo(encode),
      passphrases: { ...passphrases, ...secrets },
      ...(zones === undefined ? {} : { availabilityZones: zones }),
      alarms: encode.alarms,
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
          encoding: encoded.encoding,
          segmentSeconds: channel.ladder.segmentSeconds,
          ...playerMenus(channel),
          picture: pictureFacts(channel.ladder),
          ingest: encoded.ingest,
          ...(Object.keys(encoded.moreIngest).length === 0 ? {} : { moreIngest: encoded.moreIngest }),
          ...flowsOutput(encoded),
          ...(encoded.archive === undefined ? {} : { archive: encoded.archive }),
          ...(encoded.outputs === undefined ? {} : { outputs: encoded.outputs }),
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
    ...(settings.encode.vpc === undefined ? {} : { ingestInVpc: true }),
    ...(region.archiveBucket === undefined ? {} : { archiveBucket: region.archiveBucket }),
    alertTopicArn: region.topicArn,
    eventTopicArn: region.eventTopicArn,
    dashboardUrl: region.dashboardUrl,
    paging: region.alarms.paging,
    ...(region.switches.length === 0 ? {} : { switches: region.switches }),
    maintenance: settings.encode.maintenance,
    channelGroups: region.channelGroups,
    channels,
  }) as unknown as pulumi.Output<EncodeRegionContract>;
}

/** Addresses to type into encoders: by channel, or `<channel>.<key>` for a further input, then pipeline (`a2`: the second encoder into the flow of a). */
export function ingestOutput(region: EncodeRegion): Record<string, Record<string, pulumi.Output<string>>> {
  const inputs = Object.entries(region.channels).flatMap(([name, { ingest, moreIngest, flows }]) => [
    [name, ingest, flows[PRIMARY]] as const,
    ...Object.entries(moreIngest).map(([key, addresses]) => [`${name}.${key}`, addresses, flows[key]] as const),
  ]);
  return Object.fromEntries(
    inputs
      .filter(([, addresses]) => addresses.length > 0)
      .map(([name, addresses, flows = []]) => {
        const second = flows.flatMap(({ pipeline, secondIngest }) =>
          secondIngest === undefined ? [] : [[`${pipeline}2`, secondIngest.url] as const],
        );
        return [name, Object.fromEntries([...addresses.map(({ pipeline, url }) => [pipeline, url] as const), ...second])];
      }),
  );
}
