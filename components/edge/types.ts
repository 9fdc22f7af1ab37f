import type pulumi from "@pulumi/pulumi";
import type awsNative from "@pulumi/aws-native";
import type { Alignment, Pipeline, PlayerMenus, Region, SourceType, Uplink } from "../encode/index.ts";
import type { QualitySelection } from "./originGroups.ts";

/** One alarm that a health check reads. `hash` changes whenever the alarm's definition does. */
export interface HealthAlarm {
  readonly pipeline: Pipeline;
  readonly alarm: string;
  readonly region: Region;
  readonly hash: pulumi.Input<string>;
  readonly meaning: string;
}

/** An alarm in `region` by which people take the region `of` out of service. `hash` changes whenever its definition does. */
export interface RegionSwitch {
  readonly of: Region;
  readonly alarm: string;
  readonly region: Region;
  readonly hash: string;
  readonly meaning: string;
}

/** Where an encoder sends one pipeline's signal. */
export interface IngestAddress {
  readonly pipeline: Pipeline;
  readonly ip: pulumi.Input<string>;
  /** `rtmp`, `rtp` or `srt`. */
  readonly scheme: string;
  readonly port: number;
  /** Application and instance of an RTMP address (`news/a`), empty for RTP and SRT. */
  readonly path: string;
  /** What an SRT address says of the connection, beginning with `?`; never a secret. */
  readonly query?: string | undefined;
}

/** What the edge must know of a channel in one region. */
export interface EdgeChannelRegion {
  readonly ingest: readonly IngestAddress[];
  /** The same for a second encoder into the same MediaConnect flows. */
  readonly secondIngest?: readonly IngestAddress[];
  readonly health: readonly HealthAlarm[];
}

/** A channel as the edge serves it. Names are those of MediaPackage, equal in all regions. */
export interface EdgeChannel {
  readonly name: string;
  readonly title: string;
  readonly channelGroup: string;
  readonly originChannel: string;
  readonly liveEndpoint: string;
  readonly startoverEndpoint?: string;
  readonly regions: readonly [Region, ...Region[]];
  readonly source: SourceType;
  readonly uplink: Uplink;
  readonly alignment: Alignment;
  readonly segmentSeconds: number;
  /** Handed on to players; the edge itself needs nothing of it. */
  readonly menus?: PlayerMenus;
  readonly perRegion: Readonly<Record<Region, EdgeChannelRegion>>;
}

/** A custom domain: viewers use `watch.<name>`, encoders `<channel>-<pipeline>.<region>.ingest.<name>`. */
export interface EdgeDomain {
  readonly name: string;
  readonly zoneId: string;
}

export type PriceClass = "PriceClass_100" | "PriceClass_200" | "PriceClass_All";

/** How access logs are written. `json` and `w3c` cost nothing extra; `parquet` is billed for the conversion. */
export type LogFormat = "json" | "w3c" | "parquet";

/** Countries whose viewers are served (`allow`) or refused (`block`), as ISO 3166-1 alpha-2 codes; at least one. */
export interface GeoSettings {
  readonly kind: "allow" | "block";
  readonly countries: readonly string[];
  /**
   * `distribution`: free, and refused before the firewall sees it. `firewall`: counted and logged by country, at the price of
   * a rule. CloudFront does not hand on what it refuses by country (AWS WAF Developer Guide, geo match statement), so one of the two.
   */
  readonly enforcedBy: "distribution" | "firewall";
}

/** A firewall that the edge makes. */
export interface FirewallSettings {
  /** `count` lets everything through and only says what it would have refused. */
  readonly mode: "block" | "count";
  /** How many viewers may watch behind one address at once; the rate limit follows from it. */
  readonly viewersPerAddress: number;
  /** VPNs, proxies, Tor and hosting companies (AWSManagedRulesAnonymousIpList). */
  readonly anonymousAddresses: "allow" | "block";
}

/** A firewall that exists: a web ACL of scope CLOUDFRONT, which stays its owner's. */
export interface BroughtFirewall {
  readonly arn: string;
}

/** A key group that exists, in place of public keys. */
export interface BroughtKeyGroup {
  /** CloudFront's id, a UUID. */
  readonly id: string;
  /** CloudFront's ids of its public keys (`Key-Pair-Id`), by our key id. */
  readonly publicKeys: Readonly<Record<string, string>>;
}

export interface RealtimeLogSettings {
  /** Percentage of requests, 1 to 100. */
  readonly samplingRate: number;
}

export interface GlobalEdgeArgs {
  readonly environment: string;
  readonly production: boolean;
  /** Twelve digits; a plain string so that policies can read every document at preview. */
  readonly accountId: string;
  readonly channels: readonly EdgeChannel[];
  /** MediaPackage egress host per region and channel group. */
  readonly origins: Readonly<Record<Region, Readonly<Record<string, pulumi.Input<string>>>>>;
  /** Absent: viewers use the distribution's own name, and encoders the addresses of the inputs. */
  readonly domain?: EdgeDomain;
  /** Public playback keys (PEM) by key id. Never a private key. Empty exactly when `keyGroup` is given. */
  readonly playbackKeys: Readonly<Record<string, string>>;
  /** Web origins that may read media with credentials, e.g. `https://www.example.org`. */
  readonly allowedOrigins: readonly string[];
  readonly priceClass: PriceClass;
  /** One aws-native provider per region, and `us-east-1` for the distribution. Made in `stacks/`. */
  readonly nativeProviders: Readonly<Record<Region, awsNative.Provider>>;
  /** Days that access logs are kept. */
  readonly logRetentionDays: number;
  /** `json` unless given. Changing it replaces the log destination, not the logs. */
  readonly logFormat?: LogFormat;
  /** Absent: viewers of every country are served. */
  readonly geo?: GeoSettings;
  /** Absent: none. */
  readonly firewall?: FirewallSettings | BroughtFirewall;
  /** One more cache before each origin, in its region. Default false. */
  readonly originShield?: boolean;
  /** `auto`: aligned channels of an edge with a domain are served by the region of better media quality. Default `auto`. */
  readonly qualitySelection?: QualitySelection;
  /** Cache hit rate, origin latency and error rates by code, which CloudFront charges for. Default false. */
  readonly monitoring?: boolean;
  /** Absent: none. */
  readonly realtimeLogs?: RealtimeLogSettings;
  /** A certificate in us-east-1 that covers the viewers' name; absent, one is made and proved. */
  readonly certificateArn?: string;
  readonly keyGroup?: BroughtKeyGroup;
  /** Name of a bucket that takes the access logs; absent, one is made. */
  readonly logBucket?: string;
  /** A KMS key in us-east-1 for everything the edge logs; absent, one is made. */
  readonly keyArn?: string;
  /** The page that plays, in a bucket of its own. Default false. */
  readonly player?: boolean;
  /** By which people take regions out of service; without them names follow health alone. */
  readonly switches?: readonly RegionSwitch[];
  /** What must exist before the endpoint policies: the encode region where it is in the same stack, since names tie the two together and not references. */
  readonly endpointsFrom?: readonly pulumi.Resource[];
}
