import { exponential, seededRandom } from "../random.ts";
import { servingOf } from "../places.ts";
import { latenessOf, viewerDraw, type Viewer } from "../population.ts";
import { topologyOf } from "../topology.ts";
import { total, type Load, type LoadChannel, type LoadParameters } from "../types.ts";
import { Agenda } from "./agenda.ts";
import { network } from "./network.ts";
import { play, type Stage } from "./players.ts";
import { seenSource, steadySource, type EndsByKind, type Source } from "./source.ts";
import { Tally } from "./tally.ts";

/** What is counted: requests that begin from `from` up to `until`, in seconds since the beginning. */
export interface Window {
  readonly from: number;
  readonly until: number;
  /** The end of some segment of each channel, by its name; 0 unless given. */
  readonly begins?: Readonly<Record<string, number>>;
  /** Ends of all segments and parts of channels that do not keep their time, in place of that. */
  readonly ends?: Readonly<Record<string, EndsByKind>>;
}

/** Plays given viewers, who stay, and counts their requests. The seed says how late players are ({@link latenessOf}). */
export function simulate(parameters: LoadParameters, viewers: readonly Viewer[], window: Window, seed = 1): Load {
  return run(parameters, viewers, window, { late: (viewer) => latenessOf(seed, viewer, parameters.lateness), leaving: () => Infinity });
}

export interface SteadyOptions {
  readonly seed: number;
  /** Seconds until all have come and caches are warm. */
  readonly warmUp: number;
  /** Seconds that are counted. */
  readonly seconds: number;
}

/** Plays so many viewers at a time: whoever leaves is followed by another. Segments of the channels end at times drawn by the seed. */
export function simulateSteady(parameters: LoadParameters, viewers: number, { seed, warmUp, seconds }: SteadyOptions): Load {
  const random = seededRandom(seed);
  const draw = viewerDraw(parameters);
  const begins = Object.fromEntries(parameters.channels.map(({ name, segmentSeconds }) => [name, random() * segmentSeconds]));
  const first = Array.from({ length: viewers }, () => draw(random() * Math.min(warmUp / 2, 60), random));
  const next = (left: number): Viewer => draw(left, random);
  return run(
    parameters,
    first,
    { from: warmUp, until: warmUp + seconds, begins },
    { late: () => () => random() * parameters.lateness, leaving: (join) => join + exponential(parameters.sessionSeconds, random), next },
  );
}

interface Coming {
  /** How late a viewer is each time, by its place among all that came. */
  readonly late: (viewer: number) => (track: number) => number;
  readonly leaving: (join: number) => number;
  /** Who follows a viewer that left. */
  readonly next?: (left: number) => Viewer;
}

function run(
  parameters: LoadParameters,
  viewers: readonly Viewer[],
  { from, until, begins = {}, ends = {} }: Window,
  { late, leaving, next }: Coming,
): Load {
  const { channels, lives, startSegments } = parameters;
  const topology = topologyOf(parameters.caches);
  const serving = channels.map((channel) => servingOf(channel, parameters.lostRegion));
  const tally = new Tally(topology, channels.length, from, until);
  const ask = network(parameters, topology, serving, tally);
  const agenda = new Agenda();
  const indexes = new Map(channels.map(({ name }, index) => [name, index]));
  let came = 0;
  const enter = (viewer: Viewer): void => {
    const index = indexes.get(viewer.channel) ?? -1;
    const channel = channels[index];
    if (channel === undefined) throw new RangeError(`there is no channel ${viewer.channel}`);
    const leaves = leaving(viewer.join);
    const source = sourcesOf(channel, begins[channel.name] ?? 0, ends[channel.name]);
    const stage: Stage = {
      agenda,
      lives,
      startSegments,
      channel,
      index,
      source,
      leaves,
      late: late(came++),
      ask: (wanted, at) => ask(viewer.pop, wanted, at),
    };
    play(stage, viewer);
    if (next !== undefined && leaves < until) agenda.note(leaves, (at) => enter(next(at)));
  };
  for (const viewer of viewers) enter(viewer);
  agenda.run(until);
  const layers = tally.layers();
  const requests = layers[0]?.requests ?? { manifests: 0, segments: 0 };
  return {
    viewers: viewers.length,
    requests,
    layers,
    endpoints: tally.endpoints(channels, serving),
    egressBits: tally.mediaBits() + requests.manifests * parameters.manifestBytes * 8,
  };
}

/** Sources of a channel's renditions by their names. */
function sourcesOf(channel: LoadChannel, begin: number, ends: EndsByKind | undefined): (track: string) => Source {
  if (ends === undefined) {
    const steady = steadySource(channel, begin);
    return () => steady;
  }
  const kinds = new Map(channel.tracks.map(({ name, kind }) => [name, kind]));
  return (track) => seenSource(channel, ends[kinds.get(track) ?? "video"] ?? ends.video);
}

/** Requests to origins per second: GETs of every region. */
export function originGets({ endpoints }: Pick<Load, "endpoints">): number {
  return endpoints.reduce((sum, { gets }) => sum + total(gets), 0);
}
