/** A live track as manifests count it: every number in order, with what is missing in between. */
import type { LiveTrack, Segment } from "../types.ts";

/** What of a channel decides how its times are read. */
export interface Timing {
  readonly epochLocked: boolean;
  readonly segmentMs: number;
}

/** A number of a manifest. */
export interface Entry {
  readonly number: number;
  /** Ticks of the track. */
  readonly time: number;
  readonly duration: number;
  /** Wall clock of its beginning, milliseconds since 1970. */
  readonly at: number;
  /** Wall clock of the track's time 0, milliseconds since 1970. */
  readonly zero: number;
  /** The clock is not that of the entry before. */
  readonly discontinuity: boolean;
  /** Absent: nothing came under this number. */
  readonly segment?: Segment;
}

/** Clocks that differ by no more are one, milliseconds: wall clocks are rounded. */
export const SAME_CLOCK = 100;

/**
 * The complete segments from a number on, and an entry for each number between them that is missing. A gap does not change the
 * numbers of what follows, so that a region that missed something still agrees with one that did not.
 */
export function entriesOf({ info, segments }: LiveTrack, timing: Timing, from = -Infinity): Entry[] {
  const entries: Entry[] = [];
  let before: Segment | undefined;
  for (const segment of segments) {
    if (!segment.complete) break;
    if (segment.number >= from) {
      const previous = entries.at(-1);
      if (previous !== undefined) entries.push(...missing(previous, segment, info.timescale, timing));
      entries.push(entryOf(segment, before, info.timescale, timing));
    }
    before = segment;
  }
  return entries;
}

/** What is being received, where it follows a number. */
export function openEntry({ info, segments }: LiveTrack, timing: Timing, number: number): Entry | undefined {
  const [before, open] = segments.slice(-2);
  return open === undefined || open.complete || open.number !== number + 1 ? undefined : entryOf(open, before, info.timescale, timing);
}

function entryOf(segment: Segment, before: Segment | undefined, timescale: number, timing: Timing): Entry {
  const { number, time, duration } = segment;
  const discontinuity = isDiscontinuity(before, segment, timescale, timing);
  return { number, time, duration, ...clockOf(segment, timescale, timing), discontinuity, segment };
}

function clockOf(segment: Segment, timescale: number, { epochLocked }: Timing): Pick<Entry, "at" | "zero"> {
  const elapsed = (segment.time * 1000) / timescale;
  const zero = epochLocked ? 0 : Math.round(segment.programDateTime - elapsed);
  return { zero, at: Math.round(zero + elapsed) };
}

/**
 * True where a new clock begins. Epoch-locked channels have one for ever; a gap in the numbers of one clock is a gap, and what follows
 * it has the times it would have had.
 */
export function isDiscontinuity(before: Segment | undefined, segment: Segment, timescale: number, timing: Timing): boolean {
  if (timing.epochLocked || before === undefined) return false;
  if (segment.discontinuity && segment.number === before.number + 1) return true;
  return Math.abs(clockOf(before, timescale, timing).zero - clockOf(segment, timescale, timing).zero) > SAME_CLOCK;
}

/** The numbers between two that were not missed on purpose: they share the time between them, or have the usual length. */
function missing(previous: Entry, next: Segment, timescale: number, timing: Timing): Entry[] {
  const count = next.number - previous.number - 1;
  const start = previous.time + previous.duration;
  const { zero } = clockOf(next, timescale, timing);
  const oneClock = Math.abs(zero - previous.zero) <= SAME_CLOCK && next.time > start;
  const length = oneClock ? Math.floor((next.time - start) / Math.max(1, count)) : Math.round((timing.segmentMs * timescale) / 1000);
  return Array.from({ length: Math.max(0, count) }, (_, index) => {
    const time = start + index * length;
    const duration = oneClock && index === count - 1 ? next.time - time : length;
    const at = Math.round(previous.zero + (time * 1000) / timescale);
    return { number: previous.number + 1 + index, time, duration, at, zero: previous.zero, discontinuity: false };
  });
}

/** Numbers at which a new clock begins; what EXT-X-DISCONTINUITY-SEQUENCE counts once they are gone. */
export function discontinuities({ info, segments }: LiveTrack, timing: Timing): number[] {
  return segments
    .filter((segment, index) => index > 0 && isDiscontinuity(segments[index - 1], segment, info.timescale, timing))
    .map(({ number }) => number);
}

/** The newest number that is complete. */
export function newestNumber({ segments }: LiveTrack): number | undefined {
  return segments.findLast(({ complete }) => complete)?.number;
}

/** Wall clock of an entry's end, milliseconds. */
export function endOf(entry: Entry, timescale: number): number {
  return entry.at + (entry.duration * 1000) / timescale;
}
