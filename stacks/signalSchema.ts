import { z } from "zod";
import {
  SCTE_MESSAGES,
  type AvailBlanking,
  type Blackout,
  type InputLossSlate,
  type Picture,
  type Scte35,
} from "../components/encode/plan.ts";
import { must } from "./schemaProblems.ts";
import { pictureOf, pictureTextProblem } from "./pictureText.ts";
import { whole } from "./whole.ts";

/** MediaLive API, InputSettings.Scte35Pid. */
const scte35Pid = whole(32, 8191);
/** MediaLive API, InputLossBehavior: 0 to 1,000,000, the highest meaning for ever. */
const FOR_EVER = 1_000_000;

/** A channel's `scte35`. */
export const scte35Schema = z
  .strictObject({
    mode: z
      .enum(["passthrough", "none"])
      .default("passthrough")
      .meta({ description: "passthrough: messages go on to the manifests, with a key frame at each. none: they end in the encoder." }),
    avails: z
      .enum(["splice-insert", "time-signal"])
      .default("splice-insert")
      .meta({ description: "Which messages are ad avails: MediaLive's mode splice insert, or time signal APOS." }),
    offsetMilliseconds: whole(-1000, 1000).optional().meta({ description: "Added to the time of every avail." }),
    ignore: z
      .array(z.enum(["web-delivery", "regional-blackout"]))
      .max(2)
      .default([])
      .meta({ description: "Restriction flags in messages that are not to blank anything." }),
    pids: z
      .record(z.string(), scte35Pid)
      .default({})
      .meta({ description: "PID of the messages by input (primary, or a key of moreInputs); the first one there unless given." }),
    hls: z
      .enum(["daterange", "enhanced", "none"])
      .optional()
      .meta({ description: "Markers in HLS: EXT-X-DATERANGE, or EXT-X-CUE-OUT and its kin. daterange unless given." }),
    dash: z
      .enum(["xml", "binary", "none"])
      .optional()
      .meta({ description: "Markers in DASH: spelled out as XML, or the message as it came. binary unless given." }),
    periods: z.boolean().optional().meta({ description: "A new DASH period at every avail." }),
    filter: z
      .array(z.enum(SCTE_MESSAGES))
      .max(SCTE_MESSAGES.length)
      .refine((list) => new Set(list).size === list.length, must("names a message type twice", "name each once"))
      .optional()
      .meta({ description: "Message types that count as ads; MediaPackage's own choice unless given." }),
    manifests: z.enum(["all", "filtered"]).optional().meta({ description: "Messages that manifests show. all unless given." }),
    segments: z
      .enum(["none", "all", "filtered"])
      .optional()
      .meta({ description: "Messages that segments carry along. none unless given." }),
  })
  .meta({ description: "What becomes of the source's SCTE-35 messages. Production only." });

const picture = z
  .string()
  .superRefine((text, context) => {
    const problem = pictureTextProblem(text);
    if (problem !== undefined) context.addIssue({ code: "custom", message: must(problem.what, problem.remedy) });
  })
  .transform(pictureOf)
  .meta({ description: "A PNG or BMP: slates/<name>.png of this project, s3://bucket/key, or a public https address." });

/** A channel's `availBlanking`. */
export const availBlankingSchema = z
  .strictObject({ image: picture.optional() })
  .meta({ description: "Blanks picture, sound and captions during ad avails; black without an image. Production only." });

/** A channel's `blackout`. */
export const blackoutSchema = z
  .strictObject({
    image: picture.optional(),
    networkEnd: z
      .strictObject({
        networkId: z
          .string()
          .regex(
            /^10\.[0-9]{4}\/([0-9A-Fa-f]{4}-){5}[0-9A-Za-z]$/,
            must("is not an EIDR", "write 10.XXXX/XXXX-XXXX-XXXX-XXXX-XXXX-C, as the messages have it"),
          )
          .meta({ description: "EIDR of the network, as Network End and Network Start messages name it." }),
        image: picture.optional(),
      })
      .optional()
      .meta({ description: "Blanks from Network End to Network Start, too." }),
  })
  .meta({ description: "Blanks programmes that messages restrict; black without an image. Production only." });

/** A channel's `inputLossSlate`. */
export const inputLossSlateSchema = z
  .strictObject({
    image: picture,
    repeatMilliseconds: whole(0, FOR_EVER)
      .default(1000)
      .meta({ description: "How long the last picture stands first; 1000000: for ever." }),
    blackMilliseconds: whole(0, FOR_EVER).default(0).meta({ description: "How long black follows it." }),
  })
  .meta({ description: "What viewers see when no input brings anything." });

type Scte35File = z.output<typeof scte35Schema>;

/** Markers as plans read them. With mode `none` there is nothing to show. */
export function buildScte35({ mode, avails, ignore, pids, offsetMilliseconds, ...rest }: Scte35File): Scte35 {
  const passed = mode === "passthrough";
  return {
    mode,
    avails,
    ...(offsetMilliseconds === undefined ? {} : { offsetMilliseconds }),
    ignore: [...new Set(ignore)].sort(),
    pids,
    hls: rest.hls ?? (passed ? "daterange" : "none"),
    dash: rest.dash ?? (passed ? "binary" : "none"),
    periods: rest.periods ?? false,
    filter: rest.filter ?? [],
    manifests: rest.manifests ?? "all",
    segments: rest.segments ?? "none",
  };
}

export function buildAvailBlanking({ image }: z.output<typeof availBlankingSchema>): AvailBlanking {
  return shown(image);
}

export function buildBlackout({ image, networkEnd }: z.output<typeof blackoutSchema>): Blackout {
  return {
    ...shown(image),
    ...(networkEnd === undefined ? {} : { networkEnd: { networkId: networkEnd.networkId, ...shown(networkEnd.image) } }),
  };
}

export function buildInputLossSlate(file: z.output<typeof inputLossSlateSchema>): InputLossSlate {
  return file;
}

function shown(image: Picture | undefined): { readonly image?: Picture } {
  return image === undefined ? {} : { image };
}
