/** Answers requests for manifests: waits where low latency asks for it, then what is forced, then the manifest itself. */
import type { LiveTrack, ManifestSettings, OriginReply } from "../types.ts";
import { holds, isTooFar, until } from "./blocking.ts";
import { mediaPresentation } from "./dash.ts";
import { filteredTracks } from "./filter.ts";
import { cacheControl, cmsdStatic, identity, manifestAge, type Freshness } from "./headers.ts";
import { forcedError, STALE_SEGMENTS, type Shown } from "./health.ts";
import { multivariantPlaylist } from "./multivariant.ts";
import { fileNames } from "./names.ts";
import { mediaPlaylist, targetDuration, type RenditionReport } from "./playlist.ts";
import { Refusal } from "./query.ts";
import { ok, type Asked } from "./request.ts";
import { endOf, newestNumber } from "./timeline.ts";
import { timeShiftOf } from "./timeShift.ts";
import { isShifted, sliceOf, type TimeShift } from "./window.ts";

type HlsFormat = "hls" | "lowLatencyHls";

export function answerMultivariant(asked: Asked, format: HlsFormat, manifest: string): OriginReply {
  const { endpoint, live, query } = asked;
  const { settings, shift } = settingsOf(asked, endpoint[format], manifest);
  checkHealth(asked, settings, shift);
  const tracks = filteredTracks(
    live.tracks().map(({ info }) => info),
    query.filter,
  );
  const append = query.settings === undefined ? "" : `?aws.manifestsettings=${encodeURIComponent(query.settings)}`;
  return ok("hls", multivariantPlaylist(tracks, manifest, append), headersOf(asked, "manifest"));
}

export async function answerPlaylist(asked: Asked, format: HlsFormat, manifest: string, name: string): Promise<OriginReply> {
  const { endpoint, live, query, context } = asked;
  // User Guide, "Special conditions for TS and CMAF manifests in MediaPackage".
  if (query.filter !== undefined) throw new Refusal(400, "aws.manifestfilter belongs to the multivariant playlist");
  const { settings, shift } = settingsOf(asked, endpoint[format], manifest);
  if (format === "lowLatencyHls" && !isShifted(shift)) await block(asked, name, settings, shift);
  checkHealth(asked, settings, shift);
  const track = live.track(name);
  if (track === undefined) throw new Refusal(404, `${name} is no track of the channel`);
  const slice = sliceOf(track, settings, shift, live, context.now());
  const [first, last] = [slice.entries[0], slice.entries.at(-1)];
  if (first === undefined || last === undefined) throw new Refusal(404, "there is nothing of what was asked for");
  const low = format === "lowLatencyHls";
  const text = mediaPlaylist(track, slice, {
    settings,
    timing: live,
    segmentName: endpoint.segmentName,
    discontinuitySequence: context.history.before(live, track, first.number),
    ...(low ? { reports: reportsOf(asked, manifest, name) } : {}),
  });
  // Counted from 0, as LAST-PART is.
  const lastPart = low ? Math.max(0, ((slice.open ?? last).segment?.parts.length ?? 0) - 1) : undefined;
  return ok("hls", text, {
    ...headersOf(asked, low ? "lowLatencyPlaylist" : "manifest"),
    ...manifestAge(last.number, endOf(last, track.info.timescale), lastPart),
  });
}

export function answerDash(asked: Asked, manifest: string): OriginReply {
  const { endpoint, live, query, context } = asked;
  const { settings, shift } = settingsOf(asked, endpoint.dash, manifest);
  checkHealth(asked, settings, shift);
  const tracks = live.tracks();
  const infos = filteredTracks(
    tracks.map(({ info }) => info),
    query.filter,
  );
  const now = context.now();
  const last = commonNumber(tracks);
  const shown = tracks
    .filter(({ info }) => infos.includes(info))
    .map((track) => ({ track, slice: sliceOf(track, settings, shift, live, now, last) }))
    .filter(({ slice }) => slice.entries.length > 0);
  const [first] = shown;
  const newest = first?.slice.entries.at(-1);
  if (first === undefined || newest === undefined) throw new Refusal(404, "there is nothing of what was asked for");
  const text = mediaPresentation(shown, { settings, segmentName: endpoint.segmentName, segmentMs: live.segmentMs, now });
  return ok("dash", text, {
    ...headersOf(asked, "manifest"),
    ...manifestAge(newest.number, endOf(newest, first.track.info.timescale)),
  });
}

/** Segments that a track may be behind before the others no longer wait for it. */
const BEHIND = 2;

/** The newest number that all tracks have. */
function commonNumber(tracks: readonly LiveTrack[]): number {
  const newest = tracks.map((track) => newestNumber(track) ?? -Infinity);
  const ahead = Math.max(...newest);
  return Math.min(...newest.filter((one) => one >= ahead - BEHIND));
}

function settingsOf(asked: Asked, all: readonly ManifestSettings[], name: string): { settings: ManifestSettings; shift: TimeShift } {
  const { endpoint, live, query, context } = asked;
  const settings = all.find((one) => one.name === name);
  if (settings === undefined) throw new Refusal(404, `${name} is no manifest of the endpoint`);
  return { settings, shift: timeShiftOf(query.settings, endpoint, settings, live.segmentMs, context.now()) };
}

/** What is time-shifted is not judged: it is the live edge that may be unfit. */
function checkHealth({ endpoint, live, context }: Asked, settings: ManifestSettings, shift: TimeShift): void {
  if (endpoint.forcedErrors.length === 0 || isShifted(shift)) return;
  const now = context.now();
  const shown: Shown[] = live.tracks().map((track) => ({ track, slice: sliceOf(track, settings, shift, live, now) }));
  const error = forcedError(endpoint.forcedErrors, shown, live.age(now), live.segmentMs);
  if (error !== undefined) throw new Refusal(404, error);
}

/** Holds the answer back until the playlist has what `_HLS_msn` and `_HLS_part` name; 503 after three target durations. */
async function block({ endpoint, live, query, context }: Asked, name: string, settings: ManifestSettings, shift: TimeShift): Promise<void> {
  const { msn, part } = query;
  const track = live.track(name);
  if (msn === undefined || track === undefined) return;
  const wanted = { msn, ...(part === undefined ? {} : { part }) };
  if (isTooFar(track, wanted)) throw new Refusal(400, "the playlist is not so far yet");
  const now = context.now();
  const { entries } = sliceOf(track, settings, shift, live, now);
  const patience = targetDuration(track, entries, live) * 3000;
  // An endpoint that is to fail when nothing comes fails as soon as it would without waiting.
  const untilStale = endpoint.forcedErrors.includes("STALE_MANIFEST") ? STALE_SEGMENTS * live.segmentMs - live.age(now) + 1 : Infinity;
  const came = await until(live, () => holds(live.track(name) ?? track, wanted), Math.min(patience, untilStale));
  if (!came && patience <= untilStale) throw new Refusal(503, "what was asked for did not come in time");
}

function reportsOf({ live }: Asked, manifest: string, name: string): RenditionReport[] {
  return live
    .tracks()
    .filter(({ info, segments }) => info.name !== name && segments.length > 0)
    .flatMap((track) => {
      const last = track.segments.at(-1);
      const parts = last?.parts.length ?? 0;
      const lastNumber = parts > 0 ? last?.number : newestNumber(track);
      if (lastNumber === undefined) return [];
      return [{ uri: fileNames.playlist(manifest, track.info.name), lastNumber, ...(parts > 0 ? { lastPart: parts - 1 } : {}) }];
    });
}

function headersOf({ endpoint, live, context, since }: Asked, freshness: Freshness): Record<string, string> {
  return {
    "cache-control": cacheControl(freshness, live.segmentMs),
    "cmsd-static": cmsdStatic(endpoint, { objectType: "m", heldMs: context.now() - since, score: live.score() }),
    ...identity(endpoint, live.activeInput()),
  };
}
