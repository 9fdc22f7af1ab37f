import type { Timers } from "../../rehearsal/media/origins/index.ts";

/** Time that passes only when a test lets it: hours in a moment, and always the same. */
export class VirtualTimers implements Timers {
  #now: number;
  readonly #waiting = new Set<{ readonly at: number; readonly then: () => void }>();

  constructor(now = Date.UTC(2026, 0, 1)) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, then: () => void): () => void {
    const timer = { at: this.#now + ms, then };
    this.#waiting.add(timer);
    return () => {
      this.#waiting.delete(timer);
    };
  }

  /** Timers that have not gone off. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /** Lets time pass until nothing waits any more. */
  async idle(): Promise<void> {
    for (;;) {
      await settled();
      const next = [...this.#waiting].reduce<{ at: number; then: () => void } | undefined>(
        (first, timer) => (first === undefined || timer.at < first.at ? timer : first),
        undefined,
      );
      if (next === undefined) return;
      this.#waiting.delete(next);
      this.#now = next.at;
      next.then();
    }
  }

  /** The result of something that waits on these timers. */
  async play<T>(work: Promise<T>): Promise<T> {
    await this.idle();
    return work;
  }
}

/** Promises that are ready have run. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
