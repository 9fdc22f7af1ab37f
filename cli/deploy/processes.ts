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
