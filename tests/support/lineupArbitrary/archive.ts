import fc from "fast-check";
import { optional, written } from "./parts.ts";

/** Recordings: kept for days, or moved on to cheaper storage before they end. */
export const archive = optional(
  fc
    .record({
      rolloverSeconds: fc.constantFrom(undefined, 60, 300, 86_400),
      life: fc.constantFrom(
        { retentionDays: 1 },
        { retentionDays: 3650 },
        { retentionDays: 90, infrequentAccessDays: 30 },
        { retentionDays: 120, glacierDays: 1 },
        { retentionDays: 400, infrequentAccessDays: 45, glacierDays: 75 },
      ),
    })
    .map(({ rolloverSeconds, life }) => written({ rolloverSeconds, ...life })),
);
