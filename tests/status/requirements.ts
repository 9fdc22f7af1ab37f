/** The pieces of work that bring the service about, in their order. */
const WORKS = ["spine", "breadth", "failover", "watch it", "watch rights", "ads and VOD", "other services", "run it"] as const;
export type Work = (typeof WORKS)[number];

/** What is in this tree. A row counts from the first of its works. */
export const LANDED: ReadonlySet<Work> = new Set<Work>(["spine", "breadth", "failover"]);

/** One thing the service must do. Tests carry its id in their title: `[L4]`, or `[S4 E5]` for several. */
export interface Requirement {
  readonly id: string;
  readonly title: string;
  /** What each work brings of it, the first one first; an empty text where it brings all. */
  readonly works: Readonly<Partial<Record<Work, string>>>;
}

/** Headings of the page, by the letter that ids begin with. */
export const GROUPS: Readonly<Record<string, string>> = {
  S: "The shape",
  L: "Live path",
  E: "Edge",
  B: "Beside the live path",
  O: "Running it",
};

const row = (id: string, title: string, works: Requirement["works"]): Requirement => ({ id, title, works });

export const REQUIREMENTS: readonly Requirement[] = [
  row("S1", "A Pulumi program in TypeScript on aws, awsx and aws-native, tested with mocha", { spine: "" }),
  row("S2", "The layout: one entry, components, stacks, policy, tests, one settings file per stack", { spine: "" }),
  row("S3", "Encode regions and a global edge as component resources, configured per region", { spine: "" }),
  row("S4", "A policy pack for encryption, signed delivery and redundancy", {
    spine: "the pack",
    breadth: "governance and the rest of the rules",
  }),
  row("S5", "Deployed per environment, checked in CI, read by other teams' stacks, used from other projects", { spine: "" }),

  row("L1", "Inputs, on both endpoints of a Standard channel", {
    spine: "RTMP and RTP push, the demo file",
    breadth: "RTMP and HLS pull, several per channel",
    failover: "SRT, MediaConnect, automatic input failover",
  }),
  row("L2", "Input security groups from encoder networks; contribution secrets", { spine: "groups", failover: "passphrases" }),
  row("L3", "Standard channels in production and single ones in development; log level, thumbnails, staggered maintenance", {
    spine: "channel classes",
    breadth: "logs, thumbnails, maintenance",
  }),
  row("L4", "Ladders as data, from 360p to 2160p at every common frame rate", { spine: "H.264", breadth: "H.265, AV1, CBR, shorthand" }),
  row("L5", "Several audio tracks and languages, loudness, captions", { breadth: "" }),
  row("L6", "Ad markers in, through and signalled out; blanking and blackout", { failover: "" }),
  row("L7", "HLS, low-latency HLS and DASH, just in time; startover; DRM", { spine: "formats and startover", "watch rights": "DRM" }),
  row("L8", "Other outputs: archive, broadcaster, social platform, frame capture", { breadth: "archive", failover: "the rest" }),
  row("L9", "MediaConnect contribution over two zones", { failover: "" }),
  row("L10", "Server-side ads", { "ads and VOD": "" }),

  row("E1", "The distribution: cache lives, a behaviour per channel, HTTPS, protocols, price class, shield, logs", {
    spine: "the distribution",
    breadth: "shield and real-time logs",
  }),
  row("E2", "A domain of one's own: validated certificates and alias records", { spine: "" }),
  row("E3", "Media moves to the other region by origin group", { spine: "origin groups", failover: "selection by media quality" }),
  row("E4", "Names that follow a healthy region; evacuation by a person", {
    spine: "health checks and records",
    failover: "evacuation",
    "watch rights": "the session API's name",
  }),
  row("E5", "Signed cookies and URLs, key life cycle, origins closed to all but the distribution", {
    spine: "signing and closing",
    "watch rights": "rotation",
  }),
  row("E6", "Sessions: who may watch, how many at once, revocation", { "watch rights": "" }),
  row("E7", "Geo restriction, firewall, CORS, security headers", { breadth: "at the edge", "watch rights": "on the session API" }),
  row("E8", "The player page", { "watch it": "" }),
  row("E9", "Invalidation of what can be invalidated", { "watch it": "the player", "ads and VOD": "VOD" }),

  row("B1", "Amazon IVS: channel, chat, stage", { "other services": "" }),
  row("B2", "Kinesis Video Streams: cameras", { "other services": "" }),
  row("B3", "VOD by MediaConvert; live to VOD", { "ads and VOD": "" }),
  row("B4", "Logs as data: streams, tables, queries", { "other services": "" }),
  row("B5", "What does the jobs of Elastic Transcoder and MediaStore now", { "other services": "" }),

  row("O1", "Outputs: addresses to push to and to watch, ids, dashboards", { spine: "the contract", "run it": "the rest" }),
  row("O2", "Alarms that page for what viewers feel, composites, dashboards", { breadth: "alarms and dashboards", "run it": "the rest" }),
  row("O3", "Events to people; start on demand and on schedule", { breadth: "notifications", "run it": "starting and stopping" }),
  row("O4", "Audit trail, log retention, customer keys, least-privilege roles", {
    spine: "the trail",
    breadth: "retention, keys, roles",
    "other services": "theirs",
  }),
  row("O5", "Deploy and destroy in order, drift, resuming", { failover: "onair deploy: in order, drained, resumed", "run it": "the rest" }),
  row("O6", "GitHub Actions for pull requests and deploys", { "run it": "" }),
  row("O7", "Cost from the plan, budgets, capacity for N viewers", { "run it": "" }),
  row("O8", "Runbooks", { "run it": "" }),
  row("O9", "Load test", { "run it": "" }),
  row("O10", "Replication of archive and VOD buckets", { "ads and VOD": "" }),
  row("O11", "Live control: inputs, slate, splices, blackout", { "run it": "" }),
];

/** The works of a row, the first one first. */
export function worksOf({ works }: Requirement): Work[] {
  return WORKS.filter((work) => work in works);
}
