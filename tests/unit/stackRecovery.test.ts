import assert from "node:assert/strict";
import { measure, needOf, readStacks, recoverStack } from "../../control/index.ts";
import { setChannelState, templateChannel } from "../../rehearsal/cloud/channels.ts";
import { serveSdk, type SdkEndpoint } from "../../rehearsal/cloud/sdk/server.ts";
import { object, objects, spelled } from "../../rehearsal/cloud/values.ts";
import { awsEnvironment } from "../support/awsEnvironment.ts";
import { World } from "../support/cloudWorld.ts";

const access = { region: "eu-west-1" };
const group = "origin";
const wait = { timeoutSeconds: 10, pollSeconds: 0.02 };

describe("a channel's CloudFormation stack", () => {
  let world: World;
  let endpoint: SdkEndpoint;
  let restore: () => void;

  beforeEach(async () => {
    world = await World.full();
    endpoint = await serveSdk(world.cloud, () => undefined);
    restore = awsEnvironment(endpoint.url);
  });
  afterEach(async () => {
    restore();
    await endpoint.close();
  });

  const changed = (): Record<string, unknown> => {
    const template = JSON.parse(spelled(world.inputs("stack")["templateBody"])) as { Resources: Record<string, { Properties: object }> };
    for (const one of Object.values(template.Resources)) one.Properties = { ...one.Properties, LogLevel: "DEBUG" };
    return { templateBody: JSON.stringify(template) };
  };
  const change = (): Promise<unknown> => world.update("stack", changed() as Parameters<World["update"]>[1]);
  const failing = (...on: ("update" | "rollback")[]): void => {
    for (const one of on) world.faults.fail(templateChannel, `no ${one}`, { once: true, on: [one] });
  };
  const status = async (name = "onair-news"): Promise<string | undefined> => (await readStacks(access, [name]))[0]?.status;

  it("[O5] knows what a state needs", () => {
    const needs = [
      "CREATE_COMPLETE",
      "UPDATE_ROLLBACK_COMPLETE",
      "absent",
      "UPDATE_ROLLBACK_FAILED",
      "ROLLBACK_COMPLETE",
      "DELETE_FAILED",
      "UPDATE_IN_PROGRESS",
    ];
    assert.deepEqual(needs.map(needOf), ["nothing", "nothing", "nothing", "roll-on", "remains", "remains", "wait"]);
  });

  it("[O5] is as before when an update fails, and needs nothing", async () => {
    failing("update");
    await assert.rejects(change(), /UPDATE_ROLLBACK_COMPLETE.*no update/);
    assert.equal(await recoverStack(access, "onair-news", wait), undefined);
    await change();
    assert.equal(await status(), "UPDATE_COMPLETE");
  });

  it("[O5] that stopped half-way through a rollback takes no change until it is continued, and then does", async () => {
    failing("update", "rollback");
    await assert.rejects(change(), /UPDATE_ROLLBACK_FAILED/);
    await new Promise((resolve) => setTimeout(resolve, 40));
    assert.equal(await status(), "UPDATE_ROLLBACK_FAILED");
    await assert.rejects(change(), /ValidationError.*UPDATE_ROLLBACK_FAILED state and can not be updated/);
    assert.match((await recoverStack(access, "onair-news", wait)) ?? "", /was UPDATE_ROLLBACK_FAILED: its rollback was continued/);
    await change();
    assert.equal(await status(), "UPDATE_COMPLETE");
  });

  it("[O5] whose rollback fails again says why", async () => {
    failing("update", "rollback", "rollback");
    await assert.rejects(change());
    await assert.rejects(
      recoverStack(access, "onair-news", wait),
      /onair-news was UPDATE_ROLLBACK_FAILED and is UPDATE_ROLLBACK_FAILED: no rollback/,
    );
  });

  it("[O5] cannot be rolled on while its channel runs", async () => {
    failing("update", "rollback");
    await assert.rejects(change());
    const [channel] = world.store.all(templateChannel);
    assert.ok(channel !== undefined);
    setChannelState(channel, "RUNNING", world.store);
    await assert.rejects(recoverStack(access, "onair-news", wait), /is not idle/);
  });

  it("[O5] of which only the name is left is deleted, and can be made again", async () => {
    const inputs = { ...world.inputs("stack"), name: "onair-late", onFailure: "ROLLBACK" };
    world.faults.fail(templateChannel, "not now", { once: true, on: ["create"] });
    await assert.rejects(world.make("stack", inputs, "late"), /ROLLBACK_COMPLETE.*not now/);
    assert.equal(await status("onair-late"), "ROLLBACK_COMPLETE");
    assert.match(
      (await recoverStack(access, "onair-late", wait)) ?? "",
      /was ROLLBACK_COMPLETE: nothing but its name was left of it, and it was deleted/,
    );
    assert.equal(await status("onair-late"), "absent");
  });

  it("[O5] any other error than its absence is thrown: not knowing is no state", async () => {
    world.faults.fail("cloudformation:DescribeStacks", "busy", { on: ["call"] });
    await assert.rejects(readStacks(access, ["onair-news"]), /busy/);
  });

  it("[E3] is proved by what MediaLive writes and MediaPackage takes in, and only while it runs", async () => {
    const [IngestA, IngestB] = world.object("origin").outputs["ingestEndpointUrls"] as string[];
    await world.update("stack", { parameters: { ...object(world.inputs("stack")["parameters"]), IngestA, IngestB } });
    const [channel] = world.store.all(templateChannel);
    assert.ok(channel !== undefined);
    const names = { channelId: channel.id, outputGroup: group, channelGroup: "main", originChannel: "news" };
    const [outputs] = objects(object(channel.inputs["EncoderSettings"])["OutputGroups"]);
    channel.inputs = { ...channel.inputs, EncoderSettings: { OutputGroups: [{ ...outputs, Name: group }] } };
    assert.deepEqual(await measure(access, names, new Date()), {});
    setChannelState(channel, "RUNNING", world.store);
    assert.deepEqual(await measure(access, names, new Date()), { activeOutputs: 2, ingressBytes: 15_000_000 });
    assert.deepEqual(await measure(access, { ...names, originChannel: "other" }, new Date()), { activeOutputs: 2 });
    assert.deepEqual(await measure(access, { ...names, outputGroup: "social" }, new Date()), { ingressBytes: 15_000_000 });
  });
});
