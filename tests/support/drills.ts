import { emptyStats } from "../../player/index.ts";
import type { DrillRun } from "../../rehearsal/drills/run.ts";
import type { DrilledChannel, Observation, Sample } from "../../rehearsal/drills/types.ts";
import type { Watched } from "../../rehearsal/drills/watcher.ts";
import type { IngestInput, LiveChannel, MediaFaults, ServedRequest } from "../../rehearsal/media/types.ts";

/** A channel as drills know one. */
export function channel(name: string, changes: Partial<DrilledChannel> = {}): DrilledChannel {
  const path = `/out/v1/main/${name}/`;
  return {
    name,
    title: `The ${name}`,
    aligned: true,
    byQuality: changes.aligned ?? true,
    segmentSeconds: 4,
    regions: ["us-east-1", "eu-west-1"],
    channelGroup: "main",
    originChannel: name,
    playback: { hls: `${path}live/index.m3u8`, dash: `${path}live/manifest.mpd` },
    resource: `https://watch.live.team.tv${path}*`,
    cookiePath: path,
    ...changes,
  };
}

/** One look at a player that has played from second 0. */
export function played(second: number, stats: Partial<Sample["stats"]> = {}, loads = 1): Sample {
  return {
    at: second * 1000,
    loads,
    stats: {
      ...emptyStats("s"),
      state: "playing",
      time: second,
      wallClock: second * 1000,
      latency: 10,
      region: "us-east-1",
      input: 1,
      format: "hls",
      ...stats,
    },
  };
}

/** What is seen where nothing happens. */
export const CALM: Observation = {
  stallSeconds: 0,
  stalls: 0,
  errors: [],
  regionSwitches: [],
  inputSwitches: [],
  jumps: [],
  unreportedJumps: [],
  reloads: 0,
  recoverySeconds: 0,
  playsAtTheEnd: true,
};

/** Faults that only write down what was asked of them. */
export function fakeFaults(done: string[]): MediaFaults {
  return {
    pipeline: ({ region, originChannel }, input, lost) => void done.push(`pipeline ${region} ${originChannel} ${input} ${lost}`),
    input: ({ region, originChannel }, lost) => void done.push(`input ${region} ${originChannel} ${lost}`),
    stale: ({ region, originChannel }, on) => void done.push(`stale ${region} ${originChannel} ${on}`),
    score: ({ region, originChannel }, score) => void done.push(`score ${region} ${originChannel} ${String(score)}`),
    network: (region, fault) =>
      void done.push(
        `network ${region} ${fault === undefined ? "undefined" : fault.kind === "status" ? `status ${fault.status}` : fault.kind}`,
      ),
    clear: () => void done.push("clear"),
  };
}

/** A segment that a viewer with a right was served from the cache. */
export function served(changes: Partial<ServedRequest> = {}): ServedRequest {
  return {
    at: 0,
    method: "GET",
    path: "/out/v1/main/arena/live/segment_1.mp4",
    status: 200,
    bytes: 1000,
    behaviour: "/out/v1/main/arena/*",
    keyGroup: true,
    signature: "valid",
    signedBy: "cookies",
    result: "Hit",
    attempts: [],
    ms: 1,
    ...changes,
  };
}

/** A media plane that only passes on: what is active, what is broken, what was served. */
export interface FakeMedia {
  readonly media: DrillRun["media"];
  readonly done: string[];
  /** Input that MediaPackage takes: the other one as soon as it is lost, and it stays there. */
  active: IngestInput;
  /** To whoever watches the log. */
  serve(request: ServedRequest): void;
}

export function fakeMedia(onNetwork: (fake: FakeMedia) => void = () => undefined): FakeMedia {
  const done: string[] = [];
  const listeners = new Set<(request: ServedRequest) => void>();
  const faults = fakeFaults(done);
  const fake: FakeMedia = {
    done,
    active: 1,
    serve: (request) => {
      for (const listener of listeners) listener(request);
    },
    media: {
      live: { find: (region, group, name) => liveChannel(region, group, name, () => fake.active), all: () => [] },
      faults: {
        ...faults,
        pipeline: (place, input, lost) => {
          faults.pipeline(place, input, lost);
          if (lost && input === fake.active) fake.active = input === 1 ? 2 : 1;
        },
        network: (region, fault) => {
          faults.network(region, fault);
          if (fault !== undefined) onNetwork(fake);
        },
      },
      watch: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
  };
  return fake;
}

function liveChannel(region: string, channelGroup: string, originChannel: string, activeInput: () => IngestInput): LiveChannel {
  return {
    region,
    channelGroup,
    originChannel,
    segmentMs: 4000,
    epochLocked: true,
    tracks: () => [],
    track: () => undefined,
    activeInput,
    score: () => 100,
    age: () => 0,
    watch: () => () => undefined,
  };
}

/** A viewer whose picture goes on by a second at each look. */
export function fakeViewer(
  of: DrilledChannel,
  says: (look: number) => Partial<Sample["stats"]> = () => ({}),
  acts: Partial<Pick<Watched, "setRight" | "reload">> = {},
): Watched {
  let look = 0;
  let loads = 1;
  return {
    channel: of,
    format: "hls",
    look: () => {
      look += 1;
      return Promise.resolve({ ...played(look, says(look), loads), at: Date.now() });
    },
    setRight: () => Promise.resolve(),
    ...acts,
    reload: async () => {
      loads += 1;
      await acts.reload?.();
    },
  };
}
