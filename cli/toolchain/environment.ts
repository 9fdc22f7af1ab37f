import { realpathSync } from "node:fs";
import { delimiter, dirname } from "node:path";
import type { Toolchain } from "./ensure.ts";
import { findOnPath, searchPath, searchPathName } from "./search.ts";

/**
 * The environment in which to run the CLI: this process's, with the running Node and the CLI first on the search path, and
 * `extra` over everything. An `undefined` in `extra` removes a variable.
 */
export function pulumiEnvironment(
  toolchain: Toolchain,
  extra: NodeJS.ProcessEnv = {},
  base: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  const folders = [...nodeFolder(base), ...toolchain.binDirs, searchPath(base)];
  const environment: NodeJS.ProcessEnv = {
    NODE_COMPILE_CACHE: toolchain.compileCache,
    ...base,
    // One CLI for all who work on a project: an invitation to update it would only be in the way.
    PULUMI_SKIP_UPDATE_CHECK: "true",
    ...toolchain.environment,
    [searchPathName(base)]: folders.join(delimiter),
    ...extra,
  };
  return Object.fromEntries(Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** The running Node's folder, unless `node` means that one already: /usr/bin must not move ahead of what a user put first. */
function nodeFolder(env: NodeJS.ProcessEnv): string[] {
  const first = findOnPath("node", env)[0];
  return first !== undefined && realpathSync(first) === realpathSync(process.execPath) ? [] : [dirname(process.execPath)];
}
