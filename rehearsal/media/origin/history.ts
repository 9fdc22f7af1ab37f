/** How many new clocks have left a playlist: EXT-X-DISCONTINUITY-SEQUENCE, also after the segments themselves are forgotten. */
import type { LiveChannel, LiveTrack } from "../types.ts";
import { discontinuities } from "./timeline.ts";

export class DiscontinuityHistory {
  readonly #seen = new Map<string, Set<number>>();

  /** Of a track, before a number. */
  before(live: LiveChannel, track: LiveTrack, number: number): number {
    const key = [live.region, live.channelGroup, live.originChannel, track.info.name].join("/");
    const seen = this.#seen.get(key) ?? new Set();
    for (const one of discontinuities(track, live)) seen.add(one);
    this.#seen.set(key, seen);
    return [...seen].filter((one) => one < number).length;
  }
}
