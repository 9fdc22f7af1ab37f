import { z } from "zod";
import type { FrameRate } from "../components/encode/index.ts";
import { CODEC_LIMITS } from "../components/encode/plan.ts";
import { bitrate } from "./bitrates.ts";
import { must } from "./schemaProblems.ts";

/** Frame rates broadcasters use, as they are written in a ladder file. */
export const FRAME_RATES: Readonly<Record<string, FrameRate>> = {
  "23.976": { numerator: 24_000, denominator: 1001 },
  "24": { numerator: 24, denominator: 1 },
  "25": { numerator: 25, denominator: 1 },
  "29.97": { numerator: 30_000, denominator: 1001 },
  "30": { numerator: 30, denominator: 1 },
  "50": { numerator: 50, denominator: 1 },
  "59.94": { numerator: 60_000, denominator: 1001 },
  "60": { numerator: 60, denominator: 1 },
};

/** AAC-LC stereo at 48 kHz takes these rates, in kbit/s (MediaLive User Guide, AAC settings). */
const AUDIO_RATES = ["64k", "96k", "128k", "160k", "192k", "256k"] as const;

const { width: WIDEST, height: TALLEST } = CODEC_LIMITS.h265;

const side = (longest: number): z.ZodNumber =>
  z
    .number()
    .int(must("is not a whole number of pixels", "use an even whole number"))
    .min(64, must("is too small", "use 64 pixels or more"))
    .max(longest, must("is too large", `use ${longest} pixels or less: MediaLive makes nothing larger`))
    .multipleOf(2, must("is odd", "use an even number: colour is coded for every second pixel"));

const nits = z
  .number()
  .int(must("is not a whole number of nits", "use a whole number"))
  .min(1, must("is too dark", "use 1 nit or more"))
  .max(32_768, must("is too bright", "use 32768 nits or less"));

const ownRung = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,15}$/, must("is not a rung name", "use up to 16 of a-z, 0-9 and -"))
    .meta({ description: "A standard name brings its size and rate along." }),
  width: side(WIDEST).optional(),
  height: side(TALLEST).optional(),
  bitrate: bitrate.optional(),
  frameRate: z
    .literal("half", {
      error: must(
        "is not half",
        "write half, or leave it out: regions cut alike only when every rung runs at the ladder's rate or a simple part of it",
      ),
    })
    .optional()
    .meta({ description: "Half the ladder's frame rate; only from 50 frames." }),
  quality: z
    .number()
    .int(must("is not a whole number", "use 1 to 10"))
    .min(1, must("is too low", "use 1 to 10"))
    .max(10, must("is too high", "use 1 to 10"))
    .optional()
    .meta({ description: "Quality that qvbr aims at; by the size of the picture unless given." }),
  codec: z
    .enum(["h264", "h265", "av1"])
    .optional()
    .meta({ description: "Another codec than the ladder's, for players that can show it; not of the first rung." }),
});

/** One ladder file: `ladders/<name>.yaml`. */
export const ladderSchema = z
  .strictObject({
    codec: z.enum(["h264", "h265", "av1"]).default("h264").meta({ description: "Video codec." }),
    profile: z
      .enum(["auto", "baseline", "main", "high", "main10"])
      .default("auto")
      .meta({ description: "H.264: baseline, main or high. H.265: main or main10. auto chooses by rung." }),
    level: z
      .union([z.number(), z.string()])
      .transform((value) => String(value).replace(/\.0$/, ""))
      .default("auto")
      .meta({ description: "A level of the codec that holds every rung, such as 4.1; auto leaves it to the encoder." }),
    tier: z.enum(["main", "high"]).optional().meta({ description: "H.265 only; high allows more bits per second at a level." }),
    dynamicRange: z.enum(["sdr", "hdr10"]).default("sdr").meta({ description: "hdr10: H.265 of 10 bits; HDR10 passes through untouched." }),
    lightLevels: z.strictObject({ maxCll: nits, maxFall: nits }).optional().meta({
      description: "Nits of the brightest pixel and the brightest frame; only for hdr10, and only where the source does not say.",
    }),
    frameRate: z
      .union([z.number(), z.string()])
      .transform(String)
      .refine(
        (value) => Object.hasOwn(FRAME_RATES, value),
        must("is not a frame rate Onair encodes", `use one of: ${Object.keys(FRAME_RATES).join(", ")}`),
      )
      .meta({ description: "Frames per second of every rung." }),
    rateControl: z
      .enum(["qvbr", "cbr"])
      .default("qvbr")
      .meta({ description: "qvbr spends bits where the picture needs them; cbr holds the rate." }),
    bufferSeconds: z
      .number()
      .multipleOf(0.5, must("is not a multiple of half a second", "use 1, 1.5, 2, 3 or 4"))
      .min(1, must("is less than a second of the bitrate", "use 1 or more: a smaller buffer starves the encoder at every scene cut"))
      .max(4, must("is too long", "use 4 or less: a player must fill it before it starts"))
      .default(2)
      .meta({ description: "Decoder buffer, in seconds of a rung's bitrate." }),
    gopSeconds: z
      .number()
      .int(must("is not a whole number of seconds", "use 1, 2, 3 or 4"))
      .min(1, must("is too short", "use 1 or more"))
      .max(4, must("is too long", "use 4 or less"))
      .default(2),
    segmentSeconds: z
      .number()
      .int(must("is not a whole number of seconds", "use 1 to 12"))
      .min(1, must("is too short", "use 1 or more"))
      .max(12, must("is too long", "use 12 or less"))
      .default(4)
      .meta({ description: "A whole number of GOPs. Low-latency HLS is best at 1." }),
    rungs: z
      .array(z.union([ownRung, z.string(), z.number()]))
      .min(1, must("has no rung", "list at least one, such as 720p"))
      .meta({ description: "Highest first: a standard name, a rate, or a rung of your own." }),
    audioBitrates: z
      .array(z.enum(AUDIO_RATES))
      .min(1, must("has no audio rate", "list one or two, such as 128k"))
      .max(2, must("has too many audio rates", "list at most two: each costs one of the ten tracks of an ingest stream"))
      .default(["128k"])
      .meta({ description: "AAC, highest first." }),
  })
  .meta({ title: "Onair ladder", description: "The renditions of a channel and the timing they share." });

export type LadderFile = z.output<typeof ladderSchema>;
export type RungFile = LadderFile["rungs"][number];
