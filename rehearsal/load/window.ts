/** Seconds since the beginning between which is counted. */
export interface Counted {
  readonly from: number;
  readonly until: number;
}

/** Segments after the last has joined, until everybody has what it starts with. */
const WARM_UP = 3;

/**
 * From some segments after the last has joined, a whole number of segments long: what comes with every segment is then counted
 * equally often wherever its beginning lies.
 * @throws RangeError when that leaves less than two segments
 */
export function countedWindow(seconds: number, joinSeconds: number, segmentSeconds: number): Counted {
  const from = joinSeconds + WARM_UP * segmentSeconds;
  const segments = Math.floor((seconds - from) / segmentSeconds + 1e-9);
  if (segments < 2) {
    const least = Math.ceil(joinSeconds + (WARM_UP + 2) * segmentSeconds);
    throw new RangeError(`${String(seconds)} s are too few to count in: let players play for ${String(least)} s at least`);
  }
  return { from, until: from + segments * segmentSeconds };
}

/** Seconds in which all join. */
export function joinTime(seconds: number): number {
  return Math.min(20, Math.max(4, seconds / 6));
}
