import type aws from "@pulumi/aws";

/** All that MediaPackage reads of a request; anything more would split the cache (MediaPackage v2 User Guide, "CDN recommendations"). */
export const CACHE_KEY: readonly string[] = ["aws.manifestfilter", "aws.manifestsettings", "_HLS_msn", "_HLS_part"];

/** Fourteen days: what MediaPackage says of segments (MediaPackage v2 User Guide, "CDN recommendations"). */
const LONGEST_SECONDS = 1_209_600;
/** For an answer without Cache-Control, of which MediaPackage gives none: as short as an error. */
const UNSTATED_SECONDS = 1;

/** Life in the cache as the origin says: playlists half a segment, low-latency ones a second, segments fourteen days. */
export function cachePolicyArgs(environment: string): aws.cloudfront.CachePolicyArgs {
  return {
    name: `onair-${environment}-media`,
    comment: `Onair ${environment}: as MediaPackage says`,
    minTtl: 0,
    defaultTtl: UNSTATED_SECONDS,
    maxTtl: LONGEST_SECONDS,
    parametersInCacheKeyAndForwardedToOrigin: {
      queryStringsConfig: { queryStringBehavior: "whitelist", queryStrings: { items: [...CACHE_KEY] } },
      cookiesConfig: { cookieBehavior: "none" },
      headersConfig: { headerBehavior: "none" },
      // Without these CloudFront compresses nothing (CloudFront Developer Guide, "Serve compressed files").
      enableAcceptEncodingBrotli: true,
      enableAcceptEncodingGzip: true,
    },
  };
}

const YEAR_SECONDS = 31_536_000;
const PREFLIGHT_SECONDS = 600;

/** Headers of every answer. With `allowedOrigins` players of those sites may read media with their cookies; without any, only the viewers' own host may. */
export function responseHeadersPolicyArgs(
  environment: string,
  allowedOrigins: readonly string[],
): aws.cloudfront.ResponseHeadersPolicyArgs {
  return {
    name: `onair-${environment}-media`,
    comment: `Onair ${environment}: media`,
    ...(allowedOrigins.length === 0 ? {} : { corsConfig: corsConfig(allowedOrigins) }),
    securityHeadersConfig: {
      strictTransportSecurity: { accessControlMaxAgeSec: YEAR_SECONDS, includeSubdomains: true, preload: false, override: true },
      contentTypeOptions: { override: true },
      frameOptions: { frameOption: "DENY", override: true },
      // For a browser that is sent to a manifest or a segment by itself: it runs and frames nothing. Players are not touched.
      contentSecurityPolicy: { contentSecurityPolicy: "default-src 'none'; frame-ancestors 'none'", override: true },
      // A signed address must not travel to other hosts as a referrer.
      referrerPolicy: { referrerPolicy: "no-referrer", override: true },
    },
    customHeadersConfig: { items: [resourcePolicy(allowedOrigins)] },
  };
}

/**
 * Which sites may load media without CORS, as a bare `<video>` does (Fetch standard, "Cross-Origin-Resource-Policy"): those of
 * the same site, unless others are allowed to play. X-XSS-Protection and Permissions-Policy are left out: no browser heeds the
 * first any more, and the second is a page's own word, not media's.
 */
function resourcePolicy(allowedOrigins: readonly string[]): { header: string; value: string; override: boolean } {
  return { header: "Cross-Origin-Resource-Policy", value: allowedOrigins.length === 0 ? "same-site" : "cross-origin", override: true };
}

/** Every list is spelled out, for browsers refuse `*` on answers to requests with credentials. The origin's own `*` is overridden. */
function corsConfig(allowedOrigins: readonly string[]): NonNullable<aws.cloudfront.ResponseHeadersPolicyArgs["corsConfig"]> {
  return {
    accessControlAllowCredentials: true,
    accessControlAllowOrigins: { items: [...allowedOrigins].sort() },
    accessControlAllowMethods: { items: ["GET", "HEAD", "OPTIONS"] },
    accessControlAllowHeaders: { items: ["Range", "CMCD-Object", "CMCD-Request", "CMCD-Session", "CMCD-Status"] },
    accessControlExposeHeaders: {
      items: ["Age", "CMSD-Static", "Content-Length", "Content-Range", "Date", "X-Amzn-Mediapackage-Active-Input"],
    },
    accessControlMaxAgeSec: PREFLIGHT_SECONDS,
    originOverride: true,
  };
}
