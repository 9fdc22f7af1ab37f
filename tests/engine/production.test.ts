import assert from "node:assert/strict";
import { isMap, isScalar, type Document } from "yaml";
import { destroyRehearsal, RehearsalError, type Outcome, type Report } from "../../rehearsal/index.ts";
import { firstPreview } from "../../rehearsal/firstPreview.ts";
import { previewWeakened, refusalOf } from "../../rehearsal/weakened.ts";
import { variants, type VariantName } from "../../rehearsal/weakened/variants.ts";
import { deploy, doings, MINUTES, nameOf, Workbench } from "./workbench.ts";

const ID = "test-production";
const US = "prod-us-east-1";
const EU = "prod-eu-west-1";
const EDGE = "prod-global";
/** Whether each weakening has a preview of its own. */
const ONE_BY_ONE = process.env["ONAIR_TEST_WEAKENED"] === "each";
/** A key that drops alerts drops none where the topic has no key any more, which is another weakening. */
const ALONE: readonly VariantName[] = ["dropped-alerts"];

describe("production on the real engine", function () {
  this.timeout(10 * MINUTES);
  let report: Report;
  let bench: Workbench;
  let opened: Workbench | undefined;

  before(async () => {
    report = await deploy(ID, "prod");
    bench = opened = await Workbench.open(ID, "prod");
  });

  after(async () => {
    await opened?.close();
  });

  it("[S1 S3 S4 S5] deploys both regions, the edge and another team's stack under the pack", () => {
    assert.deepEqual(report.stacks.map(({ stack }) => stack).sort(), ["newsroom", EU, EDGE, US].sort());
    for (const { stack, changes } of report.stacks)
      assert.ok(
        (changes["create"] ?? 0) > 0 && Object.keys(changes).every((kind) => kind === "create"),
        `${stack}: ${JSON.stringify(changes)}`,
      );
    assert.ok(report.rulesPassed.length >= 25, report.rulesPassed.join());
  });

  it("[O1] publishes what people need: addresses, and what a switch of regions looks like", () => {
    const channels = Object.fromEntries(report.channels.map((channel) => [channel.name, channel]));
    assert.deepEqual(Object.keys(channels).sort(), ["arena", "demo", "roaming", "studio"]);
    assert.equal(channels["arena"]?.failover, "seamless");
    assert.equal(channels["studio"]?.failover, "visible");
    assert.deepEqual(Object.keys(channels["arena"].ingest).sort(), ["eu-west-1", "us-east-1"]);
    assert.deepEqual(Object.keys(channels["roaming"]?.follows ?? {}), ["a", "b"]);
    for (const { playback } of report.channels)
      assert.match(playback["hls"] ?? "", /^https:\/\/watch\.onair\.test\.example\/out\/v1\/.+\.m3u8$/);
  });

  it("[S5 O1] another team's stack reads the contracts and subscribes to both regions' alerts", async () => {
    const { stdout } = await bench.session.pulumi(["stack", "export", "--stack", "prod"], bench.session.scratch.consumer);
    const { deployment } = JSON.parse(stdout) as { deployment: { resources: { type: string; inputs?: { topic?: string } }[] } };
    const topics = deployment.resources
      .filter(({ type }) => type === "aws:sns/topicSubscription:TopicSubscription")
      .map(({ inputs }) => inputs?.topic ?? "");
    assert.deepEqual(topics.map((topic) => topic.split(":")[3]).sort(), ["eu-west-1", "us-east-1"]);
  });

  it("[S3] plans nothing when the channels of the lineup are written in another order", async () => {
    await bench.with("lineups/prod.yaml", reverseChannels, async () => {
      for (const outcome of await Promise.all([bench.preview(EU), bench.preview(EDGE)])) {
        assert.ok(outcome.ok, outcome.output);
        assert.deepEqual(doings(outcome), []);
      }
    });
  });

  it("[L4 S3] changing one ladder touches that channel's resources only and replaces nothing", async () => {
    const outcome = await bench.with("ladders/sports-50.yaml", slowerGop, () => bench.preview(US));
    assert.ok(outcome.ok, outcome.output);
    const touched = doings(outcome);
    assert.ok(touched.includes("update aws:cloudformation/stack:Stack arena"), touched.join("\n"));
    for (const { urn, op, type } of outcome.steps.filter((step) => !step.type.startsWith("pulumi:"))) {
      assert.equal(op, "update", urn);
      // Its graphs name MediaLive's id of the channel, which a preview does not know; what is deployed leaves it alone (next test).
      if (type === "aws:cloudwatch/dashboard:Dashboard") continue;
      assert.match(nameOf(urn), /^arena(-|$)/, `${op} ${type} ${nameOf(urn)}`);
    }
  });

  it("[L3] refuses to change a running channel, names the command that stops it, and changes it once stopped", async () => {
    const started = await bench.onair("start", "arena", "--region", "us-east-1");
    assert.equal(started.code, 0, started.stderr);
    await bench.with("ladders/sports-50.yaml", slowerGop, async () => {
      const refused = await bench.up(US);
      assert.equal(refused.ok, false);
      assert.match(refused.errors.join("\n"), /Channel arena is RUNNING.*npx onair stop arena/s);
      assert.equal((await bench.onair("stop", "arena", "--region", "us-east-1")).code, 0);
      const changed = await bench.up(US);
      assert.ok(changed.ok, changed.output);
      assert.deepEqual(changed.changes["update"], 1);
    });
  });

  it("[E4] a changed health threshold in a region reaches the edge's health checks", async () => {
    bench.edit(`Pulumi.${US}.yaml`, (document) =>
      document.setIn(["config", "onair:health"], { evaluationPeriods: 5, datapointsToAlarm: 4 }),
    );
    const region = await bench.up(US);
    assert.ok(region.ok, region.output);
    const edge = await bench.preview(EDGE);
    assert.ok(edge.ok, edge.output);
    const touched = edge.steps.filter(({ type }) => !type.startsWith("pulumi:"));
    assert.ok(touched.length > 0, "the edge did not notice");
    for (const { type, op, urn, diffs } of touched) {
      assert.equal(`${op} ${type}`, "update aws:route53/healthCheck:HealthCheck", urn);
      assert.deepEqual(diffs, ["triggers"], urn);
      assert.match(nameOf(urn), /us-east-1/);
    }
  });

  it("[S5] refuses a lineup channel that a region does not run yet, by name and with the command", async () => {
    const outcome = await bench.with(
      "lineups/prod.yaml",
      (document) =>
        document.setIn(["channels", "extra"], {
          title: "Extra",
          regions: ["us-east-1", "eu-west-1"],
          ladder: "hd-30",
          source: { type: "rtmp-push" },
        }),
      () => bench.preview(EDGE),
    );
    assert.equal(outcome.ok, false);
    assert.match(outcome.errors.join("\n"), /channel extra.*does not run it yet.*pulumi up --stack prod-(us-east-1|eu-west-1)/s);
    assertNoTrace(outcome.output);
    assert.deepEqual(doings(outcome), []);
  });

  it("[S3] says what is wrong with broken settings, all at once, and registers nothing", async () => {
    const outcome = await bench.with(
      `Pulumi.${US}.yaml`,
      (document) => {
        document.setIn(["config", "aws:region"], "us-esat-1");
        document.setIn(["config", "onair:encoderCidrs"], ["0.0.0.0/0"]);
      },
      () => bench.preview(US),
    );
    assert.equal(outcome.ok, false);
    const text = outcome.errors.join("\n");
    assert.match(text, /aws:region.*us-esat-1.*us-east-1/s);
    assert.match(text, /encoderCidrs.*0\.0\.0\.0\/0/s);
    assertNoTrace(outcome.output);
    assert.deepEqual(doings(outcome), []);
  });

  // `onair rehearse` spares a new stack the preview of its own; this is it, with everything unknown that AWS makes up.
  it("[S4] passes the pack at the first preview of an empty stack, with no rule turned into advice", async () => {
    const met = new Set<string>();
    for (const like of [bench.stacks.regions[0], bench.stacks.last[0]]) {
      assert.ok(like);
      const outcome = await firstPreview(bench.session, { stack: "first-look", like, folder: bench.session.scratch.project });
      assert.equal(outcome.ok, true, outcome.output);
      assert.deepEqual(outcome.violations, []);
      assert.ok(outcome.resources > 50);
      for (const rule of outcome.rulesPassed) met.add(rule);
    }
    assert.deepEqual([...met].sort(), report.rulesPassed, "a rule that met the deployed stacks has met the planned ones");
  });

  const weakenings = Object.keys(variants) as VariantName[];
  for (const role of new Set(weakenings.map((name) => variants[name].role))) {
    const ofRole = weakenings.filter((name) => variants[name].role === role);
    // One preview with every weakening of the role in it; each by itself where there is time (`npm run test:long`).
    const together = ofRole.filter((name) => !ALONE.includes(name));
    let all: Outcome | undefined;
    for (const name of ofRole) {
      it(`[S4] the pack refuses ${variants[name].title} at the first preview, naming resource and remedy`, async () => {
        const like = role === "global-edge" ? bench.stacks.last[0] : bench.stacks.regions.find((stack) => stack.name === US);
        assert.ok(like);
        const outcome =
          ONE_BY_ONE || ALONE.includes(name)
            ? await previewWeakened(bench.session, [name], like)
            : (all ??= await previewWeakened(bench.session, together, like));
        const refusal = refusalOf(outcome, name, like);
        assert.ok(refusal, "nobody refused it");
        assert.ok(refusal.resource.startsWith(variants[name].type), refusal.resource);
        assert.match(refusal.message, /\. (Set|Name|Give|Use|Write|Add|Admit|Allow) /, "no remedy");
      });
    }
  }

  it("[S3] destroys nothing that is protected, and names it", async () => {
    await bench.close();
    try {
      await assert.rejects(destroyRehearsal({ id: ID, environment: "prod", unprotect: false, quiet: true }), (error: unknown) => {
        assert.ok(error instanceof RehearsalError);
        assert.match(error.message, /protected.*prod-us-east-1:.*aws:cloudformation\/stack:Stack arena/s);
        return true;
      });
    } finally {
      bench = opened = await Workbench.open(ID, "prod");
    }
    assert.ok(bench.session.cloud.resources().length > 0);
  });

  it("[S5] with the protection lifted it destroys everything, and the account is empty", async () => {
    await bench.close();
    try {
      const { removed, left } = await destroyRehearsal({ id: ID, environment: "prod", unprotect: true, quiet: true });
      assert.equal(left, 0);
      assert.ok(removed >= report.stacks.reduce((sum, { changes }) => sum + (changes["create"] ?? 0), 0), `only ${removed} were removed`);
    } finally {
      bench = opened = await Workbench.open(ID, "prod");
    }
  });
});

function reverseChannels(document: Document): void {
  const channels: unknown = document.get("channels");
  assert.ok(isMap(channels));
  assert.ok(channels.items.length > 1);
  channels.items.reverse();
}

function slowerGop(document: Document): void {
  const gop: unknown = document.get("gopSeconds", true);
  assert.ok(isScalar(gop));
  gop.value = gop.value === 1 ? 2 : 1;
}

/** A user's mistake is told in sentences, without the places in the program where it was noticed. */
function assertNoTrace(output: string): void {
  assert.doesNotMatch(output, /^\s+at .+:\d+:\d+\)?$/m);
}
