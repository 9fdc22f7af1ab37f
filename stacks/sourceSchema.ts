import { z } from "zod";
import type { Source } from "../components/encode/index.ts";
import { must } from "./schemaProblems.ts";
import { pullUrlProblem, type PullScheme } from "./pullUrl.ts";
import { buildSrtSource, srtSources } from "./srtSchema.ts";
import { buildFlowSource, flowSource } from "./flowSchema.ts";
import { whole } from "./whole.ts";

const instance = z.string().regex(/^[A-Za-z0-9_-]{1,32}$/, must("is not an RTMP name", "use up to 32 of A-Z, a-z, 0-9, _ and -"));

const timecode = z
  .enum(["embedded", "none"])
  .default("none")
  .meta({ description: "embedded: UTC timecode in the signal, which lets two regions cut alike." });

/** One address per pipeline. Whether there must be two is a matter of the environment: `sourceProblems`. */
const urls = (scheme: PullScheme): z.ZodType<string[]> =>
  z
    .array(
      z.string().superRefine((text, context) => {
        const problem = pullUrlProblem(text, scheme);
        if (problem !== undefined) context.addIssue({ code: "custom", message: must(problem.what, problem.remedy) });
      }),
    )
    .min(1, must("names no address", "list one address for each pipeline"))
    .max(2, must("names too many addresses", "list one address for each of the two pipelines"))
    .refine(
      (list) => new Set(list).size === list.length,
      must("gives both pipelines one address", "give each pipeline an address of its own"),
    );

/** A parameter's name, alone or as a path (Systems Manager User Guide, "Requirements and constraints for parameter names"). */
export const passwordParam = z
  .string()
  .regex(
    /^(\/?[A-Za-z0-9_.-]+(\/[A-Za-z0-9_.-]+){0,14})$/,
    must("is not the name of an SSM parameter", "write the parameter's name, such as /onair/feed-password; never the password"),
  )
  .max(512, must("is too long", "use at most 512 characters"))
  .meta({
    description: "SSM parameter (SecureString, in every region of the channel) that holds the password. Its name, never the password.",
  });

const login = {
  username: z
    .string()
    .regex(/^[\x21-\x7e]{1,128}$/, must("is not a user name", "use up to 128 printable characters without spaces"))
    .optional()
    .meta({ description: "User name of both addresses; goes with passwordParam." }),
  passwordParam: passwordParam.optional(),
};

const WHOLE_LOGIN = must("gives half a login", "write username and passwordParam together, or neither");
const wholeLogin = (source: { readonly username?: string | undefined; readonly passwordParam?: string | undefined }): boolean =>
  (source.username === undefined) === (source.passwordParam === undefined);

/** How a signal arrives. */
export const sourceSchema = z.discriminatedUnion("type", [
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
  ...srtSources(timecode),
  flowSource(timecode),
  z
    .strictObject({ type: z.literal("rtmp-pull"), timecode, urls: urls("rtmp"), ...login })
    .refine(wholeLogin, WHOLE_LOGIN)
    .meta({ description: "RTMP that MediaLive fetches from two addresses, rtmp://host:1935/application/instance." }),
  z
    .strictObject({
      type: z.literal("hls-pull"),
      timecode: z.literal("none").default("none"),
      urls: urls("https"),
      ...login,
      bufferSegments: whole(3, 10)
        .default(3)
        .meta({ description: "Segments behind the live edge at which reading begins. MediaLive takes more for a recording." }),
      bandwidth: whole(1, 100_000_000)
        .optional()
        .meta({ description: "Bits per second: reads the rendition nearest to it. Left out: the highest." }),
    })
    .refine(wholeLogin, WHOLE_LOGIN)
    .meta({ description: "A live HLS playlist that MediaLive fetches from two https addresses. Ends locking: never seamless." }),
  z
    .strictObject({ type: z.literal("mp4-demo"), timecode: z.literal("none").default("none") })
    .meta({ description: "The looping MP4 that Onair ships." }),
]);

export type SourceFile = z.output<typeof sourceSchema>;

/** Keys end in CloudFormation parameter names and in input names: no dash, so that two never become one. */
const LONGEST_INPUT_KEY = 12;
const inputKey = z
  .string()
  .regex(/^[a-z][a-z0-9]*$/, must("is not an input's key", "start with a letter; use a-z and 0-9"))
  .max(LONGEST_INPUT_KEY, must("is too long", `use at most ${LONGEST_INPUT_KEY} characters`))
  .refine((key) => key !== "primary", must("is taken", "primary is the channel's source; choose another key"));

export const moreInputsSchema = z
  .record(inputKey, sourceSchema)
  .meta({ description: "Further inputs to switch to, by key. A channel takes twenty inputs, two of them pushed." });

/** A source as plans read it: an RTMP application is named, and settings that are left out are not there. */
export function buildSource(application: string, source: SourceFile): Source {
  switch (source.type) {
    case "rtmp-push":
      return { ...source, application: source.application ?? application };
    case "srt-listener":
    case "srt-caller":
      return buildSrtSource(source);
    case "mediaconnect":
      return buildFlowSource(source);
    case "rtmp-pull":
      return { type: source.type, timecode: source.timecode, ...pulled(source) };
    case "hls-pull":
      return {
        type: source.type,
        timecode: source.timecode,
        bufferSegments: source.bufferSegments,
        ...(source.bandwidth === undefined ? {} : { bandwidth: source.bandwidth }),
        ...pulled(source),
      };
    default:
      return source;
  }
}

/** Further inputs as plans read them; undefined when there are none. Each RTMP application is the channel's name and the key. */
export function buildMoreInputs(
  channel: string,
  given: Readonly<Record<string, SourceFile>> = {},
): Readonly<Record<string, Source>> | undefined {
  const made = Object.entries(given).map(([key, source]) => [key, buildSource(`${channel}-${key}`, source)] as const);
  return made.length === 0 ? undefined : Object.fromEntries(made);
}

function pulled({ urls: at, username, passwordParam: param }: Extract<SourceFile, { urls: string[] }>): {
  urls: readonly string[];
  username?: string;
  passwordParam?: string;
} {
  return { urls: at, ...(username === undefined ? {} : { username }), ...(param === undefined ? {} : { passwordParam: param }) };
}
