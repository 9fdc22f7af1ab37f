import assert from "node:assert/strict";
import type { EvacuationReport } from "../../cli/evacuate/show.ts";
import type { Tools } from "../../cli/session.ts";
import { storedPairs } from "../../rehearsal/cloud/sdk/keyValueStore.ts";
import { text } from "../../rehearsal/cloud/values.ts";
import type { CloudObject } from "../../rehearsal/cloud/index.ts";
import { encodeRegionContract, globalEdgeContract, type EncodeRegionContract, type GlobalEdgeContract } from "../../stacks/index.ts";
import { awsEnvironment } from "../support/awsEnvironment.ts";
import { runFunction } from "../../rehearsal/cloud/viewers/functionRuntime.ts";
import { onair, type Run } from "../unit/cliSession.ts";
import { deploySome, type SmallDeployment } from "./smallDeployment.ts";
import { MINUTES } from "./workbench.ts";

const [US, EU] = ["us-east-1", "eu-west-1"] as const;
const ENVIRONMENT = "prod";

/** Nothing here waits for AWS; the period of a metric is shortened, that a return does not wait for the next minute. Seconds. */
const LIMITS = { state: 30, call: 5, look: 5, poll: 0.05, period: 0.2 };

describe("evacuation on the real engine", function () {
  this.timeout(10 * MINUTES);
  let deployment: SmallDeployment | undefined;
  let restore: (() => void) | undefined;
  let edge: GlobalEdgeContract;
  const regions: Record<string, EncodeRegionContract> = {};

  before(async () => {
    deployment = await deploySome("test-evacuation", ENVIRONMENT, ["arena", "roaming"]);
    restore = awsEnvironment(there().session.cloud.endpointUrl);
    edge = globalEdgeContract.parse(await contractOf("prod-global"));
    for (const region of [US, EU]) regions[region] = encodeRegionContract.parse(await contractOf(`prod-${region}`));
    const { code, err } = await command(["start", "--all"]);
    assert.equal(code, 0, err);
    assert.equal((await command(["status"])).code, 0, "which keeps a copy of every contract");
  });

  after(async () => {
    restore?.();
    await deployment?.close();
  });

  const there = (): SmallDeployment => deployment ?? assert.fail("nothing is deployed");
  const realState: Tools["runPulumi"] = (args, { cwd }) => there().session.pulumi(args, cwd);
  /** As a backend in the region that is lost: what was read before has to do. */
  const lostState: Tools["runPulumi"] = () => Promise.reject(new Error("the state does not answer"));
  const command = (args: readonly string[], runPulumi = realState): Promise<Run> =>
    onair([...args, "--env", ENVIRONMENT], {
      cwd: there().session.scratch.project,
      tools: { runPulumi, limits: LIMITS, pollSeconds: 0.05 },
    });

  async function contractOf(stack: string): Promise<unknown> {
    const { stdout } = await there().session.pulumi(
      ["stack", "output", "contract", "--json", "--stack", stack],
      there().session.scratch.project,
    );
    return JSON.parse(stdout) as unknown;
  }

  function only(type: string): CloudObject {
    const found = there()
      .session.cloud.resources()
      .filter((object) => object.type === type);
    assert.equal(found.length, 1, type);
    return found[0] ?? assert.fail();
  }

  const stored = (): Readonly<Record<string, string>> => storedPairs(only("aws:cloudfront/keyValueStore:KeyValueStore"));

  /** The region that the deployed function, or without a word of it the deployed order, asks first for a channel's playlist. */
  async function servedFirst(channel: string): Promise<string> {
    const { playback, regions: order, selection } = edge.channels[channel] ?? assert.fail(channel);
    const sent = { method: "GET", uri: new URL(playback.hls).pathname, querystring: {}, cookies: {}, headers: {} };
    const code = text(only("aws:cloudfront/function:Function").inputs["code"]) ?? assert.fail("no code");
    const { groups, answer } = await runFunction(code, sent, { store: stored() });
    assert.deepEqual(answer, sent, "the request goes through");
    const [group] = groups;
    if (group === undefined) return selection === "media-quality-based" ? "whichever is better" : (order[0] ?? "");
    assert.equal(group.selection, "default", "a score would decide before the order does");
    return group.origins[0].slice(`onair-${ENVIRONMENT}-main-`.length);
  }

  /** The region whose address a followed name answers with. */
  function answersFrom(pipeline: "a" | "b"): string | undefined {
    const answer = there().session.cloud.answers(`roaming-${pipeline}.ingest.${edge.domain ?? ""}`, "A");
    return [US, EU].find((region) => {
      const ingest = regions[region]?.channels["roaming"]?.ingest.find((one) => one.pipeline === pipeline);
      return answer.length === 1 && ingest?.ip === answer[0];
    });
  }

  const asConfigured = async (): Promise<void> => {
    assert.deepEqual(stored(), {});
    assert.equal(await servedFirst("roaming"), EU);
    assert.notEqual(await servedFirst("arena"), EU);
    assert.deepEqual([answersFrom("a"), answersFrom("b")], [EU, EU]);
  };

  for (const region of [US, EU]) {
    const other = region === US ? EU : US;
    for (const dead of [US, EU]) {
      const whose = dead === region ? "its own" : "the other's";
      it(`[E4] leaves ${region} and returns while ${whose} control plane, ${dead}, does not answer`, async () => {
        await asConfigured();
        there().session.cloud.faults.darken(dead, "refuses");
        try {
          const left = await command(["evacuate", region, "--yes", "--json"], lostState);
          assert.equal(left.code, 0, left.err);
          assert.match(left.err, /prod-global: going by the copy of its contract/);
          const { channels } = JSON.parse(left.out) as EvacuationReport;
          assert.deepEqual(
            channels.map(({ channel, viewers, to }) => [channel, viewers, to]),
            [
              ["arena", region === US ? "moves" : "stays", other],
              ["roaming", region === EU ? "moves" : "stays", other],
            ],
          );
          assert.deepEqual(stored(), { evacuate: region });
          for (const channel of ["arena", "roaming"]) assert.equal(await servedFirst(channel), other, channel);
          assert.deepEqual([answersFrom("a"), answersFrom("b")], [other === US ? US : EU, other === US ? US : EU]);

          const again = await command(["evacuate", region, "--yes"], lostState);
          assert.equal(again.code, 0, again.err);
          const second = await command(["evacuate", other, "--yes", "--force"], lostState);
          assert.match(second.err, new RegExp(`${region} is evacuated already`));

          const back = await command(["return", region, ...(dead === region ? ["--force"] : [])], lostState);
          assert.equal(back.code, 1, "one switch could not be asked");
          assert.match(back.err, new RegExp(`switch in ${dead}: `));
          await asConfigured();
        } finally {
          there().session.cloud.faults.clear();
        }
        const settled = await command(["return", region]);
        assert.equal(settled.code, 0, settled.err);
        await asConfigured();
      });
    }
  }

  it("[E4] shows an evacuation in force, and none afterwards", async () => {
    assert.equal((await command(["evacuate", US, "--yes"])).code, 0);
    assert.match((await command(["status"])).out, /^us-east-1 IS EVACUATED/);
    assert.equal((await command(["return", US])).code, 0);
    assert.doesNotMatch((await command(["status"])).out, /EVACUATED/);
  });
});
