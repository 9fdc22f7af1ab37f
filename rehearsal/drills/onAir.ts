import { setTimeout as wait } from "node:timers/promises";
import { RehearsalError } from "../errors.ts";
import type { RunningMedia, WatchedChannel } from "../media/types.ts";

/** As many as a player holds back from the live edge: one that joins earlier starves at once (RFC 8216, section 6.3.3). */
const SEGMENTS = 3;
const LOOK_EVERY_MS = 200;
const PATIENCE_MS = 60_000;

/** Waits until every channel can be joined, in each of its regions. @throws RehearsalError after a minute, naming where nothing comes */
export async function onAir(media: Pick<RunningMedia, "live">, channels: readonly WatchedChannel[], signal?: AbortSignal): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  for (let late = lacking(media, channels); late.length > 0; late = lacking(media, channels)) {
    signal?.throwIfAborted();
    if (Date.now() > until)
      throw new RehearsalError(
        `No picture after a minute: ${late.join(", ")}. This machine may have too little to spare; try one channel.`,
      );
    await wait(LOOK_EVERY_MS);
  }
}

/** Where there are not enough segments yet: `<channel> in <region>`. */
export function lacking({ live }: Pick<RunningMedia, "live">, channels: readonly WatchedChannel[]): string[] {
  return channels.flatMap(({ channelGroup, originChannel, regions }) =>
    regions
      .filter((region) => {
        const tracks = live.find(region, channelGroup, originChannel)?.tracks() ?? [];
        return tracks.length === 0 || tracks.some(({ segments }) => segments.filter(({ complete }) => complete).length < SEGMENTS);
      })
      .map((region) => `${originChannel} in ${region}`),
  );
}
