import { total, type Rates } from "../../capacity/index.ts";
import type { ServedRequest } from "../media/index.ts";
import type { Figures } from "./types.ts";

const MANIFEST = /\.(?:m3u8|mpd)$/;

/** Whether a path is a manifest's or a segment's. */
export function kindOf(path: string): keyof Rates {
  return MANIFEST.test(path) ? "manifests" : "segments";
}

/**
 * Figures of the edge's log, of records that lie in the window.
 * @param seconds length of the window
 * @param regionOf region of an origin's id
 */
export function edgeFigures(
  records: readonly ServedRequest[],
  viewers: number,
  seconds: number,
  regionOf: (origin: string) => string,
): Figures {
  const rates = (kept: readonly ServedRequest[]): Rates => {
    const count = (kind: keyof Rates): number => kept.filter(({ path }) => kindOf(path) === kind).length / seconds;
    return { manifests: count("manifests"), segments: count("segments") };
  };
  const requests = rates(records);
  const misses = rates(records.filter(({ attempts }) => attempts.some(({ method }) => method === "GET")));
  const origins: Record<string, { gets: number; heads: number }> = {};
  for (const { origin, method } of records.flatMap(({ attempts }) => attempts)) {
    const counts = (origins[regionOf(origin)] ??= { gets: 0, heads: 0 });
    counts[method === "HEAD" ? "heads" : "gets"] += 1 / seconds;
  }
  return figures(requests, misses, origins, viewers);
}

/** What follows from counts. */
export function figures(requests: Rates, misses: Rates, origins: Figures["origins"], viewers: number): Figures {
  const all = total(requests);
  return {
    requests,
    requestsPerViewer: viewers === 0 ? 0 : all / viewers,
    misses,
    hitRatio: all === 0 ? 0 : 1 - total(misses) / all,
    origins,
    originRequests: Object.values(origins).reduce((sum, { gets, heads }) => sum + gets + heads, 0),
  };
}
