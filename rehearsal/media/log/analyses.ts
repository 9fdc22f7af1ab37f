/** What a log of served requests says. Pure functions over the records, in any number and order unless said. */
import type { OriginAttempt, ServedRequest } from "../types.ts";

/** Where MediaPackage's paths begin, and so every manifest and segment. */
const MEDIA = "/out/v1/";

/** Bytes of media reached the viewer: a manifest or a segment, not an error's body. */
export function isMedia({ path, status, bytes }: ServedRequest): boolean {
  return path.startsWith(MEDIA) && status >= 200 && status < 300 && bytes > 0;
}

/**
 * Media that went out without a valid signature, or by a behaviour that asks for none. On a platform that is as it should be this
 * is empty, whatever was broken meanwhile.
 */
export function unsignedMedia(records: readonly ServedRequest[]): ServedRequest[] {
  return records.filter((record) => isMedia(record) && !(record.keyGroup && record.signature === "valid"));
}

/** Media answers by region of the origin they came from; `regions` by origin id. What has no origin or region is left out. */
export function regionsServed(records: readonly ServedRequest[], regions: ReadonlyMap<string, string>): Map<string, number> {
  const found = new Map<string, number>();
  for (const record of records) {
    const region = record.origin === undefined ? undefined : regions.get(record.origin);
    if (region !== undefined && isMedia(record)) found.set(region, (found.get(region) ?? 0) + 1);
  }
  return found;
}

export interface OriginCounts {
  readonly requests: number;
  /** Of the requests, questions after the media quality score or after headers alone. */
  readonly heads: number;
  /** Of the requests, those that came to nothing: no connection, a time-out, a body cut off. */
  readonly failed: number;
}

/** Requests to origins, by origin id. Every attempt counts, as it does against the quotas of the origin. */
export function originRequests(records: readonly ServedRequest[]): Map<string, OriginCounts> {
  const found = new Map<string, OriginCounts>();
  for (const { origin, method, failed } of records.flatMap(({ attempts }) => attempts)) {
    const known = found.get(origin) ?? { requests: 0, heads: 0, failed: 0 };
    found.set(origin, {
      requests: known.requests + 1,
      heads: known.heads + (method === "HEAD" ? 1 : 0),
      failed: known.failed + (failed === undefined ? 0 : 1),
    });
  }
  return found;
}

/** All attempts, in the order of the records. */
export function attemptsOf(records: readonly ServedRequest[]): OriginAttempt[] {
  return records.flatMap(({ attempts }) => attempts);
}

export interface HitRatio {
  readonly hits: number;
  /** Expired, and confirmed by the origin: no body came from there, but a request went. */
  readonly refreshes: number;
  readonly misses: number;
  /** Hits of all three, 0 to 1; 0 of nothing. */
  readonly ratio: number;
}

/**
 * How much the cache spared the origins. Errors, redirects and what the function answered are not cacheable requests (CloudFront
 * Developer Guide, "Types of metrics", "Cache hit rate").
 */
export function hitRatio(records: readonly ServedRequest[]): HitRatio {
  const count = (result: ServedRequest["result"]): number => records.filter((record) => record.result === result).length;
  const [hits, refreshes, misses] = [count("Hit"), count("RefreshHit"), count("Miss")];
  const all = hits + refreshes + misses;
  return { hits, refreshes, misses, ratio: all === 0 ? 0 : hits / all };
}

export interface Second {
  /** Seconds since 1970. */
  readonly second: number;
  readonly requests: number;
  readonly bytes: number;
  readonly originRequests: number;
}

/** From the first second with a record to the last, silent ones included. */
export function perSecond(records: readonly ServedRequest[]): Second[] {
  const seconds = new Map<number, Second>();
  for (const { at, bytes, attempts } of records) {
    const second = Math.floor(at / 1000);
    const known = seconds.get(second) ?? silent(second);
    seconds.set(second, {
      second,
      requests: known.requests + 1,
      bytes: known.bytes + bytes,
      originRequests: known.originRequests + attempts.length,
    });
  }
  const first = Math.min(...seconds.keys());
  const last = Math.max(...seconds.keys());
  if (seconds.size === 0) return [];
  return Array.from({ length: last - first + 1 }, (_, index) => seconds.get(first + index) ?? silent(first + index));
}

function silent(second: number): Second {
  return { second, requests: 0, bytes: 0, originRequests: 0 };
}

/** What one viewer asked for, by the session that its player named (CMCD `sid`). */
export interface ViewerSession {
  readonly session: string;
  readonly requests: number;
  readonly media: number;
  readonly bytes: number;
  readonly errors: number;
  /** Milliseconds since 1970 of its first and last request. */
  readonly from: number;
  readonly to: number;
}

/** In the order of their first records; requests that name no session are left out. */
export function viewerSessions(records: readonly ServedRequest[]): ViewerSession[] {
  const found = new Map<string, ViewerSession>();
  for (const record of records) {
    const { session, at } = record;
    if (session === undefined) continue;
    const known = found.get(session) ?? { session, requests: 0, media: 0, bytes: 0, errors: 0, from: at, to: at };
    found.set(session, {
      session,
      requests: known.requests + 1,
      media: known.media + (isMedia(record) ? 1 : 0),
      bytes: known.bytes + record.bytes,
      errors: known.errors + (record.status >= 400 ? 1 : 0),
      from: Math.min(known.from, at),
      to: Math.max(known.to, at),
    });
  }
  return [...found.values()];
}
