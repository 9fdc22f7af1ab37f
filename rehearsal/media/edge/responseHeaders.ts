/**
 * Headers on the way to the viewer. Sources: CloudFront Developer Guide, "Understand response headers policies" and "Request and
 * response behavior for custom origins" (headers that CloudFront removes or replaces).
 */
import type { EdgeBehaviour, EdgeCors, EdgeResponseHeaders } from "../deployed/index.ts";
import type { ViewerAsk } from "./viewerRequest.ts";

type Headers = Readonly<Record<string, string>>;

/** Connection headers (RFC 9110, 7.6.1), and those that CloudFront keeps to itself or sets anew. */
const NEVER_PASSED: ReadonlySet<string> = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "via",
  "x-cache",
  "x-amz-cf-id",
  "x-amz-cf-pop",
  "age",
]);

/** What of the origin's headers reaches the cache and viewers. */
export function fromOrigin(headers: Headers, { cache, toOrigin }: EdgeBehaviour): Record<string, string> {
  const cookies = cache.cookies.kind !== "none" || (toOrigin !== undefined && toOrigin.cookies.kind !== "none");
  const kept = Object.entries(headers).filter(([name]) => !NEVER_PASSED.has(name) && name !== "vary" && (cookies || name !== "set-cookie"));
  const vary = varyFor(headers["vary"], cache.headers.kind === "only" ? cache.headers.names : []);
  return { ...Object.fromEntries(kept), ...(vary === "" ? {} : { vary }) };
}

/** Only what the cache tells apart stays in `Vary`. */
function varyFor(vary: string | undefined, forwarded: readonly string[]): string {
  const known = ["accept-encoding", "cookie", ...forwarded.map((name) => name.toLowerCase())];
  const names = (vary ?? "").split(",").map((name) => name.trim());
  return names.filter((name) => known.includes(name.toLowerCase())).join(", ");
}

/** The policy applied to a response: what is to go goes first, then the policy's own headers are set. `random` is of [0, 1). */
export function withPolicy(headers: Headers, policy: EdgeResponseHeaders | undefined, ask: ViewerAsk, timing: Timing): Headers {
  if (policy === undefined) return headers;
  const removed = policy.removed.map((name) => name.toLowerCase());
  const result = Object.fromEntries(Object.entries(headers).filter(([name]) => !removed.includes(name)));
  for (const { name, value, override } of policy.set) if (override || result[name] === undefined) result[name] = value;
  if (policy.cors !== undefined) applyCors(result, policy.cors, ask);
  if (policy.serverTiming !== undefined && timing.random * 100 < policy.serverTiming) result["server-timing"] = timing.text;
  return result;
}

export interface Timing {
  /** Of [0, 1): decides whether this response is one of the share that gets the header. */
  readonly random: number;
  /** Value of `Server-Timing`. */
  readonly text: string;
}

/** CORS headers of the policy, in responses to requests that name an origin. */
function applyCors(headers: Record<string, string>, cors: EdgeCors, ask: ViewerAsk): void {
  const origin = ask.headers["origin"];
  const own = origin === undefined ? {} : corsHeaders(cors, origin, ask);
  if (cors.override && origin !== undefined) {
    for (const name of Object.keys(headers)) if (name.startsWith("access-control-")) Reflect.deleteProperty(headers, name);
  }
  for (const [name, value] of Object.entries(own)) headers[name] ??= value;
  // No browser takes credentials for any origin (Fetch Standard, "CORS protocol and credentials"), so neither is said with the other.
  if (headers["access-control-allow-origin"] === "*") Reflect.deleteProperty(headers, "access-control-allow-credentials");
  if (own["access-control-allow-origin"] === origin && origin !== undefined) headers["vary"] = varying(headers["vary"]);
}

function varying(vary: string | undefined): string {
  if (vary === undefined) return "Origin";
  return vary
    .toLowerCase()
    .split(",")
    .some((name) => name.trim() === "origin")
    ? vary
    : `${vary}, Origin`;
}

function corsHeaders(cors: EdgeCors, origin: string, ask: ViewerAsk): Record<string, string> {
  const any = cors.origins.includes("*");
  if ((any && cors.credentials) || (!any && !cors.origins.some((pattern) => matchesOrigin(pattern, origin)))) return {};
  const preflight = ask.method === "OPTIONS" && ask.headers["access-control-request-method"] !== undefined;
  return {
    "access-control-allow-origin": any ? "*" : origin,
    ...(cors.credentials ? { "access-control-allow-credentials": "true" } : {}),
    ...(preflight ? preflightHeaders(cors) : {}),
    ...(!preflight && cors.exposed.length > 0 ? { "access-control-expose-headers": cors.exposed.join(", ") } : {}),
  };
}

/** `ALL` stands for every method that CloudFront has. */
function preflightHeaders(cors: EdgeCors): Record<string, string> {
  const methods = cors.methods.includes("ALL") ? ["GET", "DELETE", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"] : cors.methods;
  return {
    "access-control-allow-methods": methods.join(", "),
    "access-control-allow-headers": cors.headers.join(", "),
    ...(cors.maxAge === undefined ? {} : { "access-control-max-age": String(cors.maxAge) }),
  };
}

/** A wildcard may stand at the left end of the domain only; without a scheme the pattern fits either. */
function matchesOrigin(pattern: string, origin: string): boolean {
  const [scheme, domain] = pattern.includes("://") ? (pattern.split("://") as [string, string]) : [undefined, pattern];
  const [ownScheme = "", ownDomain = ""] = origin.split("://");
  if (scheme !== undefined && scheme !== ownScheme) return false;
  return domain.startsWith("*.") ? ownDomain.endsWith(domain.slice(1)) && ownDomain.length >= domain.length : domain === ownDomain;
}
