/**
 * How patiently the player asks. Behind the viewer's name the edge itself turns from one region to the other, and that takes its
 * time: a player that gives up sooner would break off the very answer that saves the picture.
 */
import type { FaultCode } from "./faults.ts";

/** As shaka-player's `RetryParameters`; times in milliseconds. */
export interface RetryParameters {
  readonly maxAttempts: number;
  readonly baseDelay: number;
  readonly backoffFactor: number;
  readonly fuzzFactor: number;
  /** Whole request; 0 for none. */
  readonly timeout: number;
  /** Without a byte of the body. */
  readonly stallTimeout: number;
  /** Until the headers. */
  readonly connectionTimeout: number;
}

/** How long the edge waits for an origin's answer beyond a segment's length, before it asks the other region (`components/edge`). */
const EDGE_READ_SLACK_MS = 1000;

/** The other region's answer, and the way to the edge and back. */
const ANSWER_MS = 2000;

/** Requests for manifests and segments. */
export function requestRetries(segmentSeconds: number, lowLatency: boolean): RetryParameters {
  const segmentMs = segmentSeconds * 1000;
  // A connection that fails costs the edge less than an answer that does not come.
  const edgeMs = segmentMs + EDGE_READ_SLACK_MS;
  return {
    maxAttempts: 5,
    baseDelay: lowLatency ? 100 : 250,
    backoffFactor: 1.6,
    fuzzFactor: 0.4,
    timeout: 0,
    // Of a body that has begun the edge tells nothing: after a segment's length it is asked for anew.
    stallTimeout: Math.max(2000, segmentMs),
    connectionTimeout: edgeMs + ANSWER_MS,
  };
}

/** Licences: no region stands behind these, so shaka-player's own patience does. */
export const LICENCE_RETRIES: RetryParameters = {
  maxAttempts: 3,
  baseDelay: 1000,
  backoffFactor: 2,
  fuzzFactor: 0.5,
  timeout: 15_000,
  stallTimeout: 5000,
  connectionTimeout: 10_000,
};

/** Seconds before the stream goes on after an error between attempts, once the attempts of a request are used up. */
export const STREAM_RETRY_SECONDS = 0.5;

/**
 * Seconds between two questions for an HLS playlist; undefined as shaka-player does it, one target duration. With less than two segments
 * ahead it asks after half of it, as RFC 8216 (6.3.4) allows for a playlist that has not changed: while a region is lost every answer
 * comes late, and what is found out sooner is shown sooner.
 */
export function playlistPeriod(segmentSeconds: number, aheadSeconds: number): number | undefined {
  return aheadSeconds < 2 * segmentSeconds ? segmentSeconds / 2 : undefined;
}

export type Step = { readonly kind: "reload"; readonly afterSeconds: number } | { readonly kind: "stop" };

const NETWORK_SECONDS: readonly number[] = [0.5, 1, 2, 4, 8, 15, 30];
const OFF_AIR_SECONDS: readonly number[] = [3, 5, 5, 10, 15];
const MEDIA_SECONDS: readonly number[] = [0.25, 1, 4, 10];
/** A timeline that changes back and forth, while two regions' manifests are both in caches, must not keep the player loading. */
const TIMELINE_SECONDS: readonly number[] = [0, 1, 2, 4];

/**
 * What follows a fault that ended the stream. `attempt` counts the reloads since the picture last moved, from 0; `random` lies in
 * [0, 1) and spreads viewers that lost the same thing at the same time.
 */
export function nextStep(code: FaultCode, attempt: number, random: number): Step {
  switch (code) {
    case "network":
      return spread(last(NETWORK_SECONDS, attempt), random);
    case "not-on-air":
      return spread(last(OFF_AIR_SECONDS, attempt), random);
    case "timeline":
      return spread(last(TIMELINE_SECONDS, attempt), random);
    case "media":
      return attempt < MEDIA_SECONDS.length ? spread(last(MEDIA_SECONDS, attempt), random) : { kind: "stop" };
    case "signed-out":
    case "not-in-your-country":
    case "drm":
    case "unsupported":
    case "settings":
      return { kind: "stop" };
  }
}

/** Up to a quarter more or less. */
function spread(seconds: number, random: number): Step {
  return { kind: "reload", afterSeconds: seconds * (0.75 + random / 2) };
}

function last(list: readonly number[], index: number): number {
  return list[Math.min(index, list.length - 1)] ?? 0;
}

/**
 * Milliseconds a download took, without the wait for its headers. While a region is lost the edge answers late, not slowly; taken
 * for a slow line, that wait would send every viewer down to the lowest rendition.
 */
export function transferMs(deltaMs: number, firstPacket: boolean, headersMs: number | null | undefined): number {
  if (!firstPacket || headersMs === null || headersMs === undefined || headersMs < LATE_HEADERS_MS) return deltaMs;
  return Math.max(MIN_TRANSFER_MS, deltaMs - headersMs);
}

/** A wait of this length is no part of the line's speed. */
const LATE_HEADERS_MS = 1000;

const MIN_TRANSFER_MS = 5;
