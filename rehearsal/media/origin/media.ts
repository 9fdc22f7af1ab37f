/** Answers requests for segments, parts and what comes before them. */
import type { LiveTrack, OriginReply, Part, Segment } from "../types.ts";
import { until } from "./blocking.ts";
import { cacheControl, cmsdStatic, identity, type MediaData } from "./headers.ts";
import { targetDuration } from "./playlist.ts";
import { Refusal } from "./query.ts";
import { ok, type Asked } from "./request.ts";
import { newestNumber } from "./timeline.ts";
import { webVttSegment } from "./webvtt.ts";
import { wvttInit, wvttSegment } from "./wvtt.ts";

export function answerInit(asked: Asked, name: string): OriginReply {
  const { info } = trackOf(asked, name);
  const body = info.kind === "captions" ? wvttInit(info) : info.init;
  return ok(info.kind, body, headersOf(asked, { objectType: "i" }, asked.live.activeInput()));
}

export function answerSegment(asked: Asked, name: string, number: number): OriginReply {
  const track = trackOf(asked, name);
  const segment = track.segments.find((one) => one.number === number);
  if (segment?.complete !== true) throw new Refusal(404, `segment ${String(number)} of ${name} is not kept`);
  const body = track.info.kind === "captions" ? wvttSegment(segment) : Buffer.concat(segment.parts.map(({ bytes }) => bytes));
  return ok(track.info.kind, body, segmentHeaders(asked, track, segment, segment, body.length));
}

export function answerWebVtt(asked: Asked, name: string, number: number): OriginReply {
  const track = trackOf(asked, name);
  const segment = track.segments.find((one) => one.number === number);
  if (track.info.kind !== "captions" || segment?.complete !== true) throw new Refusal(404, `captions ${String(number)} are not kept`);
  const body = Buffer.from(webVttSegment(track.info, segment), "utf8");
  return ok("webvtt", body, segmentHeaders(asked, track, segment, segment, body.length, "c"));
}

/** A part that was announced may be asked for before it is there (RFC 8216bis, 6.2.6): the answer waits for it. */
export async function answerPart(asked: Asked, name: string, number: number, index: number): Promise<OriginReply> {
  const { live } = asked;
  const first = trackOf(asked, name);
  const find = (): Part | undefined => segmentOf(trackOf(asked, name), number)?.parts[index];
  if (isAnnounced(first, number, index)) {
    const gone = (): boolean => !isAnnounced(trackOf(asked, name), number, index);
    await until(live, () => find() !== undefined || gone(), targetDuration(first, [], live) * 3000);
  }
  const [track, part] = [trackOf(asked, name), find()];
  const segment = segmentOf(track, number);
  if (part === undefined || segment === undefined) throw new Refusal(404, `part ${String(index)} of segment ${String(number)} is not kept`);
  return ok(track.info.kind, part.bytes, segmentHeaders(asked, track, segment, part, part.bytes.length));
}

function segmentOf({ segments }: LiveTrack, number: number): Segment | undefined {
  return segments.find((one) => one.number === number);
}

/** The part that the playlist's preload hint names. */
function isAnnounced(track: LiveTrack, number: number, index: number): boolean {
  const open = track.segments.at(-1);
  if (open?.complete === false) return open.number === number && open.parts.length === index;
  return index === 0 && (newestNumber(track) ?? NaN) + 1 === number;
}

function trackOf({ live }: Asked, name: string): LiveTrack {
  const track = live.track(name);
  if (track === undefined) throw new Refusal(404, `${name} is no track of the channel`);
  return track;
}

const OBJECT = { video: "v", audio: "a", captions: "tt" } as const;

function segmentHeaders(
  asked: Asked,
  { info }: LiveTrack,
  segment: Segment,
  whole: Pick<Part, "time" | "duration">,
  bytes: number,
  objectType: MediaData["objectType"] = OBJECT[info.kind],
): Record<string, string> {
  const seconds = whole.duration / info.timescale;
  const first = segment.parts.find(({ time }) => time === whole.time) ?? whole;
  const data: MediaData = {
    objectType,
    durationMs: seconds * 1000,
    score: segment.score,
    // The soonest that its first part can have been complete.
    availableAt: segment.programDateTime + ((first.time - segment.time + first.duration) * 1000) / info.timescale,
    ...(seconds > 0 ? { bitrate: (bytes * 8) / seconds } : {}),
  };
  return headersOf(asked, data, segment.input);
}

function headersOf({ endpoint, live, context, since }: Asked, data: MediaData, input: 1 | 2): Record<string, string> {
  return {
    "cache-control": cacheControl("media", live.segmentMs),
    "cmsd-static": cmsdStatic(endpoint, { heldMs: context.now() - since, ...data }),
    ...identity(endpoint, input),
  };
}
