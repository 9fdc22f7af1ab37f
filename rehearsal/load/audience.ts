import { latenessOf, type Viewer } from "../../capacity/index.ts";
import { PLAYERS, type Clock, type Fetch } from "./players/index.ts";

/** Many viewers of one channel. Times in seconds of the clock. */
export interface Audience {
  readonly viewers: readonly Viewer[];
  readonly manifest: string;
  readonly clock: Clock;
  /** When it begins; viewers join so many seconds after that. */
  readonly starts: number;
  /** When everybody goes. */
  readonly ends: number;
  /** Seconds by which a player is late at most. */
  readonly lateness: number;
  readonly seed: number;
  readonly fetch: Fetch;
}

/** Plays them all; comes back when the last has gone. */
export async function playAudience({ viewers, manifest, clock, starts, ends, lateness, seed, fetch }: Audience): Promise<void> {
  await Promise.all(
    viewers.map(async (viewer, index) => {
      await clock.until(starts + viewer.join);
      await PLAYERS[viewer.format]({ fetch, clock, manifest, tracks: viewer.tracks, ends, late: latenessOf(seed, index, lateness) });
    }),
  );
}
