import assert from "node:assert/strict";
import fc from "fast-check";
import { distributionPlan, edgeQuotaUse, originRegions } from "../../components/edge/index.ts";
import type { DistributionPlan, PlannedChannel, QualitySelection } from "../../components/edge/index.ts";
import type { DistributionBindings } from "../../components/edge/bindings.ts";
import { bridgedDistributionArgs } from "../../components/edge/renderBridged.ts";
import { nativeDistributionArgs } from "../../components/edge/renderNative.ts";
import { routeTable } from "../../components/edge/routeTable.ts";
import { alignmentOf, originNames } from "../../components/encode/index.ts";
import type { Lineup } from "../../components/encode/index.ts";
import { edgeQuotas } from "../../stacks/quotas.ts";
import { lineups } from "../support/arbitraries.ts";
import { productionChannels } from "../stacks/globalEdgeFixture.ts";

const generatedLineup = lineups(12).map((channels): Lineup => ({ environment: "x", production: true, channels }));

/** Channels as settings describe them: whether they are aligned follows from their sources. */
const planned = generatedLineup.map((lineup) =>
  lineup.channels.map((channel): PlannedChannel & { readonly timecode: boolean } => {
    const { channelGroup, channel: originChannel } = originNames(lineup.environment, channel);
    return {
      name: channel.name,
      originChannel,
      channelGroup,
      regions: channel.regions,
      segmentSeconds: channel.ladder.segmentSeconds,
      alignment: alignmentOf(channel),
      timecode: channel.source.timecode === "embedded",
    };
  }),
);
const context = fc.record({ domainName: fc.constantFrom(undefined, "live.example.net"), qualitySelection: fc.constantFrom("auto", "off") });

const planOf = (
  channels: readonly PlannedChannel[],
  { domainName, qualitySelection }: { readonly domainName?: string | undefined; readonly qualitySelection: QualitySelection },
): DistributionPlan =>
  distributionPlan({
    environment: "x",
    channels,
    priceClass: "PriceClass_100",
    qualitySelection,
    ...(domainName === undefined ? {} : { domainName }),
  });
const AUTO = { domainName: "live.example.net", qualitySelection: "auto" } as const;

describe("origin groups", () => {
  it("[E3] serve every channel by the group of its own pair and selection, made of its two origins", () => {
    fc.assert(
      fc.property(planned, context, (channels, where) => {
        const plan = planOf(channels, where);
        const ids = [...plan.origins, ...plan.originGroups].map(({ id }) => id);
        assert.equal(new Set(ids).size, ids.length, "an id is used twice");
        const used = new Set<string>();
        for (const channel of channels) {
          const behaviour = plan.behaviours.find(({ channel: name }) => name === channel.name);
          const [first, second] = originRegions(channel);
          const group = plan.originGroups.find(({ id }) => id === behaviour?.targetOriginId);
          assert.equal(group === undefined, second === undefined);
          if (group === undefined) continue;
          used.add(group.id);
          assert.deepEqual([group.channelGroup, group.regions], [channel.channelGroup, [first, second]]);
          const seamless = channel.alignment?.failover === "seamless";
          const byQuality = where.domainName !== undefined && where.qualitySelection === "auto" && seamless;
          assert.equal(group.selection, byQuality ? "media-quality-based" : "default");
          assert.deepEqual(
            group.members
              .map((id) => plan.origins.find((origin) => origin.id === id))
              .map((origin) => [origin?.channelGroup, origin?.region]),
            [first, second].map((region) => [channel.channelGroup, region]),
          );
        }
        assert.deepEqual(
          [...used].sort(),
          plan.originGroups.map(({ id }) => id),
          "a group that no channel uses",
        );
      }),
      { numRuns: 300 },
    );
  });

  it("[E3] never choose by quality for a channel whose source has no timecode", () => {
    let chosen = 0;
    fc.assert(
      fc.property(planned, (channels) => {
        const plan = planOf(channels, AUTO);
        for (const { timecode, name } of channels) {
          const target = plan.behaviours.find(({ channel }) => channel === name)?.targetOriginId;
          const byQuality = plan.originGroups.find(({ id }) => id === target)?.selection === "media-quality-based";
          if (byQuality) chosen += 1;
          assert.ok(timecode || !byQuality, `${name} has no timecode and is chosen by quality`);
        }
      }),
      { numRuns: 500 },
    );
    assert.ok(chosen > 0, "no generated channel was chosen by quality");
  });

  it("[E3 S3] are the same in whatever order channels are written", () => {
    fc.assert(
      fc.property(
        planned.chain((channels) => fc.tuple(fc.constant(channels), fc.shuffledSubarray(channels, { minLength: channels.length }))),
        ([channels, shuffled]) => {
          assert.deepEqual(planOf(shuffled, AUTO), planOf(channels, AUTO));
        },
      ),
    );
  });

  it("[E3] may be of both kinds in one channel group, and keep the ids they had before there were two", () => {
    const plan = planOf(productionChannels(), AUTO);
    assert.deepEqual(
      plan.originGroups.map(({ id, selection }) => [id, selection]),
      [
        ["onair-prod-main.eu-west-1.us-east-1", "default"],
        ["onair-prod-main.us-east-1.eu-west-1", "default"],
        ["onair-prod-main.us-east-1.eu-west-1.quality", "media-quality-based"],
      ],
    );
    const targets = Object.fromEntries(plan.behaviours.map(({ channel, targetOriginId }) => [channel, targetOriginId]));
    assert.equal(targets["arena"], "onair-prod-main.us-east-1.eu-west-1.quality");
    assert.equal(targets["studio"], "onair-prod-main.us-east-1.eu-west-1");
  });

  it("[E3] leave a region on every code CloudFront knows where quality is compared, and as before where it is not", () => {
    const plan = planOf(productionChannels(), AUTO);
    for (const { selection, statusCodes } of plan.originGroups) {
      const ordinary = [403, 404, 500, 502, 503, 504];
      assert.deepEqual(statusCodes, selection === "default" ? ordinary : [400, 403, 404, 416, 429, 500, 502, 503, 504]);
    }
    const remembered = plan.errorCaching.map(({ code }) => code);
    const codes = new Set(plan.originGroups.flatMap(({ statusCodes }) => statusCodes));
    assert.deepEqual(
      [...codes].filter((code) => !remembered.includes(code)),
      [429],
      "what CloudFront does not cache",
    );
  });

  it("[E3] tell the viewer-request function which routes are chosen by quality", () => {
    const [group] = Object.values(routeTable(planOf(productionChannels(), AUTO)));
    assert.deepEqual(group, {
      pairs: [
        { regions: ["us-east-1", "eu-west-1"] },
        { regions: ["eu-west-1", "us-east-1"] },
        { regions: ["us-east-1", "eu-west-1"], quality: true },
      ],
      channels: { arena: 2, roaming: 1 },
    });
  });

  it("[E3] are counted against the quota with the choice that settings make", () => {
    fc.assert(
      fc.property(generatedLineup, context, (lineup, { domainName, qualitySelection }) => {
        const where = { qualitySelection, ...(domainName === undefined ? {} : { domainName }) };
        const channels = lineup.channels.map((channel): PlannedChannel => {
          const { channelGroup, channel: originChannel } = originNames(lineup.environment, channel);
          const { name, regions, ladder } = channel;
          return { name, originChannel, channelGroup, regions, segmentSeconds: ladder.segmentSeconds, alignment: alignmentOf(channel) };
        });
        assert.equal(edgeQuotas(lineup, where).cloudFrontOriginGroups, edgeQuotaUse(planOf(channels, where)).originGroups);
      }),
    );
    const both = edgeQuotaUse(planOf(productionChannels(), AUTO)).originGroups;
    assert.deepEqual([both, edgeQuotaUse(planOf(productionChannels(), { ...AUTO, qualitySelection: "off" })).originGroups], [3, 2]);
  });

  it("[E3] are one distribution's properties: switching the choice off replaces nothing that it is known by", () => {
    const [on, off] = [planOf(productionChannels(), AUTO), planOf(productionChannels(), { ...AUTO, qualitySelection: "off" })];
    assert.deepEqual({ ...off, originGroups: [], behaviours: [] }, { ...on, originGroups: [], behaviours: [] });
    assert.deepEqual(
      off.behaviours.map(({ pathPattern }) => pathPattern),
      on.behaviours.map(({ pathPattern }) => pathPattern),
    );
  });

  it("[E3] are told to CloudFront by the renderer that can, and refused by the one that cannot", () => {
    const plan = planOf(productionChannels(), AUTO);
    const bindings: DistributionBindings = {
      originAccessControlId: "oac",
      cachePolicyId: "cache",
      responseHeadersPolicyId: "headers",
      viewerRequestArn: "function",
      keyGroupId: "group",
      certificateArn: "certificate",
      originDomains: Object.fromEntries(plan.origins.map(({ id }) => [id, `${id}.host`])),
    };
    const { distributionConfig } = nativeDistributionArgs(plan, bindings) as {
      distributionConfig: { originGroups: { quantity: number; items: unknown[] } };
    };
    assert.equal(distributionConfig.originGroups.quantity, 3);
    assert.deepEqual(
      distributionConfig.originGroups.items.map((item) => (item as { selectionCriteria: string }).selectionCriteria),
      ["default", "default", "media-quality-based"],
    );
    assert.throws(() => bridgedDistributionArgs(plan, bindings), /media-quality selection needs a custom domain/);
  });
});
