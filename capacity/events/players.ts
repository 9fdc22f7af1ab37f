import { START_PARTS, reloadAfter, targetDuration, updateAfter } from "../polling.ts";
import type { Viewer } from "../population.ts";
import type { Lives, LoadChannel } from "../types.ts";
import type { Agenda } from "./agenda.ts";
import type { Answer, Ask } from "./cache.ts";
import type { Source } from "./source.ts";

/** What a player is set into. */
export interface Stage {
  readonly agenda: Agenda;
  readonly lives: Lives;
  readonly startSegments: number;
  readonly channel: LoadChannel;
  /** Index of the channel. */
  readonly index: number;
  /** When there is something of a rendition, by its name. */
  readonly source: (track: string) => Source;
  /** Asks the viewer's point of presence. */
  readonly ask: (ask: Ask, at: number) => Answer;
  /** Seconds that the player is late this time with a rendition, by its place. */
  readonly late: (track: number) => number;
  /** When the viewer goes. */
  readonly leaves: number;
}

/** Sets a viewer's player going. */
export function play(stage: Stage, viewer: Viewer): void {
  const start = { hls: playHls, "ll-hls": playLowLatency, dash: playDash }[viewer.format];
  start(stage, viewer);
}

function playHls(stage: Stage, viewer: Viewer): void {
  const { channel } = stage;
  const target = targetDuration(channel.segmentSeconds);
  afterMultivariant(stage, viewer, (at) => {
    for (const [place, track] of viewer.tracks.entries()) {
      let seen: number | undefined;
      const load = (began: number): void => {
        const answer = stage.ask(manifest(stage, `hls/${track}`, half(stage)), began);
        const newest = stage.source(track).newestSegment(answer.given);
        const changed = seen === undefined || newest > seen;
        fetchSegments(stage, "hls", track, seen, newest, answer.at);
        seen = newest;
        again(stage, began + reloadAfter(target, changed) + stage.late(place), load);
      };
      again(stage, at, load);
    }
  });
}

function playDash(stage: Stage, viewer: Viewer): void {
  const seen = new Map<string, number>();
  const load = (began: number): void => {
    const answer = stage.ask(manifest(stage, "dash", half(stage)), began);
    for (const track of viewer.tracks) {
      const newest = stage.source(track).newestSegment(answer.given);
      fetchSegments(stage, "dash", track, seen.get(track), newest, answer.at);
      seen.set(track, newest);
    }
    again(stage, began + updateAfter(stage.channel.updateSeconds) + stage.late(0), load);
  };
  again(stage, viewer.join, load);
}

/** A playlist as it is, then for each part one blocking reload and the part itself. */
function playLowLatency(stage: Stage, viewer: Viewer): void {
  const { lives } = stage;
  const fetchParts = (track: string, first: number, last: number, at: number): void => {
    const bits = mediaBits(stage, track, stage.channel.partSeconds);
    for (let part = first; part <= last; part++) fetch(stage, `ll-hls/${track}/part/${String(part)}`, at, bits);
  };
  afterMultivariant(stage, viewer, (at) => {
    for (const track of viewer.tracks) {
      const source = stage.source(track);
      const block = (part: number) => (began: number) => {
        const asked = manifest(stage, `ll-hls/${track}/after/${String(part)}`, lives.lowLatency);
        const answer = stage.ask({ ...asked, existsAt: source.partAt(part) }, began);
        const newest = Math.max(part, source.newestPart(answer.given));
        fetchParts(track, part, newest, answer.at);
        again(stage, answer.at, block(newest + 1));
      };
      again(stage, at, (began) => {
        const answer = stage.ask(manifest(stage, `ll-hls/${track}`, lives.lowLatency), began);
        const newest = source.newestPart(answer.given);
        fetch(stage, `ll-hls/${track}/init`, answer.at);
        fetchParts(track, newest - START_PARTS + 1, newest, answer.at);
        again(stage, answer.at, block(newest + 1));
      });
    }
  });
}

function afterMultivariant(stage: Stage, viewer: Viewer, then: (at: number) => void): void {
  again(stage, viewer.join, (began) => then(stage.ask(manifest(stage, viewer.format, half(stage)), began).at));
}

/** Segments that are new since the last load; at the start those that playback begins with, and the initialisation segment. */
function fetchSegments(stage: Stage, format: string, track: string, seen: number | undefined, newest: number, at: number): void {
  if (seen === undefined) fetch(stage, `${format}/${track}/init`, at);
  const bits = mediaBits(stage, track, stage.channel.segmentSeconds);
  for (let number = seen === undefined ? newest - stage.startSegments + 1 : seen + 1; number <= newest; number++)
    fetch(stage, `${format}/${track}/${String(number)}`, at, bits);
}

/** Size of so many seconds of a rendition, in bits. */
function mediaBits({ channel }: Stage, track: string, seconds: number): number {
  return (channel.tracks.find(({ name }) => name === track)?.bitrate ?? 0) * seconds;
}

function fetch({ agenda, ask, index, lives, leaves }: Stage, key: string, at: number, bits = 0): void {
  const wanted: Ask = { kind: "segments", key: `${String(index)}/${key}`, channel: index, life: lives.segments, bits };
  if (at < leaves) agenda.note(at, (now) => void ask(wanted, now));
}

function manifest({ index }: Stage, key: string, life: number): Ask {
  return { kind: "manifests", key: `${String(index)}/${key}.manifest`, channel: index, life };
}

function half({ channel, lives }: Stage): number {
  return channel.segmentSeconds * lives.playlistSegments;
}

function again({ agenda, leaves }: Stage, at: number, act: (at: number) => void): void {
  if (at < leaves) agenda.note(at, act);
}
