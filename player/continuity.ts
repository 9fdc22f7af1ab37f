/**
 * Whether the picture went on from where it was. Its own clock (program date time, or the DASH presentation time) must move as
 * much as was played; what it moves more was skipped, and a step back is seen again.
 */
export interface Moment {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Position in the media element, seconds. */
  readonly time: number;
  /** Of the picture, milliseconds since 1970. */
  readonly wallClock: number;
}

export interface Passage {
  /** Playback rate; 1 unless the player catches up. */
  readonly rate: number;
  /** The stream was loaded anew in between: positions do not compare. */
  readonly reloaded: boolean;
}

/** Less than this is a clock read at another instant, not a step that anybody sees. Seconds. */
export const JUMP_TOLERANCE = 0.75;

/** Longer than this between two looks, the machine slept: nothing was watched that could jump. Seconds. */
export const SLEEP_SECONDS = 15;

/** Seconds the picture moved beyond what was played; undefined where it went on. */
export function jumpBetween(before: Moment, after: Moment, { rate, reloaded }: Passage): number | undefined {
  const elapsed = Math.max(0, (after.at - before.at) / 1000);
  if (elapsed > SLEEP_SECONDS && !reloaded) return undefined;
  const moved = (after.wallClock - before.wallClock) / 1000;
  const step = moved - (reloaded ? 0 : played(before, after, elapsed * rate));
  return Math.abs(step) > JUMP_TOLERANCE ? Math.round(step * 1000) / 1000 : undefined;
}

/** Media seconds that were played between two looks: no more than there was time for, for players step over gaps by themselves. */
function played(before: Moment, after: Moment, possible: number): number {
  const moved = after.time - before.time;
  if (moved < 0) return 0;
  return moved <= possible + JUMP_TOLERANCE ? moved : possible;
}
