import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { LEASE_KEY, STALE_MS, thisProcess } from "../../cli/deploy/lease.ts";
import type { EvacuationReport } from "../../cli/evacuate/show.ts";
import { accessOf, DEPLOY_TAG, openViewerStore } from "../../control/index.ts";
import { EVACUATE_KEY, routeKey } from "../../functions/viewer-request/index.ts";
import { typedChannel } from "../../rehearsal/cloud/channels.ts";
import { EU, EvacuationWorld, LINEUP, QUICK, US, type Lineup } from "../support/evacuation.ts";
import { standInFrontOf, type Front, type SeenCall, type Treatment } from "../support/frontOfAws.ts";
import { onair, projectCopy, pulumiWith, removeCopy, type Run } from "./cliSession.ts";

/** An evacuation where somebody has to decide with less than everything, or against something. */
describe("onair evacuate in doubt", function () {
  this.timeout(30_000);
  let project: string;
  let there: EvacuationWorld;
  let front: Front | undefined;

  beforeEach(() => (project = projectCopy()));
  afterEach(async () => {
    await front?.close();
    front = undefined;
    await there.close();
    removeCopy(project);
  });

  const begin = async (treat?: (call: SeenCall) => Treatment, lineup: Lineup = LINEUP): Promise<void> => {
    there = await EvacuationWorld.make(lineup);
    if (treat === undefined) return;
    front = await standInFrontOf(process.env["AWS_ENDPOINT_URL"] ?? "", treat);
    process.env["AWS_ENDPOINT_URL"] = front.url;
  };
  const run = (...args: string[]): Promise<Run> =>
    onair(args, { cwd: project, tools: { runPulumi: pulumiWith(there.contracts), limits: QUICK } });
  const put = async (key: string, value: string): Promise<void> => {
    const edge = there.contracts["prod-global"];
    if (edge?.role !== "global-edge") throw new Error("no edge");
    const store = await openViewerStore(accessOf({}, US), edge.viewerStoreArn);
    await store.put(key, value).finally(() => {
      store.close();
    });
  };

  describe("with a role to assume", () => {
    const ROLE = "arn:aws:iam::999999999999:role/edge";
    const asked: string[] = [];
    /** STS gives credentials wherever it is asked, and a dead region answers nothing. */
    const deadIn =
      (...dead: readonly string[]) =>
      (call: SeenCall): Treatment => {
        const wanted = call.service === "sts" && call.body.includes("Action=AssumeRole");
        if (wanted) asked.push(call.region);
        if (dead.includes(call.region)) return "drop";
        return wanted ? { status: 200, xml: ASSUMED } : "pass";
      };
    const ASSUMED = `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials><AccessKeyId>ASIAEXAMPLE</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken><Expiration>2100-01-01T00:00:00Z</Expiration></Credentials><AssumedRoleUser><Arn>${ROLE}</Arn><AssumedRoleId>AROA:onair</AssumedRoleId></AssumedRoleUser></AssumeRoleResult></AssumeRoleResponse>`;
    beforeEach(() => {
      asked.length = 0;
      const file = `${project}/Pulumi.prod-global.yaml`;
      writeFileSync(file, readFileSync(file, "utf8").replace(/^config:\n/m, `config:\n  aws:assumeRole:\n    roleArn: ${ROLE}\n`));
    });

    it("[E4] asks the region that is left for credentials while no other answers, every call of the other being refused", async () => {
      await begin(deadIn(EU));
      const { code, err } = await run("evacuate", US);
      assert.equal(code, 0, err);
      assert.equal(there.evacuated, US);
      assert.deepEqual([...new Set(asked)], [US]);
    });

    it("[E4] asks another region than the one that is left while both answer", async () => {
      await begin(deadIn());
      await run("evacuate", US);
      assert.equal(there.evacuated, US);
      assert.deepEqual([...new Set(asked)], [EU]);
    });

    it("[E4] asks a region that answers before one that does not, and before the one that is left", async () => {
      const AP = "ap-southeast-2";
      await begin(deadIn(AP, US), { arena: [US, EU], abroad: [EU, AP] });
      writeFileSync(
        `${project}/Pulumi.prod-${AP}.yaml`,
        `config:\n  aws:region: ${AP}\n  onair:role: encode-region\n  onair:environment: prod\n`,
      );
      await run("evacuate", US);
      assert.equal(there.evacuated, US);
      assert.deepEqual([...new Set(asked)], [EU]);
    });
  });

  it("[E4] keeps what was seen of a region before the time for it was over", async () => {
    const held: string[] = [];
    const idOf = (channel: string): string => {
      const contract = there.contracts[`prod-${EU}`];
      if (contract?.role !== "encode-region") throw new Error("no region");
      return contract.channels[channel]?.channelId ?? "";
    };
    await begin((call) => {
      if (call.region !== EU || call.service !== "medialive" || !call.path.endsWith(`/${idOf("arena")}`)) return "pass";
      held.push(call.path);
      return "hold";
    });
    there.setChannel(EU, "studio", "IDLE", "stopped");
    const { code, err } = await run("evacuate", US);
    assert.equal(code, 1);
    assert.ok(held.length > 0);
    assert.match(err, /studio is IDLE in eu-west-1 and could not be served from there/);
    assert.match(err, /1 of 3 channels in eu-west-1 could not be looked at: no answer from MediaLive in eu-west-1 within/);
  });

  it("[E4] tells a write that was made and could not be read back from one that was not made", async () => {
    let written = false;
    await begin(({ service, method, path }) => {
      if (service !== "cloudfront-keyvaluestore" || !path.includes(`/keys/${EVACUATE_KEY}`)) return "pass";
      if (method === "PUT") written = true;
      return written && method === "GET" ? { status: 403, xml: "" } : "pass";
    });
    const { code, out, err } = await run("evacuate", US, "--json");
    assert.equal(code, 0, err);
    assert.equal(there.evacuated, US);
    const [viewers] = (JSON.parse(out) as EvacuationReport).steps;
    assert.deepEqual([viewers?.done, viewers?.error], [true, undefined]);
    assert.match(viewers?.remark ?? "", /^written, and could not be read back \(.+\)$/);
    assert.match(err, /key-value store: written, and could not be read back/);
  });

  describe("and a deployment", () => {
    const mark = (region: string, channel: string): void => {
      const found = there.world.store.all(typedChannel).find((one) => one.region === region && one.inputs["name"] === channel);
      if (found === undefined) throw new Error(`no ${channel} in ${region}`);
      found.hidden = { ...found.hidden, tags: { "onair:wanted-state": "running", [DEPLOY_TAG]: "resume" } };
    };
    const routed = async (channel: string, leave: string): Promise<void> => {
      const edge = there.contracts["prod-global"];
      if (edge?.role !== "global-edge") throw new Error("no edge");
      const entry = edge.channels[channel];
      if (entry === undefined) throw new Error(`no ${channel}`);
      const key = routeKey("onair-prod", `onair-prod-${channel}`);
      Object.assign(entry, { routeKey: key });
      await put(key, JSON.stringify({ leave }));
    };
    const lease = (secondsAgo: number): Promise<void> =>
      put(
        LEASE_KEY,
        JSON.stringify({ id: "abc12345", host: "elsewhere", pid: 7, at: new Date(Date.now() - secondsAgo * 1000).toISOString() }),
      );
    const refused = async (sentence: RegExp): Promise<void> => {
      const { code, err } = await run("evacuate", US, "--yes");
      assert.equal(code, 1);
      assert.match(err, sentence);
      assert.match(err, /Nothing was moved, or say --force\./);
      assert.equal(there.evacuated, undefined);
      const forced = await run("evacuate", US, "--force");
      assert.equal(forced.code, 0, forced.err);
      assert.match(forced.err, sentence);
      assert.equal(there.evacuated, US);
    };

    it("[E4 O5] is refused while one has a channel in the region that is to serve, unless forced", async () => {
      await begin();
      mark(EU, "arena");
      await refused(/A deployment has arena in eu-west-1 in its hands .*let it end, or go on with .* \(npx onair deploy --env prod\)/);
    });

    it("[E4 O5] is refused while a route leads viewers out of the region that is to serve, unless forced", async () => {
      await begin();
      await routed("studio", EU);
      await refused(/A deployment has studio in eu-west-1 in its hands/);
    });

    it("[E4 O5] is refused while one is going on, unless forced", async () => {
      await begin();
      await lease(30);
      await refused(/A deployment of prod is going on: run abc12345 on elsewhere \(process 7\), last heard of at .*Wait for it, or end it/);
    });

    it("[E4 O5] is no reason where it has to do with the region that is left, is long gone, or left what nobody can read", async () => {
      await begin();
      mark(US, "arena");
      await routed("studio", US);
      await lease(STALE_MS / 1000 + 1);
      const { code, err } = await run("evacuate", US);
      assert.equal(code, 0, err);
      const { pid } = spawnSync(process.execPath, ["--version"]);
      const killed = JSON.stringify({ id: "dead0000", ...thisProcess(), pid, at: new Date().toISOString() });
      for (const left of [killed, "{", "7"]) {
        await run("return", US, "--force");
        assert.equal(there.evacuated, undefined);
        await put(LEASE_KEY, left);
        const again = await run("evacuate", US);
        assert.equal(again.code, 0, again.err);
      }
    });

    it("[E4 O5] that cannot be known of holds nothing up, and is told", async () => {
      await begin(({ service, path }) =>
        service === "cloudfront-keyvaluestore" && path.endsWith(`/keys/${LEASE_KEY}`) ? { status: 403, xml: "" } : "pass",
      );
      const { code, err } = await run("evacuate", US);
      assert.equal(code, 0, err);
      assert.equal(there.evacuated, US);
      assert.match(err, /Whether a deployment is going on is not known: /);
    });
  });

  it("[E4] return names the way out of a switch that cannot be thrown back", async () => {
    await begin();
    assert.equal((await run("evacuate", US)).code, 0);
    there.world.faults.darken(EU, "refuses");
    const { code, err } = await run("return", US, "--force");
    assert.equal(code, 1);
    assert.equal(there.switchState(US, EU), "ALARM", "what it said last");
    assert.match(err, /Names stay out of us-east-1 until the switch that was not thrown back is/);
    assert.match(err, /roaming-a\.us-east-1\.ingest\.live\.team\.tv, roaming-b\.us-east-1\.ingest\.live\.team\.tv\.$/m);
    there.world.faults.clear();
    const again = await run("return", US);
    assert.equal(again.code, 0, again.err);
    assert.doesNotMatch(again.err, /Names stay out/);
  });
});
