/**
 * What distinguishes cached objects and what reaches the origin. Sources: CloudFront Developer Guide, "Understand the cache key",
 * "Control the cache key with a policy" (Accept-Encoding), "Control origin requests with a policy".
 */
import type { EdgeBehaviour, EdgeCachePolicy, Named } from "../deployed/index.ts";
import type { OriginRequest } from "../types.ts";
import { withoutSignature } from "./signature.ts";
import { cookiesOf, parametersOf, queryOf, type Parameter, type ViewerAsk } from "./viewerRequest.ts";

export interface CacheKey {
  /** The same for all requests that one cached object answers. */
  readonly key: string;
  readonly accepts: readonly Coding[];
}

export type Coding = "br" | "gzip";

/** GET and HEAD are answered from one object; OPTIONS from one of its own. */
export function cacheKey(ask: ViewerAsk, behaviour: EdgeBehaviour, method: string): CacheKey {
  const { cache } = behaviour;
  const accepts = acceptedCodings(ask.headers["accept-encoding"], cache);
  const headers = cache.headers.kind === "only" ? cache.headers.names.map((name) => [name, ask.headers[name.toLowerCase()] ?? ""]) : [];
  const cookies = chosen(cookiesOf(ask.headers["cookie"]), cache.cookies).filter(({ name }) => !isSignatureCookie(name));
  const parts = [
    method,
    behaviour.path,
    ask.path,
    queryFor(ask, cache.query),
    accepts,
    headers,
    cookies.map(({ name, value }) => [name, value]),
  ];
  return { key: JSON.stringify(parts), accepts };
}

/** What of `Accept-Encoding` counts: only codings that the policy caches. */
export function acceptedCodings(header: string | undefined, { gzip, brotli }: Pick<EdgeCachePolicy, "gzip" | "brotli">): Coding[] {
  const named = new Set(
    (header ?? "").split(",").flatMap((part) => {
      const [name = "", ...settings] = part.split(";").map((piece) => piece.trim().toLowerCase());
      return settings.some((setting) => /^q=0(?:\.0*)?$/.test(setting)) ? [] : [name];
    }),
  );
  const codings: Coding[] = [];
  if (brotli && named.has("br")) codings.push("br");
  if (gzip && named.has("gzip")) codings.push("gzip");
  return codings;
}

/** The request as the origin gets it: the cache key's parts and what the origin request policy adds, never a signature. */
export function originRequest(
  ask: ViewerAsk,
  behaviour: EdgeBehaviour,
  method: OriginRequest["method"],
  more: Readonly<Record<string, string>>,
): OriginRequest {
  const { cache, toOrigin } = behaviour;
  const accepts = acceptedCodings(ask.headers["accept-encoding"], cache);
  const known = cache.gzip || cache.brotli;
  return {
    method,
    behaviour: behaviour.path,
    path: ask.path,
    query: queryFor(ask, toOrigin === undefined ? cache.query : eitherOf(cache.query, toOrigin.query)),
    headers: {
      ...forwardedHeaders(ask, behaviour),
      // "Request and response behavior for custom origins", User-Agent: replaced unless it is forwarded.
      "user-agent": forwards(behaviour, "user-agent") ? (ask.headers["user-agent"] ?? "") : "Amazon CloudFront",
      ...(known && ask.headers["accept-encoding"] !== undefined ? { "accept-encoding": accepts.join(",") || "identity" } : {}),
      "x-forwarded-for": [ask.headers["x-forwarded-for"], ask.ip].filter((part) => part !== undefined).join(","),
      ...more,
    },
  };
}

/** Headers and cookies that a policy names; nothing else of a viewer's goes on. */
function forwardedHeaders(ask: ViewerAsk, behaviour: EdgeBehaviour): Record<string, string> {
  const headers = Object.entries(ask.headers).filter(([name]) => name !== "cookie" && name !== "host" && forwards(behaviour, name));
  const cookies = cookiesOf(ask.headers["cookie"]).filter(
    ({ name }) => !isSignatureCookie(name) && (includes(behaviour.cache.cookies, name) || includes(behaviour.toOrigin?.cookies, name)),
  );
  if (cookies.length > 0) headers.push(["cookie", cookies.map(({ name, value }) => `${name}=${value}`).join("; ")]);
  return Object.fromEntries(headers);
}

function forwards({ cache, toOrigin }: EdgeBehaviour, header: string): boolean {
  return includes(lowerCase(cache.headers), header) || includes(lowerCase(toOrigin?.headers), header);
}

/** The signature's cookies are taken out like its query names ("Set signed cookies using a custom policy"). */
function isSignatureCookie(name: string): boolean {
  return /^CloudFront-(?:Expires|Policy|Signature|Key-Pair-Id|Hash-Algorithm)$/.test(name);
}

function queryFor({ query }: ViewerAsk, named: Named): string {
  return queryOf(chosen(withoutSignature(parametersOf(query)), named));
}

function chosen<Entry extends Pick<Parameter, "name">>(entries: readonly Entry[], named: Named): Entry[] {
  return entries.filter(({ name }) => includes(named, name));
}

function includes(named: Named | undefined, name: string): boolean {
  if (named === undefined || named.kind === "none") return false;
  if (named.kind === "all") return true;
  return named.names.includes(name) === (named.kind === "only");
}

function lowerCase(named: Named | undefined): Named | undefined {
  return named?.kind === "only" || named?.kind === "except" ? { ...named, names: named.names.map((name) => name.toLowerCase()) } : named;
}

function eitherOf(one: Named, other: Named): Named {
  if (one.kind === "none") return other;
  if (other.kind === "none") return one;
  if (one.kind === "only" && other.kind === "only") return { kind: "only", names: [...one.names, ...other.names] };
  return { kind: "all" };
}
