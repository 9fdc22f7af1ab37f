/** What the strip beside the picture shows, from the edge's log. Pure. */
import { attemptsOf, hitRatio, isMedia } from "../media/log/index.ts";
import type { ServedRequest } from "../media/types.ts";

export interface Figures {
  /** Requests per second at the edge, and those that went on to origins. */
  readonly perSecond: number;
  readonly originPerSecond: number;
  /** Share of media requests answered from the cache, 0 to 1; absent where there were none. */
  readonly hitRatio?: number;
  readonly failedAttempts: number;
  readonly refused: number;
}

/** Seconds that the figures look back. */
export const WINDOW = 10;

/** @param now milliseconds since 1970 */
export function figuresOf(served: readonly ServedRequest[], now: number): Figures {
  const recent = served.filter(({ at }) => at > now - WINDOW * 1000);
  const media = recent.filter(isMedia);
  const attempts = attemptsOf(recent);
  return {
    perSecond: recent.length / WINDOW,
    originPerSecond: attempts.length / WINDOW,
    ...(media.length === 0 ? {} : { hitRatio: hitRatio(media).ratio }),
    failedAttempts: attempts.filter(({ status, failed }) => failed !== undefined || status >= 400).length,
    refused: recent.filter(({ signature }) => signature === "invalid" || signature === "missing").length,
  };
}
