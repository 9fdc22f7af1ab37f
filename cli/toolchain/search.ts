import { execFile } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { parseVersion } from "./versions.ts";

const run = promisify(execFile);

/** Milliseconds that a tool may take to say its version. */
const VERSION_MS = 20_000;

/** Value of the search path, whatever its spelling (Windows says `Path`). */
export function searchPath(env: NodeJS.ProcessEnv): string {
  return env[searchPathName(env)] ?? "";
}

export function searchPathName(env: NodeJS.ProcessEnv): string {
  return Object.keys(env).find((name) => name.toUpperCase() === "PATH") ?? "PATH";
}

/** Every executable of this name on the search path, in order. */
export function findOnPath(name: string, env: NodeJS.ProcessEnv): string[] {
  const names = process.platform === "win32" ? [`${name}.exe`, `${name}.cmd`] : [name];
  return searchPath(env)
    .split(delimiter)
    .filter((folder) => folder !== "")
    .flatMap((folder) => names.map((file) => join(folder, file)))
    .filter(isExecutable);
}

export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** The version that a tool states when asked (`pulumi version`, `go version`); undefined where it does not run. */
export async function statedVersion(command: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  try {
    const { stdout } = await run(command, ["version"], {
      env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" },
      timeout: VERSION_MS,
      // Away from any project, whose settings could change what the tool does.
      cwd: import.meta.dirname,
    });
    return parseVersion(stdout);
  } catch {
    return undefined;
  }
}
