import type aws from "@pulumi/aws";
import type pulumi from "@pulumi/pulumi";
import { EDGE_REGION } from "./names.ts";

/** Keys of the page's objects begin with it; so do its paths on the viewers' name. */
export const PLAYER_PREFIX = "player/";

/** Id of its origin. Those of media end in a region, and those of groups hold a dot. */
export const PLAYER_ORIGIN = "player";

/** The bucket of the page, as an origin of the distribution. Its host name is plain, so that a policy can tell it from media at the first preview. */
export interface PlayerOriginPlan {
  readonly id: typeof PLAYER_ORIGIN;
  readonly connectionAttempts: number;
  /** Seconds. */
  readonly connectionTimeout: number;
}

/** The one behaviour that needs no signature: its target can only be the page's bucket. */
export interface PlayerBehaviourPlan {
  readonly targetOriginId: typeof PLAYER_ORIGIN;
  readonly pathPattern: "/player/*";
  readonly viewerProtocolPolicy: "redirect-to-https";
  readonly allowedMethods: readonly string[];
  readonly cachedMethods: readonly string[];
  readonly compress: boolean;
  readonly signed: false;
}

export interface PlayerPlan {
  readonly origin: PlayerOriginPlan;
  readonly behaviour: PlayerBehaviourPlan;
}

/** There is no second bucket to go to, so CloudFront's own patience: three attempts of ten seconds (API Reference, Origin). */
const CONNECTION_ATTEMPTS = 3;
const CONNECTION_SECONDS = 10;

const METHODS: readonly string[] = ["GET", "HEAD"];

export function playerPlan(): PlayerPlan {
  return {
    origin: { id: PLAYER_ORIGIN, connectionAttempts: CONNECTION_ATTEMPTS, connectionTimeout: CONNECTION_SECONDS },
    behaviour: {
      targetOriginId: PLAYER_ORIGIN,
      pathPattern: "/player/*",
      viewerProtocolPolicy: "redirect-to-https",
      allowedMethods: METHODS,
      cachedMethods: METHODS,
      compress: true,
      signed: false,
    },
  };
}

const YEAR_SECONDS = 31_536_000;
/** For an object without Cache-Control, which `onair publish` never writes. */
const UNSTATED_SECONDS = 60;

/** Life as each object says: a year for files named by their content, a minute for the page. Nothing but the path tells one from another. */
export function playerCachePolicyArgs(environment: string): aws.cloudfront.CachePolicyArgs {
  return {
    name: `onair-${environment}-player`,
    comment: `Onair ${environment}: player page`,
    minTtl: 0,
    defaultTtl: UNSTATED_SECONDS,
    maxTtl: YEAR_SECONDS,
    parametersInCacheKeyAndForwardedToOrigin: {
      queryStringsConfig: { queryStringBehavior: "none" },
      cookiesConfig: { cookieBehavior: "none" },
      headersConfig: { headerBehavior: "none" },
      enableAcceptEncodingBrotli: true,
      enableAcceptEncodingGzip: true,
    },
  };
}

/**
 * What the page may do: run its own files and play from its own host, and nothing else. `blob:` is Media Source
 * Extensions and the worker that shaka-player makes of its own code.
 * @param framedBy sites that may embed the page, beside its own
 */
export function playerContentPolicy(framedBy: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "media-src 'self' blob:",
    "connect-src 'self'",
    "worker-src blob:",
    "base-uri 'none'",
    "form-action 'none'",
    ["frame-ancestors 'self'", ...[...framedBy].sort()].join(" "),
  ].join("; ");
}

/**
 * Characters that a content policy may have. CloudFront has a maximum (API Reference, TooLongCSPInResponseHeadersPolicy) whose figure no page that could
 * be read gives; this one is ours, after its quota for the value of a custom header (CloudFront Developer Guide, "Quotas": 1,783).
 */
export const CONTENT_POLICY_LENGTH = 1_783;

/** What the page has of a browser's powers; all others are refused by name, as the standard knows no "none of the rest". */
const PERMISSIONS: readonly string[] = [
  "autoplay=(self)",
  "encrypted-media=(self)",
  "fullscreen=(self)",
  "picture-in-picture=(self)",
  ...["accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone", "midi", "payment", "usb"].map(
    (power) => `${power}=()`,
  ),
];

/**
 * Headers of the page and its files. Sites that may play media may embed the page or load its element too; X-Frame-Options cannot name them, so it
 * is left to the content policy where there are any.
 */
export function playerHeadersPolicyArgs(environment: string, allowedOrigins: readonly string[]): aws.cloudfront.ResponseHeadersPolicyArgs {
  return {
    name: `onair-${environment}-player`,
    comment: `Onair ${environment}: player page`,
    ...(allowedOrigins.length === 0 ? {} : { corsConfig: elementCors(allowedOrigins) }),
    securityHeadersConfig: {
      strictTransportSecurity: { accessControlMaxAgeSec: YEAR_SECONDS, includeSubdomains: true, preload: false, override: true },
      contentTypeOptions: { override: true },
      contentSecurityPolicy: { contentSecurityPolicy: playerContentPolicy(allowedOrigins), override: true },
      ...(allowedOrigins.length > 0 ? {} : { frameOptions: { frameOption: "SAMEORIGIN", override: true } }),
      // The page's address may carry a signature.
      referrerPolicy: { referrerPolicy: "no-referrer", override: true },
    },
    customHeadersConfig: {
      items: [
        { header: "Permissions-Policy", value: PERMISSIONS.join(", "), override: true },
        { header: "Cross-Origin-Resource-Policy", value: allowedOrigins.length === 0 ? "same-origin" : "cross-origin", override: true },
        { header: "Cross-Origin-Opener-Policy", value: "same-origin", override: true },
      ],
    },
  };
}

/** Sites that may play may also load the player's element into pages of their own; browsers ask that of scripts that are modules. */
function elementCors(allowedOrigins: readonly string[]): NonNullable<aws.cloudfront.ResponseHeadersPolicyArgs["corsConfig"]> {
  return {
    accessControlAllowCredentials: false,
    accessControlAllowOrigins: { items: [...allowedOrigins].sort() },
    accessControlAllowMethods: { items: ["GET", "HEAD"] },
    accessControlAllowHeaders: { items: ["Range"] },
    originOverride: true,
  };
}

/** Host name of a bucket as an origin (CloudFront Developer Guide, "Use an Amazon S3 origin"): known before the bucket exists. */
export function bucketHost(bucket: string): string {
  return `${bucket}.s3.${EDGE_REGION}.amazonaws.com`;
}

/**
 * Lets one distribution read the page, and list nothing (CloudFront Developer Guide, "Restrict access to an Amazon S3 origin").
 * Only `AWS:SourceArn` may be unknown at preview, so that everything else can be judged there.
 */
export function playerBucketStatement(bucket: string, distributionArn: pulumi.Input<string>): object {
  return {
    Sid: "ViewersThroughThisDistribution",
    Effect: "Allow",
    Principal: { Service: "cloudfront.amazonaws.com" },
    Action: "s3:GetObject",
    Resource: `arn:aws:s3:::${bucket}/${PLAYER_PREFIX}*`,
    Condition: { StringEquals: { "AWS:SourceArn": distributionArn } },
  };
}
