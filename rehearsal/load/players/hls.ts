import { START_SEGMENTS, reloadAfter } from "../../../capacity/index.ts";
import { mediaList, multivariantOffers, type MediaList } from "./manifests.ts";
import { RETRY_SECONDS, type Play, type Playing } from "./types.ts";

/** Plays HLS: a media playlist for each rendition, and what is new in it. */
export const playHls: Play = async (playing) => {
  if (await loadMultivariant(playing)) await Promise.all(playing.tracks.map((track, place) => follow(playing, track, place)));
};

/** The multivariant playlist, until it is there and offers what is to be played. False when the viewer has gone before. */
export async function loadMultivariant({ fetch, manifest, tracks, clock, ends }: Playing): Promise<boolean> {
  while (clock.now() < ends) {
    const { status, text } = await fetch(manifest, "manifests");
    const offered = status === 200 ? understood(() => multivariantOffers(text, manifest).map(({ track }) => track)) : undefined;
    if (offered !== undefined && tracks.every((track) => offered.includes(track))) return true;
    await clock.until(clock.now() + RETRY_SECONDS);
  }
  return false;
}

async function follow(playing: Playing, track: string, place: number): Promise<void> {
  const { clock, ends, late } = playing;
  let seen: number | undefined;
  let loading: Promise<void> = Promise.resolve();
  for (let begun = clock.now(); begun < ends; begun = clock.now()) {
    const list = await loadList(playing, track);
    if (list === undefined) {
      await clock.until(begun + RETRY_SECONDS);
      continue;
    }
    const newest = list.segments.at(-1)?.number;
    const changed = newest !== undefined && (seen === undefined || newest > seen);
    const fresh = changed ? newSegments(list, seen) : [];
    const before = loading;
    // Media comes one after the other; the playlist does not wait for it.
    loading = before.then(() => inTurn(playing, fresh));
    if (changed) seen = newest;
    await clock.until(begun + reloadAfter(list.targetSeconds, changed) + late(place));
  }
  await loading;
}

export async function loadList({ fetch }: Playing, path: string, query = ""): Promise<MediaList | undefined> {
  const { status, text } = await fetch(`${path}${query}`, "manifests");
  return status === 200 ? understood(() => mediaList(text, path)) : undefined;
}

function newSegments({ segments, init }: MediaList, seen: number | undefined): string[] {
  if (seen !== undefined) return segments.filter(({ number }) => number > seen).map(({ path }) => path);
  return [...(init === undefined ? [] : [init]), ...segments.slice(-START_SEGMENTS).map(({ path }) => path)];
}

/** Fetches one after the other, while the viewer is there. */
export async function inTurn({ fetch, clock, ends }: Playing, paths: readonly string[]): Promise<void> {
  for (const path of paths) if (clock.now() < ends) await fetch(path, "segments");
}

/** What a manifest says; undefined for one that cannot be read. */
export function understood<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
