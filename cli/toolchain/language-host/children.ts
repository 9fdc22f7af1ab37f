import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";

/** Seconds a program may take to end after the engine asks it to stop; the engine allows its plugins five. */
const GRACE_SECONDS = 4;

const running = new Set<ChildProcess>();

export interface Ended {
  /** Exit code, or undefined where a signal ended the process. */
  readonly code: number | undefined;
  readonly signal: NodeJS.Signals | undefined;
}

export interface Child {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Asks the process to stop, and ends it for certain after the grace. */
  stop(): void;
}

/** Starts this host's own Node on `args`; the child never outlives the host. */
export function startNode(args: readonly string[], options: { cwd?: string; env: NodeJS.ProcessEnv }): Child {
  const child = spawn(process.execPath, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  running.add(child);
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      resolve({ code: code ?? undefined, signal: signal ?? undefined });
    });
  }).finally(() => running.delete(child));
  // Whoever started the child awaits `ended`; a failure to start must not also be an unhandled rejection.
  ended.catch(() => undefined);
  return {
    process: child,
    ended,
    stop: () => {
      stop(child);
    },
  };
}

function stop(child: ChildProcess): void {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGINT");
  setTimeout(() => {
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
  }, GRACE_SECONDS * 1000).unref();
}

/** Stops every child, and resolves once the last is gone. */
export async function stopAll(): Promise<void> {
  await Promise.all(
    [...running].map(async (child) => {
      const gone = new Promise((resolve) => child.once("close", resolve));
      stop(child);
      await gone;
    }),
  );
}
