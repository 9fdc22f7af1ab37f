import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import type { Toolchain } from "./ensure.ts";
import { ensurePulumi } from "./ensure.ts";
import { pulumiEnvironment } from "./environment.ts";

export interface RunOptions {
  readonly cwd?: string;
  /** Variables over those of `pulumiEnvironment`. */
  readonly env?: NodeJS.ProcessEnv;
  /** Hears each line as it comes, without its line end. */
  readonly onLine?: (line: string, from: "stdout" | "stderr") => void;
  /** Asks the CLI to stop in order, as one Ctrl-C does. */
  readonly signal?: AbortSignal;
}

export interface RunResult {
  /** Exit code; 128 and the signal's number where a signal ended the CLI. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the CLI without a terminal and hands back what it printed. A code other than 0 is the caller's to judge. */
export async function runPulumi(toolchain: Toolchain, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const child = spawn(toolchain.command, args, {
    cwd: options.cwd,
    env: pulumiEnvironment(toolchain, options.env),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const stop = (): void => {
    child.kill("SIGINT");
  };
  options.signal?.addEventListener("abort", stop);
  if (options.signal?.aborted) stop();
  try {
    const lines = (from: "stdout" | "stderr"): Promise<string> => collect(child[from], (line) => options.onLine?.(line, from));
    const [code, stdout, stderr] = await Promise.all([outlasting(child), lines("stdout"), lines("stderr")]);
    return { code, stdout, stderr };
  } finally {
    options.signal?.removeEventListener("abort", stop);
  }
}

/** `onair pulumi …`: the CLI with the right Node, for a person at a terminal. Resolves to its exit code. */
export async function pulumiCommand(argv: readonly string[]): Promise<number> {
  const toolchain = await ensurePulumi();
  const child = spawn(toolchain.command, argv, { env: pulumiEnvironment(toolchain), stdio: "inherit" });
  return await outlasting(child);
}

/** A line without the engine's remark that a host comes from the search path; undefined where nothing else was on it. */
export function withoutNoise(line: string): string | undefined {
  const remark = /\s*(?:warning:\s*)?using pulumi-(?:language-nodejs|analyzer-policy-nodejs) from \$PATH.*$/;
  if (!remark.test(line)) return line;
  const rest = line.replace(remark, "");
  return rest.trim() === "" ? undefined : rest;
}

async function collect(stream: Readable, onLine: (line: string) => void): Promise<string> {
  const kept: string[] = [];
  for await (const raw of createInterface({ input: stream, crlfDelay: Infinity })) {
    const line = withoutNoise(raw);
    if (line === undefined) continue;
    kept.push(line);
    onLine(line);
  }
  return kept.length === 0 ? "" : `${kept.join("\n")}\n`;
}

/**
 * The child's exit code. This process stays until then, whatever signal comes: an update that is told to stop still has its
 * state to write. At a terminal Ctrl-C reaches the child by itself, and a second one would make it drop everything.
 */
async function outlasting(child: ChildProcess): Promise<number> {
  const interrupt = (): void => {
    if (!process.stdin.isTTY) child.kill("SIGINT");
  };
  const terminate = (): void => {
    child.kill("SIGTERM");
  };
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", terminate);
  try {
    return await new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code, signal) => {
        resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
      });
    });
  } finally {
    process.off("SIGINT", interrupt);
    process.off("SIGTERM", terminate);
  }
}
