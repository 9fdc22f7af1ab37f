import { availableParallelism } from "node:os";
import { ensureVenv, type VenvOptions } from "./venv.ts";
import { Worker } from "./worker.ts";

let started: Promise<Worker[] | { missing: string }> | undefined;
let told = false;

async function start(options: VenvOptions): Promise<Worker[] | { missing: string }> {
  const venv = await ensureVenv(options);
  if ("missing" in venv) return venv;
  // Two are enough: more would only share the same cores with the rest of a test run.
  return Array.from({ length: Math.min(2, availableParallelism()) }, () => new Worker(venv.python, venv.folder));
}

/** The oracles' processes, made on first use and shared by everything in this process. */
export async function workers(): Promise<Worker[]> {
  started ??= start({});
  const found = await started;
  if ("missing" in found) throw new Error(`the oracles cannot run: ${found.missing}`);
  return found;
}

/**
 * Whether the oracles can run here; makes their environment on first use. Where they cannot, says so once on standard error in a block nobody overlooks,
 * and in CI (`CI` set) throws: an unjudged program must never look judged there. A test begins with
 * `before(async function () { if (!(await oraclesReady())) this.skip(); })`.
 */
export async function oraclesReady(): Promise<boolean> {
  started ??= start({});
  const found = await started;
  if (!("missing" in found)) return true;
  const message = skipNotice(found.missing);
  if (!told) process.stderr.write(message);
  told = true;
  if (inCi(process.env["CI"])) throw new Error(`the oracles are required in CI: ${found.missing}`);
  return false;
}

export function inCi(value: string | undefined): boolean {
  return value !== undefined && !["", "0", "false"].includes(value.toLowerCase());
}

export function skipNotice(reason: string): string {
  const bar = "!".repeat(100);
  return `\n${bar}\n!!  THE ORACLES ARE SKIPPED: nothing in this run was checked against AWS's own schemas.\n!!  ${reason}\n${bar}\n\n`;
}

/** Ends the oracles' processes; the next use starts new ones. */
export async function closeOracles(): Promise<void> {
  const found = await started;
  started = undefined;
  if (Array.isArray(found)) for (const worker of found) worker.close();
}
