/** Where time comes from, so that tests can play hours in a moment. */
export interface Timers {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls `then` once, `ms` milliseconds from now; answers how to prevent that. */
  after(ms: number, then: () => void): () => void;
}

export const realTimers: Timers = {
  now: Date.now,
  after(ms, then) {
    const timer = setTimeout(then, ms);
    return () => {
      clearTimeout(timer);
    };
  },
};
