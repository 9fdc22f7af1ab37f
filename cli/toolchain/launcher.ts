import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { isExecutable } from "./search.ts";

/** The name under which the engine looks for the host of Node programs: beside the CLI, or on the search path. */
export const HOST_NAME = "pulumi-language-nodejs";

/** Whether a CLI (its real path, links followed) has a host of its own, beside it. */
export function hasOwnHost(command: string): boolean {
  const folder = dirname(command);
  return [HOST_NAME, `${HOST_NAME}.exe`].some((name) => isExecutable(join(folder, name)));
}

/** The variables by which a launcher finds its Node and its host: several copies of Onair may share one cache. */
export function launcherEnvironment(node: string = process.execPath): Record<string, string> {
  const extension = extname(fileURLToPath(import.meta.url));
  return {
    ONAIR_NODE: node,
    ONAIR_LANGUAGE_HOST: fileURLToPath(new URL(`./language-host/serve${extension}`, import.meta.url)),
  };
}

const REMEDY = "this Pulumi CLI was made by onair: run it by npx onair pulumi";

export function launcherText(platform: NodeJS.Platform): string {
  if (platform === "win32") {
    return `@echo off\r\nif not defined ONAIR_LANGUAGE_HOST (\r\n  echo ${REMEDY} 1>&2\r\n  exit /b 1\r\n)\r\n"%ONAIR_NODE%" "%ONAIR_LANGUAGE_HOST%" %*\r\n`;
  }
  // exec: signals meant for the host must reach it, not a shell in between.
  return `#!/bin/sh\nexec "\${ONAIR_NODE:?${REMEDY}}" "\${ONAIR_LANGUAGE_HOST:?${REMEDY}}" "$@"\n`;
}

/** Writes the launcher into `folder` unless it is there already; returns its path. */
export function writeLauncher(folder: string, platform: NodeJS.Platform = process.platform): string {
  const file = join(folder, platform === "win32" ? `${HOST_NAME}.cmd` : HOST_NAME);
  const text = launcherText(platform);
  if (current(file) === text) return file;
  mkdirSync(folder, { recursive: true });
  const draft = `${file}.${String(process.pid)}`;
  writeFileSync(draft, text);
  chmodSync(draft, 0o755);
  renameSync(draft, file);
  return file;
}

function current(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
