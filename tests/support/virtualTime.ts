import { setImmediate } from "node:timers/promises";
import type { Clock } from "../../rehearsal/load/index.ts";

/** Time that passes only when everybody waits for it. Seconds. */
export class VirtualClock implements Clock {
  #now = 0;
  #waiting: { readonly at: number; readonly order: number; readonly wake: () => void }[] = [];
  #order = 0;

  now(): number {
    return this.#now;
  }

  until(time: number): Promise<void> {
    return time <= this.#now ? Promise.resolve() : new Promise((wake) => this.#waiting.push({ at: time, order: this.#order++, wake }));
  }

  /** Lets time pass until this is done. */
  async run(done: Promise<unknown>): Promise<void> {
    const state = { over: false };
    const end = (): void => void (state.over = true);
    done.then(end, end);
    for (;;) {
      await setImmediate();
      if (state.over) break;
      const next = this.#waiting.reduce((one, other) =>
        other.at < one.at || (other.at === one.at && other.order < one.order) ? other : one,
      );
      this.#now = next.at;
      const due = this.#waiting.filter(({ at }) => at === next.at);
      this.#waiting = this.#waiting.filter(({ at }) => at !== next.at);
      for (const { wake } of due) wake();
    }
    await done;
  }
}
