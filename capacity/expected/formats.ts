import { START_PARTS, targetDuration } from "../polling.ts";
import type { LoadChannel, LoadParameters, LoadTrack, Rates } from "../types.ts";
import { polledMisses, randomMisses, reachedCaches } from "./misses.ts";
import type { Layer } from "./tree.ts";

/** One channel in one format, watched by a share of all viewers. */
export interface Programme {
  readonly parameters: LoadParameters;
  readonly channel: LoadChannel;
  readonly viewers: number;
  /** Of all viewers. */
  readonly share: number;
  /** Seconds from a request to the origin's answer: until then it lives longer for whoever asked. */
  readonly ahead: number;
}

/** What viewers ask for, and what a layer asks of the one behind it, per second. */
export interface Rule {
  /** By one viewer. */
  readonly requests: (programme: Programme) => Rates;
  /** Media to one viewer, in bits per second: the segments or parts of {@link requests}; initialisation segments hold none. */
  readonly mediaBits: (programme: Programme) => number;
  readonly misses: (programme: Programme, layer: Layer) => Rates;
}

const hls: Rule = {
  requests: (programme) => {
    const { channel, parameters } = programme;
    const { sessionSeconds, startSegments } = parameters;
    const tracks = tracksOfOne(channel);
    const manifests = tracks / reloadPeriod(programme) + (1 + tracks) / sessionSeconds;
    return { manifests, segments: tracks * (1 / channel.segmentSeconds + (1 + startSegments) / sessionSeconds) };
  },
  mediaBits: segmentBits,
  misses: (programme, layer) => {
    const { channel, viewers, share, ahead } = programme;
    const { lateness } = programme.parameters;
    const polling = { life: playlistLife(programme) + ahead, period: reloadPeriod(programme), changes: channel.segmentSeconds, lateness };
    return {
      manifests:
        multivariant(programme, layer) +
        perTrack(channel, (track) => polledMisses(layer, viewers, { ...polling, reach: share * track.share })),
      segments: perTrack(channel, (track) => reachedCaches(layer, viewers, share * track.share)) / channel.segmentSeconds,
    };
  },
};

const lowLatency: Rule = {
  requests: ({ parameters: { sessionSeconds }, channel }) => {
    const tracks = tracksOfOne(channel);
    const parts = tracks / channel.partSeconds;
    return { manifests: parts + (1 + tracks) / sessionSeconds, segments: parts + (tracks * (1 + START_PARTS)) / sessionSeconds };
  },
  mediaBits: ({ channel, parameters }) => mediaBits(channel, 1 + (START_PARTS * channel.partSeconds) / parameters.sessionSeconds),
  misses: (programme, layer) => {
    const { parameters, channel, viewers, share, ahead } = programme;
    const parts = perTrack(channel, (track) => reachedCaches(layer, viewers, share * track.share)) / channel.partSeconds;
    const first = perTrack(channel, (track) =>
      randomMisses(layer, (viewers * share * track.share) / parameters.sessionSeconds, parameters.lives.lowLatency + ahead),
    );
    return { manifests: multivariant(programme, layer) + first + parts, segments: parts };
  },
};

const dash: Rule = {
  requests: (programme) => {
    const { channel, parameters } = programme;
    const { sessionSeconds, startSegments } = parameters;
    const tracks = tracksOfOne(channel);
    return {
      manifests: 1 / updatePeriod(programme) + 1 / sessionSeconds,
      segments: tracks * (1 / channel.segmentSeconds + (1 + startSegments) / sessionSeconds),
    };
  },
  mediaBits: segmentBits,
  misses: (programme, layer) => {
    const { channel, viewers, share, ahead } = programme;
    return {
      manifests: polledMisses(layer, viewers, {
        reach: share,
        life: playlistLife(programme) + ahead,
        period: updatePeriod(programme),
        lateness: programme.parameters.lateness,
      }),
      segments: perTrack(channel, (track) => reachedCaches(layer, viewers, share * track.share)) / channel.segmentSeconds,
    };
  },
};

export const RULES = { hls, "ll-hls": lowLatency, dash } as const;

/** Of whoever plays whole segments: each once, and those of the start on top. */
function segmentBits({ channel, parameters: { startSegments, sessionSeconds } }: Programme): number {
  return mediaBits(channel, 1 + (startSegments * channel.segmentSeconds) / sessionSeconds);
}

/** Media of one viewer who loads so many seconds of it in each second. */
function mediaBits(channel: LoadChannel, seconds: number): number {
  return seconds * perTrack(channel, ({ bitrate, share }) => bitrate * share);
}

/** Renditions that a viewer plays at once: a picture, a sound, and captions where they are on. */
function tracksOfOne(channel: LoadChannel): number {
  return perTrack(channel, ({ share }) => share);
}

function perTrack({ tracks }: LoadChannel, value: (track: LoadTrack) => number): number {
  return tracks.reduce((sum, track) => sum + value(track), 0);
}

/** A playlist that is asked for more often than it changes is found unchanged now and then; the next load then comes sooner, and the mean stays that of the changes. */
function reloadPeriod({ channel: { segmentSeconds }, parameters: { lateness } }: Programme): number {
  return Math.max(segmentSeconds, targetDuration(segmentSeconds)) + lateness / 2;
}

function updatePeriod({ channel: { updateSeconds }, parameters: { lateness } }: Programme): number {
  return updateSeconds + lateness / 2;
}

function playlistLife({ parameters, channel }: Programme): number {
  return channel.segmentSeconds * parameters.lives.playlistSegments;
}

/** Loaded once by each viewer that comes. */
function multivariant(programme: Programme, layer: Layer): number {
  const { parameters, viewers, share, ahead } = programme;
  return randomMisses(layer, (viewers * share) / parameters.sessionSeconds, playlistLife(programme) + ahead);
}
