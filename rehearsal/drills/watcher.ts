import { newer } from "./entries.ts";
import type { Sample } from "./types.ts";
import type { Viewer } from "./viewer.ts";

/** What a drill asks of a viewer. */
export type Watched = Omit<Viewer, "page" | "close">;

/** Time between two looks at a player unless told otherwise, milliseconds. */
const LOOK_EVERY = 200;

/** Looks at one viewer's player again and again, and keeps what it saw. */
export class Watcher {
  readonly viewer: Watched;
  readonly samples: Sample[] = [];
  readonly #lookEvery: number;
  #ended = false;
  readonly #looking: Promise<void>;

  /** @param lookEvery milliseconds between two looks */
  constructor(viewer: Watched, lookEvery = LOOK_EVERY) {
    this.viewer = viewer;
    this.#lookEvery = lookEvery;
    this.#looking = this.#look();
  }

  async end(): Promise<void> {
    this.#ended = true;
    await this.#looking;
  }

  get last(): Sample | undefined {
    return this.samples.at(-1);
  }

  /** Waits until the samples fulfil something. Answers whether they did within the time (seconds). */
  async until(fulfilled: (last: Sample) => boolean, seconds: number): Promise<boolean> {
    const deadline = Date.now() + seconds * 1000;
    for (;;) {
      const { last } = this;
      if (last !== undefined && fulfilled(last)) return true;
      if (Date.now() > deadline || this.#ended) return false;
      await pause(this.#lookEvery / 2);
    }
  }

  /** Seconds that the player has played up to now, with every look fulfilling something and without a step of region or picture. */
  calm(fulfilled: (sample: Sample) => boolean): number {
    const { samples, last } = this;
    const disturbed = samples.findLastIndex((sample, index) => !fulfilled(sample) || stepped(sample, samples[index + 1]));
    return (last?.stats.time ?? 0) - (samples[disturbed + 1]?.stats.time ?? last?.stats.time ?? 0);
  }

  /** Waits until the player has shown that many seconds more, or has had thrice the time for it. */
  async plays(seconds: number): Promise<boolean> {
    const from = this.last?.stats.time ?? 0;
    return this.until(({ stats }) => stats.time - from >= seconds || stats.time < from, Math.max(5, seconds * 3));
  }

  async #look(): Promise<void> {
    while (!this.#ended) {
      try {
        this.samples.push(await this.viewer.look());
      } catch {
        // A page that is being loaded cannot be asked; the next look finds it.
      }
      await pause(this.#lookEvery);
    }
  }
}

function stepped({ loads, stats }: Sample, next: Sample | undefined): boolean {
  if (next === undefined) return false;
  const { jumps, regionSwitches, time } = next.stats;
  return (
    next.loads !== loads || time < stats.time || newer(stats.jumps, jumps).length + newer(stats.regionSwitches, regionSwitches).length > 0
  );
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
