/** Answers that wait for media to come (RFC 8216bis, 6.2.5.2 and 6.2.6). */
import type { LiveChannel, LiveTrack } from "../types.ts";
import { partDuration } from "./playlist.ts";
import { newestNumber } from "./timeline.ts";

/** What a playlist must hold before it is sent. */
export interface Wanted {
  readonly msn: number;
  readonly part?: number;
}

/** True when the playlist of a track holds what is wanted, or anything later. */
export function holds({ segments }: LiveTrack, { msn, part }: Wanted): boolean {
  const newest = segments.findLast(({ complete }) => complete)?.number ?? -Infinity;
  const open = segments.at(-1);
  if (newest > msn) return true;
  if (part === undefined) return newest >= msn;
  const segment = segments.findLast(({ number }) => number === msn);
  if (segment === undefined) return false;
  if (segment.parts.length > part) return true;
  // A part beyond the last of its segment stands for the first of the next one.
  return segment.complete && open?.number === msn + 1 && open.parts.length > 0;
}

/** True for what lies so far ahead that the server is to answer 400 at once. */
export function isTooFar(track: LiveTrack, { msn, part }: Wanted): boolean {
  const newest = newestNumber(track) ?? -1;
  if (msn > newest + 2) return true;
  const open = track.segments.at(-1);
  if (part === undefined || open?.complete !== false || open.number !== msn) return false;
  const length = partDuration(track) ?? 1;
  const advance = length < 1 ? Math.ceil(3 / length) : 3;
  return part > open.parts.length - 1 + advance;
}

/** Waits until `ready`, at most some milliseconds; false when they have passed. */
export function until(live: LiveChannel, ready: () => boolean, ms: number): Promise<boolean> {
  if (ready()) return Promise.resolve(true);
  return new Promise((resolve) => {
    const settle = (answer: boolean): void => {
      clearTimeout(timer);
      stop();
      resolve(answer);
    };
    const timer = setTimeout(
      () => {
        settle(ready());
      },
      Math.max(0, ms),
    );
    const stop = live.watch(() => {
      if (ready()) settle(true);
    });
  });
}
