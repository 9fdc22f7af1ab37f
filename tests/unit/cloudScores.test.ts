import assert from "node:assert/strict";
import { changes } from "../../rehearsal/cloud/diff.ts";
import { unreadableScores } from "../../rehearsal/cloud/scores.ts";
import { schemaOf } from "../../rehearsal/cloud/schema/index.ts";
import type { Properties } from "../../rehearsal/cloud/values.ts";
import { World } from "../support/cloudWorld.ts";

const ACCOUNT = "123456789012";
const reasons = ({ store }: World): string[] => unreadableScores(store, ACCOUNT).map(({ reason }) => reason);

/** The policy of the example's endpoint with other actions. */
function opened(world: World, actions: string[]): Promise<unknown> {
  const policy = structuredClone(world.inputs("endpointPolicy")["policy"]) as { Statement: { Action: string[] }[] };
  for (const statement of policy.Statement) statement.Action = actions;
  return world.update("endpointPolicy", { policy });
}

/** The example's distribution with the selection that its one origin group is given. */
function withSelection(world: World, selectionCriteria: string): Properties {
  const config = structuredClone(world.inputs("distribution")["distributionConfig"]) as Properties;
  const { items } = config["originGroups"] as { items: Properties[] };
  return { distributionConfig: { ...config, originGroups: { quantity: 1, items: items.map((one) => ({ ...one, selectionCriteria })) } } };
}

describe("media quality scores in the simulated AWS", () => {
  it("[E3] are asked for in vain where an endpoint's policy does not admit HEAD requests", async () => {
    const world = await World.full();
    assert.deepEqual(reasons(world), ["its policy does not let CloudFront ask for the score (mediapackagev2:GetHeadObject)"]);
    await opened(world, ["mediapackagev2:GetObject", "mediapackagev2:GetHeadObject"]);
    assert.deepEqual(reasons(world), []);
    await world.remove("endpointPolicy");
    assert.equal(reasons(world).length, 1);
  });

  it("[E3] are asked for in vain where the channel publishes none", async () => {
    const world = await World.full();
    await opened(world, ["mediapackagev2:GetObject", "mediapackagev2:GetHeadObject"]);
    await world.update("origin", { outputHeaderConfiguration: { publishMqcs: false } });
    assert.deepEqual(reasons(world), ["its channel does not publish its score"]);
  });

  it("[E3] are asked for by groups that select by quality, and by no others", async () => {
    const world = await World.full();
    await world.update("distribution", withSelection(world, "default"));
    assert.deepEqual(reasons(world), []);
  });

  it("[E3] are compared or not by an update of the distribution, which is never replaced for it", async () => {
    const world = await World.full();
    const schema = schemaOf("aws-native:cloudfront:Distribution");
    assert.ok(schema);
    const found = changes(withSelection(world, "media-quality-based"), withSelection(world, "default"), schema);
    assert.deepEqual(found, [{ path: "distributionConfig.originGroups.items[0].selectionCriteria", kind: "update", replace: false }]);
    const { id } = world.object("distribution");
    assert.equal((await world.update("distribution", withSelection(world, "default"))).id, id);
  });
});
