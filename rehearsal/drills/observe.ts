/** What a viewer saw, from looks at its player before, during and after a fault. Pure. */
import { newer } from "./entries.ts";
import type { Observation, PlayerStats, Sample } from "./types.ts";

/** Moments of a drill, milliseconds since 1970. */
export interface Moments {
  readonly broken: number;
  readonly healed: number;
}

/** Two looks that differ by less than this from playing straight on do so for want of exactness. Seconds. */
export const TOLERANCE = 0.75;

/** @param samples oldest first, with at least one before the fault */
export function observe(samples: readonly Sample[], moments: Moments): Observation {
  const before = lastBefore(samples, moments.broken);
  const last = samples.at(-1) ?? before;
  const during = samples.filter(({ at }) => at >= moments.broken);
  const looks = [before, ...during];
  const switched = switchedAt(during, before, moments);
  const recovered = recoveredAt(during, moments);
  const message = during.findLast(({ stats, told }) => stats.state === "error" && told !== undefined)?.told;
  return {
    stallSeconds: round(grown(looks, ({ stalls }) => stalls.seconds)),
    stalls: grown(looks, ({ stalls }) => stalls.count),
    errors: added(looks, ({ errors }) => errors),
    regionSwitches: added(looks, ({ regionSwitches }) => regionSwitches).map(({ from, to }) => `${from} > ${to}`),
    inputSwitches: inputSwitches(looks),
    jumps: added(looks, ({ jumps }) => jumps).map(({ seconds }) => round(seconds)),
    unreportedJumps: unreported(looks),
    reloads: last.loads - before.loads,
    ...(switched === undefined ? {} : { switchSeconds: round((switched - moments.broken) / 1000) }),
    ...(recovered === undefined ? {} : { recoverySeconds: round((recovered - moments.broken) / 1000) }),
    ...(message === undefined ? {} : { message }),
    playsAtTheEnd: last.stats.state === "playing",
  };
}

function lastBefore(samples: readonly Sample[], at: number): Sample {
  const found = samples.findLast((sample) => sample.at <= at) ?? samples[0];
  if (found === undefined) throw new Error("nobody looked at the player");
  return found;
}

/** By how much a count grew; a page that was loaded again counts from nothing. */
function grown(samples: readonly Sample[], count: (stats: PlayerStats) => number): number {
  let sum = 0;
  pairs(samples, (one, next) => (sum += Math.max(0, count(next.stats) - (one.loads === next.loads ? count(one.stats) : 0))));
  return sum;
}

function added<T extends { readonly at: number }>(samples: readonly Sample[], list: (stats: PlayerStats) => readonly T[]): T[] {
  const found: T[] = [];
  pairs(samples, (one, next) => found.push(...newer(one.loads === next.loads ? list(one.stats) : [], list(next.stats))));
  return found;
}

function switchedAt(during: readonly Sample[], before: Sample, { healed }: Moments): number | undefined {
  const { region, input } = before.stats;
  return during.find(
    ({ at, stats }) =>
      at <= healed && stats.state === "playing" && (stats.region !== region || stats.input !== input) && stats.region !== null,
  )?.at;
}

/** The end of the last disturbance: from then on every look found the player playing. */
function recoveredAt(during: readonly Sample[], { broken }: Moments): number | undefined {
  const disturbed = during.findLastIndex(({ stats }) => stats.state !== "playing");
  if (disturbed === -1) return broken;
  return during[disturbed + 1]?.at;
}

function inputSwitches(samples: readonly Sample[]): string[] {
  const found: string[] = [];
  pairs(samples, (one, next) => {
    const [from, to] = [one.stats, next.stats];
    if (from.region === to.region && from.input !== null && to.input !== null && from.input !== to.input)
      found.push(`${String(from.input)} > ${String(to.input)}`);
  });
  return found;
}

/** The last look that told the picture's clock, and what came after it. */
interface Anchor {
  readonly sample: Sample;
  readonly wallClock: number;
  /** Looks without a clock, or a step back of the player's own time, came after it: positions do not compare any more. */
  parted: boolean;
  /** Seconds since then that the player had for playing. */
  playable: number;
}

/**
 * While a player plays, its picture's clock and its own time go on alike; where they part, a jump must have been reported. Over a
 * source that was loaded anew the player's own time says nothing, and the clock may have moved as far as there was time to play.
 */
function unreported(samples: readonly Sample[]): number[] {
  const found: number[] = [];
  let anchor: Anchor | undefined;
  let last: Sample | undefined;
  for (const sample of samples) {
    const { wallClock, time, jumps } = sample.stats;
    if (last !== undefined && anchor !== undefined) {
      if (last.loads !== sample.loads) anchor = undefined;
      else {
        anchor.parted ||= wallClock === null || time < last.stats.time;
        if (last.stats.state === "playing" || sample.stats.state === "playing") anchor.playable += (sample.at - last.at) / 1000;
      }
    }
    last = sample;
    if (wallClock === null) continue;
    if (anchor !== undefined && newer(anchor.sample.stats.jumps, jumps).length === 0) {
      const departed = departure(anchor, time, wallClock);
      if (Math.abs(departed) > TOLERANCE) found.push(round(departed));
    }
    anchor = { sample, wallClock, parted: false, playable: 0 };
  }
  return found;
}

/** Seconds by which the picture's clock moved otherwise than by playing. */
function departure({ sample, wallClock: before, parted, playable }: Anchor, time: number, wallClock: number): number {
  const moved = (wallClock - before) / 1000;
  if (!parted) return moved - (time - sample.stats.time);
  return moved < 0 ? moved : Math.max(0, moved - playable);
}

function pairs(samples: readonly Sample[], look: (one: Sample, next: Sample) => void): void {
  samples.forEach((one, index) => {
    const next = samples[index + 1];
    if (next !== undefined) look(one, next);
  });
}

function round(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
