/** What players read out of manifests. Paths are absolute on the viewers' host. */
import { XMLParser } from "fast-xml-parser";
import HLS, { type types } from "hls-parser";
import type { PartPlace } from "../../../capacity/index.ts";

/** A rendition that a multivariant playlist or an MPD offers. */
export interface Offer {
  readonly kind: "video" | "audio";
  /** Path of its media playlist, or id of its representation. */
  readonly track: string;
  /** Bits per second; of HLS the variant's. */
  readonly bandwidth: number;
}

/** Renditions of a multivariant playlist, each once, pictures first and highest first. */
export function multivariantOffers(text: string, path: string): Offer[] {
  const playlist = HLS.parse(text);
  if (!playlist.isMasterPlaylist) throw new TypeError("it is a media playlist");
  const { variants } = playlist;
  const videos = variants.map(({ uri, bandwidth }): Offer => ({ kind: "video", track: resolved(uri, path), bandwidth }));
  const audios = variants.flatMap(({ audio }) =>
    audio.flatMap(({ uri }): Offer[] => (uri === undefined ? [] : [{ kind: "audio", track: resolved(uri, path), bandwidth: 0 }])),
  );
  const once = new Map([...videos.sort((one, other) => other.bandwidth - one.bandwidth), ...audios].map((offer) => [offer.track, offer]));
  return [...once.values()];
}

/** A media playlist as a player follows it. */
export interface MediaList {
  readonly targetSeconds: number;
  readonly init?: string;
  /** Complete segments by their numbers. */
  readonly segments: readonly { readonly number: number; readonly path: string }[];
  /** Length of a part; absent without low latency. */
  readonly partSeconds?: number;
  /** Parts of the end of the playlist. */
  readonly parts: readonly (PartPlace & { readonly path: string })[];
}

export function mediaList(text: string, path: string): MediaList {
  const playlist = HLS.parse(text);
  if (playlist.isMasterPlaylist) throw new TypeError("it is a multivariant playlist");
  const { segments, targetDuration, partTargetDuration } = playlist;
  // A segment that is still being received has parts and no address; types of the parser say otherwise.
  const complete = segments.filter(({ uri, gap }) => Boolean(uri) && gap !== true);
  const map = segments.find((segment) => hasMap(segment))?.map;
  return {
    targetSeconds: targetDuration,
    ...(map === undefined ? {} : { init: resolved(map.uri, path) }),
    segments: complete.map(({ uri, mediaSequenceNumber }) => ({ number: mediaSequenceNumber, path: resolved(uri, path) })),
    ...(partTargetDuration === undefined ? {} : { partSeconds: partTargetDuration }),
    parts: segments.flatMap(({ mediaSequenceNumber: msn, parts }) =>
      parts.filter(({ hint }) => !hint).map(({ uri }, part) => ({ msn, part, path: resolved(uri, path) })),
    ),
  };
}

function hasMap(segment: { readonly map?: types.Segment["map"] }): boolean {
  return segment.map !== undefined;
}

/** An MPD as a player follows it. */
export interface Presentation {
  readonly updateSeconds: number;
  readonly offers: readonly Offer[];
  /** Of a representation: its initialisation segment, and the numbers of the segments there are. */
  readonly media: (track: string) => {
    readonly init: string;
    readonly numbers: readonly number[];
    readonly path: (number: number) => string;
  };
}

const LISTS = new Set(["Period", "AdaptationSet", "Representation", "S"]);
const xml = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: "", isArray: (name) => LISTS.has(name) });

/** Of a dynamic presentation with numbers and a timeline. What is of an older period than the last is left to those who watch it already. */
export function presentation(text: string, path: string): Presentation {
  const mpd = node(node(xml.parse(text))["MPD"]);
  const period = list(mpd["Period"]).at(-1) ?? {};
  const found = new Map<string, { readonly offer: Offer; readonly template: Node }>();
  for (const set of list(period["AdaptationSet"])) {
    const kind = value(set["contentType"]);
    if (kind !== "video" && kind !== "audio") continue;
    for (const representation of list(set["Representation"])) {
      const track = value(representation["id"]);
      const offer: Offer = { kind, track, bandwidth: Number(value(representation["bandwidth"])) };
      found.set(track, { offer, template: node(representation["SegmentTemplate"] ?? set["SegmentTemplate"]) });
    }
  }
  return {
    updateSeconds: seconds(value(mpd["minimumUpdatePeriod"])),
    offers: [...found.values()].map(({ offer }) => offer).sort((one, other) => other.bandwidth - one.bandwidth),
    media: (track) => {
      const template = found.get(track)?.template;
      if (template === undefined) throw new TypeError(`there is no representation ${track}`);
      const address = (pattern: string, number: number): string =>
        resolved(pattern.replaceAll("$RepresentationID$", track).replaceAll("$Number$", String(number)), path);
      return {
        init: address(value(template["initialization"]), 0),
        numbers: numbersOf(template),
        path: (number) => address(value(template["media"]), number),
      };
    },
  };
}

function numbersOf(template: Node): number[] {
  const first = Number(value(template["startNumber"]) || "1");
  const entries = list(node(template["SegmentTimeline"])["S"]);
  const count = entries.reduce((sum, entry) => sum + 1 + Number(value(entry["r"]) || "0"), 0);
  return Array.from({ length: count }, (_, index) => first + index);
}

type Node = Readonly<Record<string, unknown>>;

function node(found: unknown): Node {
  return typeof found === "object" && found !== null ? (found as Node) : {};
}

function list(found: unknown): Node[] {
  return Array.isArray(found) ? found.map(node) : [];
}

function value(found: unknown): string {
  return typeof found === "string" || typeof found === "number" ? String(found) : "";
}

/** Of an ISO 8601 duration without days. */
export function seconds(duration: string): number {
  const [, hours = "0", minutes = "0", rest = "0"] = /^PT(?:([\d.]+)H)?(?:([\d.]+)M)?(?:([\d.]+)S)?$/.exec(duration) ?? [];
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(rest);
}

function resolved(uri: string, path: string): string {
  const { pathname, search } = new URL(uri, `http://viewers.invalid${path}`);
  return `${pathname}${search}`;
}
