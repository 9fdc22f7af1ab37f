/**
 * When players ask again. The model and the rehearsal's real players go by these rules and share nothing else.
 * Times in seconds.
 */

/** EXT-X-TARGETDURATION of segments of this length: rounded to whole seconds (RFC 8216, 4.3.3.1). */
export function targetDuration(segmentSeconds: number): number {
  return Math.max(1, Math.round(segmentSeconds));
}

/**
 * From the begin of one load of an HLS media playlist to the begin of the next: the target duration, or half of it where
 * nothing had changed (RFC 8216, 6.3.4).
 */
export function reloadAfter(target: number, changed: boolean): number {
  return changed ? target : target / 2;
}

/**
 * From the begin of one load of an MPD to the begin of the next: its minimum update period (ISO/IEC 23009-1, 5.3.1.2). Players
 * count from begin to begin, as shaka-player's DashParser does.
 */
export function updateAfter(minimumUpdatePeriod: number): number {
  return minimumUpdatePeriod;
}

/** A part of low-latency HLS by segment and place in it, both as in the playlist. */
export interface PartPlace {
  readonly msn: number;
  readonly part: number;
}

/**
 * What a blocking reload asks for: the part after the last one known. Whoever has the last part of a segment may ask for one more
 * part of it; the server answers with the first of the next segment (draft-pantos-hls-rfc8216bis, 6.2.5.2).
 */
export function blockingReload(last: PartPlace): PartPlace {
  return { msn: last.msn, part: last.part + 1 };
}

/** Whether a player asks again at once: in low-latency HLS always, for the answer waits until there is something new (same draft, 6.3.4). */
export const LOW_LATENCY_RELOAD_AFTER = 0;

/** Segments, counted from the end, that a player starts with: it begins three target durations behind the end (RFC 8216, 6.3.3). */
export const START_SEGMENTS = 3;

/** Parts that a low-latency player starts with: PART-HOLD-BACK should be three part targets (same draft, 4.4.3.8). */
export const START_PARTS = 3;
