import type { MaintenanceWindow, Pipeline } from "../encode/index.ts";
import type { FlowFailover, FlowFeed, FlowSend, FlowShare, FlowSource } from "./types.ts";

/** A flow as it is to be made, with all that hangs on it. Names come from keys alone. */
export interface FlowPlan {
  readonly pipeline: Pipeline;
  readonly name: string;
  /** Name of the Pulumi resource. */
  readonly resource: string;
  readonly zone: string;
  readonly maintenance: { readonly day: (typeof WEEK)[number]; readonly startHour: string };
  readonly first: FlowSourcePlan;
  readonly second?: FlowSourcePlan;
  readonly failover?: FlowFailover;
  readonly outputs: readonly FlowOutputPlan[];
  readonly entitlements: readonly EntitlementPlan[];
}

/** One source of a flow. */
export interface FlowSourcePlan {
  readonly name: "first" | "second";
  readonly protocol: FlowFeed["protocol"];
  readonly description: string;
  readonly listen?: { readonly port: number; readonly whitelistCidr: string };
  readonly call?: { readonly host: string; readonly port: number; readonly streamId?: string };
  readonly latency?: number;
  readonly maxBitrate?: number;
  /** Encrypted with the input's passphrase. */
  readonly encrypted: boolean;
}

export interface FlowOutputPlan {
  readonly name: string;
  readonly resource: string;
  readonly protocol: FlowSend["protocol"];
  readonly port: number;
  readonly destination?: string;
  readonly cidrAllowList?: readonly string[];
  readonly latency?: number;
  readonly streamId?: string;
  /** Name of the secret that holds the passphrase. */
  readonly secret?: string;
}

export type EntitlementPlan = FlowShare & { readonly name: string; readonly resource: string };

export interface FlowContext {
  /** Name of the input at AWS, such as `onair-prod-studio`. */
  readonly name: string;
  /** Name of the input's Pulumi resource. */
  readonly resource: string;
  readonly pipelines: readonly Pipeline[];
  /** Availability Zones, one for each pipeline, different. */
  readonly zones: readonly string[];
  readonly encoderCidrs: readonly string[];
  /** When the flow of pipeline a may be restarted; that of pipeline b follows. UTC. */
  readonly maintenance: MaintenanceWindow;
}

/** Name of the flow of one pipeline. */
export function flowName(input: string, pipeline: Pipeline): string {
  return `${input}-${pipeline}`;
}

/**
 * The flows of one input, one for each pipeline.
 * @throws RangeError when a zone, an address or the network of an encoder is missing, or two pipelines share a zone
 */
export function flowPlans(source: FlowSource, context: FlowContext): FlowPlan[] {
  const zones = context.pipelines.map(
    (pipeline, index) => context.zones[index] ?? missing(`an Availability Zone for pipeline ${pipeline}`),
  );
  if (new Set(zones).size < zones.length) throw new RangeError(`both flows of ${context.name} would be in ${zones.join(", ")}`);
  return context.pipelines.map((pipeline, index) => {
    const resource = flowName(context.resource, pipeline);
    const { secondFeed, failover, share = {}, outputs = {} } = source;
    return {
      pipeline,
      name: flowName(context.name, pipeline),
      resource,
      zone: zones[index] ?? "",
      maintenance: windowOf(context.maintenance, index),
      first: sourcePlan("first", source.feed, index, context),
      ...(secondFeed === undefined ? {} : { second: sourcePlan("second", secondFeed, index, context) }),
      ...(failover === undefined ? {} : { failover }),
      outputs: sorted(outputs).flatMap(([key, output]) => outputPlan(key, resource, output, index)),
      entitlements: sorted(share).map(([key, one]) => ({ ...one, name: key, resource: `${resource}-${key}` })),
    };
  });
}

/** Names of the secrets that outputs and entitlements of a source need, beside the input's own passphrase. */
export function secretsOf({ outputs = {}, share = {} }: FlowSource): readonly { readonly path: string; readonly secret: string }[] {
  return [
    ...sorted(outputs).flatMap(([key, output]) =>
      "passphraseSecret" in output ? [{ path: `outputs.${key}.passphraseSecret`, secret: output.passphraseSecret }] : [],
    ),
    ...sorted(share).flatMap(([key, { encryption }]) =>
      encryption === undefined ? [] : [{ path: `share.${key}.encryption.keySecret`, secret: encryption.keySecret }],
    ),
  ];
}

/** Whether what a source takes in is encrypted: SRT is, with the input's passphrase, and nothing else can be. */
export function isEncrypted({ protocol }: Pick<FlowFeed, "protocol">): boolean {
  return protocol === "srt-listener" || protocol === "srt-caller";
}

/** Ports that a listener takes: RIST one and RTP-FEC two for mending (MediaConnect User Guide, "Source ports on MediaConnect flows"). */
export function portsOf(protocol: FlowFeed["protocol"], port: number): readonly number[] {
  if (protocol === "rist") return [port, port + 1];
  return protocol === "rtp-fec" ? [port, port + 2, port + 4] : [port];
}

/** The one network that may send: what the feed says, or the region's only encoder network. MediaConnect takes one per source. */
export function admittedNetwork(feed: FlowFeed, encoderCidrs: readonly string[]): string | undefined {
  if (feed.protocol === "srt-caller") return undefined;
  return feed.admit ?? (encoderCidrs.length === 1 ? encoderCidrs[0] : undefined);
}

function sourcePlan(name: "first" | "second", feed: FlowFeed, index: number, { name: input, encoderCidrs }: FlowContext): FlowSourcePlan {
  const common = {
    name,
    protocol: feed.protocol,
    description: `${input}, ${name} source`,
    ...("latencyMilliseconds" in feed ? { latency: feed.latencyMilliseconds } : {}),
    ...(feed.maxBitrate === undefined ? {} : { maxBitrate: feed.maxBitrate }),
    encrypted: isEncrypted(feed),
  };
  if (feed.protocol === "srt-caller") {
    const { host, port } = feed.addresses[index] ?? missing(`an address that the ${name} source of ${input} calls for pipeline ${index}`);
    return { ...common, call: { host, port, ...(feed.streamId === undefined ? {} : { streamId: feed.streamId }) } };
  }
  const whitelistCidr = admittedNetwork(feed, encoderCidrs) ?? missing(`the network that may send to the ${name} source of ${input}`);
  return { ...common, listen: { port: feed.port, whitelistCidr } };
}

/** With one address only the first flow sends. */
function outputPlan(key: string, flow: string, output: FlowSend, index: number): FlowOutputPlan[] {
  const names = { name: key, resource: `${flow}-${key}`, protocol: output.protocol };
  const latency = "latencyMilliseconds" in output ? { latency: output.latencyMilliseconds } : {};
  const secret = "passphraseSecret" in output ? { secret: output.passphraseSecret } : {};
  if (output.protocol === "srt-listener") return [{ ...names, port: output.port, cidrAllowList: output.admit, ...latency, ...secret }];
  const address = output.addresses[index];
  if (address === undefined) return [];
  const stream = "streamId" in output ? { streamId: output.streamId } : {};
  return [{ ...names, port: address.port, destination: address.host, ...latency, ...stream, ...secret }];
}

/**
 * AWS restarts a flow somewhere within two hours of its window (MediaConnect User Guide, "How maintenance works"). The flow of
 * pipeline b has its window behind that of pipeline a, or both pipelines could lose their signal at once; the windows that
 * regions have by themselves leave those hours free.
 */
const WINDOW_HOURS = 2;
/** As MediaConnect writes them (API reference, MaintenanceDay). */
const WEEK = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;

function windowOf({ day, startTime }: MaintenanceWindow, index: number): FlowPlan["maintenance"] {
  const first = WEEK.findIndex((name) => name.toUpperCase() === day);
  const hours = first * 24 + Number(startTime.slice(0, 2)) + index * WINDOW_HOURS;
  return { day: WEEK[Math.floor(hours / 24) % WEEK.length] ?? WEEK[0], startHour: `${String(hours % 24).padStart(2, "0")}:00` };
}

function sorted<T>(entries: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(entries).sort(([left], [right]) => (left < right ? -1 : 1));
}

function missing(what: string): never {
  throw new RangeError(`there is not ${what}`);
}
