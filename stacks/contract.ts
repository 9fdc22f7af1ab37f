import { z } from "zod";
import { StackContractError } from "./contractErrors.ts";
import { flowsContract } from "./flowContract.ts";
import { WEEK_DAYS } from "./maintenance.ts";
import { menus } from "./menuContract.ts";
import { outputsContract } from "./outputContract.ts";

/**
 * What one stack tells other stacks and other teams. Plain JSON, versioned, additive only:
 * a field is never renamed or removed within a version, and readers ignore fields they do not know.
 */
export const CONTRACT_VERSION = 1;

/** Name of the stack output that carries the contract. */
export const CONTRACT_OUTPUT = "contract";

const version = z.literal(CONTRACT_VERSION);
const pipeline = z.enum(["a", "b"]);
/** What must hold for two regions to cut alike, and how it stands: `text` says it, `source` names AWS's page. */
const alignmentCondition = z.object({ id: z.string(), met: z.boolean(), text: z.string(), source: z.string() });
const alignment = z.object({
  failover: z.enum(["seamless", "visible"]),
  epochLocked: z.boolean(),
  reason: z.string(),
  conditions: z.array(alignmentCondition).optional(),
});

/** Where an encoder sends one pipeline of a channel in one region. */
const ingest = z.object({
  pipeline,
  scheme: z.string(),
  ip: z.string(),
  port: z.number().int(),
  path: z.string(),
  /** Of an SRT address, beginning with `?`: part of `url`, for whoever puts a name in place of the address. */
  query: z.string().optional(),
  url: z.string(),
});

/** A CloudWatch alarm that says a pipeline is well. `hash` changes when its definition does. */
const healthAlarm = z.object({ pipeline, alarm: z.string(), region: z.string(), hash: z.string(), meaning: z.string() });

/** An alarm in `region` by which people take the region `of` out of service. `hash` changes when its definition does. */
const regionSwitch = z.object({ of: z.string(), alarm: z.string(), region: z.string(), hash: z.string(), meaning: z.string() });

/** An alarm that wakes people, and how long it waits for a worse one to speak in its place. Seconds. */
const pageAlarm = z.object({ alarm: z.string(), waitSeconds: z.number() });
/** The alarm of the whole stack that speaks at once, absent where there is none, and one for each channel. All in `region`. */
const paging = z.object({ region: z.string(), alarm: z.string().optional(), channels: z.record(z.string(), pageAlarm) });

const origin = z.object({
  channelGroup: z.string(),
  channel: z.string(),
  liveEndpoint: z.string(),
  startoverEndpoint: z.string().optional(),
});

const regionChannel = z.object({
  title: z.string(),
  channelId: z.string(),
  channelArn: z.string(),
  regions: z.array(z.string()).min(1),
  source: z.enum(["rtp-push", "rtmp-push", "rtmp-pull", "hls-pull", "mp4-demo", "srt-listener", "srt-caller", "mediaconnect"]),
  uplink: z.enum(["both", "single"]),
  alignment,
  /** Hash of everything that must be equal in all regions of the channel. */
  encodeHash: z.string(),
  /** The same, field by field (`videos.v1-1080p.bitrate`), so that a difference between two regions can be named. */
  encoding: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  segmentSeconds: z.number(),
  ...menus,
  ingest: z.array(ingest),
  /** The same for each further input that is pushed, by its key in the lineup. */
  moreIngest: z.record(z.string(), z.array(ingest)).optional(),
  /** MediaConnect flows that feed the channel; absent where none does. */
  flows: flowsContract(ingest).optional(),
  /** Where the channel's recordings lie; absent when it makes none. The prefix ends in a slash. */
  archive: z.object({ bucket: z.string(), prefix: z.string() }).optional(),
  /** Where else the channel goes; absent when nowhere. */
  outputs: outputsContract.optional(),
  origin,
  health: z.array(healthAlarm),
});

export const encodeRegionContract = z.object({
  contractVersion: version,
  role: z.literal("encode-region"),
  environment: z.string(),
  region: z.string(),
  accountId: z.string(),
  /** Networks whose encoders may push, for the edge to compare between regions. */
  encoderCidrs: z.array(z.string()),
  /** True where push inputs stand in a VPC: their addresses are private. */
  ingestInVpc: z.boolean().optional(),
  /** Bucket of the region's recordings; absent when no channel makes any. */
  archiveBucket: z.string().optional(),
  alertTopicArn: z.string(),
  /** Where state changes, alerts and warnings go. */
  eventTopicArn: z.string().optional(),
  dashboardUrl: z.string().optional(),
  /** The alarms that wake people, for whoever tests the way to them. */
  paging: paging.optional(),
  /** By which regions of the lineup are taken out of service; absent from regions deployed before there were any. */
  switches: z.array(regionSwitch).optional(),
  /** When AWS may restart the region's channels, UTC, for the edge to compare between regions. */
  maintenance: z.object({ day: z.enum(WEEK_DAYS), startTime: z.string() }).optional(),
  /** MediaPackage channel groups by their name in the lineup. */
  channelGroups: z.record(z.string(), z.object({ name: z.string(), arn: z.string(), egressDomain: z.string() })),
  channels: z.record(z.string(), regionChannel),
});

const playback = z.object({
  hls: z.string(),
  lowLatencyHls: z.string(),
  dash: z.string(),
  startoverHls: z.string().optional(),
  startoverDash: z.string().optional(),
});

const edgeChannel = z.object({
  title: z.string(),
  regions: z.array(z.string()).min(1),
  alignment,
  segmentSeconds: z.number().optional(),
  ...menus,
  /** Complete URLs; each needs a signed cookie or URL. */
  playback,
  /** Ingest URLs by region, then pipeline; a file source has no pipeline to push to. */
  ingest: z.record(z.string(), z.record(z.string(), z.string())),
  /** Ingest URLs that follow the healthy region, by pipeline; only for `uplink: single`. */
  failoverIngest: z.record(z.string(), z.string()).optional(),
  /** Key of the channel's viewers in the key-value store. */
  routeKey: z.string().optional(),
  /** How CloudFront chooses between the channel's regions unless the store asks otherwise. */
  selection: z.enum(["default", "media-quality-based"]).optional(),
});

export const globalEdgeContract = z.object({
  contractVersion: version,
  role: z.literal("global-edge"),
  environment: z.string(),
  accountId: z.string(),
  /** The custom domain, absent where viewers use the distribution's own name. */
  domain: z.string().optional(),
  /** `https://…`, no trailing slash. */
  viewerUrl: z.string(),
  distribution: z.object({ id: z.string(), arn: z.string(), domainName: z.string() }),
  /** CloudFront's id of each public playback key, by our key id. */
  playbackKeyIds: z.record(z.string(), z.string()),
  keyGroupId: z.string(),
  /** The key-value store that the viewer-request function reads. */
  viewerStoreArn: z.string(),
  accessLogBucket: z.string(),
  /** The edge's own topics, in us-east-1. */
  alertTopicArn: z.string().optional(),
  eventTopicArn: z.string().optional(),
  dashboardUrl: z.string().optional(),
  paging: paging.optional(),
  /** The web ACL before the distribution; absent where there is none. */
  firewallArn: z.string().optional(),
  /** The Kinesis stream of sampled requests; absent without a real-time log. */
  requestStreamArn: z.string().optional(),
  /** The page that plays: its address, and where `onair publish` puts its files. Absent where there is none. */
  player: z.object({ url: z.string(), bucket: z.string(), prefix: z.string() }).optional(),
  channels: z.record(z.string(), edgeChannel),
});

export const standaloneContract = z.object({
  contractVersion: version,
  role: z.literal("standalone"),
  environment: z.string(),
  encodeRegion: encodeRegionContract,
  globalEdge: globalEdgeContract,
});

export type EncodeRegionContract = z.output<typeof encodeRegionContract>;
export type GlobalEdgeContract = z.output<typeof globalEdgeContract>;
export type StandaloneContract = z.output<typeof standaloneContract>;
export type RegionChannel = EncodeRegionContract["channels"][string];

/** What a StackReference answers with; the part of it the readers use, so that tests need no engine. */
export interface ContractSource {
  readonly stack: string;
  getContract(): Promise<unknown>;
}

/** Reads a region's contract. @throws StackContractError naming the stack and the first field that is wrong */
export async function parseEncodeRegion(source: ContractSource): Promise<EncodeRegionContract> {
  return parse(source, encodeRegionContract, "encode-region");
}

/** Reads the edge's contract. @throws StackContractError naming the stack and the first field that is wrong */
export async function parseGlobalEdge(source: ContractSource): Promise<GlobalEdgeContract> {
  return parse(source, globalEdgeContract, "global-edge");
}

async function parse<T>(source: ContractSource, schema: z.ZodType<T>, role: string): Promise<T> {
  const value = await source.getContract();
  if (value === undefined || value === null) throw StackContractError.missing(source.stack);
  const found = z.object({ role: z.unknown(), contractVersion: z.unknown() }).safeParse(value);
  if (found.success && found.data.role !== role) throw StackContractError.role(source.stack, role, String(found.data.role));
  if (found.success && found.data.contractVersion !== CONTRACT_VERSION)
    throw StackContractError.version(source.stack, CONTRACT_VERSION, String(found.data.contractVersion));
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw StackContractError.field(source.stack, (issue?.path ?? []).map(String).join("."), issue?.message ?? "unreadable");
}
