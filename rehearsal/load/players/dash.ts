import { START_SEGMENTS, updateAfter } from "../../../capacity/index.ts";
import { inTurn, understood } from "./hls.ts";
import { presentation, type Presentation } from "./manifests.ts";
import { RETRY_SECONDS, type Play } from "./types.ts";

/** Plays DASH: one description for all renditions, and what is new in each. */
export const playDash: Play = async (playing) => {
  const { fetch, manifest, tracks, clock, ends, late } = playing;
  const seen = new Map<string, number>();
  let loading: Promise<unknown> = Promise.resolve();
  for (let begun = clock.now(); begun < ends; begun = clock.now()) {
    const { status, text } = await fetch(manifest, "manifests");
    const mpd = status === 200 ? understood(() => presentation(text, manifest)) : undefined;
    const fresh = mpd === undefined ? undefined : understood(() => tracks.map((track) => newSegments(mpd, track, seen)));
    if (mpd === undefined || fresh === undefined) {
      await clock.until(begun + RETRY_SECONDS);
      continue;
    }
    const before = loading;
    loading = before.then(() => Promise.all(fresh.map((paths) => inTurn(playing, paths))));
    await clock.until(begun + updateAfter(mpd.updateSeconds) + late(0));
  }
  await loading;
};

function newSegments(mpd: Presentation, track: string, seen: Map<string, number>): string[] {
  const { init, numbers, path } = mpd.media(track);
  const last = seen.get(track);
  const newest = numbers.at(-1);
  if (newest !== undefined) seen.set(track, Math.max(newest, last ?? newest));
  if (last !== undefined) return numbers.filter((number) => number > last).map(path);
  return [init, ...numbers.slice(-START_SEGMENTS).map(path)];
}
