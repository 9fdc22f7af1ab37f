import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, it } from "mocha";
import { findPython } from "./interpreter.ts";
import { inCi, skipNotice } from "./ready.ts";
import { ensureVenv, venvFolder } from "./venv.ts";

const run = promisify(execFile);
const here = import.meta.dirname;

interface Child {
  code: number | string;
  stdout: string;
  stderr: string;
}

/** Asks in a fresh process whether the oracles are ready, with some of its environment replaced. */
async function ask(env: Record<string, string>): Promise<Child> {
  const code = `import { oraclesReady } from ${JSON.stringify(path.join(here, "index.ts"))};
    try { console.log(await oraclesReady(), await oraclesReady()); } catch (error) { console.log("threw", error.message); process.exitCode = 1; }`;
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== "CI"));
  const args = ["--input-type=module-typescript", "-e", code];
  return run(process.execPath, args, { env: { ...inherited, ...env } }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: unknown) => error as Child,
  );
}

describe("oracles: set-up", function () {
  this.timeout(60_000);
  let folder = "";
  beforeEach(async () => void (folder = await mkdtemp(path.join(os.tmpdir(), "oracles-"))));
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("are skipped loudly, and once, where there is no Python", async () => {
    const { code, stdout, stderr } = await ask({ PATH: folder, XDG_CACHE_HOME: folder });
    assert.equal(code, 0);
    assert.equal(stdout.trim(), "false false");
    assert.equal(stderr.split("THE ORACLES ARE SKIPPED").length - 1, 1);
    assert.match(stderr, /Python 3\.10 to 3\.14 is needed/);
  });

  it("fail in CI where there is no Python", async () => {
    const { code, stdout, stderr } = await ask({ PATH: folder, XDG_CACHE_HOME: folder, CI: "true" });
    assert.equal(code, 1);
    assert.match(stdout, /^threw the oracles are required in CI: Python/);
    assert.match(stderr, /THE ORACLES ARE SKIPPED/);
  });

  it("tell what pip said when it cannot install, and leave nothing behind", async function () {
    if ("missing" in (await findPython())) this.skip();
    const { stdout, stderr } = await ask({ XDG_CACHE_HOME: folder, PIP_NO_INDEX: "1", PIP_FIND_LINKS: folder });
    assert.equal(stdout.trim(), "false false");
    assert.match(stderr, /pip could not install the pinned packages: .*No matching distribution found/);
    const left = venvFolder(path.join(folder, "onair"));
    await assert.rejects(readFile(path.join(left, "pyvenv.cfg")), { code: "ENOENT" });
  });

  it("find an environment that is there without asking for Python again", async () => {
    const place = venvFolder(folder);
    await mkdir(place, { recursive: true });
    await writeFile(path.join(place, "complete"), "");
    const said: string[] = [];
    const venv = await ensureVenv({ cache: folder, interpreters: [], say: (line) => void said.push(line) });
    assert.ok("python" in venv && venv.python.startsWith(place));
    assert.deepEqual(said, []);
  });

  it("take no interpreter that is too old, too new or absent", async () => {
    const fake = async (name: string, version: string): Promise<string> => {
      const file = path.join(folder, name);
      await writeFile(file, `#!/bin/sh\necho ${version}\n`, { mode: 0o755 });
      return file;
    };
    const found = await findPython([
      await fake("old", "3 9"),
      await fake("new", "3 15"),
      await fake("two", "2 7"),
      path.join(folder, "none"),
    ]);
    assert.ok("missing" in found && /old is 3\.9, .*new is 3\.15, .*two is 2\.7/.test(found.missing), JSON.stringify(found));
    const good = await fake("good", "3 12");
    assert.deepEqual(await findPython([await fake("old2", "3 9"), good]), { found: good });
  });

  it("pin every package by hash", async () => {
    const text = await readFile(path.join(here, "requirements.txt"), "utf8");
    const blocks = text.split(/\n(?=[a-z])/).filter((block) => !block.startsWith("#"));
    assert.ok(blocks.length >= 12);
    for (const block of blocks) assert.match(block, /^[a-z0-9-]+==\S+[^\n]*\\\n {4}--hash=sha256:[0-9a-f]{64}/);
  });

  it("read an absent or negative CI as not CI", () => {
    assert.deepEqual([undefined, "", "0", "false", "1", "true"].map(inCi), [false, false, false, false, true, true]);
  });

  it("put the reason into a block that is seen", () => {
    assert.match(skipNotice("no Python"), /!{80}\n!! {2}THE ORACLES ARE SKIPPED[^\n]*\n!! {2}no Python\n!{80}/);
  });
});
