import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

interface Owner {
  readonly pid: number;
  readonly host: string;
}

export interface LockOptions {
  /** Called once, when another process holds the lock. */
  readonly onWait?: (owner: number) => void;
  /** Milliseconds between two looks at a lock that is held. */
  readonly pollMs?: number;
  /** Milliseconds without a sign of life after which the owner is taken for gone. */
  readonly staleMs?: number;
}

/**
 * Runs `work` while holding the lock file; a second process waits. The owner renews the file's time as it works, so a
 * lock whose process has died, or whose number now belongs to another process, does not hold anyone up.
 */
export async function withLock<Result>(file: string, work: () => Promise<Result>, options: LockOptions = {}): Promise<Result> {
  const { onWait, pollMs = 500, staleMs = 60_000 } = options;
  mkdirSync(dirname(file), { recursive: true });
  for (let waited = false; !take(file); waited = true) {
    const owner = staleOwner(file, staleMs);
    if (owner === "stale") continue;
    if (!waited) onWait?.(owner);
    await pause(pollMs);
  }
  const alive = setInterval(() => {
    renew(file);
  }, staleMs / 6);
  const release = (): void => {
    rmSync(file, { force: true });
  };
  process.once("exit", release);
  try {
    return await work();
  } finally {
    clearInterval(alive);
    process.off("exit", release);
    release();
  }
}

function take(file: string): boolean {
  try {
    const owner: Owner = { pid: process.pid, host: hostname() };
    writeFileSync(file, JSON.stringify(owner), { flag: "wx" });
    return true;
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw problem;
  }
}

function renew(file: string): void {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {
    // Someone took this process for gone: both finish, and the later one's result stays. Nothing is lost.
  }
}

/** The process that holds the lock, or "stale" after a dead one's lock has been cleared away. */
function staleOwner(file: string, staleMs: number): number | "stale" {
  try {
    const seen = readFileSync(file, "utf8");
    const silentMs = Date.now() - statSync(file).mtimeMs;
    const owner = parseOwner(seen);
    const dead = owner !== undefined && owner.host === hostname() && !isRunning(owner.pid);
    if (!dead && silentMs <= staleMs) return owner?.pid ?? 0;
    clear(file, seen);
    return "stale";
  } catch {
    // The lock was released between two looks.
    return "stale";
  }
}

/** Moves the dead lock aside before removing it, so that of two waiters only one removes it, and never a new owner's. */
function clear(file: string, seen: string): void {
  const aside = `${file}.${String(process.pid)}`;
  renameSync(file, aside);
  if (readFileSync(aside, "utf8") === seen) rmSync(aside, { force: true });
  else renameSync(aside, file);
}

function parseOwner(text: string): Owner | undefined {
  try {
    return JSON.parse(text) as Owner;
  } catch {
    // Created a moment ago, not yet written.
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (problem) {
    return (problem as NodeJS.ErrnoException).code === "EPERM";
  }
}
