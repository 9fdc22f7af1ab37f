import type pulumi from "@pulumi/pulumi";
import type awsNative from "@pulumi/aws-native";
import type { Alignment, Pipeline, Region, SourceType, Uplink } from "../encode/index.ts";

/** One alarm that a health check reads. `hash` changes whenever the alarm's definition does. */
export interface HealthAlarm {
  readonly pipeline: Pipeline;
  readonly alarm: string;
  readonly region: Region;
  readonly hash: pulumi.Input<string>;
  readonly meaning: string;
}

/** Where an encoder sends one pipeline's signal. */
export interface IngestAddress {
  readonly pipeline: Pipeline;
  readonly ip: pulumi.Input<string>;
  /** `rtmp` or `rtp`. */
  readonly scheme: string;
  readonly port: number;
  /** Application and instance of an RTMP address (`news/a`), empty for RTP. */
  readonly path: string;
}

/** What the edge must know of a channel in one region. */
export interface EdgeChannelRegion {
  readonly ingest: readonly IngestAddress[];
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
  /** Public playback keys (PEM) by key id. Never a private key. */
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
  /** What must exist before the endpoint policies: the encode region where it is in the same stack, since names tie the two together and not references. */
  readonly endpointsFrom?: readonly pulumi.Resource[];
}
