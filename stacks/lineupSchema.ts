import { z } from "zod";
import { archiveSchema } from "./archiveSchema.ts";
import { inputFailoverSchema } from "./failoverSchema.ts";
import { availBlankingSchema, blackoutSchema, inputLossSlateSchema, scte35Schema } from "./signalSchema.ts";
import { outputsSchema } from "./outputSchema.ts";
import { must } from "./schemaProblems.ts";
import { audioSchema, captionsSchema, thumbnailsSchema } from "./soundSchema.ts";
import { moreInputsSchema, sourceSchema } from "./sourceSchema.ts";

/** Names end in IAM roles (64 characters), alarms and DNS labels (63): these lengths leave room for every suffix. */
export const LONGEST_CHANNEL_NAME = 24;
export const LONGEST_ENVIRONMENT_NAME = 12;

const name = (longest: number): z.ZodString =>
  z
    .string()
    .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, must("is not a name", "start with a letter; use a-z, 0-9 and single dashes"))
    .max(longest, must("is too long", `use at most ${longest} characters: it becomes part of longer AWS names`));

export const environmentName = name(LONGEST_ENVIRONMENT_NAME);
const channelName = name(LONGEST_CHANNEL_NAME);

const seconds = (lowest: number, highest: number, why: string): z.ZodNumber =>
  z
    .number()
    .int(must("is not a whole number of seconds", "use whole seconds"))
    .min(lowest, must("is too short", `use ${lowest} seconds or more${why}`))
    .max(highest, must("is too long", `use ${highest} seconds or less${why}`));

const startover = z.union([z.literal(0), seconds(60, 1_209_600, ": MediaPackage keeps 14 days at most")]);

export const channelSchema = z
  .strictObject({
    title: z
      .string()
      .min(1, must("is empty", "write what viewers call the channel"))
      .max(80, must("is too long", "use at most 80 characters")),
    group: name(24).default("main").meta({ description: "MediaPackage channel group. Ten channels fit in one." }),
    regions: z
      .array(z.string())
      .min(1, must("names no region", "list regions in order of preference"))
      .max(4, must("names too many regions", "list at most four; the first two make the origin pair"))
      .meta({ description: "AWS regions in order of preference." }),
    ladder: z.string().meta({ description: "A file in ladders/, without .yaml." }),
    source: sourceSchema,
    moreInputs: moreInputsSchema.optional(),
    inputFailover: inputFailoverSchema.optional(),
    uplink: z
      .enum(["both", "single"])
      .default("both")
      .meta({ description: "single: the encoder feeds one region at a time and follows a failover name." }),
    audio: audioSchema.optional(),
    captions: captionsSchema.optional(),
    thumbnails: thumbnailsSchema,
    scte35: scte35Schema.optional(),
    availBlanking: availBlankingSchema.optional(),
    blackout: blackoutSchema.optional(),
    inputLossSlate: inputLossSlateSchema.optional(),
    liveWindowSeconds: seconds(12, 900, ": MediaPackage allows 15 minutes")
      .default(60)
      .meta({ description: "Live manifest window. Short, so that a forced error leaves it soon." }),
    startoverSeconds: startover.default(0).meta({ description: "How far back a viewer may start; 0 for none." }),
    archive: archiveSchema.optional(),
    outputs: outputsSchema.optional(),
    logLevel: z.enum(["ERROR", "WARNING", "INFO", "DEBUG", "DISABLED"]).default("WARNING"),
  })
  .meta({ description: "One live programme." });

/** `lineups/<environment>.yaml` */
export const lineupSchema = z
  .strictObject({
    environment: environmentName.meta({ description: "Must be the file's own name." }),
    production: z
      .boolean()
      .meta({ description: "true: two regions, two pipelines, CMAF. false: one region, one pipeline, HLS. Fixed for life." }),
    channels: z.record(channelName, channelSchema),
  })
  .meta({ title: "Onair lineup", description: "The channels of one environment." });

export type LineupFile = z.output<typeof lineupSchema>;
export type ChannelFile = z.output<typeof channelSchema>;

/** What can still be judged of a lineup that its schema refuses: the channels it does not refuse, if there are any. */
export function soundParts(value: unknown, environment: string): LineupFile | undefined {
  const fields = recordOf(value);
  const production = fields["production"];
  const sound = Object.entries(recordOf(fields["channels"])).flatMap(([key, entry]) => {
    const [known, parsed] = [channelName.safeParse(key), channelSchema.safeParse(entry)];
    return known.success && parsed.success ? [[key, parsed.data] as const] : [];
  });
  if (typeof production !== "boolean" || sound.length === 0) return undefined;
  const named = environmentName.safeParse(fields["environment"]);
  return { environment: named.success ? named.data : environment, production, channels: Object.fromEntries(sound) };
}

/** The fields of a group of settings; none of anything else. */
export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : {};
}
