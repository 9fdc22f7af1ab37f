/** Milliseconds between the closing of the standard input and the look at who the parent is now. */
const ADOPTION_MS = 200;

/**
 * Calls `leave` once, when the engine asks this process to go (a signal) or has itself gone without asking (killed), so that no
 * host and no program is left behind.
 */
export function followParent(leave: () => void): void {
  const parent = process.ppid;
  let left = false;
  const once = (): void => {
    if (left) return;
    left = true;
    leave();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, once);
  // The engine holds the other end of the standard input for as long as it lives. It may also close it early: only a
  // changed parent (which Windows does not report) proves that it has gone.
  process.stdin.on("error", () => undefined);
  process.stdin.on("end", () => {
    setTimeout(() => {
      if (process.ppid !== parent) once();
    }, ADOPTION_MS);
  });
  process.stdin.resume();
}
