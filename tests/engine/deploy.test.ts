import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { DEPLOY_TAG } from "../../control/index.ts";
import { channelState } from "../../rehearsal/cloud/channels.ts";
import type { CloudObject } from "../../rehearsal/cloud/index.ts";
import { spelled } from "../../rehearsal/cloud/values.ts";
import { PROJECT } from "../../rehearsal/scratch.ts";
import { ServedWatch, TRANSITION } from "./servedWatch.ts";
import { EU, TwoRegions, US } from "./twoRegions.ts";
import { MINUTES } from "./workbench.ts";

const ID = "test-deploy";
/** How often a deployment is killed in all; `npm run test:long` sets twenty. */
const KILLS = Number(process.env["ONAIR_TEST_KILLS"] ?? "1");
const SEED = Number(process.env["ONAIR_TEST_SEED"] ?? String(Date.now() % 1_000_000));

/** Numbers from 0 to 1 that follow from the seed (a linear congruential generator, as in POSIX `rand`). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

const COMMAND = ["deploy", "--yes", "--settle", "0"];

describe("onair deploy on the real engine", function () {
  this.timeout((5 + 3 * KILLS) * MINUTES);
  const random = randomFrom(SEED);
  let bench: TwoRegions;
  let opened: TwoRegions | undefined;

  before(async () => {
    bench = opened = await TwoRegions.make(ID);
  });

  after(async () => {
    await opened?.close();
  });

  it("[O5] makes a first deployment: regions, then the edge", async () => {
    const { code, stdout, stderr } = await bench.session.capture("onair", COMMAND);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /prod-eu-west-1: first deployment[\s\S]*prod-us-east-1: first deployment[\s\S]*prod is deployed/);
    assert.match(stderr, /changes prod-(eu-west|us-east)-1[\s\S]*changes prod-(eu-west|us-east)-1[\s\S]*changes prod-global/);
    const started = await bench.session.capture("onair", ["start", "--all"]);
    assert.equal(started.code, 0, started.stderr);
  });

  it("[E3] changes the ladder of running channels, killed at random moments: each is served at every event, and the end is the same", async () => {
    const beginning = await endState(bench);
    const watch = new ServedWatch(bench.session.cloud);
    let gop = 2;
    let kills = 0;
    try {
      while (kills < KILLS) {
        gop = gop === 2 ? 1 : 2;
        bench.edit("ladders/demo-30.yaml", (ladder) => {
          ladder["gopSeconds"] = gop;
        });
        // Up to two cuts of one change: the second may hit what makes good for the first.
        const cuts = Math.min(KILLS - kills, 1 + Math.round(random()));
        for (let cut = 0; cut < cuts; cut += 1) {
          const killed = await killedSomewhere(bench, random);
          if (!killed) break;
          kills += 1;
        }
        const { code, stderr } = await bench.session.capture("onair", COMMAND);
        assert.equal(code, 0, stderr);
        const now = await endState(bench);
        assert.deepEqual(withoutGop(now), withoutGop(beginning));
        assert.deepEqual(gopsIn(now), [String(gop * FRAME_RATE)]);
        assert.deepEqual([...new Set(Object.values(now.hashes))].length, 1, "the regions' encodes are equal");
      }
    } finally {
      const { events, reads, dark } = await watch.end();
      assert.deepEqual(dark, []);
      console.log(`      ${kills} kills, ${events} events and ${reads} playlist reads with every channel served (ONAIR_TEST_SEED=${SEED})`);
    }
  });

  it("[O5] mends a channel's stack whose rollback failed, and goes on", async () => {
    const { faults } = bench.session.cloud;
    bench.edit("ladders/demo-30.yaml", (ladder) => {
      ladder["segmentSeconds"] = 2;
    });
    faults.fail("AWS::MediaLive::Channel", "InternalServerError: not now", { once: true, on: ["update"] });
    faults.fail("AWS::MediaLive::Channel", "InternalServerError: nor back", { once: true, on: ["rollback"] });
    const failed = await bench.session.capture("onair", COMMAND);
    faults.clear();
    assert.equal(failed.code, 1);
    assert.match(failed.stderr, /UPDATE_ROLLBACK_FAILED[\s\S]*As it is now: [\s\S]*To go on from here: npx onair deploy/);
    const { code, stderr } = await bench.session.capture("onair", COMMAND);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /CloudFormation stack onair-prod-(arena|demo) was UPDATE_ROLLBACK_FAILED: its rollback was continued/);
    const { states } = await endState(bench);
    assert.deepEqual([...new Set(Object.values(states))], ["RUNNING"]);
  });

  it("[O5] refuses what AWS would answer with a replacement, with the runbook, and touches nothing", async () => {
    const before = await endState(bench);
    bench.edit("lineups/prod.yaml", (lineup) => {
      lineup["channels"] = { ...(lineup["channels"] as object), arena: { ...RTP_ARENA } };
    });
    const { code, stderr } = await bench.session.capture("onair", COMMAND);
    assert.equal(code, 1);
    assert.match(stderr, /replacement of the input.*aws:medialive\/input:Input arena/);
    assert.match(stderr, /docs\/runbooks\.md#change-what-cannot-be-changed/);
    assert.deepEqual(await endState(bench), before);
  });
});

/** Another input type, and another locking mode: neither can be changed. */
const RTP_ARENA = {
  title: "Arena",
  regions: ["us-east-1", "eu-west-1"],
  ladder: "demo-30",
  source: { type: "rtp-push", timecode: "embedded" },
};

/** Lines of progress that a change of both regions tells; a kill comes after any of them. */
const PROGRESS = 22;
/** Longest time between a line and the kill, milliseconds: a step that takes long is hit in its midst. */
const LATER = 4000;

/** Kills the command and everything of its process group, somewhere; false where it had ended by itself. */
async function killedSomewhere({ session }: TwoRegions, random: () => number): Promise<boolean> {
  const child = spawn(process.execPath, [join(PROJECT, "cli", "onair.js"), ...COMMAND], {
    cwd: session.scratch.project,
    env: session.environment,
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const line = Math.floor(random() * PROGRESS);
  let told = 0;
  const reached = new Promise<void>((resolve) => {
    if (line === 0) resolve();
    createInterface({ input: child.stderr }).on("line", () => {
      told += 1;
      if (told === line) resolve();
    });
  });
  const later = random() * LATER;
  await Promise.race([ended, reached.then(() => new Promise((resolve) => setTimeout(resolve, later)))]);
  const killed = kill(child);
  await ended;
  dropHalfAttributes(session.scratch.backend);
  return killed;
}

function kill({ pid, exitCode }: ChildProcess): boolean {
  if (pid === undefined || exitCode !== null) return false;
  process.kill(-pid, "SIGKILL");
  return true;
}

/** An engine that is killed as it writes a folder's state may leave half a file of attributes beside it, with which it reads nothing. */
function dropHalfAttributes(backend: string): void {
  for (const file of readdirSync(backend, { recursive: true, encoding: "utf8" })) {
    const path = join(backend, file);
    if (!file.endsWith(".attrs") || !existsSync(path)) continue;
    try {
      JSON.parse(readFileSync(path, "utf8"));
    } catch {
      rmSync(path);
    }
  }
}

interface EndState {
  /** By `<region>/<channel>`. */
  readonly states: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, unknown>>;
  readonly templates: Readonly<Record<string, string>>;
  /** Keys of the viewers' store. */
  readonly keys: unknown;
  /** Hash of the encodes of arena, by region. */
  readonly hashes: Readonly<Record<string, string>>;
  readonly contracts: string;
}

/** What a deployment leaves: channels, their tags, the viewers' routes, the contracts. */
async function endState({ session }: TwoRegions): Promise<EndState> {
  const objects = session.cloud.resources();
  const channels = objects
    .filter(({ type }) => type === "AWS::MediaLive::Channel")
    .sort((left, right) => (left.owner < right.owner ? -1 : 1));
  const by = <T>(value: (object: CloudObject) => T): Record<string, T> =>
    Object.fromEntries(channels.map((object): [string, T] => [`${object.region}/${spelled(object.inputs["Name"])}`, value(object)]));
  const contracts = await Promise.all(
    [US, EU].map(async (stack) => {
      const { stdout } = await session.pulumi(["stack", "output", "contract", "--json", "--stack", stack], session.scratch.project);
      return JSON.parse(stdout) as {
        region: string;
        channels: Record<string, { encodeHash: string; encoding?: unknown; segmentSeconds: number }>;
      };
    }),
  );
  const store = objects.find(({ type }) => type === "aws:cloudfront/keyValueStore:KeyValueStore");
  return {
    states: by((object) => channelState(object, TRANSITION)),
    tags: by(({ hidden }) => hidden["tags"]),
    templates: by(({ inputs }) => JSON.stringify(inputs)),
    keys: store?.hidden["keys"] ?? {},
    hashes: Object.fromEntries(contracts.map(({ region, channels: found }) => [region, found["arena"]?.encodeHash ?? ""])),
    contracts: JSON.stringify(contracts, (key, value: unknown) => (key === "encodeHash" || key === "encoding" ? undefined : value)),
  };
}

/** Of the ladder `demo-30`; the encoder counts groups of pictures in frames. */
const FRAME_RATE = 30;
const GOP = /"GopSize":([\d.]+)/g;

/** Everything but the length of the groups of pictures, and what follows from it. */
function withoutGop({ states, tags, keys, contracts, templates }: EndState): Omit<EndState, "hashes"> {
  for (const tag of Object.values(tags)) assert.equal((tag as Record<string, unknown> | undefined)?.[DEPLOY_TAG], undefined);
  const alike = Object.fromEntries(Object.entries(templates).map(([key, text]) => [key, text.replace(GOP, "")]));
  return { states, tags, keys, contracts, templates: alike };
}

function gopsIn({ templates }: EndState): (string | undefined)[] {
  return [...new Set(Object.values(templates).flatMap((text) => [...text.matchAll(GOP)].map(([, frames]) => frames)))];
}
