import { z } from "zod";
import type { FrameRate, Ladder, Rung } from "../components/encode/index.ts";
import { must } from "./schemaProblems.ts";
import { showValue, type Problem } from "./problems.ts";

/** The standard rungs of row L4 that H.264 is used for here. Pixels and bits per second. */
export const STANDARD_RUNGS: Readonly<Record<string, Rung>> = Object.fromEntries(
  (
    [
      ["1080p", 1920, 1080, 4_000_000],
      ["720p", 1280, 720, 2_500_000],
      ["480p", 854, 480, 1_000_000],
      ["360p", 640, 360, 600_000],
    ] as const
  ).map(([name, width, height, bitrate]) => [name, { name, width, height, bitrate }]),
);

/** Frame rates broadcasters use, as they are written in a ladder file. */
const FRAME_RATES: Readonly<Record<string, FrameRate>> = {
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

/** Lowest video bitrate MediaLive takes (API shape `__integerMin1000`), and the top of H.264 level 5.1 main use here. */
const LOWEST_BITRATE = 1_000;
const HIGHEST_BITRATE = 50_000_000;

const rate = z
  .union([
    z.number().int(),
    z.string().regex(/^\d+(\.\d+)?[kM]$/, must("is not a bitrate", "write bits per second, or a number with k or M, such as 2.5M")),
  ])
  .transform((value) => bitsPerSecond(value))
  .pipe(
    z
      .number()
      .int(must("is not a whole number of bits per second", "write bits per second, or a number with k or M"))
      .min(LOWEST_BITRATE, must("is too low", `use ${LOWEST_BITRATE} bits per second or more`))
      .max(HIGHEST_BITRATE, must("is too high", "use 50M or less")),
  )
  .meta({ description: "Bits per second; 2.5M and 600k are understood." });

function bitsPerSecond(value: number | string): number {
  if (typeof value === "number") return value;
  const factor = value.endsWith("M") ? 1_000_000 : 1_000;
  return Math.round(Number(value.slice(0, -1)) * factor);
}

const size = z
  .number()
  .int(must("is not a whole number of pixels", "use an even whole number"))
  .min(64, must("is too small", "use 64 pixels or more"))
  .max(1920, must("is too large", "use 1920 pixels or less: UHD comes with H.265"))
  .multipleOf(2, must("is odd", "H.264 needs an even width and height"));

const ownRung = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,15}$/, must("is not a rung name", "use up to 16 of a-z, 0-9 and -")),
  width: size,
  height: size,
  bitrate: rate,
});

/** One ladder file: `ladders/<name>.yaml`. */
export const ladderSchema = z
  .strictObject({
    codec: z.enum(["h264"]).default("h264").meta({ description: "Video codec." }),
    frameRate: z
      .union([z.number(), z.string()])
      .transform(String)
      .refine(
        (value) => value in FRAME_RATES,
        must("is not a frame rate Onair encodes", `use one of: ${Object.keys(FRAME_RATES).join(", ")}`),
      )
      .meta({ description: "Frames per second of every rung." }),
    rateControl: z
      .enum(["qvbr", "cbr"])
      .default("qvbr")
      .meta({ description: "qvbr spends bits where the picture needs them; cbr holds the rate." }),
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
      .default(4),
    rungs: z
      .array(z.union([z.string(), ownRung]))
      .min(1, must("has no rung", "list at least one, such as 720p"))
      .meta({ description: "Highest first: a standard name or a size and rate of your own." }),
    audioBitrates: z
      .array(z.enum(AUDIO_RATES))
      .min(1, must("has no audio rate", "list one or two, such as 128k"))
      .max(2, must("has too many audio rates", "list at most two: each costs one of the ten tracks of an ingest stream"))
      .default(["128k"])
      .meta({ description: "AAC, highest first." }),
  })
  .meta({ title: "Onair ladder", description: "The renditions of a channel and the timing they share." });

type LadderFile = z.output<typeof ladderSchema>;

/** A ladder from its parsed file, with the rules that need more than one field. */
export function buildLadder(name: string, file: LadderFile): { ladder: Ladder; problems: Problem[] } {
  const path = `ladders/${name}.yaml`;
  const problems: Problem[] = [];
  const rungs: Rung[] = [];
  for (const [index, rung] of file.rungs.entries()) {
    const known = typeof rung === "string" ? STANDARD_RUNGS[rung] : rung;
    if (known === undefined) {
      problems.push({
        path: `${path} rungs[${index}]`,
        what: "is not a standard rung",
        given: showValue(rung) ?? "",
        remedy: `use ${Object.keys(STANDARD_RUNGS).join(", ")}, or write name, width, height and bitrate`,
      });
    } else rungs.push(known);
  }
  const ladder: Ladder = {
    name,
    codec: file.codec,
    frameRate: FRAME_RATES[file.frameRate] ?? { numerator: 30, denominator: 1 },
    rateControl: file.rateControl,
    gopSeconds: file.gopSeconds,
    segmentSeconds: file.segmentSeconds,
    rungs,
    audioBitrates: file.audioBitrates.map((text) => bitsPerSecond(text)),
  };
  return { ladder, problems: [...problems, ...rungProblems(path, rungs), ...timingProblems(path, ladder), ...audioProblems(path, ladder)] };
}

function rungProblems(path: string, rungs: readonly Rung[]): Problem[] {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  for (const [index, rung] of rungs.entries()) {
    const here = `${path} rungs[${index}]`;
    if (seen.has(rung.name))
      problems.push({ path: here, what: "repeats a rung name", given: rung.name, remedy: "give each rung a name of its own" });
    seen.add(rung.name);
    const above = rungs[index - 1];
    if (above === undefined) continue;
    if (rung.bitrate >= above.bitrate) {
      problems.push({
        path: here,
        what: `has a bitrate not below that of ${above.name}`,
        given: String(rung.bitrate),
        remedy: "list rungs from the highest to the lowest bitrate",
      });
    }
    if (rung.height > above.height) {
      problems.push({
        path: here,
        what: `is taller than ${above.name} above it`,
        given: String(rung.height),
        remedy: "list rungs from the largest to the smallest picture",
      });
    }
  }
  return problems;
}

function timingProblems(path: string, ladder: Ladder): Problem[] {
  if (ladder.segmentSeconds % ladder.gopSeconds === 0) return [];
  return [
    {
      path: `${path} segmentSeconds`,
      what: `is not a whole number of GOPs of ${ladder.gopSeconds} s`,
      given: String(ladder.segmentSeconds),
      remedy: `use a multiple of ${ladder.gopSeconds}, or another gopSeconds`,
    },
  ];
}

function audioProblems(path: string, ladder: Ladder): Problem[] {
  const [high, low] = ladder.audioBitrates;
  if (high === undefined || low === undefined || low < high) return [];
  return [
    {
      path: `${path} audioBitrates`,
      what: "are not falling",
      given: ladder.audioBitrates.join(", "),
      remedy: "list the higher rate first, and each rate once",
    },
  ];
}
