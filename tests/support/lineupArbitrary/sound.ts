import fc from "fast-check";
import { carriageOf, trackSum, TRACK_LIMIT, type SourceType } from "../../../components/encode/index.ts";
import { buildLadder, ladderSchema } from "../../../stacks/ladder.ts";
import { audioSchema, buildAudio, buildCaptions, captionsSchema } from "../../../stacks/soundSchema.ts";
import { optional, written } from "./parts.ts";

type Document = Record<string, unknown>;

const audioTracks: Readonly<Record<string, fc.Arbitrary<Document>>> = {
  first: fc.record({ language: fc.constantFrom("eng", "qaa"), title: fc.constant("Original"), role: fc.constantFrom("main", undefined) }),
  file: fc.record({ language: fc.constant("spa"), title: fc.constant("Español"), from: fc.constant({ track: 1 }) }),
  deutsch: fc.record({ language: fc.constantFrom("deu", "ger"), title: fc.constant("Deutsch"), from: fc.constant({ language: "deu" }) }),
  talk: fc.record({
    language: fc.constant("fra"),
    title: fc.constant("Commentaire"),
    role: fc.constantFrom("commentary", "description"),
    from: fc.integer({ min: 32, max: 8190 }).map((pid) => ({ pid })),
  }),
};

const captionTracks: Readonly<Record<string, fc.Arbitrary<Document>>> = {
  cc: fc.constantFrom(1, 2, undefined).map((channel) => caption("eng", "CC", { type: "embedded", channel })),
  "scte-cc": fc.constantFrom(3, 4, undefined).map((channel) => caption("spa", "SCTE", { type: "scte-20", channel })),
  page: fc.constantFrom(888, "1f0").map((page) => caption("swe", "Text-TV", { type: "teletext", page })),
  dvb: fc.constantFrom(33, undefined).map((pid) => caption("deu", "Untertitel", { type: "dvb-sub", pid })),
  cable: fc.constantFrom(34, undefined).map((pid) => caption("por", "Legendas", { type: "scte-27", pid })),
};

function caption(language: string, title: string, from: Document): Document {
  return { language, title, from: written(from) };
}

/** Some of the tracks, each in one of its forms. */
function someOf(tracks: Readonly<Record<string, fc.Arbitrary<Document>>>): fc.Arbitrary<Document> {
  return fc
    .tuple(fc.subarray(Object.keys(tracks)), fc.record(tracks))
    .map(([chosen, made]) => Object.fromEntries(chosen.map((key) => [key, written(made[key] ?? {})])));
}

const captionRole = fc.constantFrom("caption", "subtitle", undefined);

/** What a channel would like to sound and read like; `fitSound` leaves what its sources and its ladder can give. */
export const soundWishes = {
  audio: optional(
    fc.record({ loudness: fc.constantFrom("none", "ebu-r128", "atsc-a85", undefined), tracks: optional(someOf(audioTracks)) }).map(written),
  ),
  captions: optional(
    fc
      .tuple(someOf(captionTracks), captionRole)
      .map(([tracks, role]) =>
        Object.fromEntries(Object.entries(tracks).map(([key, track]) => [key, written({ ...(track as Document), role })])),
      ),
  ),
  thumbnails: fc.constantFrom(true, false, undefined),
};

/** Drops of a channel what its sources do not carry, what is too many tracks, and thumbnails in development. */
export function fitSound(channel: Document, ladder: Document, production: boolean): Document {
  const { audio, captions, thumbnails, ...rest } = channel;
  const wished = (audio ?? {}) as { tracks?: Document };
  const tracks = Object.entries(wished.tracks ?? {}).filter(([, track]) => audible(channel, track as Document));
  const texts = Object.entries((captions ?? {}) as Document).filter(([, track]) => legible(channel, track as Document));
  const kept = severalAudios(channel) ? tracks : tracks.slice(0, 1);
  while (tracksIn(ladder, kept, texts) > TRACK_LIMIT && kept.length + texts.length > 0) (texts.length > 0 ? texts : kept).pop();
  return written({
    ...rest,
    audio: audio === undefined ? undefined : written({ ...wished, tracks: wished.tracks === undefined ? undefined : withDefault(kept) }),
    captions: captions === undefined ? undefined : Object.fromEntries(texts),
    thumbnails: production ? thumbnails : thumbnails === undefined ? undefined : false,
  });
}

function primary(channel: Document): ReturnType<typeof carriageOf> {
  return carriageOf((channel["source"] as { type: SourceType }).type);
}

function carriages(channel: Document): ReturnType<typeof carriageOf>[] {
  const sources = [channel["source"], ...Object.values((channel["moreInputs"] ?? {}) as Document)] as { type: SourceType }[];
  return sources.map(({ type }) => carriageOf(type));
}

function severalAudios(channel: Document): boolean {
  return carriages(channel).every((carriage) => carriage.severalAudios);
}

/** An input with one audio gives that one, unless it is the primary: then `from` must fit it too. */
function audible(channel: Document, { from }: Document): boolean {
  const by = Object.keys(from ?? {});
  return carriages(channel)
    .filter((carriage) => carriage === primary(channel) || carriage.severalAudios)
    .every(({ picks }) => by.every((way) => (picks as readonly string[]).includes(way)));
}

function legible(channel: Document, { from }: Document): boolean {
  return (primary(channel).captions as readonly string[]).includes((from as { type: string }).type);
}

function tracksIn(ladder: Document, audio: [string, unknown][], captions: [string, unknown][]): number {
  const sound = buildAudio(audioSchema.parse({ tracks: Object.fromEntries(audio) }));
  const text = buildCaptions(captionsSchema.parse(Object.fromEntries(captions)));
  return trackSum({
    ladder: buildLadder("made", ladderSchema.parse(ladder)).ladder,
    ...(sound === undefined ? {} : { audio: sound }),
    ...(text === undefined ? {} : { captions: text }),
  }).total;
}

/** The first of several tracks is the default; one alone says so or not. */
function withDefault(tracks: [string, unknown][]): Document {
  return Object.fromEntries(
    tracks.map(([key, track], index) => [key, tracks.length === 1 ? track : { ...(track as Document), default: index === 0 }]),
  );
}
