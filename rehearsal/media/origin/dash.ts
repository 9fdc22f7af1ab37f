/**
 * DASH media presentation descriptions (ISO/IEC 23009-1), numbers with a timeline. All times stand on the wall clock: the
 * presentation begins in 1970, and each clock of the encoder is a period that starts at its time 0. So an epoch-locked channel is
 * one period for ever, equal in both regions, and whatever leaves the window changes nothing of what stays.
 */
import type { LiveTrack, ManifestSettings, TrackInfo } from "../types.ts";
import { languageTag } from "./multivariant.ts";
import { fileNames } from "./names.ts";
import { endOf, SAME_CLOCK, type Entry } from "./timeline.ts";
import type { Slice } from "./window.ts";

export interface DashTrack {
  readonly track: LiveTrack;
  readonly slice: Slice;
}

export interface DashContext {
  readonly settings: ManifestSettings;
  readonly segmentName: string;
  readonly segmentMs: number;
  /** Milliseconds since 1970, for UTCTiming. */
  readonly now: number;
}

interface Run {
  readonly info: TrackInfo;
  readonly zero: number;
  readonly entries: readonly Entry[];
}

/** Writes the description; of what is over, a static one that begins at 0. */
export function mediaPresentation(tracks: readonly DashTrack[], context: DashContext): string {
  const over = tracks.every(({ slice }) => slice.ended);
  const periods = periodsOf(tracks);
  const starts = periods.map(({ runs }) => Math.min(...runs.map(({ entries }) => entries[0]?.at ?? Infinity)));
  const origin = Math.min(...starts);
  const body = periods.map(({ zero, runs }, index) => {
    const start = over ? (starts[index] ?? origin) - origin : zero;
    const offset = over ? (starts[index] ?? origin) - zero : 0;
    return period({ id: String(zero), start, offset }, runs, context);
  });
  const ends = periods.flatMap(({ runs }) => runs.map(({ info, entries }) => endOf(entries.at(-1) ?? NOWHERE, info.timescale)));
  const attributes = over ? staticAttributes(Math.max(...ends) - origin, context) : dynamicAttributes(tracks, Math.max(...ends), context);
  const clock = over ? [] : [`  <UTCTiming schemeIdUri="urn:mpeg:dash:utc:direct:2014" value="${iso(context.now)}"/>`];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" profiles="urn:mpeg:dash:profile:isoff-live:2011" ${attributes.join(" ")}>`,
    ...body,
    ...clock,
    "</MPD>",
    "",
  ].join("\n");
}

const NOWHERE: Entry = { number: 0, time: 0, duration: 0, at: 0, zero: 0, discontinuity: false };

function dynamicAttributes(tracks: readonly DashTrack[], newest: number, { settings, segmentMs }: DashContext): string[] {
  const grows = tracks.some(({ slice }) => slice.growth === "EVENT");
  return [
    'type="dynamic"',
    `availabilityStartTime="${iso(0)}"`,
    // Of the newest segment, not of the request: both regions say the same of the same segments.
    `publishTime="${iso(newest)}"`,
    `minimumUpdatePeriod="${duration((settings.minUpdateSeconds ?? 2) * 1000)}"`,
    ...(grows ? [] : [`timeShiftBufferDepth="${duration(settings.windowSeconds * 1000)}"`]),
    `maxSegmentDuration="${duration(longest(tracks, segmentMs))}"`,
    `minBufferTime="${duration((settings.minBufferSeconds ?? 2) * 1000)}"`,
    ...(settings.suggestedDelaySeconds === undefined
      ? []
      : [`suggestedPresentationDelay="${duration(settings.suggestedDelaySeconds * 1000)}"`]),
  ];
}

function staticAttributes(length: number, { settings }: DashContext): string[] {
  return [
    'type="static"',
    `mediaPresentationDuration="${duration(length)}"`,
    `minBufferTime="${duration((settings.minBufferSeconds ?? 2) * 1000)}"`,
  ];
}

/** Whole seconds: audio segments vary by a frame, which is no reason to change an attribute. */
function longest(tracks: readonly DashTrack[], segmentMs: number): number {
  const all = tracks.flatMap(({ track, slice }) => slice.entries.map((entry) => (entry.duration * 1000) / track.info.timescale));
  return Math.round(Math.max(segmentMs, ...all) / 1000) * 1000;
}

function periodsOf(tracks: readonly DashTrack[]): { zero: number; runs: Run[] }[] {
  const periods: { zero: number; runs: Run[] }[] = [];
  for (const run of tracks.flatMap(runsOf)) {
    const same = periods.find(({ zero }) => Math.abs(zero - run.zero) <= SAME_CLOCK);
    if (same === undefined) periods.push({ zero: run.zero, runs: [run] });
    else same.runs.push(run);
  }
  return periods.toSorted((a, b) => a.zero - b.zero);
}

/** Stretches of one clock. */
function runsOf({ track, slice }: DashTrack): Run[] {
  const runs: { info: TrackInfo; zero: number; entries: Entry[] }[] = [];
  for (const entry of slice.entries) {
    const current = runs.at(-1);
    if (current === undefined || entry.discontinuity || Math.abs(current.zero - entry.zero) > SAME_CLOCK) {
      runs.push({ info: track.info, zero: entry.zero, entries: [entry] });
    } else current.entries.push(entry);
  }
  return runs;
}

/** Times in milliseconds; `offset` is what of the clock comes before the period. */
interface PeriodPlace {
  readonly id: string;
  readonly start: number;
  readonly offset: number;
}

function period({ id, start, offset }: PeriodPlace, runs: readonly Run[], { segmentName }: DashContext): string {
  const sets = Map.groupBy(runs, ({ info }) => `${info.kind} ${info.language ?? ""} ${info.title ?? ""} ${family(info.codec)}`);
  return [
    `  <Period id="${id}" start="${duration(start)}">`,
    ...[...sets.values()].map((set, index) => adaptationSet(index, set, offset, segmentName)),
    "  </Period>",
  ].join("\n");
}

function family(codec: string): string {
  return codec.split(".")[0] ?? codec;
}

const MIME = { video: "video/mp4", audio: "audio/mp4", captions: "application/mp4" } as const;
const CONTENT = { video: "video", audio: "audio", captions: "text" } as const;

function adaptationSet(index: number, runs: readonly Run[], offset: number, segmentName: string): string {
  const info = runs[0]?.info;
  if (info === undefined) return "";
  const attributes = [
    `id="${String(index)}"`,
    `contentType="${CONTENT[info.kind]}"`,
    `mimeType="${MIME[info.kind]}"`,
    ...(info.language === undefined ? [] : [`lang="${escaped(languageTag(info.language))}"`]),
    'segmentAlignment="true"',
    'startWithSAP="1"',
  ];
  return [
    `    <AdaptationSet ${attributes.join(" ")}>`,
    ...(info.title === undefined ? [] : [`      <Label>${escaped(info.title)}</Label>`]),
    `      <Role schemeIdUri="urn:mpeg:dash:role:2011" value="${role(info)}"/>`,
    ...runs.map((run) => representation(run, offset, segmentName)),
    "    </AdaptationSet>",
  ].join("\n");
}

function role({ kind, isDefault }: TrackInfo): string {
  if (kind === "captions") return "subtitle";
  return kind === "video" || isDefault === true ? "main" : "alternate";
}

function representation({ info, entries }: Run, offset: number, segmentName: string): string {
  const { frameRate } = info;
  const attributes = [
    `id="${escaped(info.name)}"`,
    `bandwidth="${String(Math.ceil(info.bandwidth))}"`,
    `codecs="${escaped(info.codec)}"`,
    ...(info.width === undefined || info.height === undefined ? [] : [`width="${String(info.width)}"`, `height="${String(info.height)}"`]),
    ...(frameRate === undefined ? [] : [`frameRate="${fraction(frameRate.numerator, frameRate.denominator)}"`]),
    ...(info.sampleRate === undefined ? [] : [`audioSamplingRate="${String(info.sampleRate)}"`]),
  ];
  return [
    `      <Representation ${attributes.join(" ")}>`,
    ...(info.channels === undefined ? [] : [channelConfiguration(info.channels)]),
    ...template({ info, entries, zero: 0 }, offset, segmentName),
    "      </Representation>",
  ].join("\n");
}

function fraction(numerator: number, denominator: number): string {
  return denominator === 1 ? String(numerator) : `${String(numerator)}/${String(denominator)}`;
}

function channelConfiguration(channels: number): string {
  return `        <AudioChannelConfiguration schemeIdUri="urn:mpeg:dash:23003:3:audio_channel_configuration:2011" value="${String(channels)}"/>`;
}

function template({ info, entries }: Run, offset: number, segmentName: string): string[] {
  const before = Math.round((offset * info.timescale) / 1000);
  const attributes = [
    `timescale="${String(info.timescale)}"`,
    ...(before === 0 ? [] : [`presentationTimeOffset="${String(before)}"`]),
    `startNumber="${String(entries[0]?.number ?? 1)}"`,
    `initialization="${escaped(fileNames.initTemplate(segmentName))}"`,
    `media="${escaped(fileNames.template(segmentName))}"`,
  ];
  return [
    `        <SegmentTemplate ${attributes.join(" ")}>`,
    "          <SegmentTimeline>",
    ...timeline(entries).map(({ t, d, r }) => {
      const at = t === undefined ? "" : ` t="${String(t)}"`;
      return `            <S${at} d="${String(d)}"${r === 0 ? "" : ` r="${String(r)}"`}/>`;
    }),
    "          </SegmentTimeline>",
    "        </SegmentTemplate>",
  ];
}

/** `t` where a time does not follow from what came before, `r` how often a length comes again. */
function timeline(entries: readonly Entry[]): { t?: number; d: number; r: number }[] {
  const lines: { t?: number; d: number; r: number }[] = [];
  let end: number | undefined;
  for (const { time, duration: length } of entries) {
    const last = lines.at(-1);
    if (end !== time) lines.push({ t: time, d: length, r: 0 });
    else if (last?.d === length) last.r += 1;
    else lines.push({ d: length, r: 0 });
    end = time + length;
  }
  return lines;
}

/** ISO 8601, of milliseconds. */
function duration(ms: number): string {
  return `PT${String(Number((ms / 1000).toFixed(3)))}S`;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}

function escaped(value: string): string {
  return value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
