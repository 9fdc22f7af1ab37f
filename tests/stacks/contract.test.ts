import assert from "node:assert/strict";
import type { z } from "zod";
import { encodeRegionContract, globalEdgeContract, standaloneContract } from "../../stacks/index.ts";
import { recordShipped, type ShippedStack, type StackRecord } from "../support/shipped.ts";

const SCHEMAS: Readonly<Record<ShippedStack, z.ZodType>> = {
  "prod-us-east-1": encodeRegionContract,
  "prod-eu-west-1": encodeRegionContract,
  "prod-global": globalEdgeContract,
  dev: standaloneContract,
};

describe("contracts of the shipped stacks", function () {
  this.timeout(30_000);
  let records: Record<ShippedStack, StackRecord>;

  before(async () => {
    records = await recordShipped();
  });

  for (const [stack, schema] of Object.entries(SCHEMAS)) {
    it(`[S5] ${stack} publishes what the schema says, nothing less and nothing beside it`, () => {
      const { contract } = records[stack as ShippedStack].outputs;
      assert.deepEqual(schema.parse(contract), contract);
    });

    it(`[S5] ${stack} publishes plain JSON that says nothing secret`, () => {
      const text = JSON.stringify(records[stack as ShippedStack].outputs);
      assert.deepEqual(JSON.parse(text), records[stack as ShippedStack].outputs);
      assert.doesNotMatch(text, /PRIVATE KEY|secret|password/i);
    });
  }

  it("[O1] says loudly in every stack with channels how to start them", () => {
    for (const stack of ["prod-us-east-1", "prod-eu-west-1", "dev"] as const) {
      assert.match(String(records[stack].outputs["start"]), /STOPPED UNTIL YOU START THEM: npx onair start --all/);
    }
  });

  it("[E3] says of every channel whether a switch is seamless, and why", () => {
    const { channels } = globalEdgeContract.parse(records["prod-global"].outputs["contract"]);
    const said = Object.fromEntries(Object.entries(channels).map(([name, { alignment }]) => [name, alignment.failover]));
    assert.deepEqual(said, { arena: "seamless", demo: "visible", roaming: "visible", studio: "visible" });
    for (const { alignment } of Object.values(channels)) assert.ok(alignment.reason.length > 20);
  });

  it("[S3] encodes a channel alike in both regions", () => {
    const us = encodeRegionContract.parse(records["prod-us-east-1"].outputs["contract"]);
    const eu = encodeRegionContract.parse(records["prod-eu-west-1"].outputs["contract"]);
    for (const [name, channel] of Object.entries(us.channels)) assert.equal(channel.encodeHash, eu.channels[name]?.encodeHash, name);
  });
});
