import { z } from "zod";
import type { FlowFeed, FlowSend, FlowShare, FlowSource } from "../components/contribution/plan.ts";
import { must } from "./schemaProblems.ts";
import { networkProblem } from "./encoderNetwork.ts";
import { parseSrtAddress, srtAddressProblem } from "./srtAddress.ts";
import { whole } from "./whole.ts";

/**
 * Ports that a flow may listen on: 1024 to 65535 (CDK, aws-mediaconnect-alpha, SourceSrtListener), but for those that are
 * Zixi's (MediaConnect User Guide, "Source ports on MediaConnect flows"). `flowRules` counts the ports for mending losses.
 */
const port = whole(1024, 65_535);

/**
 * Milliseconds. The flow's API prints no range; this one lies within that of MediaConnect's router, 10 to 10000, and that of
 * MediaLive's SRT, 120 to 15000.
 */
const latencyMilliseconds = whole(120, 10_000)
  .default(1000)
  .meta({ description: "Time to repair losses in. Four round trips are a good start; of SRT the longer of the two sides' counts." });

const cidr = z.string().superRefine((text, context) => {
  const problem = networkProblem(text);
  if (problem !== undefined) context.addIssue({ code: "custom", message: must(problem[0], problem[1]) });
});

const address = z.string().superRefine((text, context) => {
  const problem = srtAddressProblem(text);
  if (problem !== undefined) context.addIssue({ code: "custom", message: must(problem.what, problem.remedy) });
});

const addresses = z
  .array(address)
  .min(1, must("names no address", "list one address for the flow of each pipeline"))
  .max(2, must("names too many addresses", "list one address for the flow of each of the two pipelines"))
  .refine(
    (list) => new Set(list).size === list.length,
    must("gives both flows one address", "give each pipeline's flow an address of its own"),
  );

const streamId = z
  .string()
  .regex(/^[\x21-\x7e]+$/, must("is not a stream id", "use printable characters without spaces; never a password"))
  .max(512, must("is too long", "use at most 512 characters"))
  .optional();

const maxBitrate = whole(1, 400_000_000).optional().meta({ description: "Bits per second that the source is smoothed to at most." });

const unencrypted = z.literal("allowed").optional().meta({ description: "The word that is needed for a protocol that cannot encrypt." });

const admit = cidr
  .optional()
  .meta({ description: "The one network that may send: MediaConnect takes one. The region's only encoder network unless given." });

const listening = (standard: number) => ({ port: port.default(standard), admit, maxBitrate });

/** The second feed listens on other ports by itself: 5000 and 5010 are apart whatever the protocol adds. */
const feed = (standard: number) =>
  z
    .discriminatedUnion("protocol", [
      z.strictObject({ protocol: z.literal("srt-listener"), ...listening(standard), latencyMilliseconds }),
      z.strictObject({ protocol: z.literal("srt-caller"), addresses, latencyMilliseconds, streamId, maxBitrate }),
      z.strictObject({ protocol: z.literal("rist"), ...listening(standard), latencyMilliseconds, unencrypted }),
      z.strictObject({ protocol: z.literal("rtp-fec"), ...listening(standard), unencrypted }),
      z.strictObject({ protocol: z.literal("rtp"), ...listening(standard), unencrypted }),
    ])
    .meta({ description: "Who connects, and how losses are mended. SRT is encrypted with the input's passphrase (`onair passphrase`)." });

/** A name in Secrets Manager (API reference, CreateSecret: letters, digits and /_+=.@-, 512 at most), and never the secret itself. */
const secretName = z
  .string()
  .regex(
    /^[A-Za-z0-9_+=.@-]+(\/[A-Za-z0-9_+=.@-]+)*$/,
    must("is not the name of a secret", "write its name in Secrets Manager, such as onair/partner; never the secret"),
  )
  .max(512, must("is too long", "use at most 512 characters"))
  .refine(
    (name) => name.includes("/"),
    must("is no path", "name secrets by a path, such as onair/partner, so that no passphrase is taken for a name"),
  );

/** Keys end in names of flows' parts. */
const key = z
  .string()
  .regex(/^[a-z][a-z0-9]*$/, must("is not a name", "start with a letter; use a-z and 0-9"))
  .max(16, must("is too long", "use at most 16 characters"))
  .refine((name) => name !== "second", must("is taken", "choose another key"));

const account = z.string().regex(/^\d{12}$/, must("is not an account id", "write twelve digits in quotes: everybody cannot be meant"));

const share = z
  .strictObject({
    accounts: z
      .array(account)
      .min(1, must("names no account", "list the accounts that may subscribe"))
      .refine((list) => new Set(list).size === list.length, must("repeats an account", "list each account once")),
    dataTransferFeePercent: whole(0, 100).default(0).meta({ description: "Share of the data transfer that the subscriber pays." }),
    encryption: z.strictObject({ algorithm: z.enum(["aes128", "aes192", "aes256"]).default("aes256"), keySecret: secretName }).optional(),
  })
  .meta({ description: "An entitlement to each flow, for other AWS accounts." });

const output = z
  .discriminatedUnion("protocol", [
    z.strictObject({
      protocol: z.literal("srt-listener"),
      port,
      admit: z.array(cidr).min(1, must("names no network", "list the networks that may call")),
      latencyMilliseconds,
      passphraseSecret: secretName,
    }),
    z.strictObject({ protocol: z.literal("srt-caller"), addresses, latencyMilliseconds, streamId, passphraseSecret: secretName }),
    z.strictObject({ protocol: z.literal("rist"), addresses, unencrypted }),
    z.strictObject({ protocol: z.literal("rtp-fec"), addresses, unencrypted }),
    z.strictObject({ protocol: z.literal("rtp"), addresses, unencrypted }),
  ])
  .meta({ description: "Where else each flow sends what it takes in." });

const failover = z.discriminatedUnion("mode", [
  z.strictObject({
    mode: z.literal("failover"),
    // A flow is made with one source; the second is added to it afterwards, and AWS says nothing of a priority for what is not there yet.
    primary: z
      .literal(
        "feed",
        must("is not feed, the one source that can be preferred", "write the encoder that you prefer as feed, the other as secondFeed"),
      )
      .optional()
      .meta({ description: "feed is taken whenever it is there. Left out: neither is preferred." }),
  }),
  z.strictObject({
    mode: z.literal("merge"),
    /** AWS prints two ranges, 100 to 15000 and 100 to 500: this one is in both. */
    recoveryWindowMilliseconds: whole(100, 500)
      .default(200)
      .meta({ description: "How far apart the same packet may come from both encoders. Delays the signal by as much." }),
  }),
]);

/** MediaConnect as a source of a channel. */
export const flowSource = (timecode: z.ZodType<"embedded" | "none", "embedded" | "none" | undefined>) =>
  z
    .strictObject({
      type: z.literal("mediaconnect"),
      timecode,
      feed: feed(5000),
      secondFeed: feed(5010).optional(),
      failover: failover.optional(),
      share: z.record(key, share).optional(),
      outputs: z.record(key, output).optional(),
    })
    .refine(({ failover: mode, secondFeed }) => mode === undefined || secondFeed !== undefined, {
      error: must("says how to change between two feeds, and there is one", "add secondFeed, or leave failover out"),
      path: ["failover"],
    })
    .meta({ description: "Two MediaConnect flows in two zones, over SRT, RIST or RTP. They cost by the hour while the channel runs." });

export type FlowSourceFile = z.output<ReturnType<typeof flowSource>>;

/** A MediaConnect source as plans read it: what is left out is not there, and two feeds fail over. */
export function buildFlowSource(file: FlowSourceFile): FlowSource {
  const { type, timecode, secondFeed, share: shares, outputs } = file;
  return {
    type,
    timecode,
    feed: buildFeed(file.feed),
    ...(secondFeed === undefined ? {} : { secondFeed: buildFeed(secondFeed), failover: buildFailover(file.failover) }),
    ...(shares === undefined ? {} : { share: mapped(shares, buildShare) }),
    ...(outputs === undefined ? {} : { outputs: mapped(outputs, buildOutput) }),
  };
}

function buildFeed(file: FlowSourceFile["feed"]): FlowFeed {
  if (file.protocol === "srt-caller") return { ...defined(file), addresses: file.addresses.map(parseSrtAddress) };
  return defined(file);
}

function buildFailover(file: FlowSourceFile["failover"]): NonNullable<FlowSource["failover"]> {
  return file === undefined ? { mode: "failover" } : defined(file);
}

function buildShare(file: z.output<typeof share>): FlowShare {
  return { ...defined(file), accounts: [...file.accounts].sort() };
}

function buildOutput(file: z.output<typeof output>): FlowSend {
  if (file.protocol === "srt-listener") return { ...defined(file), admit: [...file.admit].sort() };
  return { ...defined(file), addresses: file.addresses.map(parseSrtAddress) };
}

function mapped<A, B>(entries: Readonly<Record<string, A>>, change: (entry: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(entries).map(([name, entry]) => [name, change(entry)]));
}

type Defined<T> = T extends unknown ? { [K in keyof T]: Exclude<T[K], undefined> } : never;

/** Without the settings that are left out. */
function defined<T extends object>(entries: T): Defined<T> {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as Defined<T>;
}
