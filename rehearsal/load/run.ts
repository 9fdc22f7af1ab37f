import { Worker } from "node:worker_threads";
import { PARAMETERS, population, type LoadChannel } from "../../capacity/index.ts";
import type { ServedRequest, WatchedChannel } from "../media/index.ts";
import { Client, type Seen } from "./client.ts";
import { wallClock } from "./clock.ts";
import { watchEnds } from "./ends.ts";
import { edgeFigures, kindOf } from "./measure.ts";
import { differences, localParameters, modelFigures, tracksOf } from "./model.ts";
import { LoadError, probe, type Offering } from "./probe.ts";
import type { ThreadResult, ThreadTask } from "./thread.ts";
import type { LoadReport, PlayedMedia, PlayerOptions } from "./types.ts";
import { countedWindow, joinTime, type Counted } from "./window.ts";

/** The thread needs a moment to start, seconds. */
const THREAD_START = 1.5;

/**
 * Plays a channel of the media plane with real players, and holds what its edge was asked against the model.
 * @throws LoadError when the channel cannot be played; RangeError when the time is too short to count in
 */
export async function runPlayers(media: PlayedMedia, options: PlayerOptions): Promise<LoadReport> {
  const { players, seconds, format = "hls", seed = 1, cookies, joinSeconds = joinTime(seconds) } = options;
  const watched = watchedChannel(media.channels(), options.channel);
  const counted = countedWindow(seconds, joinSeconds, watched.segmentMs / 1000);
  const offering = await offeringOf(media, watched, options);
  const channel = loadChannel(watched, offering);
  const viewers = population(localParameters(channel, format, 0), players, joinSeconds, seed);
  const starts = wallClock.now() + THREAD_START;
  const records: ServedRequest[] = [];
  const watching = watchEnds(media.live, watched, starts);
  const stop = media.watch((record) => {
    if (record.path.startsWith(watched.cookiePath) && isIn(counted, record.at / 1000 - starts)) records.push(record);
  });
  const task = { edgeUrl: media.edgeUrl, cookies, manifest: offering.manifest, viewers, starts, ends: starts + seconds, seed };
  const seen = await inThread({ ...task, lateness: PARAMETERS.lateness.value }, options.signal).finally(stop);
  const edge = edgeFigures(records, players, counted.until - counted.from, regionIn(watched));
  const parameters = localParameters({ ...channel, byQuality: asksBoth(records) }, format, delayOf(records));
  const ends = watching.stop();
  const model = modelFigures(parameters, viewers, { ...counted, ...(ends === undefined ? {} : { ends: { [channel.name]: ends } }) }, seed);
  return {
    channel: watched.originChannel,
    format,
    players,
    seed,
    window: counted,
    source: {
      segments: ends?.video.segments.filter((at) => isIn(counted, at)).length ?? 0,
      expected: Math.round((counted.until - counted.from) / channel.segmentSeconds),
    },
    seen: seenBy(seen, players, counted, starts),
    edge,
    model,
    differences: differences(edge, model),
  };
}

function watchedChannel(channels: readonly WatchedChannel[], wanted: string | undefined): WatchedChannel {
  const found = wanted === undefined ? channels[0] : channels.find(({ originChannel }) => originChannel === wanted);
  if (found !== undefined) return found;
  const names = channels.map(({ originChannel }) => originChannel).join(", ");
  throw new LoadError(wanted === undefined ? "Nothing can be watched." : `There is no channel ${wanted}; there are: ${names || "none"}.`);
}

async function offeringOf(
  { edgeUrl }: PlayedMedia,
  watched: WatchedChannel,
  { format = "hls", cookies }: PlayerOptions,
): Promise<Offering> {
  const client = new Client(edgeUrl, cookies);
  try {
    return await probe(watched, format, (path, kind) => client.fetch(path, kind));
  } finally {
    client.close();
  }
}

function loadChannel({ originChannel, regions, segmentMs }: WatchedChannel, { offers, partSeconds, updateSeconds }: Offering): LoadChannel {
  const segmentSeconds = segmentMs / 1000;
  // A segment is a whole number of parts; the playlist gives their longest.
  const parts = Math.max(1, Math.round(segmentSeconds / partSeconds));
  return {
    name: originChannel,
    share: 1,
    regions,
    segmentSeconds,
    partSeconds: segmentSeconds / parts,
    updateSeconds,
    byQuality: false,
    tracks: tracksOf(offers),
  };
}

function isIn({ from, until }: Counted, at: number): boolean {
  return at >= from && at < until;
}

/** Region of an origin by its id, which ends with it. */
function regionIn({ regions }: WatchedChannel): (origin: string) => string {
  return (origin) => regions.find((region) => origin.endsWith(`-${region}`)) ?? origin;
}

/** The edge asks the other region for its quality too. */
function asksBoth(records: readonly ServedRequest[]): boolean {
  return records.some(({ attempts }) => attempts.some(({ method }) => method === "HEAD"));
}

/** Seconds that an origin takes for media, half of the times less. */
function delayOf(records: readonly ServedRequest[]): number {
  const gets = records
    .filter(({ path }) => kindOf(path) === "segments")
    .flatMap(({ attempts }) => attempts.filter(({ method }) => method === "GET"));
  return (
    quantile(
      gets.map(({ ms }) => ms),
      0.5,
    ) / 1000
  );
}

/** The value that this part of all values does not exceed; 0 of none. */
function quantile(values: readonly number[], part: number): number {
  const rising = values.toSorted((one, other) => one - other);
  return rising[Math.min(rising.length - 1, Math.floor(rising.length * part))] ?? 0;
}

function seenBy(seen: readonly Seen[], players: number, counted: Counted, starts: number): LoadReport["seen"] {
  const failures: Record<string, number> = {};
  for (const { status } of seen) if (status < 200 || status > 299) failures[String(status)] = (failures[String(status)] ?? 0) + 1;
  const answers = seen.filter(({ kind }) => kind === "segments").map(({ ms }) => ms);
  const inside = seen.filter(({ at }) => isIn(counted, at - starts)).length;
  return {
    requests: seen.length,
    bytes: seen.reduce((sum, { bytes }) => sum + bytes, 0),
    failures,
    answerMs: { median: quantile(answers, 0.5), most: quantile(answers, 0.95) },
    requestsPerViewer: inside / (counted.until - counted.from) / players,
  };
}

function inThread(task: ThreadTask, signal: AbortSignal | undefined): Promise<ThreadResult> {
  const worker = new Worker(new URL("thread.ts", import.meta.url), { workerData: task });
  const stop = (): void => void worker.terminate();
  return new Promise<ThreadResult>((resolve, reject) => {
    signal?.addEventListener("abort", stop, { once: true });
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", () => reject(new LoadError("The players were stopped.")));
  }).finally(() => {
    signal?.removeEventListener("abort", stop);
    stop();
  });
}
