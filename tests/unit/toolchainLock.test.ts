import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { withLock } from "../../cli/toolchain/lock.ts";

describe("toolchain: the lock", () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "onair-lock-"));
    file = join(folder, "deeper", "lock");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const deadPid = (): number => spawnSync(process.execPath, ["-e", ""]).pid;
  const leave = (text: string): void => {
    file = join(folder, "lock");
    writeFileSync(file, text);
  };

  it("[S5] lets one at a time in, and goes away afterwards, also after an error", async () => {
    let inside = 0;
    const work = async (): Promise<void> => {
      assert.equal(++inside, 1);
      await new Promise((resolve) => setTimeout(resolve, 20));
      inside--;
    };
    await Promise.all(Array.from({ length: 8 }, () => withLock(file, work, { pollMs: 3 })));
    assert.ok(!existsSync(file));
    await assert.rejects(
      withLock(file, () => Promise.reject(new Error("no"))),
      /no/,
    );
    assert.ok(!existsSync(file));
  });

  it("[S5] clears away the lock of a process that has died", async () => {
    leave(JSON.stringify({ pid: deadPid(), host: hostname() }));
    assert.equal(await withLock(file, () => Promise.resolve("in")), "in");
  });

  it("[S5] clears away a lock without a sign of life, whoever holds it", async () => {
    leave(JSON.stringify({ pid: 1, host: "elsewhere" }));
    utimesSync(file, new Date(0), new Date(0));
    assert.equal(await withLock(file, () => Promise.resolve("in")), "in");
  });

  it("[S5] respects a living owner on another machine, and one that has not written its name yet", async () => {
    for (const text of [JSON.stringify({ pid: deadPid(), host: "elsewhere" }), ""]) {
      leave(text);
      const waits: number[] = [];
      const entered = withLock(file, () => Promise.resolve(existsSync(file)), { pollMs: 5, onWait: (owner) => waits.push(owner) });
      await new Promise((resolve) => setTimeout(resolve, 40));
      assert.equal(readFileSync(file, "utf8"), text);
      rmSync(file);
      assert.equal(await entered, true);
      assert.equal(waits.length, 1);
    }
  });

  it("[S5] lets only one of several waiters take over from a dead owner", async () => {
    leave(JSON.stringify({ pid: deadPid(), host: hostname() }));
    let inside = 0;
    const work = async (): Promise<void> => {
      assert.equal(++inside, 1);
      await new Promise((resolve) => setTimeout(resolve, 10));
      inside--;
    };
    await Promise.all(Array.from({ length: 6 }, () => withLock(file, work, { pollMs: 2 })));
  });

  it("[S5] holds between processes, and a killed owner holds nobody up", async () => {
    const module = pathToFileURL(join(import.meta.dirname, "../../cli/toolchain/lock.ts")).href;
    const program = `import { withLock } from ${JSON.stringify(module)};
      await withLock(${JSON.stringify(file)}, async () => { console.log("in"); await new Promise((r) => setTimeout(r, 60000)); });`;
    const owner = spawn(process.execPath, ["--input-type=module", "-e", program], { stdio: ["ignore", "pipe", "inherit"] });
    await new Promise((resolve) => owner.stdout.once("data", resolve));
    const waits: number[] = [];
    const entered = withLock(file, () => Promise.resolve("in"), { pollMs: 10, onWait: (pid) => waits.push(pid) });
    await new Promise((resolve) => setTimeout(resolve, 60));
    assert.deepEqual(waits, [owner.pid]);
    owner.kill("SIGKILL");
    assert.equal(await entered, "in");
  });
});
