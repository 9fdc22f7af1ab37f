/** HLS multivariant playlists (RFC 8216bis, 4.4.6). */
import type { TrackInfo } from "../types.ts";
import { fileNames } from "./names.ts";
import { HLS_VERSION } from "./playlist.ts";

/**
 * Writes the multivariant playlist of some tracks.
 * @param query what is to be appended to each child's URI; empty, or beginning with a question mark
 */
export function multivariantPlaylist(tracks: readonly TrackInfo[], manifest: string, query = ""): string {
  const uri = ({ name }: TrackInfo): string => `${fileNames.playlist(manifest, name)}${query}`;
  const groups = audioGroups(tracks.filter(({ kind }) => kind === "audio"));
  const captions = tracks.filter(({ kind }) => kind === "captions");
  const lines = [
    "#EXTM3U",
    `#EXT-X-VERSION:${String(HLS_VERSION)}`,
    "#EXT-X-INDEPENDENT-SEGMENTS",
    ...groups.flatMap(({ id, tracks: audios }) => audios.map((audio, index) => media("AUDIO", id, audio, uri(audio), index === 0))),
    ...captions.map((one) => media("SUBTITLES", "subtitles", one, uri(one), false)),
    ...variants(tracks, groups).flatMap(({ track, group }) => [
      `#EXT-X-STREAM-INF:${streamAttributes(track, group, captions.length > 0).join(",")}`,
      uri(track),
    ]),
  ];
  return `${lines.join("\n")}\n`;
}

interface AudioGroup {
  readonly id: string;
  readonly tracks: readonly TrackInfo[];
}

/** The best rendition of each language makes the first group, the next best the second. The default language comes first. */
function audioGroups(audios: readonly TrackInfo[]): AudioGroup[] {
  const byLanguage = Map.groupBy(audios, ({ language, title }) => `${language ?? ""}/${title ?? ""}`);
  const ranked = [...byLanguage.values()].map((one) => one.toSorted((a, b) => b.bandwidth - a.bandwidth));
  const depth = Math.max(0, ...ranked.map(({ length }) => length));
  return Array.from({ length: depth }, (_, rank) => ({
    id: `audio-${String(rank)}`,
    tracks: ranked
      .map((one) => one[Math.min(rank, one.length - 1)])
      .filter((one) => one !== undefined)
      .toSorted((a, b) => Number(b.isDefault ?? false) - Number(a.isDefault ?? false)),
  }));
}

interface Variant {
  readonly track: TrackInfo;
  readonly group?: AudioGroup;
}

/** Every picture with every group of sound; the sound by itself where there is no picture. */
function variants(tracks: readonly TrackInfo[], groups: readonly AudioGroup[]): Variant[] {
  const videos = tracks.filter(({ kind }) => kind === "video");
  if (groups.length === 0) return videos.map((track) => ({ track }));
  if (videos.length > 0) return groups.flatMap((group) => videos.map((track) => ({ track, group })));
  return groups.flatMap((group) => group.tracks.slice(0, 1).map((track) => ({ track, group })));
}

function media(type: "AUDIO" | "SUBTITLES", group: string, track: TrackInfo, uri: string, first: boolean): string {
  // Captions are for whoever chooses them.
  const isDefault = type === "AUDIO" && first;
  return `#EXT-X-MEDIA:${[
    `TYPE=${type}`,
    `GROUP-ID="${group}"`,
    ...(track.language === undefined ? [] : [`LANGUAGE="${languageTag(track.language)}"`]),
    `NAME="${quoted(track.title ?? track.language ?? track.name)}"`,
    `DEFAULT=${isDefault ? "YES" : "NO"}`,
    "AUTOSELECT=YES",
    ...(type === "SUBTITLES" ? ["FORCED=NO"] : []),
    ...(track.channels === undefined ? [] : [`CHANNELS="${String(track.channels)}"`]),
    `URI="${uri}"`,
  ].join(",")}`;
}

function streamAttributes(track: TrackInfo, group: AudioGroup | undefined, captions: boolean): string[] {
  const audios = track.kind === "audio" ? [] : (group?.tracks ?? []);
  const bandwidth = track.bandwidth + Math.max(0, ...audios.map((one) => one.bandwidth));
  const codecs = new Set([track.codec, ...audios.map(({ codec }) => codec)]);
  return [
    `BANDWIDTH=${String(Math.ceil(bandwidth))}`,
    `CODECS="${[...codecs].join(",")}"`,
    ...(track.width === undefined || track.height === undefined ? [] : [`RESOLUTION=${String(track.width)}x${String(track.height)}`]),
    ...(track.frameRate === undefined ? [] : [`FRAME-RATE=${(track.frameRate.numerator / track.frameRate.denominator).toFixed(3)}`]),
    ...(group === undefined ? [] : [`AUDIO="${group.id}"`]),
    ...(captions ? ['SUBTITLES="subtitles"'] : []),
  ];
}

/** The shortest tag of a language, such as `en` of `eng` (RFC 5646); what is no language stays as it is. */
export function languageTag(language: string): string {
  try {
    return Intl.getCanonicalLocales(language)[0] ?? language;
  } catch {
    return language;
  }
}

/** A quoted string of a playlist has no way to hold quotation marks or line ends. */
function quoted(value: string): string {
  return value.replaceAll(/["\r\n]/g, "'");
}
