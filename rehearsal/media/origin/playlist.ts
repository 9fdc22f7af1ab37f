/** HLS media playlists (RFC 8216bis), with low latency where it is asked for. */
import type { LiveTrack, ManifestSettings, Segment, TrackInfo } from "../types.ts";
import { fileNames } from "./names.ts";
import type { Entry, Timing } from "./timeline.ts";
import type { Slice } from "./window.ts";

/** RFC 8216bis, section 8: 8 for EXT-X-GAP; more is not used. */
export const HLS_VERSION = 8;
/** Complete segments at the end of a playlist whose parts are still listed; with the one being received, three target durations. */
const SEGMENTS_WITH_PARTS = 2;

/** The playlist of another track, for EXT-X-RENDITION-REPORT. */
export interface RenditionReport {
  readonly uri: string;
  readonly lastNumber: number;
  /** From 0; absent for a track without parts. */
  readonly lastPart?: number;
}

export interface PlaylistContext {
  readonly settings: ManifestSettings;
  readonly timing: Timing;
  readonly segmentName: string;
  /** Of new clocks that have left the playlist. */
  readonly discontinuitySequence: number;
  /** Present: with low latency. */
  readonly reports?: readonly RenditionReport[];
}

/** Writes the playlist of one track. */
export function mediaPlaylist(track: LiveTrack, slice: Slice, context: PlaylistContext): string {
  const { entries, open, ended, growth } = slice;
  const low = context.reports !== undefined && !ended && growth === undefined;
  const target = targetDuration(track, entries, context.timing);
  const partTarget = low ? partDuration(track) : undefined;
  const lines = [
    "#EXTM3U",
    `#EXT-X-VERSION:${String(HLS_VERSION)}`,
    `#EXT-X-TARGETDURATION:${String(target)}`,
    ...(low ? [serverControl(target, partTarget)] : []),
    ...(partTarget === undefined ? [] : [`#EXT-X-PART-INF:PART-TARGET=${decimal(partTarget)}`]),
    `#EXT-X-MEDIA-SEQUENCE:${String(entries[0]?.number ?? open?.number ?? 0)}`,
    ...(context.discontinuitySequence > 0 ? [`#EXT-X-DISCONTINUITY-SEQUENCE:${String(context.discontinuitySequence)}`] : []),
    ...(growth === undefined ? [] : [`#EXT-X-PLAYLIST-TYPE:${growth}`]),
    "#EXT-X-INDEPENDENT-SEGMENTS",
    ...(track.info.kind === "captions" ? [] : [`#EXT-X-MAP:URI="${fileNames.init(context.segmentName, track.info.name)}"`]),
    ...entries.flatMap((entry, index) =>
      entryLines(track, entry, context, partTarget !== undefined && index >= entries.length - SEGMENTS_WITH_PARTS),
    ),
    ...(partTarget === undefined ? [] : openLines(track, slice, context)),
    ...(low ? (context.reports ?? []).map(report) : []),
    ...(ended ? ["#EXT-X-ENDLIST"] : []),
  ];
  return `${lines.join("\n")}\n`;
}

/** Seconds: constant for a track, and never below a rounded EXTINF (RFC 8216bis, 4.4.3.1). */
export function targetDuration({ info, segments }: LiveTrack, entries: readonly Entry[], { segmentMs }: Timing): number {
  const lengths = [...segments, ...entries].map(({ duration }) => Math.round(duration / info.timescale));
  return Math.max(1, Math.round(segmentMs / 1000), ...lengths);
}

/** Seconds, the longest part in hundredths rounded up; undefined while there is none. */
export function partDuration({ info, segments }: LiveTrack): number | undefined {
  const longest = Math.max(0, ...segments.flatMap(({ parts }) => parts.map(({ duration }) => duration)));
  return longest === 0 ? undefined : Math.ceil((longest * 100) / info.timescale - 1e-6) / 100;
}

/** RFC 8216bis, 4.4.3.8: HOLD-BACK at least three target durations; PART-HOLD-BACK should be three part durations. */
function serverControl(target: number, partTarget: number | undefined): string {
  const part = partTarget === undefined ? "" : `PART-HOLD-BACK=${decimal(partTarget * 3)},`;
  return `#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,${part}HOLD-BACK=${decimal(target * 3)}`;
}

function entryLines(track: LiveTrack, entry: Entry, context: PlaylistContext, withParts: boolean): string[] {
  const { info } = track;
  const uri = info.kind === "captions" ? fileNames.webvtt : fileNames.segment;
  return [
    ...(entry.discontinuity ? ["#EXT-X-DISCONTINUITY"] : []),
    ...dateLines(entry, context),
    ...(entry.segment === undefined ? ["#EXT-X-GAP"] : withParts ? partLines(info, entry.segment, context) : []),
    `#EXTINF:${decimal(entry.duration / info.timescale)},`,
    uri(context.segmentName, info.name, entry.number),
  ];
}

/** By number, so that a tag neither comes nor goes while its segment moves through the window. */
function dateLines(entry: Entry, { settings, timing }: PlaylistContext): string[] {
  const { programDateTimeSeconds } = settings;
  if (programDateTimeSeconds === undefined) return [];
  const every = Math.max(1, Math.round((programDateTimeSeconds * 1000) / timing.segmentMs));
  return entry.number % every === 0 || entry.discontinuity ? [`#EXT-X-PROGRAM-DATE-TIME:${new Date(entry.at).toISOString()}`] : [];
}

function partLines(info: TrackInfo, segment: Segment, { segmentName }: PlaylistContext): string[] {
  return segment.parts.map((part, index) => {
    const attributes = [
      `DURATION=${decimal(part.duration / info.timescale)}`,
      `URI="${fileNames.part(segmentName, info.name, segment.number, index)}"`,
      ...(part.independent ? ["INDEPENDENT=YES"] : []),
    ];
    return `#EXT-X-PART:${attributes.join(",")}`;
  });
}

/** The segment that is being received, as far as it is there, and the part that comes next. */
function openLines({ info }: LiveTrack, { entries, open }: Slice, context: PlaylistContext): string[] {
  const number = open?.number ?? (entries.at(-1)?.number ?? 0) + 1;
  const parts = open?.segment?.parts.length ?? 0;
  const hint = `#EXT-X-PRELOAD-HINT:TYPE=PART,URI="${fileNames.part(context.segmentName, info.name, number, parts)}"`;
  if (open?.segment === undefined || parts === 0) return [hint];
  return [
    ...(open.discontinuity ? ["#EXT-X-DISCONTINUITY"] : []),
    ...dateLines(open, context),
    ...partLines(info, open.segment, context),
    hint,
  ];
}

function report({ uri, lastNumber, lastPart }: RenditionReport): string {
  const part = lastPart === undefined ? "" : `,LAST-PART=${String(lastPart)}`;
  return `#EXT-X-RENDITION-REPORT:URI="${uri}",LAST-MSN=${String(lastNumber)}${part}`;
}

/** A decimal number of at most six places, as a playlist spells it. */
export function decimal(value: number): string {
  return String(Number(value.toFixed(6)));
}
