/**
 * What RFC 8216bis asks of HLS playlists, one by one and from one version of a live playlist to the next (sections 6.2.1 and 6.2.2).
 * Beside hls-parser in strict mode, which knows single playlists only. Each function answers what is wrong; nothing, if nothing is.
 */
import HLS, { type types } from "hls-parser";

HLS.setOptions({ strictMode: true });

/** Seconds by which sums of rounded durations may differ. */
const ROUNDING = 0.002;

type Media = types.MediaPlaylist;
type Segment = types.Segment;

interface Parsed<P> {
  readonly playlist?: P;
  readonly faults: string[];
}

function parsed(text: string): Parsed<types.MasterPlaylist | Media> {
  try {
    return { playlist: HLS.parse(text), faults: [] };
  } catch (error) {
    return { faults: [`strict parser: ${error instanceof Error ? error.message : String(error)}`] };
  }
}

/** A parsed media playlist. @throws Error for anything else */
export function mediaOf(text: string): Media {
  const { playlist, faults } = parsed(text);
  if (playlist === undefined) throw new Error(faults.join("; "));
  if (playlist.isMasterPlaylist) throw new Error("a multivariant playlist where a media playlist was expected");
  return playlist;
}

/** Faults of a multivariant playlist. */
export function multivariantFaults(text: string): string[] {
  const { playlist, faults } = parsed(text);
  if (playlist === undefined) return faults;
  if (!playlist.isMasterPlaylist) return ["a media playlist where a multivariant playlist was expected"];
  const { variants, independentSegments } = playlist;
  const uris = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return [
    ...(variants.length === 0 ? ["no variant"] : []),
    ...(independentSegments ? [] : ["EXT-X-INDEPENDENT-SEGMENTS is missing"]),
    ...variants.filter(({ codecs }) => codecs === undefined || codecs === "").map(({ uri }) => `${uri}: no CODECS`),
    ...variants
      .filter(({ codecs, resolution }) => /avc|hvc|hev|av01/.test(codecs ?? "") && resolution === undefined)
      .map(({ uri }) => `${uri}: no RESOLUTION`),
    ...variants.filter(({ bandwidth }) => !(bandwidth > 0)).map(({ uri }) => `${uri}: no BANDWIDTH`),
    ...uris.filter((uri) => uri.includes("/")).map((uri) => `${uri}: not relative to the playlist's folder`),
  ];
}

/** Faults of one media playlist. */
export function playlistFaults(text: string): string[] {
  const { playlist, faults } = parsed(text);
  if (playlist === undefined) return faults;
  if (playlist.isMasterPlaylist) return ["a multivariant playlist where a media playlist was expected"];
  const whole = wholeSegments(playlist);
  const uris = whole.map(({ uri }) => uri);
  return [
    ...(whole.length === 0 ? ["no segment"] : []),
    ...(new Set(uris).size === uris.length ? [] : ["a URI is there twice"]),
    ...uris.filter((uri) => uri.includes("/")).map((uri) => `${uri}: not relative to the playlist's folder`),
    ...(uris.some((uri) => uri.includes(".mp4")) && !text.includes("#EXT-X-MAP:") ? ["EXT-X-MAP is missing"] : []),
    ...dateFaults(whole),
    ...partFaults(playlist, text),
  ];
}

/** Without the one that is being received. */
export function wholeSegments({ segments }: Media): Segment[] {
  return segments.filter(({ uri }) => uri !== "" && (uri as string | undefined) !== undefined);
}

/** Dates follow from durations, unless there is a discontinuity in between (section 6.2.1). */
function dateFaults(segments: readonly Segment[]): string[] {
  const faults: string[] = [];
  let expected: number | undefined;
  for (const { discontinuity, programDateTime, duration, uri } of segments) {
    if (discontinuity === true) expected = undefined;
    const at = programDateTime?.getTime();
    if (at !== undefined && expected !== undefined && Math.abs(at - expected) > 2 + ROUNDING * 1000) {
      faults.push(`${uri}: PROGRAM-DATE-TIME is ${String(at - expected)} ms off`);
    }
    const start = at ?? expected;
    expected = start === undefined ? undefined : start + duration * 1000;
  }
  return faults;
}

function partFaults(playlist: Media, text: string): string[] {
  const { lowLatencyCompatibility: control, partTargetDuration, segments } = playlist;
  const real = segments.map((segment) => ({ segment, parts: segment.parts.filter(({ hint }) => !hint) }));
  if (real.every(({ parts }) => parts.length === 0)) return [];
  const hints = segments.flatMap(({ parts }) => parts.filter(({ hint }) => hint).map(({ uri }) => uri));
  const listed = real.flatMap(({ parts }) => parts.map(({ uri }) => uri));
  const whole = new Set(wholeSegments(playlist));
  return [
    ...(control?.canBlockReload === true ? [] : ["CAN-BLOCK-RELOAD is missing"]),
    ...((control?.partHoldBack ?? 0) >= 2 * (partTargetDuration ?? 0) ? [] : ["PART-HOLD-BACK is below two part durations"]),
    ...((control?.holdBack ?? Infinity) >= 3 * playlist.targetDuration ? [] : ["HOLD-BACK is below three target durations"]),
    ...hints.filter((uri) => listed.includes(uri)).map((uri) => `${uri}: hinted though it is there`),
    ...(new Set(listed).size === listed.length ? [] : ["a part is there twice"]),
    ...real
      .filter(({ segment, parts }) => whole.has(segment) && parts.length > 0)
      .filter(({ segment, parts }) => Math.abs(parts.reduce((sum, { duration = 0 }) => sum + duration, 0) - segment.duration) > ROUNDING)
      .map(({ segment }) => `${segment.uri}: its parts do not sum up to it`),
    ...(text.includes("#EXT-X-PLAYLIST-TYPE:") ? ["parts in a playlist with a type"] : []),
  ];
}

/** Faults of a newer version of a live playlist against an older one. */
export function successionFaults(olderText: string, newerText: string): string[] {
  const faults = [...playlistFaults(olderText).map((fault) => `older: ${fault}`), ...playlistFaults(newerText)];
  if (faults.length > 0) return faults;
  const [older, newer] = [mediaOf(olderText), mediaOf(newerText)];
  return [
    ...headFaults(older, newer),
    ...sequenceFaults(older, newer),
    ...sameSegmentFaults(older, newer),
    ...samePartFaults(older, newer),
  ];
}

function headFaults(older: Media, newer: Media): string[] {
  return [
    ...(older.targetDuration === newer.targetDuration ? [] : ["TARGETDURATION has changed"]),
    ...(older.version === newer.version ? [] : ["VERSION has changed"]),
    ...(older.partTargetDuration === undefined || older.partTargetDuration === newer.partTargetDuration ? [] : ["PART-TARGET has changed"]),
    ...(older.endlist && !newer.endlist ? ["it goes on after its end"] : []),
  ];
}

function sequenceFaults(older: Media, newer: Media): string[] {
  const [before, after] = [wholeSegments(older), wholeSegments(newer)];
  const [oldFirst, newFirst] = [first(before), first(after)];
  const [oldLast, newLast] = [last(before), last(after)];
  const removed = before.filter(({ mediaSequenceNumber }) => mediaSequenceNumber < newFirst);
  const left = after.reduce((sum, { duration }) => sum + duration, 0);
  const gone = removed.filter(({ discontinuity }) => discontinuity === true).length;
  const counted = (newer.discontinuitySequenceBase ?? 0) - (older.discontinuitySequenceBase ?? 0);
  return [
    ...(newFirst < oldFirst ? [`the sequence goes back from ${String(oldFirst)} to ${String(newFirst)}`] : []),
    ...(newLast < oldLast ? [`segments ${String(newLast + 1)} to ${String(oldLast)} have gone from the end`] : []),
    ...(removed.length > 0 && left < 3 * newer.targetDuration - ROUNDING ? ["less than three target durations are left"] : []),
    ...(newFirst <= oldLast + 1 && counted !== gone ? [`${String(gone)} discontinuities have gone, ${String(counted)} are counted`] : []),
  ];
}

function first(segments: readonly Segment[]): number {
  return segments[0]?.mediaSequenceNumber ?? 0;
}

function last(segments: readonly Segment[]): number {
  return segments.at(-1)?.mediaSequenceNumber ?? 0;
}

function sameSegmentFaults(older: Media, newer: Media): string[] {
  const after = new Map(wholeSegments(newer).map((segment) => [segment.mediaSequenceNumber, segment]));
  return wholeSegments(older).flatMap((was) => {
    const is = after.get(was.mediaSequenceNumber);
    if (is === undefined) return [];
    const changed = [
      ...(was.uri === is.uri ? [] : ["URI"]),
      ...(was.duration === is.duration ? [] : ["EXTINF"]),
      ...(was.programDateTime?.getTime() === is.programDateTime?.getTime() ? [] : ["PROGRAM-DATE-TIME"]),
      ...(was.gap === is.gap ? [] : ["GAP"]),
      ...(was.discontinuity === is.discontinuity ? [] : ["DISCONTINUITY"]),
    ];
    return changed.map((what) => `segment ${String(was.mediaSequenceNumber)}: ${what} has changed`);
  });
}

/** A part keeps its URI and length while it is listed, and a hint comes true under its own URI. */
function samePartFaults(older: Media, newer: Media): string[] {
  const after = new Map(newer.segments.map(({ mediaSequenceNumber, parts }) => [mediaSequenceNumber, parts.filter(({ hint }) => !hint)]));
  return older.segments.flatMap(({ mediaSequenceNumber, parts }) => {
    const now = after.get(mediaSequenceNumber) ?? [];
    if (now.length === 0) return [];
    return parts.flatMap((was, index) => {
      const is = now[index];
      const where = `part ${String(index)} of segment ${String(mediaSequenceNumber)}`;
      if (is === undefined) return was.hint ? [] : [`${where} has gone`];
      return [
        ...(was.uri === is.uri ? [] : [`${where}: URI has changed`]),
        ...(was.hint || was.duration === is.duration ? [] : [`${where}: DURATION has changed`]),
      ];
    });
  });
}
