import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "./players/index.ts";

/** Seconds since 1970. */
export const wallClock: Clock = {
  now: () => (performance.timeOrigin + performance.now()) / 1000,
  until: async (time) => {
    const ms = time * 1000 - performance.timeOrigin - performance.now();
    if (ms > 0) await sleep(ms);
  },
};
