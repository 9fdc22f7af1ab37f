import assert from "node:assert/strict";
import { qualityGroupUsable } from "../../policy/rules/redundancy/quality-group-usable.ts";
import { qualityReadable } from "../../policy/rules/redundancy/quality-readable.ts";
import { judgeStack, type TestResource } from "./harness.ts";
import { shippedGraph } from "./shippedGraph.ts";

/** A resource with one text in its properties put in the place of another. */
function rewritten(one: TestResource, type: string, from: string, to: string): TestResource {
  if (one.type !== type) return one;
  const before = JSON.stringify(one.props);
  const after = before.replaceAll(from, to);
  assert.ok(before !== after || !one.name.includes("arena"), `${one.name} holds no ${from}`);
  return { ...one, props: JSON.parse(after) as TestResource["props"] };
}

describe("the shipped edge's choice by media quality under the pack", function () {
  this.timeout(60_000);
  let graph: readonly TestResource[];
  before(async () => {
    graph = await shippedGraph("prod-global");
  });

  const judged = async (change: (one: TestResource) => TestResource = (one) => one): Promise<string[]> =>
    (await judgeStack([qualityReadable, qualityGroupUsable], graph.map(change))).map(({ rule, message }) => `${rule}: ${message}`);

  it("[S4 E3] has nothing that the pack would refuse", async () => {
    assert.deepEqual(await judged(), []);
  });

  it("[S4 E3] is refused where an endpoint does not let CloudFront ask for its score", async () => {
    const found = await judged((one) =>
      rewritten(one, "aws-native:mediapackagev2:OriginEndpointPolicy", ',"mediapackagev2:GetHeadObject"', ""),
    );
    assert.ok(found.length > 0);
    assert.ok(
      found.every((text) => text.startsWith("quality-readable: ")),
      found.join("\n"),
    );
  });

  it("[S4 E3] is refused where one behaviour serves several channels", async () => {
    const found = await judged((one) =>
      rewritten(one, "aws-native:cloudfront:Distribution", "/out/v1/onair-prod-main/arena/*", "/out/v1/onair-prod-main/*"),
    );
    assert.equal(found.length, 1);
    assert.match(found[0] ?? "", /^quality-group-usable: .*mixes the quality of several channels/);
  });

  it("[S4 E3] is refused where a function runs on origin events", async () => {
    const lambda =
      '"targetOriginId":"onair-prod-main.us-east-1.eu-west-1.quality","lambdaFunctionAssociations":[{"eventType":"origin-request"}]';
    const found = await judged((one) =>
      rewritten(one, "aws-native:cloudfront:Distribution", '"targetOriginId":"onair-prod-main.us-east-1.eu-west-1.quality"', lambda),
    );
    assert.match(found.join("\n"), /^quality-group-usable: .*has Lambda@Edge on origin events/m);
  });
});
