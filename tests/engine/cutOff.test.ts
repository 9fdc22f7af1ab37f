import assert from "node:assert/strict";
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startCloud } from "../../rehearsal/cloud/index.ts";
import { importFile } from "../../rehearsal/cutOff.ts";
import { removeScratch, scratchAt } from "../../rehearsal/scratch.ts";
import { deploy, MINUTES } from "./workbench.ts";

const ID = "test-cut-off";
const PROJECT = join(import.meta.dirname, "..", "..");

/** Milliseconds that every operation takes: long enough that a kill finds some under way. */
const SLOW = "700";

interface State {
  readonly resources?: readonly { readonly urn: string }[];
  readonly pending_operations?: readonly { readonly type: string; readonly resource: { readonly urn: string } }[];
}

const scratch = scratchAt(ID);

const STATE = join(scratch.backend, ".pulumi", "stacks", "onair", "dev.json");

function state(): State {
  // The engine writes the file anew at every step; a look in between finds none, or half of one.
  try {
    return (JSON.parse(readFileSync(STATE, "utf8")) as { checkpoint: { latest?: State | null } }).checkpoint.latest ?? {};
  } catch {
    return {};
  }
}

/**
 * Starts the command in a process group of its own, and waits until the engine has made more resources than there were and is
 * making one that it was already making at the look before: AWS has been asked for that one.
 */
async function deployingSlowly(): Promise<ChildProcess> {
  const before = (state().resources ?? []).length;
  const child = spawn(process.execPath, ["cli/onair.js", "rehearse", "--env", "dev", "--id", ID, "--slow", SLOW, "--json"], {
    cwd: PROJECT,
    detached: true,
    stdio: "ignore",
  });
  let last: readonly string[] = [];
  for (;;) {
    const { resources = [], pending_operations: pending = [] } = state();
    const now = pending.map(({ resource }) => resource.urn);
    if (resources.length > before && now.some((urn) => last.includes(urn))) return child;
    assert.equal(child.exitCode, null, "the command ended before it could be killed");
    last = now;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => child.once("close", () => resolve()));
}

/** The Pulumi CLI that the command runs: its one child. Linux tells without a tool, which a small image lacks. */
function cliOf({ pid = 0 }: ChildProcess): number {
  const children = `/proc/${pid}/task/${pid}/children`;
  const list = existsSync(children) ? readFileSync(children, "utf8") : spawnSync("pgrep", ["-P", String(pid)], { encoding: "utf8" }).stdout;
  const [cli] = list.trim().split(/\s+/).map(Number);
  assert.ok(cli !== undefined && cli > 0, "the command runs no CLI");
  return cli;
}

describe("a deployment that is killed", function () {
  this.timeout(10 * MINUTES);
  before(() => removeScratch(scratch));

  it("[S5] leaves what was asked for and not recorded, which the next run takes in, or makes, once", async () => {
    const first = await deployingSlowly();
    const gone = ended(first);
    process.kill(cliOf(first), "SIGKILL");
    await gone;
    const urns = new Set(state().resources?.map(({ urn }) => urn));
    const cut = (state().pending_operations ?? []).map(({ resource }) => resource.urn);
    assert.ok(cut.length > 0);
    const made = await inAccount();
    const orphans = made.filter((urn) => !urns.has(urn));
    assert.ok(
      orphans.some((urn) => cut.includes(urn)),
      "AWS went on with what the CLI had asked for",
    );

    const second = await deployingSlowly();
    assert.ok(second.pid !== undefined);
    const alsoGone = ended(second);
    process.kill(-second.pid, "SIGKILL");
    await alsoGone;
    const taken = new Set(
      [...(state().resources ?? []), ...(state().pending_operations ?? []).map(({ resource }) => resource)].map(({ urn }) => urn),
    );
    for (const urn of orphans) assert.ok(taken.has(urn), `${urn} was taken in`);

    // Killed as it writes, the engine leaves half a file of attributes beside the state, and then reads neither.
    writeFileSync(`${STATE}.attrs`, "");
    const report = await deploy(ID, "dev", { fresh: false });
    assert.ok(report.settled.length > 0 && report.settled.every((line) => line.startsWith("dev: creating ")), report.settled.join());
    assert.equal(state().pending_operations, undefined);
    const all = await inAccount();
    assert.equal(new Set(all).size, all.length, "nothing was made twice");
    const known = new Set(state().resources?.map(({ urn }) => urn));
    assert.deepEqual(
      all.filter((urn) => !known.has(urn)),
      [],
    );
  });

  it("names parents and providers in a list for pulumi import", () => {
    const urn = (type: string, name: string): string => `urn:pulumi:dev::onair::${type}::${name}`;
    const provider = urn("pulumi:providers:aws", "aws");
    const creating = (name: string, parent?: string) => ({
      type: "creating",
      resource: {
        urn: urn("aws:iam/role:Role", name),
        type: "aws:iam/role:Role",
        provider: `${provider}::4711`,
        ...(parent === undefined ? {} : { parent }),
      },
    });
    const parent = urn("onair:encode:Channel", "arena");
    const list = importFile([creating("a", parent), creating("b"), creating("c", parent)], (one) =>
      one.endsWith("::b") ? undefined : `id-${one.at(-1) ?? ""}`,
    );
    assert.deepEqual(list, {
      nameTable: { related0: parent, related1: provider },
      resources: [
        { type: "aws:iam/role:Role", name: "a", id: "id-a", parent: "related0", provider: "related1" },
        { type: "aws:iam/role:Role", name: "c", id: "id-c", parent: "related0", provider: "related1" },
      ],
    });
  });
});

/** URNs that own something in the simulated account. */
async function inAccount(): Promise<string[]> {
  assert.ok(existsSync(scratch.cloudState));
  const cloud = await startCloud({ accountFile: scratch.account, stateFile: scratch.cloudState });
  const owners = cloud.resources().map(({ owner }) => owner);
  await cloud.close();
  return owners.filter((owner) => owner.startsWith("urn:"));
}
