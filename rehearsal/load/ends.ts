import type { EndsByKind, SeenEnds } from "../../capacity/index.ts";
import type { LiveChannel, LiveChannels, WatchedChannel } from "../media/index.ts";

/** Watches when segments and parts are there. */
export interface Watching {
  /** Ends watching. Seconds since the given moment; undefined where nothing was seen. */
  stop(): EndsByKind | undefined;
}

type Kind = "video" | "audio";

/**
 * Watches the first picture and the first sound of a channel in its preferred region. An encoder on a machine that has more to do does
 * not keep its time: when media was there is what the comparison goes by, not when it should have been. `since`: seconds since 1970.
 */
export function watchEnds(live: LiveChannels, { regions, channelGroup, originChannel }: WatchedChannel, since: number): Watching {
  const channel = live.find(regions[0] ?? "", channelGroup, originChannel);
  if (channel === undefined) return { stop: () => undefined };
  const [video, audio] = [new TrackEnds(channel, "video"), new TrackEnds(channel, "audio")];
  const stop = channel.watch(() => {
    const at = Date.now() / 1000 - since;
    video.look(at);
    audio.look(at);
  });
  return {
    stop: () => {
      stop();
      if (video.segments.length === 0) return undefined;
      return { video, ...(audio.segments.length === 0 ? {} : { audio }) };
    },
  };
}

interface Newest {
  readonly complete: number;
  readonly open: number;
  readonly parts: number;
}

class TrackEnds implements SeenEnds {
  readonly segments: number[] = [];
  readonly parts: number[] = [];
  readonly #channel: LiveChannel;
  readonly #kind: Kind;
  #last: Newest | undefined;

  constructor(channel: LiveChannel, kind: Kind) {
    this.#channel = channel;
    this.#kind = kind;
    this.#last = this.#newest();
  }

  look(at: number): void {
    const [last, now] = [this.#last, this.#newest()];
    this.#last = now;
    if (last === undefined || now === undefined) return;
    for (let number = last.complete; number < now.complete; number++) this.segments.push(at);
    if (now.open !== last.open || now.parts !== last.parts) this.parts.push(at);
  }

  #newest(): Newest | undefined {
    const segments = this.#channel.tracks().find(({ info }) => info.kind === this.#kind)?.segments;
    const complete = segments?.findLast((segment) => segment.complete)?.number;
    const open = segments?.at(-1);
    return complete === undefined || open === undefined ? undefined : { complete, open: open.number, parts: open.parts.length };
  }
}
