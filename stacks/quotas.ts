import { z } from "zod";
import { DISTRIBUTION_QUOTAS, distributionPlan, edgeQuotaUse, type SelectionContext } from "../components/edge/plan.ts";
import type { Channel, Lineup } from "../components/encode/index.ts";
import { alignmentOf, isPushSource, originNames, rungCodec, sourcesOf } from "../components/encode/plan.ts";
import type { Problem } from "./problems.ts";
import { must } from "./schemaProblems.ts";

/**
 * AWS account quotas a lineup can run into, as they are unless raised.
 * Sources: MediaLive quotas (5 channels, 20 push inputs, 5 channels with H.265 and 1 with UHD per region); MediaPackage v2 User Guide, quotas
 * (3 channel groups per region). Pull inputs 100, push inputs in a VPC 50 (MediaLive User Guide, "Quotas", as it was
 * published until 2023; Service Quotas shows your account's). 20 flows (MediaConnect User Guide, "Quotas"). Those of a distribution stand with its plan.
 */
const DEFAULTS = {
  mediaLiveChannels: 5,
  mediaLivePushInputs: 20,
  mediaLiveVpcPushInputs: 50,
  mediaLivePullInputs: 100,
  mediaLiveHevcChannels: 5,
  mediaLiveUhdChannels: 1,
  mediaPackageChannelGroups: 3,
  mediaConnectFlows: 20,
  cloudFrontOriginGroups: DISTRIBUTION_QUOTAS.originGroups,
  cloudFrontBehaviors: DISTRIBUTION_QUOTAS.behaviours,
  cloudFrontOrigins: DISTRIBUTION_QUOTAS.origins,
} as const;

export type QuotaName = keyof typeof DEFAULTS;
export type Quotas = Readonly<Record<QuotaName, number>>;

const count = z
  .number()
  .int(must("is not a whole number", "write the raised quota"))
  .min(1, must("is too low", "write the quota AWS shows for your account"));

export const quotasSchema = z
  .strictObject({
    mediaLiveChannels: count.default(DEFAULTS.mediaLiveChannels),
    mediaLivePushInputs: count.default(DEFAULTS.mediaLivePushInputs),
    mediaLiveVpcPushInputs: count.default(DEFAULTS.mediaLiveVpcPushInputs),
    mediaLivePullInputs: count.default(DEFAULTS.mediaLivePullInputs),
    mediaLiveHevcChannels: count.default(DEFAULTS.mediaLiveHevcChannels),
    mediaLiveUhdChannels: count.default(DEFAULTS.mediaLiveUhdChannels),
    mediaPackageChannelGroups: count.default(DEFAULTS.mediaPackageChannelGroups),
    mediaConnectFlows: count.default(DEFAULTS.mediaConnectFlows),
    cloudFrontOriginGroups: count.default(DEFAULTS.cloudFrontOriginGroups),
    cloudFrontBehaviors: count.default(DEFAULTS.cloudFrontBehaviors),
    cloudFrontOrigins: count.default(DEFAULTS.cloudFrontOrigins),
  })
  .prefault({});

/** What one region's share of a lineup needs. Push inputs in a VPC count apart; a file is pulled. */
export function regionQuotaUse(channels: readonly Channel[], inVpc = false): Partial<Quotas> {
  const inputs = channels.flatMap((channel) => sourcesOf(channel));
  const pushed = inputs.filter(({ source }) => isPushSource(source)).length;
  // Flows push from outside any VPC.
  const flowing = inputs.filter(({ source }) => source.type === "mediaconnect").length;
  return {
    mediaLiveChannels: channels.length,
    ...(inVpc
      ? { mediaLiveVpcPushInputs: pushed, ...(flowing === 0 ? {} : { mediaLivePushInputs: flowing }) }
      : { mediaLivePushInputs: pushed + flowing }),
    mediaLivePullInputs: inputs.length - pushed - flowing,
    mediaLiveHevcChannels: channels.filter(({ ladder }) => ladder.rungs.some((rung) => rungCodec(ladder, rung) === "h265")).length,
    mediaLiveUhdChannels: channels.filter(({ ladder }) => ladder.rungs.some(({ height }) => height > 1080)).length,
    mediaPackageChannelGroups: new Set(channels.map((channel) => channel.group)).size,
  };
}

/** What the edge's distribution needs, counted in the very plan it is made from: channels chosen by media quality take origin groups of their own. */
export function edgeQuotas(lineup: Lineup, choices: SelectionContext & { readonly player?: boolean } = {}): Partial<Quotas> {
  const channels = lineup.channels.map((channel) => {
    const { channelGroup, channel: originChannel } = originNames(lineup.environment, channel);
    const { name, regions, ladder } = channel;
    return { name, channelGroup, originChannel, regions, segmentSeconds: ladder.segmentSeconds, alignment: alignmentOf(channel) };
  });
  const plan = distributionPlan({ environment: lineup.environment, channels, priceClass: "PriceClass_100", ...choices });
  const { originGroups, behaviours, origins } = edgeQuotaUse(plan);
  return { cloudFrontOriginGroups: originGroups, cloudFrontBehaviors: behaviours, cloudFrontOrigins: origins };
}

/** One problem for each quota that a lineup needs raised. */
export function quotaProblems(path: string, use: Partial<Quotas>, quotas: Quotas): Problem[] {
  return (Object.keys(use) as QuotaName[]).flatMap((name) => {
    const needed = use[name] ?? 0;
    if (needed <= quotas[name]) return [];
    return [
      {
        path: `${path}.${name}`,
        what: `is ${quotas[name]}, and this lineup needs ${needed}`,
        remedy: `ask AWS to raise it, then write ${path}: { ${name}: ${needed} } in the stack file`,
      },
    ];
  });
}
