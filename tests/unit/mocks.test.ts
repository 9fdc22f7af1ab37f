import assert from "node:assert/strict";
import aws from "@pulumi/aws";
import pulumi from "@pulumi/pulumi";
import { UNKNOWN, countByType, only, recordProgram, recordResources } from "../support/mocks.ts";

class Room extends pulumi.ComponentResource {
  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("test:room:Room", name, {}, opts);
    const key = new aws.kms.Key(name, { enableKeyRotation: true }, { parent: this, protect: true });
    new aws.sns.Topic(name, { kmsMasterKeyId: key.arn }, { parent: this, dependsOn: [key] });
    this.registerOutputs();
  }
}

describe("recordResources", () => {
  it("tells type, parents, inputs, region, protection and dependencies", async () => {
    const resources = await recordResources(() => {
      const eu = new aws.Provider("eu", { region: "eu-west-1" });
      const outer = new pulumi.ComponentResource("test:house:House", "house", {}, { provider: eu });
      new Room("one", { parent: outer });
    });
    assert.deepEqual(countByType(resources), {
      "aws:kms/key:Key": 1,
      "aws:sns/topic:Topic": 1,
      "pulumi:providers:aws": 1,
      "test:house:House": 1,
      "test:room:Room": 1,
    });
    const topic = only(resources, "aws:sns/topic:Topic");
    assert.equal(topic.parent, "test:room:Room::one");
    assert.equal(topic.region, "eu-west-1");
    assert.match(String(topic.inputs.kmsMasterKeyId), /^arn:aws:kms:eu-west-1:123456789012:key\//);
    assert.deepEqual(topic.dependencies, ["test:house:House$test:room:Room$aws:kms/key:Key::one"]);
    assert.equal(only(resources, "aws:kms/key:Key").protect, true);
  });

  it("knows at preview only what the inputs tell", async () => {
    const { resources, result } = await recordProgram(
      () => {
        new Room("one");
        return { plain: 1 };
      },
      { preview: true },
    );
    assert.equal(only(resources, "aws:sns/topic:Topic").inputs.kmsMasterKeyId, UNKNOWN);
    assert.equal(only(resources, "aws:kms/key:Key").inputs.enableKeyRotation, true);
    assert.deepEqual(result, { plain: 1 });
  });

  it("refuses a type it does not know", async () => {
    await assert.rejects(
      recordResources(() => {
        new aws.ec2.Eip("x");
      }),
      /unknown resource type aws:ec2\/eip:Eip/,
    );
  });

  it("refuses a call it does not know", async () => {
    await assert.rejects(
      recordProgram(() => aws.ec2.getVpcOutput({ id: "vpc-1" }).id),
      /unknown call aws:ec2\/getVpc:getVpc/,
    );
  });

  it("rejects when an output cannot be computed", async () => {
    await assert.rejects(
      recordResources(() => {
        const key = new aws.kms.Key("k");
        new aws.sns.Topic("t", {
          name: key.arn.apply(() => {
            throw new Error("no such thing");
          }),
        });
      }),
      /no such thing/,
    );
  });
});
