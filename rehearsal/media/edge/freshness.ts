/**
 * How long an answer of the origin is kept. Sources: CloudFront Developer Guide, "Manage how long content stays in the cache
 * (expiration)", "How CloudFront processes HTTP 4xx and 5xx status codes from your origin", "Control how long CloudFront caches errors",
 * "How CloudFront processes HTTP 3xx status codes from your origin".
 */
import { DEFAULT_ERROR_TTL, type EdgeCachePolicy } from "../deployed/index.ts";
import type { OriginReply } from "../types.ts";

export interface Lifetime {
  /** Kept at all, if only to be confirmed by the origin next time. */
  readonly stored: boolean;
  /** Seconds during which it is served without asking. */
  readonly seconds: number;
  /** May answer requests that came while it was on its way ("Simultaneous requests for the same object (request collapsing)"). */
  readonly shared: boolean;
}

const NOT_KEPT: Lifetime = { stored: false, seconds: 0, shared: false };
/** Kept whatever the origin says of keeping, but for those that a directive can prevent. */
const ALWAYS_CACHED: ReadonlySet<number> = new Set([404, 405, 410, 414, 500, 501, 502, 503, 504]);
const CACHED_IF_SAID: ReadonlySet<number> = new Set([400, 403, 412, 415]);
/** Errors that `no-store`, `no-cache` or `private` keeps out of the cache; they mean nothing with the others. */
const PREVENTABLE: ReadonlySet<number> = new Set([404, 410, 414, 501]);

/** `now` in milliseconds since 1970; `errorTtls` in seconds by status code. */
export function lifetimeOf(
  { status, headers, incomplete }: Pick<OriginReply, "status" | "headers" | "incomplete">,
  policy: EdgeCachePolicy,
  errorTtls: Readonly<Record<number, number>>,
  now: number,
): Lifetime {
  // "Request and response behavior for custom origins", dropped TCP connections: passed on, and not cached.
  if (incomplete === true) return NOT_KEPT;
  const said = saidBy(headers, now);
  if (status >= 400) return errorLifetime(status, said, policy, errorTtls);
  if ((status === 307 || status === 308) && headers["cache-control"] === undefined) return NOT_KEPT;
  return objectLifetime(said, policy);
}

/** Seconds for which an error of this status is kept at least. */
export function errorTtl(status: number, errorTtls: Readonly<Record<number, number>>): number {
  return errorTtls[status] ?? DEFAULT_ERROR_TTL;
}

/** What the origin's headers ask for. */
interface Said {
  readonly seconds?: number;
  readonly prevented: boolean;
  readonly never: boolean;
}

function objectLifetime({ seconds, prevented, never }: Said, { minTtl, defaultTtl, maxTtl }: EdgeCachePolicy): Lifetime {
  if (prevented && minTtl === 0) return never ? NOT_KEPT : { stored: true, seconds: 0, shared: false };
  if (prevented) return { stored: true, seconds: minTtl, shared: true };
  const kept = seconds === undefined ? Math.max(minTtl, defaultTtl) : Math.min(Math.max(seconds, minTtl), maxTtl);
  return { stored: true, seconds: kept, shared: kept > 0 };
}

function errorLifetime(status: number, said: Said, { maxTtl }: EdgeCachePolicy, errorTtls: Readonly<Record<number, number>>): Lifetime {
  const kept = ALWAYS_CACHED.has(status) || (CACHED_IF_SAID.has(status) && said.seconds !== undefined);
  if (!kept || (PREVENTABLE.has(status) && said.prevented)) return NOT_KEPT;
  const asked = said.prevented ? 0 : Math.min(said.seconds ?? 0, maxTtl);
  const seconds = Math.max(errorTtl(status, errorTtls), asked);
  return { stored: seconds > 0, seconds, shared: seconds > 0 };
}

function saidBy(headers: Readonly<Record<string, string>>, now: number): Said {
  const directives = new Map(
    (headers["cache-control"] ?? "").split(",").map((part) => {
      const [name = "", value] = part.split("=").map((piece) => piece.trim().toLowerCase());
      return [name, value?.replaceAll('"', "")];
    }),
  );
  const seconds = number(directives.get("s-maxage")) ?? number(directives.get("max-age")) ?? until(headers["expires"], now);
  const never = directives.has("no-store") || directives.has("private");
  return { ...(seconds === undefined ? {} : { seconds }), prevented: never || directives.has("no-cache"), never };
}

function number(value: string | undefined): number | undefined {
  return value !== undefined && /^\d{1,10}$/.test(value) ? Number(value) : undefined;
}

/** Seconds to the moment of `Expires`; a date that is none has passed (RFC 9111, 5.3). */
function until(expires: string | undefined, now: number): number | undefined {
  if (expires === undefined) return undefined;
  const moment = Date.parse(expires);
  return Number.isNaN(moment) ? 0 : Math.max(0, Math.floor((moment - now) / 1000));
}
