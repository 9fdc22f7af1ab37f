/** Which part of a live track a manifest shows: the live window, or what a time-shifted request asks for. */
import type { LiveTrack, ManifestSettings } from "../types.ts";
import { endOf, entriesOf, newestNumber, openEntry, type Entry, type Timing } from "./timeline.ts";

/** What `aws.manifestsettings` says. Wall clock in milliseconds since 1970. */
export interface TimeShift {
  readonly start?: number;
  readonly end?: number;
  readonly delaySeconds?: number;
  readonly windowSeconds?: number;
  /** Nothing older is shown. */
  readonly clipStart?: number;
}

export interface Slice {
  readonly entries: readonly Entry[];
  /** What is being received; of live windows only, and only where it follows the last entry. */
  readonly open?: Entry;
  /** Nothing will be added. */
  readonly ended: boolean;
  /** As EXT-X-PLAYLIST-TYPE says it; absent, segments leave the manifest as others come. */
  readonly growth?: "EVENT" | "VOD";
}

/** A live playlist holds at least three target durations (RFC 8216bis, 6.2.2). */
const LEAST = 3;

/** How many segments a window of some seconds holds; by number, so that all tracks and regions agree. */
export function windowSegments(windowSeconds: number, segmentMs: number): number {
  return Math.max(LEAST, Math.floor((windowSeconds * 1000) / segmentMs));
}

/** The numbers a manifest shows at a time. `last` bounds them from above, where other tracks are behind. */
export function sliceOf(
  track: LiveTrack,
  settings: ManifestSettings,
  shift: TimeShift,
  timing: Timing,
  now: number,
  last = Infinity,
): Slice {
  return isShifted(shift) ? shiftedSlice(track, settings, shift, timing, now) : liveSlice(track, settings, shift, timing, last);
}

export function isShifted({ start, end, delaySeconds, clipStart }: TimeShift): boolean {
  return [start, end, delaySeconds, clipStart].some((one) => one !== undefined);
}

function liveSlice(track: LiveTrack, settings: ManifestSettings, shift: TimeShift, timing: Timing, bound: number): Slice {
  const last = Math.min(newestNumber(track) ?? -Infinity, bound);
  const count = windowSegments(shift.windowSeconds ?? settings.windowSeconds, timing.segmentMs);
  const entries = entriesOf(track, timing, last - count + 1).filter(({ number }) => number <= last);
  const open = openEntry(track, timing, last);
  return { entries, ended: false, ...(open === undefined ? {} : { open }) };
}

/**
 * MediaPackage v2 User Guide, "Define manifest start and end times": with both fixed, or with an end that is still to come, the
 * manifest grows like an event until the end is reached, then it is on demand. A delay moves the live point into the past.
 */
function shiftedSlice(track: LiveTrack, settings: ManifestSettings, shift: TimeShift, timing: Timing, now: number): Slice {
  const { timescale } = track.info;
  const livePoint = now - (shift.delaySeconds ?? 0) * 1000;
  const until = Math.min(shift.end ?? Infinity, livePoint);
  const all = entriesOf(track, timing);
  const past = all.filter((entry) => (shift.end === undefined ? endOf(entry, timescale) <= until : entry.at < until));
  const kept = past.filter((entry) => endOf(entry, timescale) > Math.max(shift.start ?? -Infinity, shift.clipStart ?? -Infinity));
  const newest = all.at(-1);
  const ended = shift.end !== undefined && newest !== undefined && endOf(newest, timescale) >= shift.end && livePoint >= shift.end;
  if (shift.start !== undefined) return { entries: kept, ended, growth: ended ? "VOD" : "EVENT" };
  const count = windowSegments(shift.windowSeconds ?? settings.windowSeconds, timing.segmentMs);
  return { entries: kept.slice(-count), ended, ...(ended ? { growth: "VOD" as const } : {}) };
}
