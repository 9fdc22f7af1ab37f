import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import fc from "fast-check";
import { addPulumi } from "../../cli/commands/pulumi.ts";
import { CliError, sentenceOf } from "../../cli/errors.ts";
import { table } from "../../cli/table.ts";
import { onair } from "./cliSession.ts";

const PROJECT = join(import.meta.dirname, "..", "..");

describe("onair", () => {
  const run = (...args: string[]) => onair(args, { cwd: PROJECT });

  it("[S5] shows its commands without arguments", async () => {
    const { code, out, err } = await run();
    assert.equal(code, 0);
    assert.equal(err, "");
    for (const name of ["init", "sign", "start", "stop", "status", "publish", "pulumi", "rehearse"])
      assert.match(out, new RegExp(`^ {2}${name}\\b`, "m"));
  });

  it("shows an example in the help of every command of its own", async () => {
    for (const name of ["init", "sign", "start", "stop", "status"]) {
      const { code, out } = await run(name, "--help");
      assert.equal(code, 0);
      assert.match(out, new RegExp(`Examples:\\n {2}\\$ npx onair ${name} `));
      assert.equal((await run("help", name)).out, out);
    }
  });

  it("tells its version", async () => {
    const { version } = JSON.parse(readFileSync(join(PROJECT, "package.json"), "utf8")) as { version: string };
    assert.deepEqual(await run("--version"), { code: 0, out: version, err: "", questions: [] });
  });

  for (const args of [["sing"], ["--loud"], ["init"], ["init", "prod", "--doman", "x"], ["start", "a", "b"], ["sign", "arena", "--for"]]) {
    it(`answers 2 and one short message to: onair ${args.join(" ")}`, async () => {
      const { code, out, err } = await run(...args);
      assert.equal(code, 2);
      assert.equal(out, "");
      assert.match(err, /^error: /);
      assert.ok(err.split("\n").length <= 2, err);
    });
  }

  /** What a piece of code loads, as file URLs. */
  const loadedBy = (code: string): { modules: string[]; stdout: string } => {
    const hook = `import { registerHooks } from "node:module"; registerHooks({ load(url, context, next) { process.stderr.write(url + "\\n"); return next(url, context); } });`;
    const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", `${hook} ${code}`], {
      cwd: PROJECT,
      encoding: "utf8",
    });
    return { modules: stderr.split("\n").filter((url) => url.startsWith("file:")), stdout };
  };

  it("loads no provider, no SDK and no Pulumi to show help", function () {
    this.timeout(30_000);
    const { modules, stdout } = loadedBy(`process.argv = [process.argv[0], "onair", "--help"]; await import("./cli/main.ts");`);
    assert.match(stdout, /Usage: onair/);
    assert.ok(modules.length > 8 && modules.length < 40, `${modules.length} modules`);
    assert.deepEqual(
      modules.filter((url) => /node_modules\/(?!commander)|\/(stacks|control|components|rehearsal)\//.test(url)),
      [],
    );
  });

  it("loads no provider and no Pulumi to sign, start, stop, make a passphrase, publish or show the status", function () {
    this.timeout(30_000);
    const { modules } = loadedBy(
      `await import("./cli/sign/run.ts"); await import("./cli/operate/run.ts"); await import("./cli/status/run.ts"); await import("./cli/passphrase/run.ts"); await import("./cli/publish/run.ts");`,
    );
    assert.ok(modules.some((url) => url.endsWith("cli/operate/run.ts")));
    assert.deepEqual(
      modules.filter((url) => /node_modules\/@/.test(url)),
      [],
    );
  });

  it("passes every word after `pulumi` through as it is", async () => {
    const word = fc.constantFrom(
      "up",
      "--stack",
      "prod",
      "-y",
      "--help",
      "-h",
      "--version",
      "-V",
      "--",
      "config",
      "set",
      "--path",
      "a:b[0]",
      "-5",
      "",
      "a b",
      "--json=true",
      "help",
      "init",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(word, { maxLength: 6 }), async (words) => {
        let passed: readonly string[] | undefined;
        const program = new Command("onair").version("1").enablePositionalOptions().exitOverride();
        addPulumi(
          program,
          ["pulumi", ...words],
          () => undefined,
          (args) => {
            passed = args;
            return Promise.resolve(0);
          },
        );
        await program.parseAsync(["pulumi", ...words], { from: "user" });
        assert.deepEqual(passed, words);
      }),
    );
  });
});

describe("sentenceOf", () => {
  const named = (name: string, message: string): Error => Object.assign(new Error(message), { name });

  it("gives one sentence for whatever is thrown, and no trace", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (name, message) => {
        const sentence = sentenceOf(named(`X${name.split("\n")[0] ?? ""}`, `${message}\n    at somewhere (file.ts:1:1)`));
        assert.ok(!sentence.includes("\n"));
        assert.ok(sentence.length > 0);
      }),
    );
    assert.match(sentenceOf("oops"), /oops/);
  });

  it("says what to do about credentials", () => {
    assert.match(sentenceOf(named("CredentialsProviderError", "Could not load")), /sign in, or set AWS_PROFILE/);
    assert.match(sentenceOf(named("ExpiredTokenException", "expired")), /sign in again/);
    assert.match(
      sentenceOf(named("AccessDeniedException", "not authorized to perform medialive:StartChannel")),
      /does not allow this .*medialive:StartChannel/,
    );
    assert.equal(sentenceOf(new CliError("Two\nlines.")), "Two\nlines.");
  });
});

describe("table", () => {
  it("aligns columns and leaves no blanks at line ends", () => {
    assert.equal(
      table([
        ["A", "LONGER"],
        ["value", "b"],
      ]),
      "A      LONGER\nvalue  b",
    );
  });
});

describe("docs/cli.md", () => {
  it("shows every command with an example", () => {
    const page = join(PROJECT, "docs", "cli.md");
    assert.ok(existsSync(page));
    const text = readFileSync(page, "utf8");
    for (const name of ["init", "sign", "start", "stop", "status", "pulumi", "rehearse"])
      assert.match(text, new RegExp(`npx onair ${name}`));
  });
});
