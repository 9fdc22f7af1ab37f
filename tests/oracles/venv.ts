import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { withLock } from "../../cli/toolchain/index.ts";
import { findPython } from "./interpreter.ts";

const run = promisify(execFile);
const requirements = path.join(import.meta.dirname, "requirements.txt");

/** The Python of the oracles, or why there is none. */
export type Venv = { python: string; folder: string } | { missing: string };

export interface VenvOptions {
  /** Folder of caches; the user's own unless told otherwise. */
  cache?: string;
  interpreters?: readonly string[];
  say?: (line: string) => void;
}

export function userCache(): string {
  return path.join(process.env["XDG_CACHE_HOME"] || path.join(os.homedir(), ".cache"), "onair");
}

/** One folder per content of requirements.txt, so that two checkouts with different pins do not disturb each other. */
export function venvFolder(cache: string): string {
  const hash = createHash("sha256").update(readFileSync(requirements)).digest("hex").slice(0, 16);
  return path.join(cache, `oracles-${hash}`);
}

/**
 * Makes the pinned environment on first use; later calls find it. Safe for several processes at once: one makes it, the others wait.
 * pip reads the user's own configuration (index, proxy, certificates); every package must match its hash.
 */
export async function ensureVenv(options: VenvOptions = {}): Promise<Venv> {
  const cache = options.cache ?? userCache();
  const folder = venvFolder(cache);
  const ready = { python: pythonIn(folder), folder };
  if (existsSync(marker(folder))) return ready;
  await mkdir(cache, { recursive: true });
  return withLock(`${folder}.lock`, async () => {
    if (existsSync(marker(folder))) return ready;
    const python = await findPython(options.interpreters);
    if ("missing" in python) return python;
    return make(python.found, folder, options.say ?? ((line) => process.stderr.write(`${line}\n`)));
  });
}

function marker(folder: string): string {
  return path.join(folder, "complete");
}

function pythonIn(folder: string): string {
  return process.platform === "win32" ? path.join(folder, "Scripts", "python.exe") : path.join(folder, "bin", "python");
}

async function make(python: string, folder: string, say: (line: string) => void): Promise<Venv> {
  const started = performance.now();
  say(`oracles: installing cfn-lint and botocore into ${folder} (once; under a minute, 170 MB)`);
  await rm(folder, { recursive: true, force: true });
  try {
    await run(python, ["-m", "venv", folder], { timeout: 120_000 });
    const pip = [
      "-m",
      "pip",
      "install",
      "--quiet",
      "--disable-pip-version-check",
      "--no-compile",
      "--require-hashes",
      "--no-deps",
      "--only-binary",
      ":all:",
      "-r",
      requirements,
    ];
    await run(pythonIn(folder), pip, { timeout: 900_000, maxBuffer: 16 << 20 });
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    return { missing: reasonOf(error) };
  }
  await writeFile(marker(folder), `${new Date().toISOString()}\n`);
  say(`oracles: ready after ${Math.round((performance.now() - started) / 1000)} s`);
  return { python: pythonIn(folder), folder };
}

/** The last line of what pip said is the one that tells. */
function reasonOf(error: unknown): string {
  const output = error instanceof Error && "stderr" in error && typeof error.stderr === "string" ? error.stderr : "";
  const lines = output.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("WARNING"));
  return `pip could not install the pinned packages: ${lines.at(-1) ?? (error instanceof Error ? error.message : String(error))}`;
}
