import {
  carriageOf,
  sourcesOf,
  TRACK_LIMIT,
  trackSum,
  type AudioPick,
  type AudioTrack,
  type Carriage,
  type Channel,
} from "../components/encode/plan.ts";
import { captionProblems } from "./captionRules.ts";
import type { Problem } from "./problems.ts";
import { namesOf, repeated, repeatedTitles } from "./repeatedTracks.ts";

/** A channel takes at most this many audio selectors (MediaLive User Guide, "Input settings - Audio selectors"). */
const SELECTOR_LIMIT = 20;

/** Rules of a channel's sound, captions and thumbnails, with its sources and its ladder. */
export function soundProblems(path: string, channel: Channel, production: boolean): Problem[] {
  const carriages = [...new Set(sourcesOf(channel).map(({ source }) => carriageOf(source.type)))];
  const primary = carriageOf(channel.source.type);
  return [
    ...audioProblems(`${path}.audio.tracks`, channel.audio?.tracks ?? [], primary, carriages),
    ...captionProblems(`${path}.captions`, channel.captions ?? [], primary),
    ...trackProblems(path, channel),
    ...thumbnailProblems(path, channel, production),
  ];
}

function audioProblems(path: string, tracks: readonly AudioTrack[], primary: Carriage, carriages: readonly Carriage[]): Problem[] {
  if (tracks.length === 0) return [];
  const single = carriages.find(({ severalAudios }) => !severalAudios);
  // A further input with one audio gives that one: only inputs with several must find it as the track says.
  const finding = carriages.filter((carriage) => carriage === primary || carriage.severalAudios);
  return [
    ...defaultProblems(path, tracks),
    ...limitProblems(path, tracks),
    ...repeatedTitles(path, tracks),
    ...(single !== undefined && tracks.length > 1 ? [oneAudio(path, tracks, single)] : sameAudio(path, tracks)),
    ...tracks.flatMap((track) => finding.flatMap((carriage) => pickProblems(`${path}.${track.name}.from`, track, carriage))),
  ];
}

function oneAudio(path: string, tracks: readonly AudioTrack[], { called }: Carriage): Problem {
  return {
    path,
    what: `names ${tracks.length} tracks, and ${called} carries one audio`,
    given: namesOf(tracks),
    remedy: "name one track, or use sources that carry several audios, such as rtp-push",
  };
}

function sameAudio(path: string, tracks: readonly AudioTrack[]): Problem[] {
  return repeated(
    path,
    tracks,
    pickText,
    (other) => `takes the same audio of the source as ${other}`,
    "write another from, such as its PID or language",
  );
}

function defaultProblems(path: string, tracks: readonly AudioTrack[]): Problem[] {
  const defaults = tracks.filter(({ isDefault }) => isDefault);
  if (defaults.length === 1) return [];
  return [
    {
      path,
      what: defaults.length === 0 ? "has no default track" : `has ${defaults.length} default tracks`,
      given: namesOf(defaults.length === 0 ? tracks : defaults),
      remedy: "write default: true on exactly one of them",
    },
  ];
}

function limitProblems(path: string, tracks: readonly AudioTrack[]): Problem[] {
  if (tracks.length <= SELECTOR_LIMIT) return [];
  return [
    {
      path,
      what: `names ${tracks.length} tracks, and MediaLive takes ${SELECTOR_LIMIT} audio selectors in a channel`,
      remedy: `name at most ${SELECTOR_LIMIT}`,
    },
  ];
}

function pickProblems(path: string, { pick }: AudioTrack, { called, picks }: Carriage): Problem[] {
  if (pick === undefined || picks.includes(pick.by)) return [];
  return [
    {
      path,
      what: `finds the audio by ${pick.by}, which ${called} does not have`,
      given: pickText({ pick }),
      remedy: picks.length === 0 ? "leave from out: there is one audio" : `use ${picks.join(" or ")}`,
    },
  ];
}

function trackProblems(path: string, channel: Channel): Problem[] {
  const { total, spelled } = trackSum(channel);
  if (total <= TRACK_LIMIT) return [];
  return [
    {
      path: `${path}.ladder`,
      what: `makes ${total} tracks (${spelled}), and MediaPackage takes ${TRACK_LIMIT} per ingest stream`,
      given: channel.ladder.name,
      remedy: "use a ladder with fewer rungs or audio rates, fewer audio tracks or fewer captions",
    },
  ];
}

/** Only the template of a production channel can say it: the typed resource has no such setting. */
function thumbnailProblems(path: string, { thumbnails }: Channel, production: boolean): Problem[] {
  if (thumbnails !== true || production) return [];
  return [
    {
      path: `${path}.thumbnails`,
      what: "is on, and a development channel cannot have thumbnails",
      given: "true",
      remedy: "leave thumbnails out, or make the environment a production one",
    },
  ];
}

function pickText({ pick }: { readonly pick?: AudioPick }): string {
  if (pick === undefined) return "the first audio";
  switch (pick.by) {
    case "pid":
      return `pid ${pick.pid}`;
    case "track":
      return `track ${pick.track}`;
    case "language":
      return `language ${pick.language}`;
  }
}
