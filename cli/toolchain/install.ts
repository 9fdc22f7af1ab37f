import { spawn } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import type { Kept } from "./cache.ts";
import { executable } from "./cache.ts";

/** Milliseconds within which the download host must answer; a machine behind a closed door must not wait long. */
const REACH_MS = 4000;
/** Milliseconds for the whole download. */
const INSTALL_MS = 5 * 60_000;

/** Whether Pulumi's download host answers. */
export async function canReachInstaller(version: string): Promise<boolean> {
  try {
    const url = `https://get.pulumi.com/releases/sdk/pulumi-v${version}-${releaseName()}`;
    const answer = await fetch(url, { method: "HEAD", redirect: "follow", signal: AbortSignal.timeout(REACH_MS) });
    return answer.ok;
  } catch {
    return false;
  }
}

/** Name of a release file for this machine, as https://www.pulumi.com/docs/install/versions lists them. */
function releaseName(): string {
  const system = process.platform === "win32" ? "windows" : process.platform;
  return `${system}-${process.arch}${process.platform === "win32" ? ".zip" : ".tar.gz"}`;
}

/**
 * Installs the official CLI into `root`/bin with the SDK's own `PulumiCommand.install`, which fetches and runs Pulumi's shell
 * installer. In a process of its own: the SDK offers no way to give up on a download that hangs.
 */
export async function installPulumi(root: string, version: string): Promise<Kept> {
  const since = Date.now();
  const program = `
    const { PulumiCommand } = require("@pulumi/pulumi/automation");
    PulumiCommand.install({ root: process.argv[1], version: process.argv[2], skipVersionCheck: true }).catch((problem) => {
      console.error(problem.message);
      process.exit(1);
    });`;
  await new Promise<void>((resolve, reject) => {
    const child = spawn(process.execPath, ["-e", program, root, version], {
      cwd: import.meta.dirname,
      stdio: ["ignore", "ignore", "pipe"],
      timeout: INSTALL_MS,
    });
    let said = "";
    child.stderr.on("data", (bytes: Buffer) => (said += bytes.toString()));
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) resolve();
      else reject(new Error(said.trim().split("\n").at(-1) ?? "the installer gave no reason"));
    });
  });
  const bytes = statSync(join(root, "bin", executable("pulumi"))).size;
  return { version, source: "installed", seconds: Math.round((Date.now() - since) / 1000), bytes };
}
