import { z } from "zod";
import { must } from "./schemaProblems.ts";

/** Names end in IAM roles (64 characters), alarms and DNS labels (63): these lengths leave room for every suffix. */
export const LONGEST_CHANNEL_NAME = 24;
export const LONGEST_ENVIRONMENT_NAME = 12;

const name = (longest: number): z.ZodString =>
  z
    .string()
    .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, must("is not a name", "start with a letter; use a-z, 0-9 and single dashes"))
    .max(longest, must("is too long", `use at most ${longest} characters: it becomes part of longer AWS names`));

export const environmentName = name(LONGEST_ENVIRONMENT_NAME);

const instance = z.string().regex(/^[A-Za-z0-9_-]{1,32}$/, must("is not an RTMP name", "use up to 32 of A-Z, a-z, 0-9, _ and -"));

const timecode = z
  .enum(["embedded", "none"])
  .default("none")
  .meta({ description: "embedded: UTC timecode in the signal, which lets two regions cut alike." });

const source = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("rtp-push"), timecode }).meta({ description: "MPEG-TS over RTP, pushed to two addresses." }),
  z
    .strictObject({
      type: z.literal("rtmp-push"),
      timecode,
      application: instance.optional().meta({ description: "RTMP application; the channel's name unless given." }),
      instances: z
        .tuple([instance, instance])
        .default(["a", "b"])
        .meta({ description: "RTMP instance (stream) names of the two pipelines." }),
    })
    .meta({ description: "RTMP pushed to two addresses." }),
  z
    .strictObject({ type: z.literal("mp4-demo"), timecode: z.literal("none").default("none") })
    .meta({ description: "The looping MP4 that Onair ships." }),
]);

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
    source,
    uplink: z
      .enum(["both", "single"])
      .default("both")
      .meta({ description: "single: the encoder feeds one region at a time and follows a failover name." }),
    liveWindowSeconds: seconds(12, 900, ": MediaPackage allows 15 minutes")
      .default(60)
      .meta({ description: "Live manifest window. Short, so that a forced error leaves it soon." }),
    startoverSeconds: startover.default(0).meta({ description: "How far back a viewer may start; 0 for none." }),
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
    channels: z.record(name(LONGEST_CHANNEL_NAME), channelSchema),
  })
  .meta({ title: "Onair lineup", description: "The channels of one environment." });

export type LineupFile = z.output<typeof lineupSchema>;
export type ChannelFile = z.output<typeof channelSchema>;
