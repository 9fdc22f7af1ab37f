import { readFileSync, readlinkSync } from "node:fs";
import { uptime } from "node:os";

/** When this machine was booted, ms since the epoch; to the second or so. */
export function bootedAt(): number {
  return Date.now() - uptime() * 1000;
}

/**
 * Tells this machine, since it was booted, from any other: the kernel's boot id, and the namespace in which process numbers hold, so that
 * containers of one name are told apart (Linux: random(4), pid_namespaces(7)). Elsewhere the minute of the boot.
 */
export function machineId(): string {
  try {
    return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()} ${readlinkSync("/proc/self/ns/pid")}`;
  } catch {
    return `booted ${Math.round(bootedAt() / 60_000)}`;
  }
}

/** Whether a process of this machine is there. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is there, and may not be signalled.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
