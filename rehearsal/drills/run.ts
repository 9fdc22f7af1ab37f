import type { RunningMedia, ServedRequest } from "../media/types.ts";
import { newer } from "./entries.ts";
import { brokenPromises, failedAttempts, logFigures } from "./judge.ts";
import { observe, type Moments } from "./observe.ts";
import { sceneOf } from "./scene.ts";
import type { Drill, DrillReport, Expectation, LogFigures, Observation, Right, Sample, Scene, Served, ViewerReport } from "./types.ts";
import { Watcher, type Watched } from "./watcher.ts";

export interface DrillRun {
  readonly drill: Drill;
  readonly round: number;
  readonly media: Pick<RunningMedia, "faults" | "live" | "watch">;
  readonly setRunning: Scene["setRunning"];
  /** All of channels that prefer the same region, and playing. */
  readonly viewers: readonly Watched[];
  readonly say: (what: string) => void;
  /** How long viewers are watched with the fault in force, and again after it was healed, in segments; 2 unless given. */
  readonly heldSegments?: number;
  /** Milliseconds between two looks at a player; 200 unless given. */
  readonly lookEvery?: number;
  /** How long it is waited for at most that everybody is served by the preferred region, seconds; 90 unless given. */
  readonly settle?: number;
  /** How long the fault's effect is waited for at most, seconds; 60 unless given. */
  readonly bite?: number;
}

/** Longest waits, seconds: generous, for they only end what has already failed. */
const START = 60;
const SETTLE = 90;
const BITE = 60;
const RECOVER = 90;
const HELD_SEGMENTS = 2;

/**
 * One drill: everybody plays, the fault comes, its effect is waited for, it is healed, recovery is waited for. What happened
 * meanwhile is told by the players and the edge's log, and judged.
 */
export async function runDrill(run: DrillRun): Promise<DrillReport> {
  const begun = Date.now();
  const { drill, viewers, heldSegments = HELD_SEGMENTS } = run;
  const scene = sceneOfRun(run);
  const served: ServedRequest[] = [];
  const unwatch = run.media.watch((request) => {
    if (scene.channels.some(({ cookiePath }) => request.path.startsWith(cookiePath))) served.push(request);
  });
  const watchers = viewers.map((viewer) => new Watcher(viewer, run.lookEvery));
  try {
    run.say("waiting for the picture");
    const elsewhere = await settle(watchers, { region: scene.region, segments: heldSegments + 1, longest: run.settle ?? SETTLE, served });
    const { broken, inForce, healed } = await breakAndHeal(run, scene, watchers, served);
    const seen = await Promise.all(
      watchers.map(async (watcher): Promise<[Watched, readonly Sample[]]> => [
        watcher.viewer,
        await recovers(watcher, drill.expects(watcher.viewer.channel), heldSegments),
      ]),
    );
    const expectsRefusal = viewers.some(({ channel }) => drill.expects(channel).refused);
    const fault = { from: broken, until: healed };
    const log = logFigures(served, { fault, ...(expectsRefusal ? { withoutRight: { from: inForce, until: healed } } : {}) });
    const reports = seen.map(([viewer, samples]) => {
      const report = reportOf(drill, viewer, observe(samples, { broken, healed }), log);
      const found = elsewhere.get(viewer);
      return found === undefined ? report : { ...report, broken: [found, ...report.broken] };
    });
    return {
      kind: drill.kind,
      title: drill.title,
      round: run.round,
      region: scene.region,
      seconds: Math.round((Date.now() - begun) / 100) / 10,
      viewers: reports,
      log,
      held: reports.every((report) => report.broken.length === 0),
    };
  } finally {
    unwatch();
    await all(watchers, (watcher) => watcher.end());
  }
}

function reportOf(drill: Drill, { channel, format }: Watched, observed: Observation, log: LogFigures): ViewerReport {
  const expected = drill.expects(channel);
  return {
    channel: channel.name,
    format,
    aligned: channel.aligned,
    expected: expected.text,
    observed,
    broken: brokenPromises(expected, observed, log),
  };
}

function sceneOfRun({ viewers, media, setRunning }: DrillRun): Scene {
  const channels = [...new Map(viewers.map(({ channel }) => [channel.name, channel])).values()];
  return sceneOf(media, channels, {
    setRunning,
    setRight: async (right: Right) => {
      await Promise.all(viewers.map((viewer) => viewer.setRight(right)));
      if (right === "signed") await Promise.all(viewers.map((viewer) => viewer.reload()));
    },
  });
}

interface Settling {
  readonly region: string;
  readonly segments: number;
  /** Seconds. */
  readonly longest: number;
  readonly served: Served;
}

/**
 * Everybody plays from the region that will be broken, all at the same time and for some segments. After an earlier fault a region
 * may serve segments while its manifests are still refused, or be left again a moment later: so no attempt at an origin may fail
 * meanwhile. Answers who was not ready, in words: a drill of them proves nothing.
 */
async function settle(
  watchers: readonly Watcher[],
  { region, segments, longest, served }: Settling,
): Promise<ReadonlyMap<Watched, string>> {
  const calm = (watcher: Watcher): boolean => {
    const seconds = watcher.viewer.channel.segmentSeconds * segments;
    const since = Date.now() - seconds * 1000;
    return watcher.calm((sample) => servedBy(sample, region)) >= seconds && failedAttempts(served.filter(({ at }) => at >= since)) === 0;
  };
  await all(watchers, (watcher) => watcher.until(plays, START));
  await watchers[0]?.until(() => watchers.every(calm), longest);
  return new Map(
    watchers
      .filter((watcher) => !calm(watcher))
      .map(({ viewer, last }) => [
        viewer,
        `${region} did not serve it undisturbed when it began (${last?.stats.state ?? "never seen"}, ${last?.stats.region ?? "no region"}): the drill says nothing of it`,
      ]),
  );
}

interface FaultMoments extends Moments {
  /** When breaking it was done. */
  readonly inForce: number;
}

/** Whatever goes wrong meanwhile, what was broken is healed: others play on the same stage. */
async function breakAndHeal(
  { drill, say, heldSegments: held = HELD_SEGMENTS, bite: longest = BITE }: DrillRun,
  scene: Scene,
  watchers: readonly Watcher[],
  served: Served,
): Promise<FaultMoments> {
  say(`${drill.title.toLowerCase()} (${scene.region})`);
  const broken = Date.now();
  const before = new Map(watchers.map((watcher) => [watcher, watcher.last]));
  const failing = (): boolean => failedAttempts(served.filter(({ at }) => at >= broken)) > 0;
  let inForce: number;
  try {
    await drill.breaks(scene);
    inForce = Date.now();
    await all(watchers, (watcher) => {
      const expected = drill.expects(watcher.viewer.channel);
      return bites(watcher, { before: before.get(watcher), expected, held, longest, failing });
    });
  } catch (error) {
    // The first failure is the one to tell.
    await drill.heals(scene).catch(() => undefined);
    throw error;
  }
  const healed = Date.now();
  say("healing");
  await drill.heals(scene);
  return { broken, inForce, healed };
}

const plays = ({ stats }: Sample): boolean => stats.state === "playing";
const servedBy = (sample: Sample, region: string): boolean => plays(sample) && sample.stats.region === region;

interface Bite {
  /** The last look before the fault. */
  readonly before: Sample | undefined;
  readonly expected: Expectation;
  /** Segments. */
  readonly held: number;
  /** Seconds. */
  readonly longest: number;
  /** An attempt at an origin has failed since. */
  readonly failing: () => boolean;
}

/** Waits for the fault's effect, then a while longer: what a viewer bears with it in force is the point. */
async function bites(watcher: Watcher, { before, expected, held, longest, failing }: Bite): Promise<void> {
  const { segmentSeconds } = watcher.viewer.channel;
  if (expected.refused) {
    await watcher.until(({ stats }) => stats.state === "error", longest);
    return;
  }
  const known = before?.stats.regionSwitches ?? [];
  if (expected.regionSwitch === "must") await watcher.until(({ stats }) => newer(known, stats.regionSwitches).length > 0, longest);
  else if (expected.inputSwitch === "must") await watcher.until(({ stats }) => stats.input !== before?.stats.input, longest);
  if (expected.failedAttempts === "must") await watcher.until(failing, longest);
  await watcher.plays(segmentSeconds * held);
}

/**
 * Waits until the viewer plays undisturbed again. Answers what was seen up to then: others may take longer, and what befalls this
 * one while it waits for them is no part of its drill.
 */
async function recovers(watcher: Watcher, expected: Expectation, held: number): Promise<readonly Sample[]> {
  await watcher.until(plays, RECOVER);
  await watcher.plays(expected.refused ? 1 : watcher.viewer.channel.segmentSeconds * held);
  const settled = await watcher.until(plays, RECOVER);
  const { samples } = watcher;
  return settled ? samples.slice(0, samples.findLastIndex(plays) + 1) : [...samples];
}

async function all(watchers: readonly Watcher[], work: (watcher: Watcher) => Promise<unknown>): Promise<void> {
  await Promise.all(watchers.map(work));
}
