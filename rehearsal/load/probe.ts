import type { Format } from "../../capacity/index.ts";
import type { WatchedChannel } from "../media/index.ts";
import { mediaList, multivariantOffers, presentation, type Fetch, type Offer } from "./players/index.ts";

/** What a channel offers in one format. Lengths in seconds. */
export interface Offering {
  /** Path of the first manifest. */
  readonly manifest: string;
  readonly offers: readonly Offer[];
  /** 1 where the format has no parts. */
  readonly partSeconds: number;
  /** 2 where the format has no such period. */
  readonly updateSeconds: number;
}

/** Something the players need is not there. */
export class LoadError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "LoadError";
  }
}

/** Reads the manifests of a channel. @throws LoadError when one cannot be had, or offers nothing */
export async function probe(channel: WatchedChannel, format: Format, fetch: Fetch): Promise<Offering> {
  const manifest = pathOf(channel, format);
  const text = await wanted(fetch, manifest);
  if (format === "dash") {
    const { offers, updateSeconds } = presentation(text, manifest);
    return { manifest, offers: some(offers, manifest), partSeconds: 1, updateSeconds };
  }
  const offers = some(multivariantOffers(text, manifest), manifest);
  const first = offers[0]?.track ?? manifest;
  const partSeconds = format === "ll-hls" ? mediaList(await wanted(fetch, first), first).partSeconds : 1;
  if (partSeconds === undefined)
    throw new LoadError(`${first} has no parts yet; wait until the channel has been on air for some segments.`);
  return { manifest, offers, partSeconds, updateSeconds: 2 };
}

function pathOf({ originChannel, playback }: WatchedChannel, format: Format): string {
  const path = { hls: playback.hls, "ll-hls": playback.lowLatencyHls, dash: playback.dash }[format];
  if (path === undefined) throw new LoadError(`The channel ${originChannel} has no ${format} manifest.`);
  return path;
}

async function wanted(fetch: Fetch, path: string): Promise<string> {
  const { status, text } = await fetch(path, "manifests");
  if (status === 200) return text;
  const why = status === 403 ? "; are the cookies signed for this channel?" : status === 404 ? "; is the channel on air?" : ".";
  throw new LoadError(`${path} answers ${status === 0 ? "nothing" : String(status)}${why}`);
}

function some(offers: readonly Offer[], manifest: string): readonly Offer[] {
  if (offers.length === 0) throw new LoadError(`${manifest} offers nothing to play.`);
  return offers;
}
