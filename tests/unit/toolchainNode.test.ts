import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ENTRY = join(import.meta.dirname, "../../cli/onair.js");
const OWN_NODE = `node-${process.platform.replace("win32", "win")}-${process.arch}`;

/**
 * A copy of the project's entry with a `main.ts` of its own. Older Nodes need not be installed: the copy is told another version
 * than the one it runs on, once, as an older Node would tell it.
 */
function project(options: { ownNode: boolean; version?: string }): string {
  const root = mkdtempSync(join(tmpdir(), "onair-node-"));
  mkdirSync(join(root, "cli"));
  writeFileSync(join(root, "package.json"), '{"type":"module"}');
  const text = readFileSync(ENTRY, "utf8");
  assert.ok(text.includes("process.versions.node"));
  const told =
    options.version === undefined ? "process.versions.node" : `(process.env.RESTARTED ? process.versions.node : "${options.version}")`;
  writeFileSync(join(root, "cli/onair.js"), text.replaceAll("process.versions.node", told));
  writeFileSync(
    join(root, "cli/main.ts"),
    `const words: string[] = process.argv.slice(2);
     if (words[0] === "wait") { process.on("SIGTERM", () => process.exit(9)); setInterval(() => undefined, 1000); }
     else process.exitCode = Number(words[0] ?? 0);
     console.log(JSON.stringify({ words, restarted: process.env["RESTARTED"] ?? null, guard: process.env["ONAIR_SECOND_START"] ?? null }));\n`,
  );
  if (options.ownNode) {
    const folder = join(root, "node_modules", OWN_NODE);
    mkdirSync(join(folder, "bin"), { recursive: true });
    writeFileSync(join(folder, "package.json"), `{"name":"${OWN_NODE}","version":"24.0.0"}`);
    writeFileSync(join(folder, "bin/node"), `#!/bin/sh\nRESTARTED=1 exec "${process.execPath}" "$@"\n`);
    chmodSync(join(folder, "bin/node"), 0o755);
  }
  return root;
}

const run = (root: string, ...words: string[]) => spawnSync(process.execPath, [join(root, "cli/onair.js"), ...words], { encoding: "utf8" });

describe("toolchain: the onair entry", () => {
  const made: string[] = [];
  const make = (options: Parameters<typeof project>[0]): string => {
    made.push(project(options));
    return made.at(-1) ?? "";
  };
  after(() => made.forEach((root) => rmSync(root, { recursive: true, force: true })));

  it("[S5] goes straight on where Node is new enough", () => {
    const { stdout, status } = run(make({ ownNode: false }), "3", "two words");
    assert.deepEqual(JSON.parse(stdout), { words: ["3", "two words"], restarted: null, guard: null });
    assert.equal(status, 3);
  });

  it("[S5] starts again on the project's own Node where Node is older, passing words and exit code on", () => {
    for (const version of ["20.20.2", "22.17.9", "18.0.0"]) {
      const { stdout, status } = run(make({ ownNode: true, version }), "5", "two words");
      assert.deepEqual(JSON.parse(stdout), { words: ["5", "two words"], restarted: "1", guard: null }, version);
      assert.equal(status, 5);
    }
  });

  it("[S5] does not start again from 22.18 on", () => {
    for (const version of ["22.18.0", "23.0.0", "24.21.0"]) {
      assert.match(run(make({ ownNode: true, version })).stdout, /"restarted":null/, version);
    }
  });

  it("[S5] says in one sentence what to do where there is no other Node, without a trace", () => {
    const { stdout, stderr, status } = run(make({ ownNode: false, version: "20.20.2" }), "0");
    assert.equal(stdout, "");
    assert.match(stderr, /^onair needs Node 22\.18 or newer and runs on 20\.20\.2: .*npm ci without --omit=optional.*\n$/);
    assert.equal(status, 1);
  });

  it("[S5] passes a signal on and ends as the second start ends", async () => {
    const root = make({ ownNode: true, version: "20.0.0" });
    const child = spawn(process.execPath, [join(root, "cli/onair.js"), "wait"], { stdio: ["ignore", "pipe", "inherit"] });
    await new Promise((resolve) => child.stdout.once("data", resolve));
    child.kill("SIGTERM");
    assert.equal(await new Promise((resolve) => child.once("close", resolve)), 9);
  });

  it("[S5] runs dist/cli/main.js where there is no main.ts", () => {
    const root = make({ ownNode: false });
    cpSync(join(root, "cli"), join(root, "dist"), { recursive: true });
    rmSync(join(root, "dist/main.ts"));
    writeFileSync(join(root, "dist/main.js"), 'console.log("built")');
    assert.equal(spawnSync(process.execPath, [join(root, "dist/onair.js")], { encoding: "utf8" }).stdout, "built\n");
  });
});
