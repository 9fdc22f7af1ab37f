/** The player's memory: events in, stats out. Pure; the clock comes with each event. */
import { jumpBetween, SLEEP_SECONDS, type Moment } from "./continuity.ts";
import type { Format } from "./formats.ts";
import type { PlayerStats, PlayState } from "./stats.ts";

export type Tracks = Pick<PlayerStats, "rendition" | "renditions" | "auto" | "audio" | "audios" | "caption" | "captions">;

/** One look at the media element. */
export interface Look {
  readonly time: number;
  readonly wallClock: number | null;
  readonly rate: number;
  readonly paused: boolean;
  readonly ended: boolean;
  /** There is a picture to show. */
  readonly ready: boolean;
  readonly frames: { readonly decoded: number; readonly dropped: number };
}

export type PlayerEvent = { readonly at: number } & (
  | { readonly type: "load"; readonly format: Format }
  /** The same source anew. After a change of timeline the step is told whatever it measures. */
  | { readonly type: "reload"; readonly timeline: boolean }
  | { readonly type: "unload" }
  | { readonly type: "format"; readonly format: Format }
  | ({ readonly type: "look" } & Look)
  /** The viewer went elsewhere: what follows is no jump and no stall. */
  | { readonly type: "seek" }
  | { readonly type: "served"; readonly region: string; readonly input: number | null }
  | ({ readonly type: "tracks" } & Tracks)
  | { readonly type: "error"; readonly code: string; readonly message: string; readonly fatal: boolean }
);

export interface PlayerRecord {
  readonly stats: PlayerStats;
  /** The last look, whether or not it told the picture's clock. */
  readonly looked: { readonly at: number; readonly time: number } | null;
  /** The last look that told it: where continuity is measured from. */
  readonly anchor: Moment | null;
  /** The picture has moved since it was last meant to begin: from now on standing still is a stall. */
  readonly flowing: boolean;
  /** Since when, milliseconds since 1970. */
  readonly flowingSince: number;
  readonly reloaded: "no" | "yes" | "timeline";
}

/** Lists keep their newest entries only: a player may stay open for weeks. */
const KEPT = 200;

/** Milliseconds after the picture began to move. */
const SETTLING_MS = 2500;

/** Under this share of the time that passed, the picture stands. */
const STANDING = 0.1;

/** Seconds beyond what there was time for: a step, not playing. */
const TOO_FAR = 1;

/** Seconds; looks closer together say nothing about standing. */
const TOO_SOON = 0.05;

export function newRecord(session: string): PlayerRecord {
  return { stats: emptyStats(session), looked: null, anchor: null, flowing: false, flowingSince: 0, reloaded: "no" };
}

export function reduce(record: PlayerRecord, event: PlayerEvent): PlayerRecord {
  const { stats } = record;
  switch (event.type) {
    case "load": {
      const fresh = newRecord(stats.session);
      return { ...fresh, stats: { ...fresh.stats, state: "loading", format: event.format } };
    }
    case "unload":
      return { ...record, stats: { ...stats, state: "idle" }, looked: null, anchor: null, flowing: false, reloaded: "no" };
    case "reload": {
      const state = stats.state !== "error" ? stats.state : record.flowing ? "stalled" : "loading";
      return { ...record, stats: { ...stats, state }, reloaded: reloadOf(record, event.timeline) };
    }
    case "format":
      return { ...record, stats: { ...stats, format: event.format } };
    case "seek":
      return { ...record, looked: null, anchor: null, flowing: false };
    case "served":
      return served(record, event.at, event.region, event.input);
    case "tracks": {
      const { rendition, renditions, auto, audio, audios, caption, captions } = event;
      return { ...record, stats: { ...stats, rendition, renditions, auto, audio, audios, caption, captions } };
    }
    case "error": {
      const { at, code, message, fatal } = event;
      const errors = kept([...stats.errors, { at, code, message, fatal }]);
      return { ...record, stats: { ...stats, errors, state: fatal ? "error" : stats.state } };
    }
    case "look":
      return look(record, event.at, event);
  }
}

function look(record: PlayerRecord, at: number, seen: Look): PlayerRecord {
  const { stats, looked } = record;
  const elapsed = looked === null ? 0 : (at - looked.at) / 1000;
  // Positions before and after a reload do not compare, and a step over a gap is no playing either.
  const moved = looked === null || record.reloaded !== "no" ? 0 : seen.time - looked.time;
  const standing = !seen.ready || moved < elapsed * STANDING || moved > elapsed * seen.rate + TOO_FAR;
  const judged = looked !== null && elapsed >= TOO_SOON && elapsed <= SLEEP_SECONDS;
  const flowing = !seen.paused && !seen.ended && (record.flowing || (judged && seen.ready && !standing));
  const state = stateOf(record, seen, judged ? standing : stats.state !== "playing", flowing);
  const stalled = state === "stalled";
  const stalls = {
    count: stats.stalls.count + (stalled && stats.state !== "stalled" ? 1 : 0),
    seconds: rounded(stats.stalls.seconds + (stalled && elapsed <= SLEEP_SECONDS ? Math.max(0, elapsed - Math.max(0, moved)) : 0)),
  };
  const { jumps, anchor, reloaded } = continuity(record, at, seen);
  const latency = seen.wallClock === null ? null : rounded((at - seen.wallClock) / 1000);
  const time = rounded(seen.time);
  return {
    stats: { ...stats, state, stalls, jumps, time, wallClock: seen.wallClock, latency, frames: seen.frames },
    looked: elapsed >= TOO_SOON || looked === null ? { at, time: seen.time } : looked,
    anchor,
    flowing,
    flowingSince: flowing && record.flowing ? record.flowingSince : at,
    reloaded,
  };
}

function stateOf({ stats }: PlayerRecord, seen: Look, standing: boolean, flowing: boolean): PlayState {
  if (stats.state === "idle" || stats.state === "error") return stats.state;
  if (seen.ended) return "ended";
  if (!seen.ready && !flowing) return "loading";
  if (seen.paused) return "paused";
  if (flowing) return standing ? "stalled" : "playing";
  return stats.state === "playing" ? "playing" : "loading";
}

function continuity(record: PlayerRecord, at: number, seen: Look): Pick<PlayerRecord, "anchor" | "reloaded"> & Pick<PlayerStats, "jumps"> {
  const { anchor, reloaded, stats } = record;
  if (seen.wallClock === null || !seen.ready) return { anchor, reloaded, jumps: stats.jumps };
  const here = { at, time: seen.time, wallClock: seen.wallClock };
  if (anchor === null) return { anchor: here, reloaded: "no", jumps: stats.jumps };
  // At first shaka looks for its place in the window; while paused, it may fall out of it and be moved along.
  const settling = reloaded === "no" && (seen.paused || !record.flowing || at - record.flowingSince < SETTLING_MS);
  const step = settling ? undefined : jumpBetween(anchor, here, { rate: seen.rate, reloaded: reloaded !== "no" });
  const seconds = step ?? (reloaded === "timeline" ? rounded((here.wallClock - anchor.wallClock) / 1000) : undefined);
  return { anchor: here, reloaded: "no", jumps: seconds === undefined ? stats.jumps : kept([...stats.jumps, { at, seconds }]) };
}

function served(record: PlayerRecord, at: number, region: string, input: number | null): PlayerRecord {
  const { stats } = record;
  const from = stats.region;
  const switched = from !== null && from !== region;
  const regionSwitches = switched ? kept([...stats.regionSwitches, { at, from, to: region }]) : stats.regionSwitches;
  return { ...record, stats: { ...stats, region, input, regionSwitches } };
}

function reloadOf({ reloaded }: PlayerRecord, timeline: boolean): PlayerRecord["reloaded"] {
  return timeline || reloaded === "timeline" ? "timeline" : "yes";
}

/** Those of a player that has played nothing yet. @param session id of CMCD */
export function emptyStats(session: string): PlayerStats {
  return {
    state: "idle",
    time: 0,
    wallClock: null,
    latency: null,
    region: null,
    input: null,
    regionSwitches: [],
    stalls: { count: 0, seconds: 0 },
    jumps: [],
    errors: [],
    rendition: null,
    renditions: [],
    auto: true,
    audio: null,
    audios: [],
    caption: null,
    captions: [],
    frames: { decoded: 0, dropped: 0 },
    format: null,
    session,
  };
}

function kept<Entry>(list: readonly Entry[]): readonly Entry[] {
  return list.slice(-KEPT);
}

function rounded(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
