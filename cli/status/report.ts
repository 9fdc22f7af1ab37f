import type { ChannelLook, FlowLook } from "../../control/index.ts";
import type { EncodeRegionContract, GlobalEdgeContract } from "../../stacks/plain.ts";
import { sentenceOf } from "../errors.ts";
import type { RouteStatus } from "./routes.ts";
import { agreedAlignment, type AlignmentStatus } from "./alignment.ts";

/** What is known of an environment. Plain data: `--json` prints it as it is; additive only. */
export interface StatusReport {
  readonly environment: string;
  readonly regions: readonly RegionStatus[];
  /** Absent where no stack with an edge could be read. */
  readonly edge?: EdgeStatus;
  readonly channels: readonly ChannelStatus[];
  /** Whether viewers are sent elsewhere than configured; absent where nobody knows. */
  readonly routes?: RouteStatus;
  /** What could not be read, one sentence each. */
  readonly problems: readonly string[];
}

export interface RegionStatus {
  readonly region: string;
  readonly stack: string;
  readonly accountId: string;
  readonly alertTopicArn: string;
  readonly dashboardUrl?: string;
  readonly maintenance?: { readonly day: string; readonly startTime: string };
}

export interface EdgeStatus {
  readonly stack: string;
  readonly accountId: string;
  readonly viewerUrl: string;
  /** The page that plays; absent where the edge has none. */
  readonly playerUrl?: string;
  readonly distributionId: string;
  readonly dashboardUrl?: string;
}

export interface ChannelStatus {
  readonly channel: string;
  readonly title: string;
  readonly failover: "seamless" | "visible";
  /** Why, condition by condition. */
  readonly alignment: AlignmentStatus;
  readonly regions: readonly ChannelInRegion[];
  /** Addresses that follow the healthy region, by pipeline; only for a single uplink. */
  readonly failoverIngest?: Readonly<Record<string, string>>;
  /** Addresses to watch, by format; each needs a signature. Absent without an edge. */
  readonly playback?: Readonly<Record<string, string>>;
}

export interface ChannelInRegion {
  readonly region: string;
  readonly channelId: string;
  /** As MediaLive names it, or `absent`; missing when it could not be read. */
  readonly state?: string;
  /** What was last wanted; missing when nobody has said. */
  readonly wanted?: string;
  /** The channel neither is what is wanted nor is on its way there. */
  readonly astray: boolean;
  /** Where to push, by pipeline. */
  readonly ingest: Readonly<Record<string, string>>;
  /** The same for each further input that is pushed, by its key in the lineup. */
  readonly moreIngest: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** MediaConnect flows that run with the channel; absent where there are none. */
  readonly flows?: readonly FlowStatus[];
  /** Where recordings go, `s3://…/`; absent when none are made. */
  readonly archive?: string;
}

export interface FlowStatus {
  readonly name: string;
  /** As MediaConnect names it, or `absent`; missing when it could not be read. */
  readonly status?: string;
  /** It runs without its channel, which costs, or its channel without it. */
  readonly astray: boolean;
}

/** A region's contract and what MediaLive says of its channels. */
export interface RegionReading {
  readonly stack: string;
  readonly contract: EncodeRegionContract;
  readonly looks: readonly ChannelLook[];
}

export interface EdgeReading {
  readonly stack: string;
  readonly contract: GlobalEdgeContract;
}

/** Joins what was read. Channels and regions come in alphabetical order, a channel's regions in its own order of preference. */
export function statusReport(
  environment: string,
  regions: readonly RegionReading[],
  edge: EdgeReading | undefined,
  problems: readonly string[],
): StatusReport {
  const inOrder = [...regions].sort((one, other) => (one.contract.region < other.contract.region ? -1 : 1));
  const names = new Set([
    ...inOrder.flatMap(({ contract }) => Object.keys(contract.channels)),
    ...Object.keys(edge?.contract.channels ?? {}),
  ]);
  return {
    environment,
    regions: inOrder.map(regionStatus),
    ...(edge === undefined ? {} : { edge: edgeStatus(edge) }),
    channels: [...names].sort().map((name) => channelStatus(name, inOrder, edge?.contract)),
    problems: [...problems, ...inOrder.flatMap(lookProblems)],
  };
}

function regionStatus({ stack, contract }: RegionReading): RegionStatus {
  const { region, accountId, alertTopicArn, dashboardUrl, maintenance } = contract;
  return {
    region,
    stack,
    accountId,
    alertTopicArn,
    ...(dashboardUrl === undefined ? {} : { dashboardUrl }),
    ...(maintenance === undefined ? {} : { maintenance }),
  };
}

function edgeStatus({ stack, contract }: EdgeReading): EdgeStatus {
  const { accountId, viewerUrl, distribution, dashboardUrl, player } = contract;
  return {
    stack,
    accountId,
    viewerUrl,
    ...(player === undefined ? {} : { playerUrl: player.url }),
    distributionId: distribution.id,
    ...(dashboardUrl === undefined ? {} : { dashboardUrl }),
  };
}

function channelStatus(name: string, regions: readonly RegionReading[], edge: GlobalEdgeContract | undefined): ChannelStatus {
  const there = regions.filter(({ contract }) => name in contract.channels);
  const order = there[0]?.contract.channels[name]?.regions ?? [];
  const sorted = [...there].sort((one, other) => order.indexOf(one.contract.region) - order.indexOf(other.contract.region));
  const viewed = edge?.channels[name];
  const said = viewed ?? there[0]?.contract.channels[name];
  return {
    channel: name,
    title: said?.title ?? "",
    ...agreedAlignment([viewed, ...there.map(({ contract }) => contract.channels[name])].flatMap((one) => one?.alignment ?? [])),
    regions: sorted.map((reading) => inRegion(name, reading)),
    ...(viewed?.failoverIngest === undefined ? {} : { failoverIngest: viewed.failoverIngest }),
    ...(viewed === undefined ? {} : { playback: written(viewed.playback) }),
  };
}

function inRegion(name: string, { contract, looks }: RegionReading): ChannelInRegion {
  const channel = contract.channels[name];
  const look = looks.find((one) => one.name === name);
  return {
    region: contract.region,
    channelId: channel?.channelId ?? "",
    ...(look?.state === undefined ? {} : { state: look.state }),
    ...(look?.wanted === undefined ? {} : { wanted: look.wanted }),
    astray: look?.astray ?? false,
    ingest: { ...byPipeline(channel?.ingest ?? []), ...secondFeeds(channel?.flows?.["primary"]) },
    moreIngest: Object.fromEntries(
      Object.entries(channel?.moreIngest ?? {}).map(([key, addresses]) => [
        key,
        { ...byPipeline(addresses), ...secondFeeds(channel?.flows?.[key]) },
      ]),
    ),
    ...(look?.flows === undefined ? {} : { flows: look.flows.map(flowStatusOf) }),
    ...(channel?.archive === undefined ? {} : { archive: `s3://${channel.archive.bucket}/${channel.archive.prefix}` }),
  };
}

type Flows = NonNullable<EncodeRegionContract["channels"][string]["flows"]>[string];

/** Where second encoders send into the flows of an input: `a2` into that of pipeline a. */
function secondFeeds(flows: Flows = []): Record<string, string> {
  return Object.fromEntries(
    flows.flatMap(({ pipeline, secondIngest }) => (secondIngest === undefined ? [] : [[`${pipeline}2`, secondIngest.url]])),
  );
}

function flowStatusOf({ name, status, astray }: FlowLook): FlowStatus {
  return { name, ...(status === undefined ? {} : { status }), astray };
}

function byPipeline(addresses: readonly { readonly pipeline: string; readonly url: string }[]): Record<string, string> {
  return Object.fromEntries(addresses.map(({ pipeline, url }) => [pipeline, url]));
}

function written(addresses: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(addresses).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** One sentence for each reason in each region: the same reason for every channel is said once. */
function lookProblems({ contract, looks, stack }: RegionReading): string[] {
  const reasons = new Map<string, string[]>();
  for (const { flows = [] } of looks)
    for (const { name, error } of flows)
      if (error !== undefined) reasons.set(sentenceOf(error), [...(reasons.get(sentenceOf(error)) ?? []), `flow ${name}`]);
  for (const { name, state, error } of looks) {
    const reason =
      error !== undefined
        ? sentenceOf(error)
        : state === "absent"
          ? `is not in account ${contract.accountId} as your credentials see it; check AWS_PROFILE, or deploy again (pulumi up --stack ${stack})`
          : undefined;
    if (reason !== undefined) reasons.set(reason, [...(reasons.get(reason) ?? []), name]);
  }
  return [...reasons].map(([reason, names]) => `${names.join(", ")} in ${contract.region}: ${reason}`);
}
