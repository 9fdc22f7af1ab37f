import assert from "node:assert/strict";
import { serveSdk, type SdkEndpoint } from "../../rehearsal/cloud/sdk/server.ts";
import { World } from "../support/cloudWorld.ts";
import { edgeContract, onair, projectCopy, pulumiWith, regionContract, removeCopy, type Run } from "./cliSession.ts";
import { MediaLive, useService } from "./mediaLiveService.ts";

describe("onair alert-test", () => {
  let project: string;
  let world: World;
  let endpoint: SdkEndpoint;
  let restore: () => Promise<void>;

  before(() => (project = projectCopy()));
  after(() => removeCopy(project));
  beforeEach(async () => {
    world = await World.full();
    endpoint = await serveSdk(world.cloud, () => undefined);
    // Credentials and their way back are the fake service's; the endpoint is the simulated cloud's.
    restore = await useService(new MediaLive());
    process.env["AWS_ENDPOINT_URL"] = endpoint.url;
    await world.make("composite", { alarmName: "region-down", alarmActions: [world.id("topic")] }, "regionDown");
    await world.make("composite", { alarmName: "arena-off-air", alarmActions: [world.id("topic")] }, "offAir");
  });
  afterEach(async () => {
    await restore();
    await endpoint.close();
  });

  const paging = { region: "eu-west-1", alarm: "region-down", channels: { arena: { alarm: "arena-off-air", waitSeconds: 120 } } };
  const eu = { ...regionContract("prod", "eu-west-1", { arena: "2001" }), alertTopicArn: "arn:topic", paging };
  const quiet = { region: "us-east-1", channels: {} };
  const contracts = {
    "prod-us-east-1": { ...regionContract("prod", "us-east-1", { arena: "1001" }), paging: quiet },
    "prod-eu-west-1": eu,
    "prod-global": { ...edgeContract("prod", ["arena"]), paging: quiet },
  };
  const run = (args: readonly string[], known: Readonly<Record<string, unknown>> = contracts): Promise<Run> =>
    onair(["alert-test", ...args], { cwd: project, tools: { runPulumi: pulumiWith(known) } });

  it("[O2] sets the page of each stack off and back, and says which topic told somebody", async () => {
    const { code, out, err } = await run(["--hold", "1"]);
    assert.equal(code, 0, err);
    assert.match(out, /prod-eu-west-1\s+eu-west-1\s+region-down\s+arn:topic/);
    assert.deepEqual(
      world.cloud.mailbox.messages().map(({ subject }) => subject),
      ['ALARM: "region-down" in eu-west-1'],
    );
    assert.match(world.cloud.mailbox.messages()[0]?.text ?? "", /Nothing is wrong/);
    assert.match(err, /confirm the subscription/);
    assert.equal(world.object("regionDown").hidden["state"], "OK", "and nothing is left in alarm");
  });

  it("[O2] tests the alarm of one channel, as JSON", async () => {
    const { code, out } = await run(["arena", "--hold", "1", "--json"]);
    assert.equal(code, 0);
    assert.deepEqual(JSON.parse(out), [{ stack: "prod-eu-west-1", region: "eu-west-1", alarm: "arena-off-air", topic: "arn:topic" }]);
  });

  it("[O2] leaves an alarm alone that is in alarm", async () => {
    world.object("regionDown").hidden = { state: "ALARM" };
    const { code, out, err } = await run(["--hold", "1"]);
    assert.equal(code, 1);
    assert.match(out, /region-down is in alarm already/);
    assert.match(err, /1 of 1 alarms could not be tested/);
    assert.deepEqual(world.cloud.mailbox.messages(), []);
  });

  it("goes on from a test that was cut off", async () => {
    world.object("regionDown").hidden = { state: "ALARM", reason: "A test of the way to people (onair alert-test). Nothing is wrong." };
    const { code, err } = await run(["--hold", "1"]);
    assert.equal(code, 0, err);
    assert.equal(world.object("regionDown").hidden["state"], "OK");
    assert.equal(world.cloud.mailbox.messages().length, 1);
  });

  it("sets the alarm back when somebody interrupts it", async () => {
    const running = run(["--hold", "600"]);
    while (world.object("regionDown").hidden["state"] !== "ALARM") await new Promise((resolve) => setTimeout(resolve, 20));
    process.emit("SIGINT");
    assert.equal((await running).code, 0);
    assert.equal(world.object("regionDown").hidden["state"], "OK");
  });

  it("fails when a stack could not be tested beside the others, and names it", async () => {
    const old = { ...contracts, "prod-us-east-1": regionContract("prod", "us-east-1", {}) };
    const { code, err } = await run(["--hold", "1"], old);
    assert.equal(code, 1);
    assert.match(err, /prod-us-east-1 was not tested: it names no alarms/);
  });

  it("[O2] names what there is when there is nothing to test", async () => {
    assert.match((await run(["nobody", "--hold", "1"])).err, /No alarm of nobody wakes people; there are: arena/);
    const old = {
      "prod-us-east-1": regionContract("prod", "us-east-1", {}),
      "prod-eu-west-1": regionContract("prod", "eu-west-1", {}),
      "prod-global": edgeContract("prod", []),
    };
    assert.match((await run(["--hold", "1"], old)).err, /names no alarms; deploy again/);
    assert.match((await run(["--stack", "prod-nowhere"])).err, /no Pulumi\.prod-nowhere\.yaml/);
    const gone = { ...contracts, "prod-eu-west-1": { ...eu, paging: { ...paging, alarm: "gone" } } };
    assert.match((await run(["--hold", "1"], gone)).out, /there is no alarm gone; deploy the stack again/);
  });
});
