import assert from "node:assert/strict";
import type pulumi from "@pulumi/pulumi";
import { WANTED_METRIC } from "../../control/index.ts";
import { channelHooks } from "../../stacks/channelHooks.ts";
import { readSettings } from "../../stacks/index.ts";
import { recordProgram } from "../support/mocks.ts";
import { shippedSettings } from "../support/shipped.ts";
import { MediaLive, pretended, useService } from "./mediaLiveService.ts";

describe("the hook that starts a new channel", () => {
  let service: MediaLive;
  let restore: () => Promise<void>;

  beforeEach(async () => {
    service = new MediaLive();
    restore = await useService(service);
  });
  afterEach(() => restore());

  /** Runs the hook for a channel called arena, as the engine would after its stack was made. */
  async function start(id: string): Promise<void> {
    const settings = readSettings(shippedSettings("prod-us-east-1", { "onair:start": "onDeploy" }));
    let callback: pulumi.ResourceHook["callback"] | undefined;
    await recordProgram(() => {
      const [hook] = channelHooks(settings).afterCreate ?? [];
      callback = (hook as pulumi.ResourceHook).callback;
    });
    await callback?.({
      urn: "urn:pulumi:prod::onair::aws:cloudformation/stack:Stack::arena",
      id,
      name: "arena",
      type: "aws:cloudformation/stack:Stack",
      newOutputs: { outputs: { ChannelArn: `arn:aws:medialive:us-east-1:123456789012:channel:${id}` } },
    });
  }

  it("[O2] tells the alarms of the start, and once the channel runs", async () => {
    service.channels.set("7", pretended("IDLE", { onStart: ["RUNNING"] }));
    await start("7");
    assert.equal(service.channels.get("7")?.state, "RUNNING");
    assert.deepEqual(service.wishes, ["us-east-1 prod/arena 1", "us-east-1 prod/arena 2"], WANTED_METRIC);
  });

  it("[L9] starts a channel whose flows do not start, and says so afterwards", async () => {
    service.channels.set("7", pretended("IDLE", { onStart: ["RUNNING"], inputs: ["feed"] }));
    await assert.rejects(start("7"), /it runs, but: flow feed: is not there/);
    assert.equal(service.channels.get("7")?.state, "RUNNING");
    assert.deepEqual(service.wishes, ["us-east-1 prod/arena 1", "us-east-1 prod/arena 2"], "its alarms watch it");
  });

  it("[O2] says so when the alarms could not be told, and the channel runs all the same", async () => {
    service.channels.set("7", pretended("IDLE", { onStart: ["RUNNING"] }));
    service.wishesDenied = true;
    await assert.rejects(start("7"), /AccessDenied/);
    assert.equal(service.channels.get("7")?.state, "RUNNING");
  });
});
