import { realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { cacheFolder, keptPulumi } from "./cache.ts";
import { hasOwnHost, HOST_NAME, launcherEnvironment, writeLauncher } from "./launcher.ts";
import { withLock } from "./lock.ts";
import type { Search, Ways } from "./make.ts";
import { makePulumi, REAL_WAYS } from "./make.ts";
import type { Screen } from "./progress.ts";
import { terminal } from "./progress.ts";
import { findOnPath, statedVersion } from "./search.ts";
import { isSupported, SUPPORTED_PULUMI } from "./versions.ts";

/** A Pulumi CLI that can run Node programs and policy packs. */
export interface Toolchain {
  /** Absolute path of the CLI. */
  readonly command: string;
  /** Its version, such as 3.250.0. */
  readonly version: string;
  /** Found on the search path, installed by Pulumi's own installer, or built from the Go module. */
  readonly source: "path" | "installed" | "built";
  /** Folders to put first on the search path of whatever runs the CLI. */
  readonly binDirs: readonly string[];
  /** Variables to add to the environment of whatever runs the CLI. */
  readonly environment: Readonly<Record<string, string>>;
  /** Folder for Node's compile cache: it takes about a quarter off each start of a program or pack. */
  readonly compileCache: string;
  /** What getting it cost in this call; undefined when it was there already. */
  readonly spent: { readonly seconds: number; readonly bytes: number } | undefined;
}

export interface EnsureOptions {
  /** The environment to search in; by default this process's. */
  readonly env?: NodeJS.ProcessEnv;
  /** Where to keep what is made; by default the user's cache folder. */
  readonly cache?: string;
  /** Where progress is shown; by default the terminal. */
  readonly screen?: Screen;
  /** Ways of getting a CLI; tests replace them. */
  readonly ways?: Ways;
}

/**
 * Finds a supported Pulumi CLI or makes one: on the search path, in the user's cache, by Pulumi's installer, by building it
 * from Go. Only the last two take time (a build: minutes, once per user), and two processes never do them at once.
 * Throws a NoPulumiError of one sentence when nothing works.
 */
export async function ensurePulumi(options: EnsureOptions = {}): Promise<Toolchain> {
  const env = options.env ?? process.env;
  const search: Search = {
    env,
    cache: options.cache ?? cacheFolder(env),
    screen: options.screen ?? terminal,
    ways: options.ways ?? REAL_WAYS,
  };
  const found = await pulumiOnPath(search);
  if (found) return toolchain(search, found, undefined);
  const kept = keptPulumi(search.cache);
  if (kept) return toolchain(search, kept, undefined);
  return await withLock(join(search.cache, "pulumi.lock"), () => makeUnlessMade(search), {
    onWait: (owner) => {
      search.screen.write(`Another process (${String(owner)}) is getting the Pulumi CLI; waiting for it.\n`);
    },
  });
}

type Found = Pick<Toolchain, "command" | "version" | "source">;

async function pulumiOnPath({ env, screen }: Search): Promise<Found | undefined> {
  for (const command of findOnPath("pulumi", env)) {
    const version = await statedVersion(command, env);
    if (version !== undefined && isSupported(version)) return { command, version, source: "path" };
    const { from, below } = SUPPORTED_PULUMI;
    const what = version === undefined ? "does not say its version" : `is version ${version}`;
    screen.write(`${command} ${what}, and Onair needs ${from} or newer below ${below}: passed over.\n`);
  }
  return undefined;
}

async function makeUnlessMade(search: Search): Promise<Toolchain> {
  // Whoever held the lock before may have made it.
  const kept = keptPulumi(search.cache);
  if (kept) return toolchain(search, kept, undefined);
  const made = await makePulumi(search);
  return toolchain(search, made, { seconds: made.seconds, bytes: made.bytes });
}

function toolchain(search: Search, found: Found, spent: Toolchain["spent"]): Toolchain {
  const { command, version, source } = found;
  const compileCache = join(search.cache, "compiled");
  const folder = dirname(command);
  // The engine looks beside the real file, wherever a link on the search path points.
  if (hasOwnHost(realpathSync(command)) && source !== "built") {
    return { command, version, source, binDirs: [folder], environment: {}, compileCache, spent };
  }
  if (source === "path" && findOnPath(HOST_NAME, search.env).length > 0) {
    return { command, version, source, binDirs: [folder], environment: {}, compileCache, spent };
  }
  // Beside a CLI of our own the launcher counts as part of it; beside someone else's nothing is written.
  const launchers = source === "path" ? join(search.cache, "bin") : folder;
  writeLauncher(launchers);
  const binDirs = launchers === folder ? [folder] : [folder, launchers];
  return { command, version, source, binDirs, environment: launcherEnvironment(), compileCache, spent };
}
