import { isPictured, OCR_CODES, OCR_LIMIT, type CaptionTrack, type Carriage } from "../components/encode/plan.ts";
import type { Problem } from "./problems.ts";
import { namesOf, repeated, repeatedTitles } from "./repeatedTracks.ts";

/** Rules of a channel's captions. They come from the primary input; another that has none pauses them. */
export function captionProblems(path: string, tracks: readonly CaptionTrack[], primary: Carriage): Problem[] {
  const pictured = tracks.filter(({ source }) => isPictured(source));
  return [
    ...repeatedTitles(path, tracks),
    ...repeated(
      path,
      tracks,
      sourceText,
      (other) => `takes the same captions of the source as ${other}`,
      "give each its own channel, page or PID",
    ),
    ...tracks.flatMap((track) => carriedProblems(`${path}.${track.name}.from.type`, track, primary)),
    ...pictured.filter(({ language }) => !OCR_CODES.includes(language)).map((track) => unreadable(path, track)),
    ...(pictured.length <= OCR_LIMIT
      ? []
      : [
          {
            path,
            what: `reads pictures of text in ${pictured.length} languages, and MediaLive reads ${OCR_LIMIT} in a channel`,
            given: namesOf(pictured),
            remedy: `keep ${OCR_LIMIT} of dvb-sub and scte-27, or take teletext or embedded captions where the source has them`,
          },
        ]),
  ];
}

function carriedProblems(path: string, { source }: CaptionTrack, { called, captions }: Carriage): Problem[] {
  if (captions.includes(source.type)) return [];
  return [
    {
      path,
      what: `is a kind of captions that ${called} does not carry`,
      given: source.type,
      remedy: captions.length === 0 ? "leave captions out" : `use ${captions.join(" or ")}, or another source`,
    },
  ];
}

function unreadable(path: string, { name, language }: CaptionTrack): Problem {
  return {
    path: `${path}.${name}.language`,
    what: "is a language whose pictures of text MediaLive cannot read",
    given: language,
    remedy: `use one of ${OCR_CODES.join(", ")}, or take teletext where the source has it`,
  };
}

function sourceText({ source, language }: CaptionTrack): string {
  switch (source.type) {
    case "embedded":
    case "scte-20":
      return `${source.type} channel ${source.channel}`;
    case "teletext":
      return `${source.type} page ${source.page}`;
    case "dvb-sub":
    case "scte-27":
      return source.pid === undefined ? `${source.type} in ${language}` : `${source.type} pid ${source.pid}`;
  }
}
