import { z } from "zod";
import type { SrtAddress, SrtCallerSource, SrtListenerSource } from "../components/encode/index.ts";
import { must } from "./schemaProblems.ts";
import { parseSrtAddress, srtAddressProblem } from "./srtAddress.ts";
import { whole } from "./whole.ts";

/**
 * Milliseconds (MediaLive API, SrtListenerSettingsRequest: 120 to 15000). A second leaves room for four repairs over the longest
 * way between two continents, about a quarter of a second there and back, and is little beside a segment.
 */
const LATENCY = 1000;

/** SRT's own limit (draft-sharabayko-srt, "Stream ID Extension Message"): 512 bytes. */
const LONGEST_STREAM_ID = 512;

const latencyMilliseconds = whole(120, 15_000)
  .default(LATENCY)
  .meta({ description: "Time to repair losses in. The longer of the two sides' counts; four round trips are a good start." });

const streamId = z
  .string()
  .regex(/^[\x21-\x7e]+$/, must("is not a stream id", "use printable characters without spaces; never a password"))
  .max(LONGEST_STREAM_ID, must("is too long", `use at most ${LONGEST_STREAM_ID} characters`))
  .optional()
  .meta({ description: "What the two sides call the stream. Stored where others can read it: no password." });

const encryption = z.enum(["aes128", "aes192", "aes256"]);

const addresses = z
  .array(
    z.string().superRefine((text, context) => {
      const problem = srtAddressProblem(text);
      if (problem !== undefined) context.addIssue({ code: "custom", message: must(problem.what, problem.remedy) });
    }),
  )
  .min(1, must("names no address", "list one address for each pipeline"))
  .max(2, must("names too many addresses", "list one address for each of the two pipelines"))
  .refine(
    (list) => new Set(list).size === list.length,
    must("gives both pipelines one address", "give each pipeline an address of its own"),
  );

/** SRT both ways. MediaLive takes no listener without encryption. */
export const srtSources = (timecode: z.ZodType<"embedded" | "none", "embedded" | "none" | undefined>) =>
  [
    z
      .strictObject({
        type: z.literal("srt-listener"),
        timecode,
        latencyMilliseconds,
        streamId,
        encryption: encryption
          .default("aes256")
          .meta({ description: "AES with a passphrase that `onair passphrase` makes and Secrets Manager keeps." }),
      })
      .meta({ description: "MPEG-TS over SRT: encoders call two addresses of MediaLive's, port 5050, always encrypted." }),
    z
      .strictObject({
        type: z.literal("srt-caller"),
        timecode,
        addresses: addresses.meta({ description: "Where MediaLive calls, host:port, one for each pipeline." }),
        latencyMilliseconds,
        streamId,
        encryption: encryption.optional().meta({ description: "Left out: the signal comes in the clear." }),
      })
      .meta({ description: "MPEG-TS over SRT that MediaLive fetches from two listeners of yours." }),
  ] as const;

export type SrtSourceFile = z.output<ReturnType<typeof srtSources>[number]>;

/** An SRT source as plans read it: addresses taken apart, and what is left out is not there. */
export function buildSrtSource(source: SrtSourceFile): SrtListenerSource | SrtCallerSource {
  const { timecode, latencyMilliseconds } = source;
  const link = { timecode, latencyMilliseconds, ...(source.streamId === undefined ? {} : { streamId: source.streamId }) };
  if (source.type === "srt-listener") return { type: source.type, ...link, encryption: source.encryption };
  const { encryption: cipher } = source;
  const callees: readonly SrtAddress[] = source.addresses.map(parseSrtAddress);
  return { type: source.type, ...link, addresses: callees, ...(cipher === undefined ? {} : { encryption: cipher }) };
}
