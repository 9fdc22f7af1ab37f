/** Captions of HLS: WebVTT segments whose times are told against those of the media (RFC 8216bis, 3.1.4). */
import type { Cue, Segment, TrackInfo } from "../types.ts";

/** Ticks of MPEG-2 transport streams per second, and where their 33 bits wrap. */
const MPEG = 90_000n;
const WRAP = 2n ** 33n;

/**
 * What cue times of a segment count from, milliseconds before its start: a cue may have begun earlier, and WebVTT has no time below
 * zero. A cue that reaches over several segments has other figures in each, and means the same time.
 */
const LEAD = 3_600_000;

/**
 * Writes the captions of a segment. The segment's start is said modulo 33 bits, as in the specification: players count the wraps
 * from the segment's place in the playlist (shaka: `VttTextParser.computeHlsOffset_`), so that times since 1970 come out right.
 */
export function webVttSegment({ timescale }: TrackInfo, { time, cues = [] }: Segment): string {
  const start = ((BigInt(time) * MPEG) / BigInt(timescale)) % WRAP;
  const blocks = spoken(cues).map((cue) => cueBlock(cue, time, timescale));
  return ["WEBVTT", `X-TIMESTAMP-MAP=LOCAL:${clock(LEAD)},MPEGTS:${String(start)}`, "", ...blocks, ""].join("\n");
}

function cueBlock({ time, duration, text }: Cue, start: number, timescale: number): string {
  const from = LEAD + Math.round(((time - start) * 1000) / timescale);
  const to = LEAD + Math.round(((time + duration - start) * 1000) / timescale);
  return `${clock(from)} --> ${clock(to)}\n${payload(text)}\n`;
}

/** Hours, minutes, seconds, thousandths, of milliseconds. */
function clock(ms: number): string {
  const field = (value: number, digits: number): string => String(Math.floor(value)).padStart(digits, "0");
  const shown = Math.max(0, ms);
  return `${field(shown / 3_600_000, 2)}:${field((shown / 60_000) % 60, 2)}:${field((shown / 1000) % 60, 2)}.${field(shown % 1000, 3)}`;
}

/** Without cues that say nothing: WebVTT has none. */
export function spoken(cues: readonly Cue[]): Cue[] {
  return cues.filter(({ text }) => payload(text) !== "");
}

/** Cue text as WebVTT takes it: no markup, no empty line, no arrow. */
export function payload(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll(/(\r\n|\r|\n)+/g, "\n")
    .trim();
}
