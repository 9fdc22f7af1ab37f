/**
 * Forced endpoint errors (MediaPackage v2 API Reference, ForceEndpointErrorConfiguration; User Guide, "Working with cross-Region
 * failover"): the endpoint answers 404, so that a CDN turns to the other region. Without them it serves what it has.
 */
import type { LiveTrack } from "../types.ts";
import { newestNumber } from "./timeline.ts";
import type { Slice } from "./window.ts";

/**
 * Segments' lengths without anything new after which a manifest counts as stalled. AWS publishes no figure ("The manifest stalled
 * and there are no new segments or parts"): see docs/rehearsal-limits.md.
 */
export const STALE_SEGMENTS = 1.5;

/** Segments that a track may be behind the others before it counts as incomplete. */
const BEHIND = 2;

export interface Shown {
  readonly track: LiveTrack;
  readonly slice: Slice;
}

/** Why the endpoint must answer 404, as the API spells it; undefined while all is well. */
export function forcedError(forced: readonly string[], shown: readonly Shown[], age: number, segmentMs: number): string | undefined {
  const slate = forced.includes("SLATE_INPUT") && shown.some(({ slice }) => slice.entries.some(({ segment }) => segment?.slate === true));
  if (forced.includes("STALE_MANIFEST") && age > STALE_SEGMENTS * segmentMs) return "STALE_MANIFEST";
  if (forced.includes("INCOMPLETE_MANIFEST") && isIncomplete(shown)) return "INCOMPLETE_MANIFEST";
  return slate ? "SLATE_INPUT" : undefined;
}

function isIncomplete(shown: readonly Shown[]): boolean {
  const newest = Math.max(...shown.map(({ track }) => newestNumber(track) ?? -Infinity));
  return shown.some(
    ({ track, slice }) =>
      slice.entries.some(({ segment }) => segment === undefined) || (newestNumber(track) ?? -Infinity) < newest - BEHIND,
  );
}
