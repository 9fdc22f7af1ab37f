import type { Region } from "../encode/index.ts";
import { byName, originId, originRegions, pathPattern, viewerName } from "./names.ts";
import { originGroupOf, originGroupPlans } from "./originGroups.ts";
import type { OriginGroupPlan, PairedChannel, SelectionContext } from "./originGroups.ts";
import { shieldRegion } from "./originShield.ts";
import { playerPlan } from "./playerPlan.ts";
import type { PlayerPlan } from "./playerPlan.ts";
import type { EdgeChannel, GeoSettings, PriceClass } from "./types.ts";

/** What the plan reads of a channel. */
export type PlannedChannel = Pick<EdgeChannel, "name" | "originChannel" | "segmentSeconds"> & PairedChannel;

export interface DistributionPlanArgs extends SelectionContext {
  readonly environment: string;
  /** In any order: nothing in the plan depends on it. At least one. */
  readonly channels: readonly PlannedChannel[];
  readonly priceClass: PriceClass;
  /** Absent: every country. What the firewall enforces is no part of the plan. */
  readonly geo?: GeoSettings;
  /** Default false. */
  readonly originShield?: boolean;
  /** The page that plays lies behind the distribution too. Default false. */
  readonly player?: boolean;
}

/** A MediaPackage channel group in one region. Its host name may be unknown and is bound by id when the plan is rendered. */
export interface OriginPlan {
  readonly id: string;
  readonly channelGroup: string;
  readonly region: Region;
  readonly connectionAttempts: number;
  /** Seconds. */
  readonly connectionTimeout: number;
  /** Seconds. */
  readonly readTimeout: number;
  /** Seconds. */
  readonly keepaliveTimeout: number;
  readonly protocolPolicy: "https-only";
  readonly sslProtocols: readonly string[];
  /** Where its Origin Shield is; absent, it has none. */
  readonly shieldRegion?: Region;
}

/** Which countries are served. */
export interface GeoPlan {
  readonly kind: GeoSettings["kind"];
  /** In alphabetical order. */
  readonly countries: readonly string[];
}

/** How requests for media are answered. All of them are signed: a plan cannot say otherwise. */
export interface BehaviourPlan {
  readonly targetOriginId: string;
  readonly viewerProtocolPolicy: "redirect-to-https";
  readonly allowedMethods: readonly string[];
  readonly cachedMethods: readonly string[];
  readonly compress: boolean;
  readonly signed: true;
}

export interface ChannelBehaviourPlan extends BehaviourPlan {
  readonly channel: string;
  readonly channelGroup: string;
  readonly originChannel: string;
  readonly regions: readonly Region[];
  readonly pathPattern: string;
}

export interface ErrorCachingPlan {
  readonly code: number;
  /** Seconds. */
  readonly minTtl: number;
}

/** A distribution in no provider's words: plain data, the same for the same lineup in any order. */
export interface DistributionPlan {
  readonly comment: string;
  readonly aliases: readonly string[];
  readonly minimumTls?: "TLSv1.2_2021";
  readonly httpVersion: "http2and3";
  readonly ipv6: boolean;
  readonly priceClass: PriceClass;
  readonly geo?: GeoPlan;
  readonly origins: readonly OriginPlan[];
  readonly originGroups: readonly OriginGroupPlan[];
  readonly defaultBehaviour: BehaviourPlan;
  readonly behaviours: readonly ChannelBehaviourPlan[];
  /** After those of the channels; absent where there is no player. Of all behaviours this alone is unsigned, and it reaches no media. */
  readonly player?: PlayerPlan;
  readonly errorCaching: readonly ErrorCachingPlan[];
}

/** One second is the least that still spares an origin in trouble; the default of ten would outlive it (CloudFront Developer Guide, error caching). */
const ERROR_SECONDS = 1;
/** Of the failover codes those that CloudFront caches; 429 is none of them (CloudFront Developer Guide, "HTTP 4xx and 5xx status codes that CloudFront caches"). */
const CACHED_ERRORS: readonly number[] = [400, 403, 404, 416, 500, 502, 503, 504];

/**
 * One attempt of two seconds instead of the default thirty. CloudFront asks the preferred origin first on every cache miss, however often
 * it failed before (CloudFront Developer Guide, "Optimize high availability with CloudFront origin failover"), so a region in a black hole
 * costs this for each segment: longer than half a segment, and players starve (docs/decisions/0011). A lost packet is no reason to
 * leave: the connection's first packet is sent again after a second (RFC 6298, section 2.1).
 */
const ATTEMPTS_OF_A_PAIR = 1;
/** Where there is no other region to turn to, trying again is all there is. */
const ATTEMPTS_ALONE = 2;
const CONNECTION_SECONDS = 2;

/** Playlists are asked for every few seconds: a connection kept for 30 s is still warm for the next one (1 to 300 allowed, 5 by default). */
const KEEPALIVE_SECONDS = 30;

/** A blocking playlist request may be held for a segment (`_HLS_msn`); one second more is for the answer itself. */
const READ_MARGIN_SECONDS = 1;
/** MediaPackage asks for three times the part duration of low-latency HLS, and publishes no part duration; parts are about a second. */
const LEAST_READ_SECONDS = 4;

const METHODS: readonly string[] = ["GET", "HEAD", "OPTIONS"];

/** @throws RangeError when there is no channel: a distribution without an origin cannot exist. */
export function distributionPlan(args: DistributionPlanArgs): DistributionPlan {
  if (args.channels.length === 0) throw new RangeError("a distribution needs at least one channel");
  const channels = [...args.channels].sort((left, right) => byName(pathPattern(left), pathPattern(right)));
  const origins = originPlans(channels, args.originShield ?? false);
  const originGroups = originGroupPlans(channels, args);
  return {
    comment: `Onair ${args.environment}`,
    aliases: args.domainName === undefined ? [] : [viewerName(args.domainName)],
    ...(args.domainName === undefined ? {} : { minimumTls: "TLSv1.2_2021" as const }),
    httpVersion: "http2and3",
    ipv6: true,
    priceClass: args.priceClass,
    ...geoPlan(args.geo),
    origins,
    originGroups,
    defaultBehaviour: behaviour(defaultTarget(origins, originGroups)),
    behaviours: channels.map((channel) => channelBehaviour(channel, args)),
    ...(args.player === true ? { player: playerPlan() } : {}),
    errorCaching: CACHED_ERRORS.map((code) => ({ code, minTtl: ERROR_SECONDS })),
  };
}

/** What a channel's behaviour points at: its pair of regions, or the one region it has. */
export function channelTarget(channel: PlannedChannel, context: SelectionContext): string {
  const group = originGroupOf(channel, context);
  if (group !== undefined) return group.id;
  const [only] = originRegions(channel);
  if (only === undefined) throw new RangeError(`channel ${channel.name} has no region`);
  return originId(channel.channelGroup, only);
}

function geoPlan(geo: GeoSettings | undefined): { readonly geo?: GeoPlan } {
  if (geo?.enforcedBy !== "distribution") return {};
  return { geo: { kind: geo.kind, countries: [...geo.countries].sort(byName) } };
}

function originPlans(channels: readonly PlannedChannel[], shielded: boolean): OriginPlan[] {
  const byId = new Map<string, OriginPlan>();
  for (const channel of channels) {
    const regions = originRegions(channel);
    for (const region of regions) {
      const id = originId(channel.channelGroup, region);
      const known = byId.get(id);
      const patience = {
        readTimeout: Math.max(readSeconds(channel.segmentSeconds), known?.readTimeout ?? 0),
        connectionAttempts: Math.min(regions.length > 1 ? ATTEMPTS_OF_A_PAIR : ATTEMPTS_ALONE, known?.connectionAttempts ?? ATTEMPTS_ALONE),
      };
      byId.set(id, originPlan(id, channel.channelGroup, region, patience, shielded));
    }
  }
  return [...byId.values()].sort((left, right) => byName(left.id, right.id));
}

type Patience = Pick<OriginPlan, "connectionAttempts" | "readTimeout">;

function originPlan(id: string, channelGroup: string, region: Region, patience: Patience, shielded: boolean): OriginPlan {
  const shield = shielded ? shieldRegion(region) : undefined;
  return {
    id,
    channelGroup,
    region,
    ...patience,
    connectionTimeout: CONNECTION_SECONDS,
    keepaliveTimeout: KEEPALIVE_SECONDS,
    protocolPolicy: "https-only",
    sslProtocols: ["TLSv1.2"],
    ...(shield === undefined ? {} : { shieldRegion: shield }),
  };
}

function readSeconds(segmentSeconds: number): number {
  return Math.max(LEAST_READ_SECONDS, Math.ceil(segmentSeconds) + READ_MARGIN_SECONDS);
}

/** No media lies on the default behaviour, yet it needs a target: the first origin group by name, so that a channel rarely moves it. */
function defaultTarget(origins: readonly OriginPlan[], originGroups: readonly OriginGroupPlan[]): string {
  const target = originGroups[0]?.id ?? origins[0]?.id;
  if (target === undefined) throw new RangeError("a distribution needs at least one origin");
  return target;
}

function channelBehaviour(channel: PlannedChannel, context: SelectionContext): ChannelBehaviourPlan {
  return {
    ...behaviour(channelTarget(channel, context)),
    channel: channel.name,
    channelGroup: channel.channelGroup,
    originChannel: channel.originChannel,
    regions: originRegions(channel),
    pathPattern: pathPattern(channel),
  };
}

function behaviour(targetOriginId: string): BehaviourPlan {
  return {
    targetOriginId,
    viewerProtocolPolicy: "redirect-to-https",
    allowedMethods: METHODS,
    cachedMethods: METHODS,
    // By type: of what MediaPackage serves, HLS and DASH manifests are on the list of types and segments are not (CloudFront
    // Developer Guide, "Serve compressed files"), so one behaviour for both compresses what it helps.
    compress: true,
    signed: true,
  };
}
