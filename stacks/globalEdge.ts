import pulumi from "@pulumi/pulumi";
import { EDGE_REGION } from "../components/edge/plan.ts";
import type { EdgeWatch } from "../components/alarms/index.ts";
import { GlobalEdge, type EdgeChannel, type RegionSwitch } from "../components/edge/index.ts";
import { AuditTrail } from "../components/governance/index.ts";
import type { Region } from "../components/encode/index.ts";
import { CONTRACT_VERSION, type EncodeRegionContract, type GlobalEdgeContract } from "./contract.ts";
import { checkEdgeBrought } from "./edgeBrought.ts";
import { edgeChannels, originDomains } from "./edgeInputs.ts";
import { edgeSwitches } from "./edgeSwitches.ts";
import { edgeProblems } from "./edgeRules.ts";
import { makeEdgeWatch, refuseForeignEdgeTopic } from "./edgeWatch.ts";
import { encodesByRegion } from "./encodes.ts";
import { StackContractError } from "./contractErrors.ts";
import { callerAccount, makeProviders, type Providers } from "./providers.ts";
import { refuse } from "./problems.ts";
import { openStack, peekContract, readEncodeRegion } from "./readers.ts";
import type { Settings } from "./settings.ts";

type EdgeRoleSettings = Extract<Settings, { role: "global-edge" }>;

/** Everything viewers touch, and the names encoders use. Reads every region of the lineup first. */
export async function globalEdgeProgram(settings: EdgeRoleSettings): Promise<Record<string, unknown>> {
  const regions = lineupRegions(settings);
  const contracts = await readRegions(settings, regions);
  const previous = await readOwn(settings);
  refuse(edgeProblems(settings, contracts, previous), `Onair cannot deploy ${settings.stack}`);
  const providers = makeProviders(settings, [...new Set([EDGE_REGION, ...regions])]);
  const accountId = await callerAccount(providers.aws);
  refuseForeignEdgeTopic(settings, accountId);
  await checkEdgeBrought(settings, providers.aws, accountId);
  const channels = edgeChannels(settings.lineup, contracts);
  const edge = makeGlobalEdge(settings, providers, accountId, {
    channels,
    origins: originDomains(contracts),
    domain: settings.domain,
    switches: edgeSwitches(channels, contracts),
  });
  makeAuditTrail(settings, providers, accountId);
  const watch = makeEdgeWatch(settings, providers, accountId, edge, channels);
  const contract = globalEdgeOutput(settings, accountId, edge, watch, settings.domain.name);
  return {
    contract,
    playback: contract.apply(({ channels }) =>
      Object.fromEntries(Object.entries(channels).map(([name, channel]) => [name, channel.playback])),
    ),
    ingest: contract.apply(({ channels }) =>
      Object.fromEntries(
        Object.entries(channels).map(([name, channel]) => [
          name,
          { ...channel.ingest, ...(channel.failoverIngest === undefined ? {} : { follows: channel.failoverIngest }) },
        ]),
      ),
    ),
    encodes: encodesByRegion(contracts),
    watch: `Every address needs a signature: npx onair sign <channel> (stack ${settings.stack})`,
    dashboard: watch.dashboardUrl,
    ...playerOutput(contract, settings),
  };
}

/** The page that plays, where there is one; `onair publish` fills it. */
export function playerOutput(
  contract: pulumi.Output<GlobalEdgeContract>,
  { edge }: Pick<EdgeRoleSettings, "edge">,
): Record<string, unknown> {
  return edge.player ? { playerUrl: contract.apply(({ player }) => player?.url) } : {};
}

/** The regions of the lineup, in alphabetical order: order of preference belongs to channels. */
export function lineupRegions(settings: Settings): Region[] {
  return [...new Set(settings.lineup.channels.flatMap((channel) => channel.regions))].sort();
}

async function readRegions(settings: EdgeRoleSettings, regions: readonly Region[]): Promise<EncodeRegionContract[]> {
  const read = await Promise.allSettled(
    regions.map(async (region) => readEncodeRegion(await openStack(stackName(settings, `${settings.lineup.environment}-${region}`)))),
  );
  const failures = read.flatMap((result) => (result.status === "rejected" ? [result.reason as unknown] : []));
  if (failures.length > 0) throw StackContractError.first(failures);
  return read.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
}

/** What this stack itself published last time: the guard of what may never change on a live stack. */
async function readOwn(settings: EdgeRoleSettings): Promise<unknown> {
  return peekContract(await openStack(stackName(settings, settings.stack)));
}

function stackName({ organization, project }: EdgeRoleSettings, stack: string): string {
  return `${organization}/${project}/${stack}`;
}

interface EdgeInputs {
  readonly channels: readonly EdgeChannel[];
  readonly origins: Readonly<Record<Region, Readonly<Record<string, pulumi.Input<string>>>>>;
  readonly domain?: { readonly name: string; readonly zoneId: string };
  readonly switches?: readonly RegionSwitch[];
  /** Resources that make the origin endpoints, where this very stack makes them. */
  readonly endpointsFrom?: readonly pulumi.Resource[];
}

/** Makes the edge's component from settings; also half of a standalone stack. */
export function makeGlobalEdge(
  settings: Exclude<Settings, { role: "encode-region" }>,
  providers: Providers,
  accountId: string,
  inputs: EdgeInputs,
): GlobalEdge {
  const { lineup, edge } = settings;
  return new GlobalEdge(
    lineup.environment,
    {
      environment: lineup.environment,
      production: lineup.production,
      accountId,
      channels: inputs.channels,
      origins: inputs.origins,
      ...(inputs.domain === undefined ? {} : { domain: inputs.domain }),
      ...edge,
      nativeProviders: providers.native,
      ...(inputs.switches === undefined ? {} : { switches: inputs.switches }),
      ...(inputs.endpointsFrom === undefined ? {} : { endpointsFrom: inputs.endpointsFrom }),
    },
    { providers: { aws: providers.aws } },
  );
}

/** CloudTrail records are kept a year: long enough to look back at an incident's whole season. Days. */
const AUDIT_RETENTION = 365;

function makeAuditTrail(settings: EdgeRoleSettings, providers: Providers, accountId: string): AuditTrail {
  const { environment, production } = settings.lineup;
  const args = { environment, production, accountId, region: settings.region, retentionDays: AUDIT_RETENTION };
  return new AuditTrail(`${environment}-audit`, args, { providers: { aws: providers.aws } });
}

/** The contract of the edge, as plain JSON once everything is known. */
export function globalEdgeOutput(
  settings: Settings,
  accountId: string,
  edge: GlobalEdge,
  watch: EdgeWatch,
  domain: string | undefined,
): pulumi.Output<GlobalEdgeContract> {
  return pulumi.output({
    contractVersion: CONTRACT_VERSION,
    role: "global-edge" as const,
    environment: settings.lineup.environment,
    accountId,
    ...(domain === undefined ? {} : { domain }),
    viewerUrl: edge.viewerHost.apply((host) => `https://${host}`),
    distribution: { id: edge.distributionId, arn: edge.distributionArn, domainName: edge.distributionDomain },
    playbackKeyIds: edge.publicKeyIds,
    keyGroupId: edge.keyGroupId,
    viewerStoreArn: edge.storeArn,
    accessLogBucket: edge.logsBucket,
    alertTopicArn: watch.topics.page,
    eventTopicArn: watch.topics.notice,
    dashboardUrl: watch.dashboardUrl,
    paging: watch.paging,
    ...(edge.firewallArn === undefined ? {} : { firewallArn: edge.firewallArn }),
    ...(edge.player === undefined ? {} : { player: edge.player }),
    ...(edge.requestStreamArn === undefined ? {} : { requestStreamArn: edge.requestStreamArn }),
    channels: edge.channels,
  }) as unknown as pulumi.Output<GlobalEdgeContract>;
}
