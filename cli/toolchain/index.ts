/** The Pulumi CLI that Onair runs: found, installed or built, with a host for Node programs and the right Node. */
export type { EnsureOptions, Toolchain } from "./ensure.ts";
export { ensurePulumi } from "./ensure.ts";
export { NoPulumiError } from "./make.ts";
export { pulumiEnvironment } from "./environment.ts";
export type { Screen } from "./progress.ts";
export { silent } from "./progress.ts";
export type { RunOptions, RunResult } from "./run.ts";
export { pulumiCommand, runPulumi, withoutNoise } from "./run.ts";
export { cacheFolder } from "./cache.ts";
export { SUPPORTED_PULUMI } from "./versions.ts";
export { withLock } from "./lock.ts";
export type { LockOptions } from "./lock.ts";
