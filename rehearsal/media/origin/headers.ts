/** Headers of answers (MediaPackage v2 User Guide; the pages are named beside them). */
import { createHash } from "node:crypto";
import { SCORE_KEY } from "../cmsd.ts";
import type { IngestInput, OriginEndpoint } from "../types.ts";

/** "CDN configuration recommendations": segments and initialization segments, seconds. */
const MEDIA_SECONDS = 1_209_600;
/** The same page, media playlists with low latency, seconds. */
const LOW_LATENCY_SECONDS = 1;

export type Freshness = "manifest" | "lowLatencyPlaylist" | "media";

/** Half a segment for playlists; the page has none for DASH, which is held alike. Whole seconds, at least one. */
export function cacheControl(freshness: Freshness, segmentMs: number): string {
  if (freshness === "media") return `max-age=${String(MEDIA_SECONDS)}`;
  return `max-age=${String(freshness === "lowLatencyPlaylist" ? LOW_LATENCY_SECONDS : Math.max(1, Math.floor(segmentMs / 2000)))}`;
}

/** "CMSD headers from AWS Elemental MediaPackage"; m manifest, i init, v video, a audio, c captions, tt captions in MP4. */
export interface MediaData {
  readonly objectType: "m" | "i" | "v" | "a" | "c" | "tt";
  /** Bits per second. */
  readonly bitrate?: number;
  /** Milliseconds that the answer was held back. */
  readonly heldMs?: number;
  /** Milliseconds. */
  readonly durationMs?: number;
  /** When it was there first, milliseconds since 1970. */
  readonly availableAt?: number;
  /** 0 to 100. */
  readonly score?: number;
}

export function cmsdStatic(endpoint: OriginEndpoint, data: MediaData): string {
  const { region, channelGroup, originChannel } = endpoint;
  const optional: readonly (readonly [string, number | undefined])[] = [
    ["br", data.bitrate],
    ["ht", data.heldMs],
    ["d", data.durationMs],
    ["at", data.availableAt],
    [SCORE_KEY, endpoint.publishMqcs ? data.score : undefined],
  ];
  return [
    `n="MediaPackage:${region}:${channelGroup}:${originChannel}:${endpoint.endpoint}"`,
    "st=l",
    // The page spells the format of what is packed in MP4 like this.
    "sf=(d h)",
    `ot=${data.objectType}`,
    ...optional.flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${String(Math.round(value))}`])),
  ].join(",");
}

/** "MediaPackage response headers". The identifiers of the simulation are made from names, and stay. */
export function identity(endpoint: OriginEndpoint, input: IngestInput): Record<string, string> {
  const { region, channelGroup, originChannel } = endpoint;
  return {
    "x-amzn-mediapackage-active-input": String(input),
    "x-amzn-mediapackage-channel-id": originChannel,
    "x-amzn-mediapackage-channel-uniqueid": unique(region, channelGroup, originChannel),
    "x-amzn-mediapackage-endpoint-id": endpoint.endpoint,
    "x-amzn-mediapackage-endpoint-uniqueid": unique(region, channelGroup, originChannel, endpoint.endpoint),
  };
}

function unique(...names: readonly string[]): string {
  return createHash("sha256").update(names.join("/")).digest("hex").slice(0, 32);
}

/** "Monitoring manifest update time": `at` in milliseconds since 1970. */
export function manifestAge(sequence: number, at: number, part?: number): Record<string, string> {
  return {
    "x-mediapackage-manifest-last-sequence": String(sequence),
    "x-mediapackage-manifest-last-updated": String(Math.round(at)),
    ...(part === undefined ? {} : { "x-amzn-mediapackage-manifest-last-part": String(part) }),
  };
}

/** "CDN configuration recommendations": any origin where none is named, else that one. */
export function crossOrigin(origin: string | undefined): Record<string, string> {
  return { "access-control-allow-origin": origin ?? "*" };
}
