import assert from "node:assert/strict";
import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { copiesFile } from "../../cli/contractCopies.ts";
import type { EvacuationReport } from "../../cli/evacuate/show.ts";
import type { Tools } from "../../cli/session.ts";
import { EU, EvacuationWorld, LINEUP, QUICK, US, type Lineup } from "../support/evacuation.ts";
import { onair, projectCopy, pulumiWith, removeCopy, type Run } from "./cliSession.ts";

describe("onair evacuate and return", function () {
  this.timeout(30_000);
  let project: string;
  let there: EvacuationWorld;

  before(() => (project = projectCopy()));
  after(() => removeCopy(project));
  const begin = async (lineup: Lineup = LINEUP): Promise<void> => void (there = await EvacuationWorld.make(lineup));
  afterEach(async () => {
    await there.close();
    rmSync(copiesFile(project, "prod"), { force: true });
  });

  interface With {
    readonly typed?: readonly string[];
    readonly runPulumi?: Tools["runPulumi"];
    readonly contracts?: Readonly<Record<string, unknown>>;
  }
  const run = (args: readonly string[], { typed, contracts, runPulumi }: With = {}): Promise<Run> =>
    onair(args, {
      cwd: project,
      ...(typed === undefined ? {} : { typed }),
      tools: { runPulumi: runPulumi ?? pulumiWith(contracts ?? there.contracts), limits: QUICK },
    });
  const reported = ({ out }: Run): EvacuationReport => JSON.parse(out) as EvacuationReport;
  const deadState: Tools["runPulumi"] = (_args, { signal }) =>
    new Promise((_, reject) => signal?.addEventListener("abort", () => reject(new Error("interrupted"))));

  for (const [region, other] of [
    [US, EU],
    [EU, US],
  ] as const) {
    it(`[E4] leaves ${region} and comes back, twice each with the same end`, async () => {
      await begin();
      for (let time = 0; time < 2; time++) {
        const { code, err } = await run(["evacuate", region]);
        assert.equal(code, 0, err);
        assert.deepEqual(there.stored, { evacuate: region });
        for (const where of [region, other]) {
          assert.equal(there.switchState(region, where), "ALARM");
          assert.equal(there.switchState(other, where), "INSUFFICIENT_DATA");
        }
      }
      for (let time = 0; time < 2; time++) {
        const { code, err } = await run(["return", region]);
        assert.equal(code, 0, err);
        assert.deepEqual(there.stored, {});
        for (const where of [region, other]) assert.equal(there.switchState(region, where), "OK");
      }
    });
  }

  it("[E4] says what moves, what need not, and the bound for each", async () => {
    await begin({ ...LINEUP, solo: [US], abroad: [EU] });
    const { out, err, code } = await run(["evacuate", US, "--yes"]);
    assert.equal(code, 0, err);
    const rows = Object.fromEntries(
      out.split("\n").map((line): [string, string[]] => {
        const [name = "", ...cells] = line.trim().split(/\s{2,}/);
        return [name, cells];
      }),
    );
    assert.deepEqual(rows["arena"], ["us-east-1 -> eu-west-1", "need not move"]);
    assert.deepEqual(rows["roaming"], ["stay in eu-west-1", "roaming-a.ingest.live.team.tv, roaming-b.ingest.live.team.tv stay"]);
    assert.deepEqual(rows["solo"], ["only in us-east-1: not helped", "feed us-east-1 alone"]);
    assert.deepEqual(rows["abroad"], ["not in us-east-1", "need not move"]);
    assert.match(out, /^us-east-1 is evacuated\.$/m);
    assert.match(
      out,
      /^viewers {2,}written and read back in \d+\.\d s; each edge location follows when it has the key, for which AWS publishes no figure/m,
    );
    assert.match(out, /^names {2,}60 s for the minute of the metric/m);
    assert.match(out, /^contribution {2,}none where encoders feed both regions/m);
    assert.match(err, /solo has no other region and stays in us-east-1/);
  });

  it("[E4] says the same to programs", async () => {
    await begin();
    const { channels, steps, now, bounds, problems, copies } = reported(await run(["evacuate", EU, "--json"]));
    assert.equal(now, "evacuated");
    assert.deepEqual(
      channels.map(({ channel, viewers, to }) => [channel, viewers, to]),
      [
        ["arena", "stays", US],
        ["roaming", "moves", US],
        ["studio", "stays", US],
      ],
    );
    assert.deepEqual(
      steps.map(({ step, where, done }) => [step, where, done]),
      [
        ["viewers", "key-value store", true],
        ["names", "switch in eu-west-1", true],
        ["names", "switch in us-east-1", true],
      ],
    );
    assert.deepEqual(
      bounds.map(({ of }) => of),
      ["viewers", "names", "contribution"],
    );
    assert.deepEqual([problems, copies], [[], []]);
  });

  it("[E4] throws the region's switch in every other region of three", async () => {
    const AP = "ap-southeast-2";
    await begin({ arena: [US, EU], roaming: [EU, AP] });
    writeFileSync(
      `${project}/Pulumi.prod-${AP}.yaml`,
      `config:\n  aws:region: ${AP}\n  onair:role: encode-region\n  onair:environment: prod\n`,
    );
    try {
      assert.equal((await run(["evacuate", EU])).code, 0);
      assert.deepEqual([there.switchState(EU, US), there.switchState(EU, AP)], ["ALARM", "ALARM"]);
      assert.equal((await run(["return", EU])).code, 0);
      assert.deepEqual([there.switchState(EU, US), there.switchState(EU, AP)], ["OK", "OK"]);
    } finally {
      rmSync(`${project}/Pulumi.prod-${AP}.yaml`);
    }
  });

  for (const how of ["refuses", "silent"] as const) {
    it(`[E4] leaves us-east-1 while its control plane ${how === "silent" ? "does not answer" : "refuses"}, and says what nobody could look at`, async () => {
      await begin();
      there.world.faults.darken(US, how);
      const { code, err, out } = await run(["evacuate", US]);
      assert.equal(code, 0, err);
      assert.equal(there.evacuated, US);
      assert.equal(there.switchState(US, EU), "ALARM");
      assert.match(err, /channels in us-east-1/);
      assert.match(out, /us-east-1 is evacuated\./);
    });
  }

  it("[E4] leaves a region while the other's control plane does not answer, by the switch in the region itself", async () => {
    await begin();
    there.world.faults.darken(EU, "refuses");
    const { code, err, out } = await run(["evacuate", US]);
    assert.equal(code, 0, err);
    assert.equal(there.evacuated, US);
    assert.equal(there.switchState(US, US), "ALARM");
    assert.match(err, /switch in eu-west-1: .*\(another switch does the same\)/);
    assert.match(out, /^names +switch in eu-west-1 +no, not needed/m);
  });

  it("[E4] does what it can while no region answers, and names the rest", async () => {
    await begin();
    for (const region of [US, EU]) there.world.faults.darken(region, "refuses");
    const { code, err, out } = await run(["evacuate", US]);
    assert.equal(code, 1);
    assert.equal(there.evacuated, US, "viewers moved");
    assert.match(out, /us-east-1 is evacuated in part\./);
    assert.match(err, /switch in eu-west-1: /);
    assert.match(err, /2 of 3 steps could not be done/);
  });

  it("[E4] moves names while the key-value store does not answer, and says that viewers were not moved", async () => {
    await begin();
    there.world.faults.darken("", "refuses");
    const { code, err } = await run(["evacuate", US]);
    assert.equal(code, 1);
    assert.equal(there.switchState(US, EU), "ALARM");
    assert.match(err, /Whether a region is evacuated is not known/);
    assert.match(err, /key-value store: /);
  });

  it("[E4] says so when the alarm does not follow, and leaves the datum", async () => {
    await begin();
    there.world.faults.fail("cloudwatch:DescribeAlarms@eu-west-1", "AWS is busy", { on: ["call"] });
    const { code, err } = await run(["evacuate", US, "--timeout", "1"]);
    assert.equal(code, 0, err);
    assert.match(err, /switch in eu-west-1: the datum is written; after \d+ s the alarm \S+ was not seen to follow \(.*AWS is busy/);
    assert.equal(there.switchState(US, EU), "ALARM");
  });

  describe("contracts", () => {
    it("[E4] are kept by whatever reads them, for their owner only, and without a secret", async () => {
      await begin();
      await run(["status"]);
      const file = copiesFile(project, "prod");
      assert.equal(statSync(file).mode & 0o777, 0o600);
      const { stacks } = JSON.parse(readFileSync(file, "utf8")) as { stacks: Record<string, { contract: unknown }> };
      assert.deepEqual(Object.keys(stacks).sort(), ["prod-eu-west-1", "prod-global", "prod-us-east-1"]);
      assert.deepEqual(stacks["prod-global"]?.contract, JSON.parse(JSON.stringify(there.contracts["prod-global"])));
    });

    it("[E4] are read from the copy while the state does not answer, whose age is told", async () => {
      await begin();
      await run(["status"]);
      there.world.faults.darken(US, "refuses");
      const { code, err } = await run(["evacuate", US], { runPulumi: deadState });
      assert.equal(code, 0, err);
      assert.equal(there.evacuated, US);
      assert.equal(there.switchState(US, EU), "ALARM");
      assert.match(
        err,
        /prod-global: going by the copy of its contract that was read \d+ s ago \(no answer from Pulumi's state within 2 s\)/,
      );
    });

    it("[E4] are read from the copy while the state answers with an error", async () => {
      await begin();
      await run(["status"]);
      const { code, err } = await run(["evacuate", US], {
        runPulumi: () => Promise.resolve({ code: 255, stdout: "", stderr: "error: could not reach the backend" }),
      });
      assert.equal(code, 0, err);
      assert.match(err, /could not reach the backend/);
    });

    it("that are nowhere leave nothing to do but to say so", async () => {
      await begin();
      const { code, err } = await run(["evacuate", US], {
        runPulumi: () => Promise.resolve({ code: 255, stdout: "", stderr: "error: could not reach the backend" }),
      });
      assert.equal(code, 1);
      assert.match(err, /Pulumi cannot read stack prod-global: could not reach the backend/);
      assert.match(err, /3 of 3 steps could not be done/);
      assert.deepEqual(there.stored, {});
    });

    it("of a file that is no such file count for nothing", async () => {
      await begin();
      await run(["status"]);
      for (const text of ["", "{", '{"version":2,"stacks":{}}', '{"version":1,"stacks":{"prod-global":{"readAt":"soon","contract":{}}}}']) {
        writeFileSync(copiesFile(project, "prod"), text);
        const { code } = await run(["evacuate", US], {
          runPulumi: () => Promise.resolve({ code: 255, stdout: "", stderr: "error: gone" }),
        });
        assert.equal(code, 1, text);
      }
    });

    it("[E4] without switches move viewers all the same, and say what to deploy for the names", async () => {
      await begin();
      const old = Object.fromEntries(
        Object.entries(there.contracts).map(([stack, contract]) => [stack, { ...contract, switches: undefined }]),
      );
      const { code, err } = await run(["evacuate", EU], { contracts: old });
      assert.equal(code, 1);
      assert.equal(there.evacuated, EU);
      assert.match(err, /switch in us-east-1: it has none yet; deploy prod-us-east-1 and then the edge again/);
    });
  });

  describe("refuse", () => {
    it("[E4] a second region while one is evacuated, naming it", async () => {
      await begin();
      await run(["evacuate", US]);
      for (const force of [[], ["--force", "--yes"]]) {
        const { code, err } = await run(["evacuate", EU, ...force]);
        assert.equal(code, 1);
        assert.match(err, /us-east-1 is evacuated already, and only one region can be; bring it back first \(npx onair return us-east-1/);
      }
      assert.equal(there.evacuated, US);
      assert.equal(there.switchState(EU, US), "INSUFFICIENT_DATA");
      const back = await run(["return", EU]);
      assert.match(back.err, /eu-west-1 is not evacuated; us-east-1 is/);
      assert.equal(there.evacuated, US);
    });

    it("a region that the environment does not have", async () => {
      await begin();
      for (const command of ["evacuate", "return"]) {
        const { code, err } = await run([command, "us-east-2"]);
        assert.equal(code, 1);
        assert.match(err, /The environment prod has no stack in us-east-2; did you mean us-east-1\?/);
      }
    });

    it("the one region of an environment", async () => {
      await begin();
      const { code, err } = await run(["evacuate", US, "--env", "dev"]);
      assert.equal(code, 1);
      assert.match(err, /dev runs in us-east-1 alone: there is no other region to go to/);
    });

    it("[E4] to leave channels dark that have no other region, unless somebody says so", async () => {
      await begin({ ...LINEUP, solo: [US] });
      const { code, err } = await run(["evacuate", US]);
      assert.equal(code, 1);
      assert.match(err, /solo has no other region and stays in us-east-1: if it is lost, it is dark/);
      assert.deepEqual(there.stored, {});
      assert.equal((await run(["evacuate", US], { typed: ["y"] })).code, 0);
    });

    it("to move nothing at all", async () => {
      await begin({ solo: [US], duo: [US], abroad: [EU] });
      const contracts = { ...there.contracts };
      const edge = contracts["prod-global"];
      if (edge?.role !== "global-edge") throw new Error("no edge");
      const channels = Object.fromEntries(Object.entries(edge.channels).filter(([name]) => name !== "abroad"));
      const { code, err } = await run(["evacuate", US, "--yes"], { contracts: { ...contracts, "prod-global": { ...edge, channels } } });
      assert.equal(code, 1);
      assert.match(err, /No channel of prod has another region than us-east-1: nothing could be moved/);
    });

    it("[E4] a region whose channels could not serve, unless forced", async () => {
      await begin();
      there.setChannel(EU, "studio", "IDLE", "stopped");
      const { code, err } = await run(["evacuate", US]);
      assert.equal(code, 1);
      assert.match(
        err,
        /studio is IDLE in eu-west-1 and could not be served from there; start it first \(npx onair start studio --region eu-west-1/,
      );
      assert.match(err, /Nothing was moved, or say --force\./);
      assert.deepEqual(there.stored, {});
      const forced = await run(["evacuate", US, "--force"]);
      assert.equal(forced.code, 0);
      assert.match(forced.err, /studio is IDLE/);
      assert.equal(there.evacuated, US);
    });

    it("[E4] not for a channel that is on air nowhere", async () => {
      await begin();
      for (const region of [US, EU]) there.setChannel(region, "studio", "IDLE", "stopped");
      assert.equal((await run(["evacuate", US])).code, 0);
    });

    it("[E4] not for a channel that was stopped on purpose where it would go, while the region that is left does not answer", async () => {
      await begin();
      there.setChannel(EU, "studio", "IDLE", "stopped");
      there.world.faults.darken(US, "refuses");
      assert.equal((await run(["evacuate", US])).code, 0);
      there.setChannel(EU, "studio", "IDLE", "running");
      assert.match((await run(["evacuate", US])).err, /studio is IDLE in eu-west-1/);
    });

    it("[E4] to return to channels that do not run or are not well, unless forced", async () => {
      await begin();
      await run(["evacuate", US]);
      there.setChannel(US, "studio", "IDLE", "running");
      there.setHealth(US, "arena", "a", "ALARM");
      assert.match((await run(["return", US])).err, /^onair: studio is IDLE in us-east-1/, "one pipeline is enough for arena");
      there.setHealth(US, "arena", "b", "ALARM");
      const { code, err } = await run(["return", US]);
      assert.equal(code, 1);
      assert.match(err, /studio is IDLE in us-east-1 and could not be served from there/);
      assert.match(err, /arena runs in us-east-1, and no pipeline there is well/);
      assert.equal(there.evacuated, US);
      assert.equal((await run(["return", US, "--force"])).code, 0);
      assert.equal(there.evacuated, undefined);
    });

    it("[E4] to return to a region that nobody can ask", async () => {
      await begin();
      await run(["evacuate", US]);
      there.world.faults.darken(US, "refuses");
      const { code, err } = await run(["return", US]);
      assert.equal(code, 1);
      assert.match(err, /Nobody knows whether arena and studio can be served from us-east-1/);
      assert.equal(there.evacuated, US);
      const forced = await run(["return", US, "--force"]);
      assert.equal(forced.code, 1, "its own switch was thrown, and cannot be thrown back");
      assert.match(forced.err, /switch in us-east-1: /);
      assert.deepEqual([there.evacuated, there.switchState(US, EU), there.switchState(US, US)], [undefined, "OK", "ALARM"]);
      there.world.faults.clear();
      assert.equal((await run(["return", US])).code, 0);
      assert.equal(there.switchState(US, US), "OK");
    });
  });

  it("asks at a terminal; anything but yes is no", async () => {
    await begin();
    const no = await run(["evacuate", US], { typed: [""] });
    assert.equal(no.code, 1);
    assert.match(no.err, /takes viewers of arena to eu-west-1 and studio to eu-west-1 out of us-east-1/);
    assert.match(no.err, /Nothing was moved/);
    assert.deepEqual(there.stored, {});
    const yes = await run(["evacuate", US], { typed: ["yes"] });
    assert.equal(yes.code, 0, yes.err);
    assert.deepEqual((await run(["evacuate", US, "--yes"], { typed: [] })).questions, []);
  });
});
