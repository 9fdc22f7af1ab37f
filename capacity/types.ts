/** Words of the load model. Times in seconds, rates per second, bitrates in bits per second, shares from 0 to 1. */

/** How a viewer's player asks. */
export type Format = "hls" | "ll-hls" | "dash";
export const FORMATS: readonly Format[] = ["hls", "ll-hls", "dash"];

/** One rendition that viewers of a channel may play. */
export interface LoadTrack {
  readonly name: string;
  readonly kind: "video" | "audio" | "captions";
  readonly bitrate: number;
  /** Of the channel's viewers. Those of all videos are 1 in sum, and those of all audios. */
  readonly share: number;
}

/** A channel as far as its requests go. */
export interface LoadChannel {
  readonly name: string;
  /** Of all viewers. */
  readonly share: number;
  /** In order of preference; the first two serve it. */
  readonly regions: readonly string[];
  readonly segmentSeconds: number;
  /** Length of a part of low-latency HLS. */
  readonly partSeconds: number;
  /** DASH `minimumUpdatePeriod`. */
  readonly updateSeconds: number;
  /** CloudFront asks both regions and takes the better one; else the first that answers. */
  readonly byQuality: boolean;
  readonly tracks: readonly LoadTrack[];
}

/** The caches between viewers and origins. */
export interface CacheLayers {
  /** Points of presence that viewers reach. */
  readonly pops: number;
  /** Exponent of Zipf's law by which viewers spread over them; 0 spreads them evenly. */
  readonly popSkew: number;
  /** Regional edge caches behind them; 0 for none. */
  readonly regionals: number;
  /** One more cache before each region's origin. */
  readonly shield: boolean;
  /** Requests for an object that is on its way wait for it. */
  readonly collapsing: boolean;
}

/** How long answers live in a cache. */
export interface Lives {
  /** Of playlists, in segments. */
  readonly playlistSegments: number;
  /** Of media playlists of low-latency HLS. */
  readonly lowLatency: number;
  /** Of segments, parts and initialisation segments. */
  readonly segments: number;
}

/** Way of a request, one direction and its answer together. */
export interface Delays {
  readonly popToRegional: number;
  readonly regionalToShield: number;
  /** From the last cache to the origin and back, the origin's own work included. */
  readonly toOrigin: number;
}

export interface LoadParameters {
  readonly channels: readonly LoadChannel[];
  /** Shares of the formats, 1 in sum. */
  readonly formats: Readonly<Record<Format, number>>;
  readonly caches: CacheLayers;
  readonly lives: Lives;
  readonly delays: Delays;
  /** Mean length of a viewer's session; Infinity: nobody leaves. */
  readonly sessionSeconds: number;
  /** Up to so much later than the rule says a player asks again: timers and its other work, evenly spread. */
  readonly lateness: number;
  /** Segments that a player loads at once when it starts. */
  readonly startSegments: number;
  /** Size of a manifest as it is sent. */
  readonly manifestBytes: number;
  /** A region that does not answer. */
  readonly lostRegion?: string;
}

/** Requests per second. */
export interface Rates {
  readonly manifests: number;
  /** Segments, parts and initialisation segments. */
  readonly segments: number;
}

export type LayerName = "pop" | "regional" | "shield";

export interface LayerLoad {
  readonly layer: LayerName;
  readonly requests: Rates;
  /** What it asks of the layer behind it. */
  readonly misses: Rates;
}

/** What the endpoint of a channel in a region is asked for. */
export interface EndpointLoad {
  readonly channel: string;
  readonly region: string;
  readonly gets: Rates;
  /** Requests for the media quality score alone. */
  readonly heads: Rates;
}

/** The load of so many viewers, as it is once all of them watch. */
export interface Load {
  readonly viewers: number;
  /** Requests of all viewers. */
  readonly requests: Rates;
  /** From the viewers towards the origin. */
  readonly layers: readonly LayerLoad[];
  readonly endpoints: readonly EndpointLoad[];
  /** Bits per second to viewers: media, what they load at their start included, and manifests. */
  readonly egressBits: number;
}

/** Both kinds of requests together. */
export function total({ manifests, segments }: Rates): number {
  return manifests + segments;
}

export function plus(one: Rates, other: Rates): Rates {
  return { manifests: one.manifests + other.manifests, segments: one.segments + other.segments };
}

export function times({ manifests, segments }: Rates, factor: number): Rates {
  return { manifests: manifests * factor, segments: segments * factor };
}

export const NO_RATES: Rates = { manifests: 0, segments: 0 };

/** Share of viewers' requests that no origin hears of. */
export function hitRatio({ requests, layers }: Pick<Load, "requests" | "layers">): number {
  const last = layers.at(-1);
  return last === undefined || total(requests) === 0 ? 0 : 1 - total(last.misses) / total(requests);
}
