/** Names in the menus. */
import type { Rendition, SoundTrack } from "./stats.ts";
import { bitrate } from "./times.ts";

/** `English` for `en` or `eng`; the code itself where the browser knows no name. */
export function languageName(code: string, shownIn = "en"): string {
  if (code === "" || code === "und") return "Unknown";
  try {
    return new Intl.DisplayNames([shownIn], { type: "language" }).of(code) ?? code;
  } catch {
    return code;
  }
}

/** Title of a track, else its language; a title that only repeats the language is not said twice. */
export function trackLabel(track: Pick<SoundTrack, "language" | "title">): string {
  const language = languageName(track.language);
  const { title } = track;
  if (title === undefined || title === "" || title.toLowerCase() === track.language.toLowerCase()) return language;
  return title.toLowerCase().includes(language.toLowerCase()) || language === "Unknown" ? title : `${language}, ${title}`;
}

/** `1080p`, and the bit rate too where two renditions have that height. */
export function renditionLabel(rendition: Rendition, all: readonly Rendition[]): string {
  const name = rendition.height > 0 ? `${String(rendition.height)}p` : "Sound only";
  const twins = all.filter(({ height }) => height === rendition.height).length;
  return twins > 1 ? `${name}, ${bitrate(rendition.bandwidth)}` : name;
}
