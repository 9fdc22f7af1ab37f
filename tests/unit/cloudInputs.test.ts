import assert from "node:assert/strict";
import { invoke } from "../../rehearsal/cloud/provider/invokes.ts";
import { undeliverable } from "../../rehearsal/cloud/undeliverable.ts";
import { objects, spelled } from "../../rehearsal/cloud/values.ts";
import { regionQuotaUse } from "../../stacks/quotas.ts";
import { BROUGHT_KEY, World } from "../support/cloudWorld.ts";
import { allow, policy } from "../support/cloudExamples/index.ts";
import { ARENA, DEMO, STUDIO } from "../support/lineups.ts";

describe("inputs in the simulated AWS", () => {
  let world: World;
  before(async () => {
    world = await World.full();
  });

  it("[L1] stand in a VPC with a private address and an interface in each subnet", () => {
    const { destinations } = invoke(world.cloud, "aws:medialive/getInput:getInput", "eu-west-1", { id: world.id("placed") });
    const found = objects(destinations);
    assert.deepEqual(
      found.map(({ vpcs }) => objects(vpcs)[0]?.["availabilityZone"]),
      ["eu-west-1a", "eu-west-1b"],
    );
    for (const { ip, url, vpcs } of found) {
      assert.match(spelled(ip), /^10\./);
      assert.match(spelled(url), /^rtmp:\/\/10\.[\d.]+:1935\/placed\/[ab]$/);
      assert.match(spelled(objects(vpcs)[0]?.["networkInterfaceId"]), /^eni-[0-9a-f]{17}$/);
    }
  });

  it("[L1] that are pulled have sources, a class by their number, and no address", () => {
    const { destinations, sources, inputClass } = invoke(world.cloud, "aws:medialive/getInput:getInput", "eu-west-1", {
      id: world.id("hls"),
    });
    assert.deepEqual([objects(destinations).length, objects(sources).length, inputClass], [0, 2, "STANDARD"]);
  });

  it("[L2] know a network that existed before, in its own region", () => {
    const subnet = invoke(world.cloud, "aws:ec2/getSubnet:getSubnet", "eu-west-1", { id: "subnet-0b" });
    assert.deepEqual(subnet, { id: "subnet-0b", vpcId: "vpc-0a", availabilityZone: "eu-west-1b" });
    assert.throws(() => invoke(world.cloud, "aws:ec2/getSubnet:getSubnet", "us-east-1", { id: "subnet-0b" }), /InvalidSubnetID.NotFound/);
    assert.throws(
      () => invoke(world.cloud, "aws:ec2/getSecurityGroup:getSecurityGroup", "eu-west-1", { id: "sg-9" }),
      /InvalidGroup.NotFound/,
    );
  });

  it("[O4] lose an alarm on a topic under a brought key whose policy forgets CloudWatch, and only then", async () => {
    const own = await World.full();
    await own.update("topic", { kmsMasterKeyId: BROUGHT_KEY });
    const reason = (document: string): string | undefined =>
      undeliverable(own.store, [{ arn: BROUGHT_KEY, policy: JSON.parse(document) as object }]).find(
        ({ from }) => from === "alarm news-outputs",
      )?.reason;
    assert.match(reason(policy(allow("events.amazonaws.com", ["kms:*"], "*"))) ?? "", /does not let cloudwatch.amazonaws.com encrypt/);
    assert.equal(reason(policy(allow("cloudwatch.amazonaws.com", ["kms:*"], "*"))), undefined);
  });

  it("[L1] are counted by what they are: pushed, pushed into a VPC, pulled", () => {
    const several = { ...STUDIO, moreInputs: { backup: ARENA.source, film: DEMO.source } };
    const { mediaLiveChannels, mediaLivePushInputs, mediaLivePullInputs, mediaLiveVpcPushInputs } = regionQuotaUse([several, ARENA, DEMO]);
    assert.deepEqual([mediaLiveChannels, mediaLivePushInputs, mediaLivePullInputs, mediaLiveVpcPushInputs], [3, 3, 2, undefined]);
    const inVpc = regionQuotaUse([several, ARENA, DEMO], true);
    assert.deepEqual([inVpc.mediaLivePushInputs, inVpc.mediaLiveVpcPushInputs], [undefined, 3]);
  });
});
