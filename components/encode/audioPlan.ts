import type { AudioPick, AudioTrack, Loudness } from "./soundTypes.ts";
import type { Channel, Ladder } from "./types.ts";

/** One AAC encode, stereo at 48 kHz. */
export interface AudioEncode {
  readonly name: string;
  readonly bitrate: number;
  /** Name of the selector it is made from. */
  readonly selector: string;
  /** 1 for the highest rate of its track, 2 for the lower one. */
  readonly rank: number;
  /** Absent where the channel names no tracks: language and purpose are then the source's own. */
  readonly track?: AudioTrack;
}

/** Takes one audio out of the source; without `pick` the first one. */
export interface AudioSelectorPlan {
  readonly name: string;
  readonly pick?: AudioPick;
}

/** How all audio of a channel is brought to one loudness. */
export interface LoudnessPlan {
  readonly algorithm: "ITU_1770_2" | "ITU_1770_3";
  readonly targetLkfs: number;
  /** Highest true peak, in dBTP. */
  readonly peakLimit: number;
}

/** More audio renditions of a track than this would eat the tracks that pictures need. */
const RENDITIONS = 2;

/** The selector of a channel that names no tracks. */
const ONE_SELECTOR = "default";

/**
 * EBU R 128: -23 LUFS measured with gating, true peak at most -1 dBTP; the API calls ITU-R BS.1770-2 the algorithm that
 * complies with it. ATSC A/85:2013: -24 LKFS measured by BS.1770-3, true peak below -2 dBTP; the API names -24 as what
 * the CALM Act recommends. (MediaLive API, AudioNormalizationSettings.)
 */
const LOUDNESS: Readonly<Record<Exclude<Loudness, "none">, LoudnessPlan>> = {
  "ebu-r128": { algorithm: "ITU_1770_2", targetLkfs: -23, peakLimit: -1 },
  "atsc-a85": { algorithm: "ITU_1770_3", targetLkfs: -24, peakLimit: -2 },
};

export function loudnessPlan({ audio }: Pick<Channel, "audio">): LoudnessPlan | undefined {
  const loudness = audio?.loudness ?? "none";
  return loudness === "none" ? undefined : LOUDNESS[loudness];
}

/** A selector for each track, of the track's own name, so that a reordered lineup changes nothing. */
export function audioSelectors({ audio }: Pick<Channel, "audio">): AudioSelectorPlan[] {
  const tracks = audio?.tracks ?? [];
  if (tracks.length === 0) return [{ name: ONE_SELECTOR }];
  return defaultFirst(tracks).map(({ name, pick }) => ({ name, ...(pick === undefined ? {} : { pick }) }));
}

/**
 * Audio encodes, the default track first, each track's highest rate first. MediaPackage lists CMAF tracks in
 * alphabetical order of their names (User Guide, "CMAF ingest"), so names begin alike in the order players should meet
 * them: `a1` the default track, `a2` the others.
 */
export function audioEncodes(channel: Pick<Channel, "audio"> & { readonly ladder: Pick<Ladder, "audioBitrates"> }): AudioEncode[] {
  const rates = audioRates(channel.ladder);
  const tracks = channel.audio?.tracks ?? [];
  if (tracks.length === 0) {
    return rates.map((bitrate, index) => ({
      name: `a${String(index + 1)}-${kilobits(bitrate)}`,
      bitrate,
      selector: ONE_SELECTOR,
      rank: index + 1,
    }));
  }
  return defaultFirst(tracks).flatMap((track) =>
    rates.map((bitrate, index) => ({
      name: `${track.isDefault ? "a1" : "a2"}-${track.name}-${String(index + 1)}-${kilobits(bitrate)}`,
      bitrate,
      selector: track.name,
      rank: index + 1,
      track,
    })),
  );
}

/** Bits per second of the renditions of every track: the highest and the lowest of the rates asked for. */
export function audioRates({ audioBitrates }: Pick<Ladder, "audioBitrates">): number[] {
  const falling = [...new Set(audioBitrates)].sort((a, b) => b - a);
  const lowest = falling.at(-1);
  return falling.length <= RENDITIONS || lowest === undefined ? falling : [...falling.slice(0, RENDITIONS - 1), lowest];
}

function defaultFirst(tracks: readonly AudioTrack[]): AudioTrack[] {
  return [...tracks].sort((one, other) => Number(other.isDefault) - Number(one.isDefault) || (one.name < other.name ? -1 : 1));
}

function kilobits(bitrate: number): string {
  return `${String(Math.round(bitrate / 1000))}k`;
}
