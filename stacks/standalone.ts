import { EDGE_REGION } from "../components/edge/plan.ts";
import pulumi from "@pulumi/pulumi";
import type { EdgeChannel } from "../components/edge/index.ts";
import { pictureFacts, playerMenus, type EncodeRegion } from "../components/encode/index.ts";
import { checkBrought } from "./brought.ts";
import { CONTRACT_VERSION } from "./contract.ts";
import { channelsHere, encodeRegionOutput, ingestOutput, makeEncodeRegion } from "./encodeRegion.ts";
import { secondIngestOf } from "./flowContract.ts";
import { makeEdgeWatch, refuseForeignEdgeTopic } from "./edgeWatch.ts";
import { globalEdgeOutput, makeGlobalEdge, playerOutput } from "./globalEdge.ts";
import { startHint } from "./hints.ts";
import { findFlowFacts } from "./flowZones.ts";
import { findPassphrases } from "./passphrases.ts";
import { callerAccount, makeProviders } from "./providers.ts";
import type { Settings } from "./settings.ts";

type StandaloneSettings = Extract<Settings, { role: "standalone" }>;

/** One region and its edge in one stack: development, with one pipeline and the distribution's own name. */
export async function standaloneProgram(settings: StandaloneSettings): Promise<Record<string, unknown>> {
  const providers = makeProviders(settings, [...new Set([EDGE_REGION, settings.region])]);
  const accountId = await callerAccount(providers.aws);
  const [{ passphrases, problems }, flows] = await Promise.all([
    findPassphrases(settings, channelsHere(settings), providers.aws),
    findFlowFacts(settings, channelsHere(settings), providers.aws),
  ]);
  await checkBrought(settings, providers.aws, accountId, [...problems, ...flows.problems]);
  refuseForeignEdgeTopic(settings, accountId);
  const region = makeEncodeRegion(settings, providers, accountId, passphrases, flows);
  const channels = standaloneChannels(settings, region);
  const edge = makeGlobalEdge(settings, providers, accountId, {
    channels,
    origins: {
      [settings.region]: Object.fromEntries(Object.values(region.channelGroups).map(({ name, egressDomain }) => [name, egressDomain])),
    },
    endpointsFrom: [region],
  });
  const watch = makeEdgeWatch(settings, providers, accountId, edge, channels);
  const globalEdge = globalEdgeOutput(settings, accountId, edge, watch, undefined);
  return {
    contract: pulumi.output({
      contractVersion: CONTRACT_VERSION,
      role: "standalone",
      environment: settings.lineup.environment,
      encodeRegion: encodeRegionOutput(settings, accountId, region),
      globalEdge,
    }),
    ingest: ingestOutput(region),
    playback: globalEdge.apply(({ channels }) =>
      Object.fromEntries(Object.entries(channels).map(([name, channel]) => [name, channel.playback])),
    ),
    start: startHint(settings),
    dashboards: [region.dashboardUrl, watch.dashboardUrl],
    watch: `Every address needs a signature: npx onair sign <channel> (stack ${settings.stack})`,
    ...playerOutput(globalEdge, settings),
  };
}

function standaloneChannels(settings: StandaloneSettings, region: EncodeRegion): EdgeChannel[] {
  return channelsHere(settings).map((channel) => {
    const encoded = region.channels[channel.name];
    if (encoded === undefined) throw new Error(`channel ${channel.name} was not encoded`);
    const { channelGroup, channel: originChannel, liveEndpoint, startoverEndpoint } = encoded.origin;
    return {
      name: channel.name,
      title: channel.title,
      channelGroup,
      originChannel,
      liveEndpoint,
      ...(startoverEndpoint === undefined ? {} : { startoverEndpoint }),
      regions: channel.regions,
      source: channel.source.type,
      uplink: channel.uplink,
      alignment: encoded.alignment,
      segmentSeconds: channel.ladder.segmentSeconds,
      menus: { ...playerMenus(channel), picture: pictureFacts(channel.ladder) },
      perRegion: { [settings.region]: { ingest: encoded.ingest, ...secondIngestOf(encoded), health: encoded.health } },
    };
  });
}
