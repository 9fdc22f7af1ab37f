import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { compareVersions, isSupported } from "./versions.ts";

/** What is kept beside a CLI in the cache, and what it cost to get. */
export interface Kept {
  readonly version: string;
  readonly source: "installed" | "built";
  readonly seconds: number;
  readonly bytes: number;
}

export interface KeptPulumi extends Kept {
  /** Absolute path of the CLI. */
  readonly command: string;
}

const NOTE = "onair.json";

/** The user's cache folder for Onair: nothing in it is precious, everything comes back by itself. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform): string {
  const home = env["HOME"] ?? homedir();
  if (platform === "win32") return join(env["LOCALAPPDATA"] ?? join(home, "AppData", "Local"), "onair", "Cache");
  if (env["XDG_CACHE_HOME"]) return join(env["XDG_CACHE_HOME"], "onair");
  return platform === "darwin" ? join(home, "Library", "Caches", "onair") : join(home, ".cache", "onair");
}

export function executable(name: string, platform: NodeJS.Platform = process.platform): string {
  return platform === "win32" ? `${name}.exe` : name;
}

const ofThisMachine = `-${process.platform}-${process.arch}`;

/** The newest supported CLI in the cache, if there is one. */
export function keptPulumi(cache: string): KeptPulumi | undefined {
  if (!existsSync(cache)) return undefined;
  return readdirSync(cache)
    .filter((name) => name.startsWith("pulumi-") && name.endsWith(ofThisMachine))
    .flatMap((name) => readKept(join(cache, name)))
    .filter(({ version }) => isSupported(version))
    .sort((one, other) => compareVersions(other.version, one.version))[0];
}

function readKept(folder: string): KeptPulumi[] {
  const command = join(folder, "bin", executable("pulumi"));
  try {
    const kept = JSON.parse(readFileSync(join(folder, NOTE), "utf8")) as Kept;
    return existsSync(command) ? [{ ...kept, command }] : [];
  } catch {
    return [];
  }
}

/** A new empty folder in the cache, to make a CLI in; `keep` puts it in its place. */
export function stagingFolder(cache: string): string {
  const folder = join(cache, `staging-${randomUUID()}`);
  mkdirSync(join(folder, "bin"), { recursive: true });
  return folder;
}

/** Moves a finished staging folder to where `keptPulumi` finds it, in one step: a half-made CLI is never seen. */
export function keep(cache: string, staging: string, kept: Kept): KeptPulumi {
  const folder = join(cache, `pulumi-${kept.version}${ofThisMachine}`);
  writeFileSync(join(staging, NOTE), `${JSON.stringify(kept, undefined, 2)}\n`);
  rmSync(folder, { recursive: true, force: true });
  renameSync(staging, folder);
  return { ...kept, command: join(folder, "bin", executable("pulumi")) };
}
