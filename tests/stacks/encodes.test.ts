import assert from "node:assert/strict";
import { encodesByRegion } from "../../stacks/encodes.ts";
import { regionsMatch } from "../../policy/rules/redundancy/regions-match.ts";
import { TYPES } from "../policy/fixtures.ts";
import { judgeStack, resource } from "../policy/harness.ts";
import { asStacks, recordStack, shippedSettings, type StackRecord } from "../support/shipped.ts";

type Encodes = Record<string, Record<string, string>>;

async function encodesOf(regions: Readonly<Record<string, StackRecord>>): Promise<Encodes> {
  const { outputs } = await recordStack(shippedSettings("prod-global"), { stacks: asStacks(regions) });
  return outputs["encodes"] as Encodes;
}

describe("what an edge says of its regions' encodes", function () {
  this.timeout(60_000);

  it("[S4 E3] is the same for both regions of the shipped lineup, channel by channel", async () => {
    const regions = {
      "prod-us-east-1": await recordStack(shippedSettings("prod-us-east-1")),
      "prod-eu-west-1": await recordStack(shippedSettings("prod-eu-west-1")),
    };
    const encodes = await encodesOf(regions);
    assert.ok(Object.keys(encodes).length > 1);
    for (const [channel, hashes] of Object.entries(encodes)) {
      assert.deepEqual(Object.keys(hashes).sort(), ["eu-west-1", "us-east-1"], channel);
      assert.equal(new Set(Object.values(hashes)).size, 1, channel);
    }
  });

  it("[S4 E3] lets the pack refuse any one region that encodes any one channel otherwise, by its name", async () => {
    const regions = {
      "prod-us-east-1": await recordStack(shippedSettings("prod-us-east-1")),
      "prod-eu-west-1": await recordStack(shippedSettings("prod-eu-west-1")),
    };
    const encodes = await encodesOf(regions);
    const judged = async (changed: Encodes): Promise<string[]> =>
      (await judgeStack([regionsMatch], [resource(TYPES.stack, "onair-prod-global", { encodes: changed })])).map(({ message }) => message);
    assert.deepEqual(await judged(encodes), []);
    for (const [channel, hashes] of Object.entries(encodes)) {
      for (const [region, hash] of Object.entries(hashes)) {
        const found = await judged({ ...encodes, [channel]: { ...hashes, [region]: `${hash}0` } });
        assert.equal(found.length, 1);
        assert.match(found[0] ?? "", new RegExp(`serves channel "${channel}" from eu-west-1 and us-east-1, which encode it differently`));
      }
    }
  });

  it("[S4 E3] tells a region apart that encodes otherwise", () => {
    const contract = (region: string, encodeHash: string) => ({ region, channels: { news: { encodeHash } } });
    assert.deepEqual(encodesByRegion([contract("us-east-1", "a"), contract("eu-west-1", "b")]), {
      news: { "us-east-1": "a", "eu-west-1": "b" },
    });
  });
});
