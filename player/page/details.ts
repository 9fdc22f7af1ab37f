import { h, setText } from "../element/dom.ts";
import { FORMAT_NAMES } from "../formats.ts";
import { renditionLabel } from "../labels.ts";
import type { PlayerStats } from "../stats.ts";
import { bitrate, duration, signedDuration, timeOfDay } from "../times.ts";

const NOTHING = "\u2013";

/** Numbers in a stream are read, not watched: twice a second is enough. */
const EVERY_MS = 500;

const ROWS: Readonly<Record<string, (stats: PlayerStats) => string>> = {
  State: ({ state }) => state,
  "Behind live": ({ latency }) => (latency === null ? NOTHING : duration(latency)),
  Region: ({ region }) => region ?? NOTHING,
  Input: ({ input }) => (input === null ? NOTHING : String(input)),
  Rendition: ({ rendition, renditions }) =>
    rendition === null
      ? NOTHING
      : `${renditionLabel(rendition, [rendition, ...renditions.filter(({ height }) => height !== rendition.height)])}, ${bitrate(rendition.bandwidth)}`,
  "Picture from": ({ wallClock }) => (wallClock === null ? NOTHING : timeOfDay(wallClock)),
  Stalls: ({ stalls }) => (stalls.count === 0 ? "none" : `${String(stalls.count)}, ${duration(stalls.seconds)} in all`),
  "Region switches": ({ regionSwitches }) => {
    const last = regionSwitches.at(-1);
    return last === undefined ? "none" : `${String(regionSwitches.length)}, last to ${last.to} at ${timeOfDay(last.at)}`;
  },
  Jumps: ({ jumps }) => {
    const last = jumps.at(-1);
    return last === undefined ? "none" : `${String(jumps.length)}, last ${signedDuration(last.seconds)}`;
  },
  "Frames dropped": ({ frames }) => `${String(frames.dropped)} of ${String(frames.decoded)}`,
  Format: ({ format }) => (format === null ? NOTHING : FORMAT_NAMES[format]),
  Errors: ({ errors }) => {
    const last = errors.at(-1);
    return last === undefined ? "none" : `${String(errors.length)}, last: ${last.code}`;
  },
};

/** The list of facts below the picture. Rows never come or go, so nothing moves. */
export class Details {
  readonly #values = new Map<string, HTMLElement>();
  #updated = -Infinity;

  constructor(list: HTMLElement) {
    for (const name of Object.keys(ROWS)) {
      const value = h("dd", {}, NOTHING);
      this.#values.set(name, value);
      list.append(h("div", {}, h("dt", {}, name), value));
    }
  }

  update(stats: PlayerStats): void {
    const now = performance.now();
    if (now - this.#updated < EVERY_MS) return;
    this.#updated = now;
    for (const [name, tell] of Object.entries(ROWS)) {
      const value = this.#values.get(name);
      if (value !== undefined) setText(value, tell(stats));
    }
  }
}
