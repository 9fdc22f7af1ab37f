import { z } from "zod";
import type { ChannelOutput } from "../components/encode/index.ts";
import { formatCidr, parseCidr } from "./network.ts";
import { isPlainPush, pushUrlProblem } from "./pushUrl.ts";
import { must, mustUnshown } from "./schemaProblems.ts";
import { passwordParam } from "./sourceSchema.ts";
import { whole } from "./whole.ts";

/** Keys end in CloudFormation parameter names and in names of secrets: no dash, so that two never become one. */
const LONGEST_KEY = 12;
const outputKey = z
  .string()
  .regex(/^[a-z][a-z0-9]*$/, must("is not an output's key", "start with a letter; use a-z and 0-9"))
  .max(LONGEST_KEY, must("is too long", `use at most ${LONGEST_KEY} characters`));

const regions = (where: "preferred" | "all"): z.ZodDefault<z.ZodEnum<{ preferred: "preferred"; all: "all" }>> =>
  z
    .enum(["preferred", "all"])
    .default(where)
    .meta({ description: "preferred: the channel's first region sends it. all: each of its regions does." });

const rung = z.string().min(1).max(64).optional().meta({ description: "Rung of the ladder that is sent; the highest unless given." });

/** A secret of a name that counts up: a changed number is what makes CloudFormation read a new secret. */
const keyVersion = whole(1, 999)
  .default(1)
  .meta({ description: "Raise it to take a new secret into use: onair secret keeps it under the new number first." });

const rtmp = z
  .strictObject({
    type: z.literal("rtmp"),
    regions: regions("preferred"),
    urls: z
      .array(
        z.string().superRefine((text, context) => {
          const problem = pushUrlProblem(text);
          if (problem !== undefined) context.addIssue({ code: "custom", message: mustUnshown(problem.what, problem.remedy) });
        }),
        { error: mustUnshown("is not a list of addresses", "write a list, such as [rtmps://…, rtmps://…]") },
      )
      .min(1, must("names no address", "list one address for each pipeline"))
      .max(2, mustUnshown("names too many addresses", "list one address for each of the two pipelines"))
      .refine(
        (list) => new Set(list).size === list.length,
        mustUnshown("gives both pipelines one address", "give the second pipeline the platform's backup address"),
      )
      .meta({
        description:
          "Protocol, host and application, one per pipeline: the platform's address and its backup address. Never the stream key.",
      }),
    encrypted: z
      .boolean()
      .default(true)
      .meta({ description: "false admits rtmp://, which carries programme and stream key in the clear." }),
    rung,
    audio: z
      .string()
      .min(1)
      .max(16)
      .optional()
      .meta({ description: "Key of the audio track that is sent; the default track unless given." }),
    streamKeys: z
      .enum(["shared", "each"])
      .default("shared")
      .meta({ description: "shared: both pipelines send under one stream key. each: a stream key for each." }),
    keyVersion,
    authentication: z.enum(["common", "akamai"]).default("common"),
    verifyCertificate: z.boolean().default(true).meta({ description: "false admits a server whose certificate nobody vouches for." }),
    username: z
      .string()
      .regex(/^[\x21-\x7e]{1,128}$/, must("is not a user name", "use up to 128 printable characters without spaces"))
      .optional()
      .meta({ description: "For servers that ask for a login beside the stream key; goes with passwordParam." }),
    passwordParam: passwordParam.optional(),
  })
  .refine(
    ({ username, passwordParam: param }) => (username === undefined) === (param === undefined),
    mustUnshown("gives half a login", "write username and passwordParam together, or neither"),
  )
  .refine(
    ({ urls, encrypted }) => !encrypted || !urls.some(isPlainPush),
    mustUnshown(
      "sends programme and stream key in the clear",
      "use an rtmps:// address, or write encrypted: false if the platform has none",
    ),
  )
  .meta({ description: "Pushes one rung and one audio to a social platform by RTMP. Its stream key is a secret: onair secret." });

const frameCapture = z
  .strictObject({
    type: z.literal("frame-capture"),
    regions: regions("all"),
    // MediaLive captures up to once an hour (API, FrameCaptureSettings: 3,600,000 of seconds or milliseconds).
    everySeconds: whole(1, 3600).default(10).meta({ description: "Seconds between two pictures." }),
    height: z
      .number()
      .int(must("is not a whole number", "use a whole number of lines"))
      .min(64, must("is too low", "use 64 to 1080 lines"))
      .max(1080, must("is too high", "use 64 to 1080 lines"))
      .multipleOf(2, must("is odd", "use an even number of lines: MediaLive takes no other"))
      .default(360)
      .meta({ description: "Lines of a picture; its width follows from the ladder." }),
    retentionDays: whole(1, 3650).default(7).meta({ description: "Days after which a picture is deleted." }),
  })
  .meta({ description: "JPEG pictures of the programme in a bucket of the region." });

/** Narrowest opening that still names a sender: the pack's rule `flow-source-guarded` refuses a shorter prefix. */
const SHORTEST_PREFIX = 16;

const sender = z.string().superRefine((text, context) => {
  const network = parseCidr(text);
  const example = "such as 203.0.113.7/32";
  if (network === undefined)
    context.addIssue({ code: "custom", message: must("is not an IPv4 network", `write an address and a prefix length, ${example}`) });
  else if (network.prefix < SHORTEST_PREFIX)
    context.addIssue({
      code: "custom",
      message: must(`is wider than /${SHORTEST_PREFIX}`, `name the address that the pipeline sends from, ${example}`),
    });
});

const mediaConnect = z
  .strictObject({
    type: z.literal("mediaconnect"),
    regions: regions("preferred"),
    subscribers: z
      .array(z.string().regex(/^\d{12}$/, must("is not an AWS account", "write its twelve digits, in quotes")))
      .min(1, must("names no account", "list the accounts that may take the feed"))
      .max(20, must("names too many accounts", "list at most twenty"))
      .meta({ description: "AWS accounts that may take the feed." }),
    senders: z
      .record(z.string(), z.array(sender).min(1).max(2, must("names too many networks", "write one for each of the two pipelines")))
      .meta({ description: "By region, what each pipeline sends from: the channel's egress endpoints, as networks." }),
    rung,
    // MediaLive API, SrtOutputSettings.Latency: 40 to 16000; MediaConnect takes 10 to 15000 (API, minLatency).
    latencyMilliseconds: whole(120, 15_000).default(2000).meta({ description: "Milliseconds that lost packets may be repaired in." }),
    keyVersion,
  })
  .meta({ description: "A programme feed to a MediaConnect flow for each pipeline, which other accounts are entitled to." });

export const outputSchema = z.discriminatedUnion("type", [rtmp, frameCapture, mediaConnect]);

/** As many as a person can keep in mind; each is one more thing that can fail in a live channel. */
const MOST_OUTPUTS = 8;

export const outputsSchema = z
  .record(outputKey, outputSchema)
  .refine((outputs) => Object.keys(outputs).length <= MOST_OUTPUTS, must("has too many outputs", `use at most ${MOST_OUTPUTS}`))
  .meta({ description: "Where the channel goes besides its viewers, by key." });

export type OutputFile = z.output<typeof outputSchema>;

/** Outputs as plans read them: settings that are left out are not there. Undefined when there are none. */
export function buildOutputs(given: Readonly<Record<string, OutputFile>> = {}): Readonly<Record<string, ChannelOutput>> | undefined {
  const made = Object.entries(given).map(([key, output]) => [key, buildOutput(output)] as const);
  return made.length === 0 ? undefined : Object.fromEntries(made);
}

function buildOutput(output: OutputFile): ChannelOutput {
  switch (output.type) {
    case "frame-capture":
      return output;
    case "rtmp": {
      const { rung: sent, audio, username, passwordParam: param, urls } = output;
      const { type, regions: where, streamKeys, keyVersion: version, authentication, verifyCertificate } = output;
      return {
        ...{ type, regions: where, streamKeys, keyVersion: version, authentication, verifyCertificate },
        // A slash after the application is a platform's way of writing: MediaLive puts one before the stream key.
        urls: urls.map((url) => url.replace(/\/$/, "")),
        ...(sent === undefined ? {} : { rung: sent }),
        ...(audio === undefined ? {} : { audio }),
        ...(username === undefined || param === undefined ? {} : { username, passwordParam: param }),
      };
    }
    case "mediaconnect": {
      const { rung: sent, senders, subscribers, ...rest } = output;
      const networks = Object.entries(senders).map(([region, list]) => [region, list.map(network)] as const);
      return {
        ...rest,
        subscribers: [...new Set(subscribers)].sort(),
        senders: Object.fromEntries(networks),
        ...(sent === undefined ? {} : { rung: sent }),
      };
    }
  }
}

/** One spelling for one network. */
function network(text: string): string {
  const parsed = parseCidr(text);
  return parsed === undefined ? text : formatCidr(parsed);
}
