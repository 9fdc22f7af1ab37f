import type { CaptionRole, CaptionSource, CaptionTrack } from "./soundTypes.ts";
import type { Channel } from "./types.ts";

/** One WebVTT encode: a sidecar, so an output of its own (MediaLive User Guide, "Organize encodes in a CMAF Ingest output group"). */
export interface CaptionEncode {
  readonly name: string;
  /** Name of the selector it is made from. */
  readonly selector: string;
  readonly language: string;
  readonly title: string;
  readonly role: CaptionRole;
  /** Colour and position can be kept where the source is text that has them (MediaLive API, WebvttDestinationSettings.StyleControl). */
  readonly style: "PASSTHROUGH" | "NO_STYLE_DATA";
}

/** Takes one language of captions out of the source. */
export interface CaptionSelectorPlan {
  readonly name: string;
  readonly source: CaptionSource;
  /** Finds the PID of pictures of text where none is given. */
  readonly language?: string;
  /** The language that pictures of text are read in. */
  readonly ocr?: OcrLanguage;
}

export type OcrLanguage = "DEU" | "ENG" | "FRA" | "NLD" | "POR" | "SPA";

/** ISO 639-2 codes, bibliographic ones too, of the languages MediaLive reads pictures of text in (API, DvbSubOcrLanguage). */
const OCR_LANGUAGES: Readonly<Record<string, OcrLanguage>> = {
  deu: "DEU",
  dut: "NLD",
  eng: "ENG",
  fra: "FRA",
  fre: "FRA",
  ger: "DEU",
  nld: "NLD",
  por: "POR",
  spa: "SPA",
};

/** A channel converts at most this many languages of pictures (MediaLive User Guide, "Create captions selectors in the inputs"). */
export const OCR_LIMIT = 3;

export const OCR_CODES: readonly string[] = Object.keys(OCR_LANGUAGES);

/** Whether the captions are pictures, which become text by reading them. */
export function isPictured(source: CaptionSource): source is Extract<CaptionSource, { type: "dvb-sub" | "scte-27" }> {
  return source.type === "dvb-sub" || source.type === "scte-27";
}

/**
 * A selector for each track, of the track's own name behind `c-`, so that none meets an audio selector's.
 * @throws RangeError for pictures of text in a language that MediaLive cannot read
 */
export function captionSelectors({ captions }: Pick<Channel, "captions">): CaptionSelectorPlan[] {
  return byName(captions ?? []).map((track) => ({ name: captionName(track), source: track.source, ...pictured(track) }));
}

/** Captions encodes by name, each of one selector. */
export function captionEncodes({ captions }: Pick<Channel, "captions">): CaptionEncode[] {
  return byName(captions ?? []).map((track) => ({
    name: captionName(track),
    selector: captionName(track),
    language: track.language,
    title: track.title,
    role: track.role,
    style: track.source.type === "embedded" || track.source.type === "teletext" ? "PASSTHROUGH" : "NO_STYLE_DATA",
  }));
}

function pictured({ name, language, source }: CaptionTrack): Pick<CaptionSelectorPlan, "language" | "ocr"> {
  if (!isPictured(source)) return {};
  const ocr = OCR_LANGUAGES[language];
  if (ocr === undefined) throw new RangeError(`captions ${name} are pictures of text in ${language}, which MediaLive cannot read`);
  return source.pid === undefined ? { language, ocr } : { ocr };
}

function captionName({ name }: CaptionTrack): string {
  return `c-${name}`;
}

function byName(tracks: readonly CaptionTrack[]): CaptionTrack[] {
  return [...tracks].sort((one, other) => (one.name < other.name ? -1 : 1));
}
