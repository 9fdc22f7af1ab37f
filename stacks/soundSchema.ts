import { z } from "zod";
import type { AudioPick, CaptionSource, CaptionTrack, ChannelAudio } from "../components/encode/index.ts";
import { must } from "./schemaProblems.ts";
import { whole } from "./whole.ts";

/** A key names encodes, selectors and outputs at MediaLive, so it is short and in one alphabet. */
const trackKey = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, must("is not a track name", "start with a letter; use a-z, 0-9 and single dashes"))
  .max(16, must("is too long", "use at most 16 characters"));

/** ISO 639-2 codes for what is no single language, and those DVB gives out for local use (`qaa` is the original sound). */
const SPECIAL_CODES = /^(mis|mul|und|zxx|q[a-t][a-z])$/;
const KNOWN_LANGUAGES = new Intl.DisplayNames("en", { type: "language", fallback: "none" });

const language = z
  .string()
  .refine(isLanguage, must("is not a language", "write the three small letters of ISO 639-2, such as eng, deu or spa"))
  .meta({ description: "ISO 639-2, three letters." });

function isLanguage(code: string): boolean {
  return /^[a-z]{3}$/.test(code) && (SPECIAL_CODES.test(code) || KNOWN_LANGUAGES.of(code) !== undefined);
}

const title = z
  .string()
  // HLS puts a name in quotation marks and has no way to write one inside (RFC 8216, 4.2).
  .regex(/^[^"]*$/, must("has a character that a manifest cannot quote", 'leave out quotation marks (")'))
  .min(1, must("is empty", "write what a player's menu shows"))
  .max(40, must("is too long", "use at most 40 characters"))
  .meta({ description: "What a player's menu shows." });

/** PIDs 0 to 31 are tables of the stream itself, 8191 is padding (ISO/IEC 13818-1, table 2-3). */
const pid = whole(32, 8190).meta({ description: "Packet identifier in the transport stream." });

const pick = z
  .strictObject({
    pid: pid.optional(),
    track: whole(1, 32).optional().meta({ description: "Counted from 1, in a file." }),
    language: language.optional(),
  })
  .refine((value) => Object.values(value).filter((one) => one !== undefined).length === 1, {
    message: must("does not say one way to find the audio", "write one of pid, track and language, or leave from out for the first audio"),
    abort: true,
  })
  .transform(({ pid: found, track, language: spoken }): AudioPick | undefined => {
    if (found !== undefined) return { by: "pid", pid: found };
    if (track !== undefined) return { by: "track", track };
    return spoken === undefined ? undefined : { by: "language", language: spoken };
  })
  .meta({ description: "Which audio of the source; the first one unless given." });

const audioTrack = z.strictObject({
  language,
  title,
  role: z
    .enum(["main", "commentary", "description"])
    .default("main")
    .meta({ description: "description: spoken for people who cannot see the picture." }),
  default: z.boolean().optional().meta({ description: "Played unless the viewer chooses; needless where there is one track." }),
  from: pick.optional(),
});

/** A channel's `audio`. */
export const audioSchema = z
  .strictObject({
    loudness: z
      .enum(["none", "ebu-r128", "atsc-a85"])
      .default("none")
      .meta({ description: "ebu-r128: -23 LUFS; atsc-a85: -24 LKFS; none: as loud as it comes." }),
    tracks: z.record(trackKey, audioTrack).default({}).meta({ description: "By a name of your own. None: the source's first audio." }),
  })
  .meta({ description: "Languages and loudness." });

const channelNumber = whole(1, 4).default(1).meta({ description: "CC1 to CC4." });

/** Pages of magazines 1 to 8, as MediaLive takes them (API, TeletextSourceSettings.PageNumber: hexadecimal, 100 to 8FF). */
const page = z
  .union([z.number().int(), z.string()])
  .transform((value) => String(value).toUpperCase())
  .refine((value) => /^[1-8][0-9A-F]{2}$/.test(value), must("is not a teletext page", 'write 100 to 8FF, such as 888 or "1E0"'))
  .meta({ description: "Three digits, such as 888." });

const captionSource = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("embedded"), channel: channelNumber }).meta({ description: "CEA-608/708 in the video." }),
  z.strictObject({ type: z.literal("scte-20"), channel: channelNumber }).meta({ description: "SCTE-20 in the video." }),
  z.strictObject({ type: z.literal("teletext"), page }).meta({ description: "DVB teletext; one page is one language." }),
  z.strictObject({ type: z.literal("dvb-sub"), pid: pid.optional() }).meta({ description: "DVB subtitles: pictures, read as text." }),
  z.strictObject({ type: z.literal("scte-27"), pid: pid.optional() }).meta({ description: "SCTE-27: pictures, read as text." }),
]);

const captionTrack = z.strictObject({
  language,
  title,
  role: z
    .enum(["caption", "subtitle"])
    .default("caption")
    .meta({ description: "caption: for people who cannot hear; subtitle: for those who do not know the language." }),
  from: captionSource,
});

/** A channel's `captions`: every entry becomes one WebVTT track. */
export const captionsSchema = z
  .record(trackKey, captionTrack)
  .meta({ description: "Captions out as WebVTT, by a name of your own. None: captions are dropped." });

export const thumbnailsSchema = z
  .boolean()
  .default(false)
  .meta({ description: "Pictures of what each pipeline takes in. Production only; gives the encoder s3:PutObject outside the account." });

export type AudioFile = z.output<typeof audioSchema>;
export type CaptionsFile = z.output<typeof captionsSchema>;

/** Audio from its parsed form; nothing where it says nothing. A track that is alone is the default one. */
export function buildAudio(file: AudioFile | undefined): ChannelAudio | undefined {
  const entries = sorted(file?.tracks ?? {});
  if (file === undefined || (entries.length === 0 && file.loudness === "none")) return undefined;
  return {
    loudness: file.loudness,
    tracks: entries.map(([name, { default: isDefault = entries.length === 1, from, ...track }]) => ({
      name,
      ...track,
      isDefault,
      ...(from === undefined ? {} : { pick: from }),
    })),
  };
}

/** Captions from their parsed form. */
export function buildCaptions(file: CaptionsFile | undefined): readonly CaptionTrack[] | undefined {
  const entries = sorted(file ?? {});
  if (entries.length === 0) return undefined;
  return entries.map(([name, { from, ...track }]) => ({ name, ...track, source: captionSourceOf(from) }));
}

function captionSourceOf(from: CaptionsFile[string]["from"]): CaptionSource {
  if (from.type !== "dvb-sub" && from.type !== "scte-27") return from;
  const { pid: found, type } = from;
  return found === undefined ? { type } : { type, pid: found };
}

function sorted<T>(record: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1));
}
