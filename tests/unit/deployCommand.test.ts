import assert from "node:assert/strict";
import { hostname } from "node:os";
import { stacksOfChannels } from "../../cli/deploy/brokenStacks.ts";
import { machineId } from "../../cli/deploy/processes.ts";
import { DEPLOY_TAG } from "../../control/index.ts";
import { serveSdk, type SdkEndpoint } from "../../rehearsal/cloud/sdk/server.ts";
import { awsEnvironment } from "../support/awsEnvironment.ts";
import { ARENA, DeployCloud, type Region } from "../support/deployCloud.ts";
import { onair, projectCopy, removeCopy, type Run } from "./cliSession.ts";

const ROUTE = `route:${ARENA}/arena`;
const BOTH: readonly Region[] = ["us-east-1", "eu-west-1"];

describe("the CloudFormation stacks of a region", () => {
  it("[O5] are one for each channel and one for each SRT input; what runs is not cleared away", () => {
    const srt = { type: "srt-listener" };
    const lineup = {
      environment: "prod",
      channels: {
        arena: { regions: ["us-east-1"], source: srt, moreInputs: { backup: srt, file: { type: "mp4-demo" } } },
        other: { regions: ["eu-west-1"], source: srt },
      },
    } as unknown as Parameters<typeof stacksOfChannels>[0];
    assert.deepEqual(
      stacksOfChannels(lineup, "us-east-1", ["arena", "gone"]).map(({ stack, clearable }) => `${stack} ${clearable}`),
      ["onair-prod-arena false", "onair-prod-gone false", "onair-prod-arena--srt true", "onair-prod-arena-backup--srt true"],
    );
  });
});

describe("onair deploy", () => {
  let project: string;
  let cloud: DeployCloud;
  let endpoint: SdkEndpoint;
  let restore: () => void;

  before(() => (project = projectCopy()));
  after(() => removeCopy(project));
  beforeEach(async () => {
    cloud = new DeployCloud();
    endpoint = await serveSdk(cloud.world.cloud, () => undefined);
    restore = awsEnvironment(endpoint.url);
  });
  afterEach(async () => {
    restore();
    await endpoint.close();
  });

  const run = (args: readonly string[], typed?: readonly string[]): Promise<Run> =>
    onair(["deploy", ...args], { cwd: project, ...(typed === undefined ? {} : { typed }), tools: { runPulumi: cloud.run } });
  const deploy = (...more: readonly string[]): Promise<Run> => run(["--yes", "--settle", "0", "--timeout", "5", ...more]);
  const ups = (): string[] => cloud.calls.filter((call) => call.startsWith("up "));
  const untouched = (): void => {
    assert.deepEqual(ups(), []);
    assert.deepEqual(cloud.keys, {});
    for (const region of BOTH) assert.equal((cloud.tags(region) as Record<string, string> | undefined)?.[DEPLOY_TAG], undefined);
  };

  it("[E3 O5] changes a running channel one region at a time; at every event the other serves it", async () => {
    const seen: string[] = [];
    const unwatch = cloud.world.store.watch(() => {
      const running = BOTH.filter((region) => cloud.state(region) === "RUNNING");
      const leave = /"leave":"([^"]+)"/.exec(cloud.keys[ROUTE] ?? "")?.[1];
      assert.ok(
        running.some((region) => region !== leave),
        "arena is dark",
      );
      seen.push(`${running.length} ${leave ?? "-"}`);
    });
    const { code, out, err } = await deploy();
    unwatch();
    assert.equal(code, 0, err);
    assert.deepEqual(ups(), ["up prod-eu-west-1", "up prod-us-east-1"], "the region that fewer prefer first");
    assert.ok(seen.includes("1 eu-west-1") && seen.includes("1 us-east-1"));
    assert.match(
      out,
      /prod-eu-west-1: changes \(1 update\)\n {4}arena is stopped, changed and started; its viewers are served by us-east-1 meanwhile/,
    );
    assert.deepEqual(cloud.keys, {}, "quality selection is back, and the lease is gone");
    for (const region of BOTH) {
      assert.equal(cloud.state(region), "RUNNING");
      assert.deepEqual(cloud.tags(region), { "onair:wanted-state": "running" });
    }
    const again = await deploy();
    assert.equal(again.code, 0);
    assert.match(again.out, /Nothing to change in prod\./);
    assert.equal(ups().length, 2);
  });

  it("[O5] prints plan, steps and outcome as JSON", async () => {
    const { out } = await deploy("--json");
    const told = JSON.parse(out) as { stacks: { stack: string; stops: unknown[] }[]; done: string[]; outcome: string };
    assert.deepEqual(
      told.stacks.map(({ stack }) => stack),
      ["prod-eu-west-1", "prod-us-east-1", "prod-global"],
    );
    assert.deepEqual(told.stacks[0]?.stops, [{ channel: "arena", servedBy: "us-east-1" }]);
    assert.ok(told.done.includes("us-east-1  stops arena"));
    assert.equal(told.outcome, "prod is deployed.");
  });

  it("[O5] asks at a terminal, and changes nothing without a yes; without a terminal it wants --yes", async () => {
    const refused = await run(["--settle", "0"], ["no"]);
    assert.equal(refused.code, 1);
    assert.match(refused.err, /Nothing was changed/);
    assert.equal(refused.questions.length, 1);
    assert.equal((await run([])).code, 2);
    untouched();
  });

  it("[E3] refuses what its other region does not serve, before anything is done, and does it with --dark", async () => {
    cloud.idle("eu-west-1");
    const refused = await deploy();
    assert.equal(refused.code, 1);
    assert.match(refused.err, /arena in us-east-1 .*IDLE in eu-west-1: start it there first/);
    untouched();
    const dark = await run(["--dark", "--settle", "0", "--timeout", "5"], ["y"]);
    assert.equal(dark.code, 0, dark.err);
    assert.match(dark.err, /This takes arena off the air/);
    assert.match(dark.out, /NOBODY SERVES IT MEANWHILE/);
    assert.deepEqual(
      BOTH.map((region) => cloud.state(region)),
      ["RUNNING", "IDLE"],
      "what was idle stays idle",
    );
    assert.deepEqual(cloud.keys, {});
  });

  it("[E3] refuses where the other region's playlist stands still, and where the channel has one uplink", async () => {
    cloud.uplink = "single";
    assert.match((await deploy()).err, /it has one uplink: us-east-1 gets a signal only once the encoder has connected there/);
    cloud.uplink = "both";
    cloud.astray("us-east-1");
    assert.match((await deploy("--timeout", "1")).err, /its playlist in us-east-1 does not advance/);
    untouched();
  });

  it("[E3] refuses to move viewers to a region that they were told to leave", async () => {
    cloud.setKey("evacuate", "us-east-1");
    assert.match((await deploy()).err, /viewers were told to leave us-east-1: run npx onair return us-east-1 first/);
  });

  it("[O5] ended by Ctrl-C it says where it stands, and the next run goes on to the same end", async () => {
    const first = run(["--yes", "--settle", "3000", "--timeout", "5"]);
    while (cloud.keys[ROUTE] === undefined) await new Promise((resolve) => setTimeout(resolve, 5));
    process.emit("SIGINT");
    const { code, err } = await first;
    assert.equal(code, 1);
    assert.match(err, /Ends at the next safe point/);
    assert.match(
      err,
      /Ended before this: .*\nAs it is now: arena in eu-west-1 is RUNNING and is to run again; viewers of arena leave eu-west-1\.\nTo go on from here: npx onair deploy/,
    );
    const second = await deploy();
    assert.equal(second.code, 0, second.err);
    assert.match(second.out, /goes on with an earlier run: arena in eu-west-1 is RUNNING/);
    assert.deepEqual(cloud.keys, {});
    assert.deepEqual(cloud.deployed, { "us-east-1": "new", "eu-west-1": "new" });
  });

  it("[O5] a change that fails leaves viewers where they are served, and the next run goes on", async () => {
    cloud.duringUp = () => {
      cloud.duringUp = () => undefined;
      cloud.channel("eu-west-1").hidden = { ...cloud.channel("eu-west-1").hidden, state: "RUNNING", since: 1 };
    };
    const failed = await deploy();
    assert.equal(failed.code, 1);
    assert.match(
      failed.err,
      /pulumi up of prod-eu-west-1 did not succeed:\nerror: Channel arena is RUNNING[\s\S]*viewers of arena leave eu-west-1/,
    );
    const second = await deploy();
    assert.equal(second.code, 0, second.err);
    assert.deepEqual(cloud.keys, {});
  });

  it("[O5] changes one region alone, without quality selection until the other follows", async () => {
    const one = await deploy("--only", "eu-west-1");
    assert.equal(one.code, 0, one.err);
    assert.deepEqual(ups(), ["up prod-eu-west-1"]);
    assert.deepEqual(cloud.keys, { [ROUTE]: '{"plain":true}' });
    assert.equal((await deploy()).code, 0);
    assert.deepEqual(cloud.keys, {});
    assert.equal((await deploy("--only", "ap-south-1")).code, 2);
  });

  it("[O5] refuses while somebody else's run is going on, unless it is taken over", async () => {
    const holder = (pid: number): string =>
      JSON.stringify({ id: "abc", host: hostname(), boot: machineId(), pid, at: new Date().toISOString() });
    cloud.setKey("deploy", holder(process.ppid));
    const refused = await deploy();
    assert.equal(refused.code, 1);
    assert.match(refused.err, /run abc on .* \(process \d+\).*--take-over/);
    assert.deepEqual(ups(), []);
    assert.equal((await deploy("--take-over")).code, 0);
    cloud.wanted = "newer";
    cloud.setKey("deploy", holder(2 ** 22 + 1));
    assert.equal((await deploy()).code, 0, "a run whose process is gone holds nothing");
  });

  it("[O5] tells of locks and takes away that of a dead process of this machine", async () => {
    const locked = (pid: number): string =>
      `error: the stack is currently locked by 1 lock(s).\n  x: created by me@${hostname()} (pid ${pid}) at ${new Date().toISOString()}`;
    cloud.locked = locked(process.ppid);
    assert.match((await deploy()).err, /prod-us-east-1 is locked by me@.*npx onair pulumi cancel --stack prod-us-east-1/);
    untouched();
    cloud.locked = locked(2 ** 22 + 1);
    const { code, err } = await deploy();
    assert.equal(code, 0, err);
    assert.match(err, /was locked by me@.*which is gone: the lock is taken away/);
  });

  it("[O5] tells how to settle what a killed run was making, and goes on with what it was changing", async () => {
    const urn = "urn:pulumi:prod::onair::aws:medialive/input:Input::arena";
    cloud.pending = [{ type: "creating", urn }];
    assert.match((await deploy()).err, /was killed while it made aws:medialive\/input:Input arena.*docs\/deploy\.md#a-run-that-was-killed/);
    untouched();
    cloud.pending = [{ type: "updating", urn }];
    assert.equal((await deploy()).code, 0);
  });

  it("[O5] names the command for a stack that is not there", async () => {
    cloud.missing = "prod-eu-west-1";
    assert.match((await deploy()).err, /The stack prod-eu-west-1 does not exist.*npx onair pulumi stack init prod-eu-west-1/);
    untouched();
  });

  it("[E3] refuses where the deployed edge knows no route, and claims no viewers where there is no edge", async () => {
    cloud.edge = "old";
    assert.match((await deploy()).err, /knows no route of it.*npx onair pulumi up --stack prod-global/);
    untouched();
    cloud.edge = "none";
    const { code, out, err } = await deploy();
    assert.equal(code, 0, err);
    assert.match(out, /no edge that viewers come through is deployed, and it stays on the air in us-east-1/);
    assert.doesNotMatch(out, /viewers are served/);
  });

  it("[O5] does not remove a channel that is on the air", async () => {
    cloud.removed = true;
    assert.match(
      (await deploy()).err,
      /arena is RUNNING in us-east-1 and would be removed; stop it first: npx onair stop arena --region us-east-1/,
    );
    untouched();
  });

  it("[O5] takes away from the regions only once the edge has let go", async () => {
    cloud.removed = true;
    cloud.edgeChange = true;
    for (const region of BOTH) cloud.idle(region);
    const { code, err } = await deploy("--json");
    assert.equal(code, 0, err);
    assert.deepEqual(ups(), ["up prod-global", "up prod-eu-west-1", "up prod-us-east-1"]);
  });

  it("[O5] changes idle channels without moving anybody", async () => {
    for (const region of BOTH) cloud.idle(region);
    const { code, err } = await deploy();
    assert.equal(code, 0, err);
    assert.deepEqual(
      BOTH.map((region) => cloud.state(region)),
      ["IDLE", "IDLE"],
    );
    assert.doesNotMatch(err, /leave|stops|starts/);
  });
});
