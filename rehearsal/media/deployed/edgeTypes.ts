/** A deployed CloudFront distribution with all it refers to, as the edge obeys it. Plain data; all times in seconds. */
import type { EdgeOrigin, OriginTarget } from "../types.ts";

/** What of cookies, headers or query strings a policy names. Names compare as CloudFront does: headers without regard to case. */
export type Named =
  | { readonly kind: "none" }
  | { readonly kind: "all" }
  | { readonly kind: "only"; readonly names: readonly string[] }
  | { readonly kind: "except"; readonly names: readonly string[] };

/** CloudFront API, CachePolicyConfig. */
export interface EdgeCachePolicy {
  readonly minTtl: number;
  readonly defaultTtl: number;
  readonly maxTtl: number;
  readonly gzip: boolean;
  readonly brotli: boolean;
  readonly query: Named;
  readonly headers: Named;
  readonly cookies: Named;
}

/** CloudFront API, OriginRequestPolicyConfig: sent to the origin beside what is in the cache key. */
export interface EdgeRequestPolicy {
  readonly query: Named;
  readonly headers: Named;
  readonly cookies: Named;
}

export interface EdgeCors {
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly exposed: readonly string[];
  readonly credentials: boolean;
  readonly maxAge?: number;
  /** The policy's headers take the place of the origin's. */
  readonly override: boolean;
}

export interface EdgeHeader {
  readonly name: string;
  readonly value: string;
  readonly override: boolean;
}

/** CloudFront API, ResponseHeadersPolicyConfig. */
export interface EdgeResponseHeaders {
  readonly cors?: EdgeCors;
  /** Security headers first, then custom ones. */
  readonly set: readonly EdgeHeader[];
  readonly removed: readonly string[];
  /** Share of responses that get `Server-Timing`, 0 to 100 percent; absent for none. */
  readonly serverTiming?: number;
}

export interface EdgeFunction {
  readonly arn: string;
  readonly code: string;
  /** What its key-value store held when the distribution was read. */
  readonly values: Readonly<Record<string, string>> | "absent";
}

export interface EdgeBehaviour {
  /** `*` for the default behaviour, which is the last. */
  readonly path: string;
  readonly target: OriginTarget;
  readonly viewerProtocol: "allow-all" | "https-only" | "redirect-to-https";
  readonly allowedMethods: readonly string[];
  readonly cachedMethods: readonly string[];
  readonly compress: boolean;
  /** Public keys (PEM) of the trusted key groups by their id; absent where no signature is asked for. */
  readonly keys?: Readonly<Record<string, string>>;
  readonly cache: EdgeCachePolicy;
  readonly toOrigin?: EdgeRequestPolicy;
  readonly responseHeaders?: EdgeResponseHeaders;
  readonly viewerRequest?: EdgeFunction;
  readonly viewerResponse?: EdgeFunction;
}

/** The rules of a web ACL that the edge follows, by priority; all else is not, rates neither: viewers of a rehearsal share one address. */
export interface EdgeFirewallRule {
  readonly name: string;
  readonly action: "allow" | "block";
  /** Two letters each; `negated`: viewers from anywhere else match. */
  readonly statement: { readonly countries: readonly string[]; readonly negated: boolean };
}

export interface EdgeFirewall {
  readonly id: string;
  readonly defaultAction: "allow" | "block";
  readonly rules: readonly EdgeFirewallRule[];
  /** Names of its rules that are not followed. */
  readonly ignored: readonly string[];
}

export interface EdgeInvalidation {
  readonly id: string;
  readonly paths: readonly string[];
}

export interface DeployedEdge {
  readonly id: string;
  readonly arn: string;
  readonly domainName: string;
  readonly aliases: readonly string[];
  /** In order; the default behaviour last. */
  readonly behaviours: readonly EdgeBehaviour[];
  readonly origins: readonly EdgeOrigin[];
  /** Error caching minimum TTL by status code; others have {@link DEFAULT_ERROR_TTL}. */
  readonly errorTtls: Readonly<Record<number, number>>;
  readonly geo: { readonly kind: "none" | "allow" | "deny"; readonly countries: readonly string[] };
  readonly firewall?: EdgeFirewall;
  readonly defaultRootObject?: string;
  readonly invalidations: readonly EdgeInvalidation[];
}

/** Seconds (CloudFront Developer Guide, "Control how long CloudFront caches errors"). */
export const DEFAULT_ERROR_TTL = 10;
