import { spawn } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Kept } from "./cache.ts";
import { executable } from "./cache.ts";
import { findOnPath, statedVersion } from "./search.ts";
import { builtVersion, CLI_MODULE, compareVersions, OLDEST_GO } from "./versions.ts";

const CLI_PACKAGE = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const VERSION_VARIABLE = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

/** The first Go on the search path that is new enough. */
export async function findGo(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  for (const command of findOnPath("go", env)) {
    const version = await statedVersion(command, env);
    if (version !== undefined && compareVersions(version, OLDEST_GO) >= 0) return command;
  }
  return undefined;
}

/**
 * Builds the CLI from its own Go module into `root`/bin; go.sum fixes what is compiled to the byte.
 * `onStep` hears what the compiler is at.
 */
export async function buildPulumi(go: string, root: string, env: NodeJS.ProcessEnv, onStep: (text: string) => void): Promise<Kept> {
  const since = Date.now();
  const version = builtVersion();
  const output = join(root, "bin", executable("pulumi"));
  const args = ["build", "-mod=readonly", "-ldflags", `-s -w -X ${VERSION_VARIABLE}=${version}`, "-o", output, CLI_PACKAGE];
  await new Promise<void>((resolve, reject) => {
    const child = spawn(go, args, {
      cwd: CLI_MODULE,
      // The module may ask for a newer Go than the one found: some systems forbid fetching it unless told otherwise.
      env: { ...env, GOTOOLCHAIN: "auto", GOFLAGS: "", GOWORK: "off" },
      stdio: ["ignore", "ignore", "pipe"],
    });
    const giveUp = (): void => {
      child.kill();
    };
    process.once("exit", giveUp);
    const said: string[] = [];
    let modules = 0;
    onStep("compiling");
    createInterface({ input: child.stderr }).on("line", (line) => {
      if (line.startsWith("go: downloading ")) onStep(`downloading Go modules (${String(++modules)})`);
      else said.push(line);
    });
    child.once("error", reject);
    child.once("close", (code) => {
      process.off("exit", giveUp);
      if (code === 0) resolve();
      else reject(new Error(said.slice(-3).join(" ") || `go build ended with code ${String(code)}`));
    });
  });
  return { version, source: "built", seconds: Math.round((Date.now() - since) / 1000), bytes: statSync(output).size };
}
