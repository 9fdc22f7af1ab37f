import { pick, seededRandom, zipfShares, type Random } from "./random.ts";
import { FORMATS, type Format, type LoadChannel, type LoadParameters, type LoadTrack } from "./types.ts";

/** What one viewer does: where, when, and which renditions. */
export interface Viewer {
  /** Seconds since the beginning. */
  readonly join: number;
  readonly pop: number;
  /** Name of the channel. */
  readonly channel: string;
  readonly format: Format;
  /** Names of the renditions played: a video, an audio, and captions where they are on. */
  readonly tracks: readonly string[];
}

/** The choices that a viewer is drawn from. */
export type Choices = Pick<LoadParameters, "channels" | "formats" | "caches">;

/**
 * So many viewers who join within `joinSeconds`, evenly spread by chance. The same seed makes the same viewers: the model and the
 * real players are given the same ones, so that their difference is not one of luck.
 */
export function population(choices: Choices, viewers: number, joinSeconds: number, seed: number): Viewer[] {
  const random = seededRandom(seed);
  const draw = viewerDraw(choices);
  return Array.from({ length: viewers }, () => draw(random() * joinSeconds, random)).sort((one, other) => one.join - other.join);
}

/** Draws viewers, one at a time. */
export function viewerDraw({ channels, formats, caches }: Choices): (join: number, random: Random) => Viewer {
  const popShares = zipfShares(caches.pops, caches.popSkew);
  const channelShares = channels.map(({ share }) => share);
  const formatShares = FORMATS.map((format) => formats[format]);
  return (join, random) => {
    const channel = channels[pick(channelShares, random)];
    if (channel === undefined) throw new RangeError("a load needs at least one channel");
    const pop = pick(popShares, random);
    return { join, pop, channel: channel.name, format: FORMATS[pick(formatShares, random)] ?? "hls", tracks: tracksOf(channel, random) };
  };
}

function tracksOf(channel: LoadChannel, random: Random): string[] {
  const one = (kind: LoadTrack["kind"]): string[] => {
    const tracks = channel.tracks.filter((track) => track.kind === kind);
    const chosen =
      tracks[
        pick(
          tracks.map(({ share }) => share),
          random,
        )
      ];
    return chosen === undefined ? [] : [chosen.name];
  };
  const captions = channel.tracks.filter(({ kind, share }) => kind === "captions" && random() < share).map(({ name }) => name);
  return [...one("video"), ...one("audio"), ...captions];
}

/** More renditions than a viewer plays at once. */
const STREAMS = 16;

/**
 * How late a viewer's player is each time it asks again, in seconds: chance, but the same for the same seed, viewer (by its place in
 * the population) and rendition (by its place among the viewer's), so that the model and real players can be given the same.
 */
export function latenessOf(seed: number, viewer: number, most: number): (track: number) => number {
  const streams: Random[] = [];
  return (track) => (streams[track] ??= seededRandom((seed * 100_003 + viewer) * STREAMS + track))() * most;
}
