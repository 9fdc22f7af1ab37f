import { START_PARTS, blockingReload, type PartPlace } from "../../../capacity/index.ts";
import { inTurn, loadList, loadMultivariant } from "./hls.ts";
import type { MediaList } from "./manifests.ts";
import { RETRY_SECONDS, type Play, type Playing } from "./types.ts";

/** Plays low-latency HLS: a blocking reload for each part, and the part. */
export const playLowLatency: Play = async (playing) => {
  if (await loadMultivariant(playing)) await Promise.all(playing.tracks.map((track) => follow(playing, track)));
};

async function follow(playing: Playing, track: string): Promise<void> {
  const { clock, ends } = playing;
  let seen: PartPlace | undefined;
  let loading: Promise<void> = Promise.resolve();
  while (clock.now() < ends) {
    const list = await loadList(playing, track, seen === undefined ? "" : query(blockingReload(seen)));
    const newest = list?.parts.at(-1);
    if (list === undefined || newest === undefined) {
      seen = undefined;
      await clock.until(clock.now() + RETRY_SECONDS);
      continue;
    }
    const fresh = newParts(list, seen);
    const before = loading;
    loading = before.then(() => inTurn(playing, fresh));
    // An answer with nothing new came before its time: asking again at once would go round and round.
    if (fresh.length === 0) await clock.until(clock.now() + (list.partSeconds ?? RETRY_SECONDS) / 2);
    seen = newest;
  }
  await loading;
}

function query({ msn, part }: PartPlace): string {
  return `?_HLS_msn=${String(msn)}&_HLS_part=${String(part)}`;
}

function newParts({ parts, init }: MediaList, seen: PartPlace | undefined): string[] {
  if (seen === undefined) return [...(init === undefined ? [] : [init]), ...parts.slice(-START_PARTS).map(({ path }) => path)];
  const { msn, part } = seen;
  return parts.filter((one) => one.msn > msn || (one.msn === msn && one.part > part)).map(({ path }) => path);
}
