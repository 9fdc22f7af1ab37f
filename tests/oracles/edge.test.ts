import assert from "node:assert/strict";
import { GlobalEdge } from "../../components/edge/index.ts";
import { COUNTRIES } from "../../components/edge/plan.ts";
import type { GlobalEdgeArgs } from "../../components/edge/index.ts";
import { developmentArgs, edgeChannel, productionArgs } from "../stacks/globalEdgeFixture.ts";
import { recordResources } from "../support/mocks.ts";
import { closeOracles, judge, oraclesReady, unexcused, type RecordedResource } from "./index.ts";

const UUID = "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9";
const codes = [...COUNTRIES];

/** Every protection, each of its forms once; together they name every country to both who can refuse one. */
const CHOICES: readonly Partial<GlobalEdgeArgs>[] = [
  {
    geo: { kind: "allow", countries: codes, enforcedBy: "distribution" },
    originShield: true,
    realtimeLogs: { samplingRate: 1 },
    monitoring: true,
  },
  ...[0, 50, 100, 150, 200].map((start, index): Partial<GlobalEdgeArgs> => ({
    geo: { kind: index % 2 === 0 ? "allow" : "block", countries: codes.slice(start, start + 50), enforcedBy: "firewall" },
    firewall: { mode: "block", viewersPerAddress: 1, anonymousAddresses: "block" },
  })),
  { player: true },
  { player: true, allowedOrigins: ["https://www.example.org"], logBucket: "corporate-cdn-logs" },
  { firewall: { mode: "count", viewersPerAddress: 100_000, anonymousAddresses: "allow" } },
  {
    firewall: { arn: `arn:aws:wafv2:us-east-1:123456789012:global/webacl/corporate/${UUID}` },
    keyGroup: { id: UUID, publicKeys: { corporate: "K2JCJMDEHXQW5F" } },
    playbackKeys: {},
    logBucket: "corporate-cdn-logs",
  },
];

/** Channels that are aligned, channels that are not, and channels of one region, in each order of two regions and two groups. */
const PAIRS: readonly Partial<GlobalEdgeArgs>[] = [
  { qualitySelection: "auto" },
  { qualitySelection: "off" },
  {
    channels: (["rtp-push", "rtmp-push"] as const).flatMap((source) => [
      edgeChannel({ name: `there-${source}`, regions: ["us-east-1", "eu-west-1"], source }),
      edgeChannel({ name: `back-${source}`, regions: ["eu-west-1", "us-east-1"], source }),
      edgeChannel({ name: `alone-${source}`, regions: ["us-east-1"], source }),
    ]),
  },
];

describe("oracles over the edge", function () {
  this.timeout(120_000);
  before(async function () {
    if (!(await oraclesReady())) this.skip();
  });
  after(closeOracles);

  it("[E3] have no complaint about a distribution that chooses by media quality, in any mixture with one that does not", async () => {
    const resources: RecordedResource[] = [];
    for (const [index, choice] of PAIRS.entries()) {
      const made = await recordResources(() => new GlobalEdge("prod", productionArgs(choice)));
      const distribution = made.find(({ type }) => type === "aws-native:cloudfront:Distribution");
      assert.ok(distribution);
      const inputs = JSON.parse(JSON.stringify(distribution.inputs)) as Record<string, unknown>;
      resources.push({ type: distribution.type, name: String(index), region: distribution.region, inputs });
    }
    const groups = JSON.stringify(resources).match(/"selectionCriteria":"[a-z-]+"/g) ?? [];
    assert.deepEqual(groups.filter((group) => group.includes("media-quality-based")).length, 3);
    const { complaints, unjudged } = await judge(resources);
    assert.deepEqual([complaints, unexcused(unjudged)], [[], []]);
  });

  it("[E7] have no complaint about any form of its protection, by either renderer, nor about any country", async () => {
    const resources: RecordedResource[] = [];
    for (const [index, choice] of CHOICES.entries()) {
      for (const [stack, args] of [
        ["prod", productionArgs],
        ["dev", developmentArgs],
      ] as const) {
        const made = await recordResources(() => new GlobalEdge(stack, args(choice)));
        for (const { custom, type, name, region, inputs } of made) {
          if (!custom || type.startsWith("pulumi:")) continue;
          resources.push({
            type,
            name: `${index}/${stack}/${name}`,
            region,
            inputs: JSON.parse(JSON.stringify(inputs)) as Record<string, unknown>,
          });
        }
      }
    }
    const { complaints, unjudged, distinct } = await judge(resources);
    assert.deepEqual(complaints, []);
    assert.deepEqual(unexcused(unjudged), []);
    console.log(`      ${resources.length} resources of ${2 * CHOICES.length} edges, ${distinct} distinct`);
  });
});
