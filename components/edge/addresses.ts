import pulumi from "@pulumi/pulumi";
import { PIPELINES, playbackPaths } from "../encode/index.ts";
import type { Alignment, PlayerMenus, Region } from "../encode/index.ts";
import { routeKey } from "../../functions/viewer-request/index.ts";
import { selectionContext } from "./distributionParts.ts";
import { labelledAddresses, type LabelledAddress } from "./ingestLabels.ts";
import { byName, contributionName, failoverContributionName, originRegions } from "./names.ts";
import { selectionOf } from "./originGroups.ts";
import type { OriginSelection } from "./originGroups.ts";
import type { EdgeChannel, EdgeDomain, GlobalEdgeArgs, IngestAddress } from "./types.ts";

/** What the edge says of a channel to other stacks, in the shape of the contract. */
export interface EdgeChannelOutput extends PlayerMenus {
  readonly title: string;
  readonly regions: readonly Region[];
  readonly alignment: Alignment;
  readonly segmentSeconds: number;
  /** Complete URLs by kind (`hls`, `lowLatencyHls`, `dash`, …). Each needs a signed cookie or a signature. */
  readonly playback: Readonly<Record<string, pulumi.Output<string>>>;
  /** Where encoders send, by region, then pipeline. */
  readonly ingest: Readonly<Record<Region, Readonly<Record<string, pulumi.Output<string>>>>>;
  /** URLs that follow the healthy region, by pipeline; only for a single uplink. */
  readonly failoverIngest?: Readonly<Record<string, pulumi.Output<string>>>;
  /** The key by which the viewer-request function is asked to move this channel's viewers. */
  readonly routeKey: string;
  /** How CloudFront chooses between the channel's regions unless it is asked otherwise. */
  readonly selection: OriginSelection;
}

export function channelOutput(
  channel: EdgeChannel,
  viewerHost: pulumi.Output<string>,
  args: Pick<GlobalEdgeArgs, "domain" | "production" | "qualitySelection">,
): EdgeChannelOutput {
  const { domain } = args;
  const paths = { ...playbackPaths({ ...channel, channel: channel.originChannel }) };
  const playback = Object.entries<string>(paths).map(([kind, path]) => [kind, pulumi.interpolate`https://${viewerHost}${path}`] as const);
  const failoverIngest = domain === undefined || channel.uplink === "both" ? undefined : failoverUrls(channel, domain);
  return {
    title: channel.title,
    regions: channel.regions,
    alignment: channel.alignment,
    segmentSeconds: channel.segmentSeconds,
    ...channel.menus,
    playback: Object.fromEntries(playback),
    ingest: ingestUrls(channel, domain),
    ...(failoverIngest === undefined ? {} : { failoverIngest }),
    routeKey: routeKey(channel.channelGroup, channel.originChannel),
    selection: selectionOf(channel, selectionContext(args)),
  };
}

function ingestUrls(channel: EdgeChannel, domain: EdgeDomain | undefined): Record<Region, Record<string, pulumi.Output<string>>> {
  const regions = Object.keys(channel.perRegion).sort(byName);
  return Object.fromEntries(
    regions.map((region) => {
      const addresses = labelledAddresses(channel.perRegion[region]);
      const host = ({ label, address }: LabelledAddress): pulumi.Input<string> =>
        domain === undefined ? address.ip : contributionName(channel.name, label, region, domain.name);
      return [region, Object.fromEntries(addresses.map((one) => [one.label, ingestUrl(one.address, host(one))]))];
    }),
  );
}

/** Ports and paths are the same in both regions: an encoder that follows the name changes nothing else. */
function failoverUrls(channel: EdgeChannel, domain: EdgeDomain): Record<string, pulumi.Output<string>> {
  const [preferred] = originRegions(channel);
  const addresses = (preferred === undefined ? undefined : channel.perRegion[preferred])?.ingest ?? [];
  return Object.fromEntries(
    PIPELINES.flatMap((pipeline) => {
      const address = addresses.find((candidate) => candidate.pipeline === pipeline);
      return address === undefined
        ? []
        : [[pipeline, ingestUrl(address, failoverContributionName(channel.name, pipeline, domain.name))] as const];
    }),
  );
}

function ingestUrl(address: IngestAddress, host: pulumi.Input<string>): pulumi.Output<string> {
  const path = address.path === "" ? "" : `/${address.path}`;
  return pulumi.interpolate`${address.scheme}://${host}:${address.port}${path}${address.query ?? ""}`;
}
