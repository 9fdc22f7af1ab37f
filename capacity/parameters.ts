import { START_SEGMENTS } from "./polling.ts";
import type { CacheLayers, Delays, Format, Lives, LoadChannel, LoadParameters } from "./types.ts";

/** A figure that the model goes by, and where it is from. */
export interface Parameter<Value> {
  readonly value: Value;
  readonly unit: string;
  readonly meaning: string;
  /** Where AWS or a standard says so; absent, it is assumed. */
  readonly source?: string;
  /** Why this is assumed. */
  readonly because?: string;
}

const sourced = <Value>(value: Value, unit: string, meaning: string, source: string): Parameter<Value> => ({
  value,
  unit,
  meaning,
  source,
});
const assumed = <Value>(value: Value, unit: string, meaning: string, because: string): Parameter<Value> => ({
  value,
  unit,
  meaning,
  because,
});

/** CloudFront's places by price class: AWS says what is in a class, not how many caches a distribution's viewers meet. */
export type PriceClass = "PriceClass_100" | "PriceClass_200" | "PriceClass_All";

const PLACES = "AWS publishes more than 400 edge locations and 13 regional caches for all classes, none by class";

/** Everything the model assumes of viewers, caches and answers. */
export const PARAMETERS = {
  hls: assumed(0.6, "share", "viewers by HLS", "Apple devices and televisions; ask your own player statistics"),
  lowLatencyHls: assumed(0.1, "share", "viewers by low-latency HLS", "offered beside the others, chosen by few players by themselves"),
  dash: assumed(0.3, "share", "viewers by DASH", "Android and some televisions"),
  rungFall: assumed(0.6, "factor", "viewers of a rung, against the rung above", "most watch on good lines; ABR logs will tell"),
  defaultAudio: assumed(0.8, "share", "viewers who keep the default audio track", "the others share the rest evenly"),
  highAudio: assumed(0.8, "share", "viewers of the higher of two audio rates", "players join it to the upper rungs"),
  captions: assumed(0.1, "share", "viewers with captions on, all languages together", "off unless chosen"),
  sessionSeconds: assumed(1800, "s", "mean length of a session", "half an hour of a live event"),
  joinSeconds: assumed(300, "s", "time in which all viewers arrive, for the peak", "the minutes around kick-off"),
  lateness: assumed(
    0.25,
    "s",
    "a player asks again up to so much later than the rule says",
    "timers and loading; it keeps players from asking in step",
  ),
  startSegments: sourced(
    START_SEGMENTS,
    "segments",
    "loaded at once at the start",
    "RFC 8216, 6.3.3: three target durations behind the end",
  ),
  partSeconds: assumed(1, "s", "length of a low-latency part", "MediaPackage publishes none"),
  pops100: assumed(150, "caches", "points of presence of PriceClass_100 that viewers reach", PLACES),
  pops200: assumed(250, "caches", "the same of PriceClass_200", PLACES),
  popsAll: assumed(
    400,
    "caches",
    "the same of PriceClass_All",
    'AWS Fault Isolation Boundaries, "Points of presence": over 400 edge locations; that viewers reach all is assumed',
  ),
  regionals100: assumed(7, "caches", "regional edge caches of PriceClass_100", PLACES),
  regionals200: assumed(11, "caches", "the same of PriceClass_200", PLACES),
  regionalsAll: sourced(13, "caches", "the same of PriceClass_All", 'AWS Fault Isolation Boundaries, "Points of presence"'),
  popSkew: assumed(1, "exponent", "Zipf's law by which viewers spread over the points of presence", "large cities have most viewers"),
  playlistLife: sourced(
    0.5,
    "segments",
    "life of playlists and MPDs in a cache",
    'MediaPackage v2 User Guide, "CDN recommendations" (of MPDs it says nothing: taken alike)',
  ),
  lowLatencyLife: sourced(1, "s", "life of low-latency media playlists", 'MediaPackage v2 User Guide, "CDN recommendations"'),
  segmentLife: sourced(1_209_600, "s", "life of segments", 'MediaPackage v2 User Guide, "CDN recommendations"'),
  popToRegional: assumed(0.03, "s", "way from a point of presence to its regional cache and back", "within a continent"),
  regionalToShield: assumed(0.06, "s", "way from a regional cache to a shield and back", "between continents for some"),
  toOrigin: assumed(0.08, "s", "way from the last cache to MediaPackage and back, its work included", "packaging just in time"),
  manifestBytes: assumed(3000, "bytes", "size of a manifest as sent", "a window of a minute, compressed"),
} as const satisfies Record<string, Parameter<number>>;

/** Facts that the model is built on and that have no figure. */
export const RULES: readonly { readonly rule: string; readonly source: string }[] = [
  {
    rule: "Requests for an object that is on its way wait for it",
    source: 'CloudFront Developer Guide, "Request and response behavior for custom origins", simultaneous requests (request collapsing)',
  },
  {
    rule: "What a point of presence has not, its regional cache is asked for",
    source: 'CloudFront Developer Guide, "How CloudFront works with regional edge caches"',
  },
  {
    rule: "A shield is one more cache before its origin, and the groups choose before the shields",
    source: 'CloudFront Developer Guide, "Use Amazon CloudFront Origin Shield"',
  },
  {
    rule: "Selection by quality: a GET to the first region and a HEAD to the second for each miss",
    source: 'CloudFront Developer Guide, "Media quality-aware resiliency"; that a shield answers no HEAD is assumed',
  },
  {
    rule: "An answer's age travels with it from cache to cache",
    source: "RFC 9111, 4.2.3; that CloudFront does so between its layers is assumed",
  },
  { rule: "HLS: again after a target duration, or half of it if nothing changed", source: "RFC 8216, 6.3.4" },
  { rule: "LL-HLS: a blocking reload and a part for each part", source: "draft-pantos-hls-rfc8216bis, 6.2.5.2 and 6.3.4" },
  { rule: "DASH: again after the minimum update period", source: "ISO/IEC 23009-1, 5.3.1.2" },
  {
    rule: "Whoever starts is sent the segments or parts of the start on top; an initialisation segment is a request without media",
    source: "the first: RFC 8216, 6.3.3, and PART-HOLD-BACK in draft-pantos-hls-rfc8216bis, 4.4.3.8; the second: assumed, a kilobyte or so",
  },
  { rule: "The formats of a channel share no segments", source: "assumed: MediaPackage says nothing of segment names; the worse case" },
];

export const DEFAULT_FORMATS: Readonly<Record<Format, number>> = {
  hls: PARAMETERS.hls.value,
  "ll-hls": PARAMETERS.lowLatencyHls.value,
  dash: PARAMETERS.dash.value,
};

export const DEFAULT_LIVES: Lives = {
  playlistSegments: PARAMETERS.playlistLife.value,
  lowLatency: PARAMETERS.lowLatencyLife.value,
  segments: PARAMETERS.segmentLife.value,
};

const DEFAULT_DELAYS: Delays = {
  popToRegional: PARAMETERS.popToRegional.value,
  regionalToShield: PARAMETERS.regionalToShield.value,
  toOrigin: PARAMETERS.toOrigin.value,
};

const PLACES_OF: Readonly<Record<PriceClass, readonly [pops: number, regionals: number]>> = {
  PriceClass_100: [PARAMETERS.pops100.value, PARAMETERS.regionals100.value],
  PriceClass_200: [PARAMETERS.pops200.value, PARAMETERS.regionals200.value],
  PriceClass_All: [PARAMETERS.popsAll.value, PARAMETERS.regionalsAll.value],
};

/** CloudFront's caches for a price class. */
export function cloudFrontCaches(priceClass: PriceClass, shield: boolean): CacheLayers {
  const [pops, regionals] = PLACES_OF[priceClass];
  return { pops, regionals, popSkew: PARAMETERS.popSkew.value, shield, collapsing: true };
}

/** Parameters by default, of these channels behind these caches. */
export function defaultParameters(channels: readonly LoadChannel[], caches: CacheLayers): LoadParameters {
  return {
    channels,
    caches,
    formats: DEFAULT_FORMATS,
    lives: DEFAULT_LIVES,
    delays: DEFAULT_DELAYS,
    sessionSeconds: PARAMETERS.sessionSeconds.value,
    lateness: PARAMETERS.lateness.value,
    startSegments: PARAMETERS.startSegments.value,
    manifestBytes: PARAMETERS.manifestBytes.value,
  };
}
