import assert from "node:assert/strict";
import { lacking, onAir } from "../../rehearsal/drills/onAir.ts";
import type { LiveChannel, LiveTrack, RunningMedia, Segment, WatchedChannel } from "../../rehearsal/media/types.ts";

const CHANNEL: WatchedChannel = {
  channelGroup: "main",
  originChannel: "arena",
  regions: ["us-east-1", "eu-west-1"],
  epochLocked: true,
  segmentMs: 4000,
  playback: { hls: "/out/v1/main/arena/live/index.m3u8" },
  resource: "https://watch.live.team.tv/out/v1/main/arena/*",
  cookiePath: "/out/v1/main/arena/",
};

/** Complete segments of each track, and one more that is not. */
type Counts = Readonly<Record<string, readonly number[]>>;

function live(counts: Counts): Pick<RunningMedia, "live"> {
  const find = (region: string): LiveChannel | undefined => {
    const lengths = counts[region];
    return lengths === undefined ? undefined : channelOf(region, lengths.map(trackOf));
  };
  return { live: { find, all: () => [] } };
}

function trackOf(complete: number): LiveTrack {
  const info = { kind: "video", name: "v1", codec: "avc1.42c015", timescale: 25_000, bandwidth: 1, init: Buffer.alloc(0) } as const;
  const segments = Array.from({ length: complete + 1 }, (_, index): Segment => ({
    number: index,
    time: index * 100_000,
    duration: 100_000,
    parts: [],
    complete: index < complete,
    input: 1,
    programDateTime: index * 4000,
    discontinuity: false,
    score: 100,
  }));
  return { info, segments };
}

function channelOf(region: string, tracks: readonly LiveTrack[]): LiveChannel {
  const { channelGroup, originChannel, segmentMs, epochLocked } = CHANNEL;
  return {
    region,
    channelGroup,
    originChannel,
    segmentMs,
    epochLocked,
    tracks: () => tracks,
    track: () => tracks[0],
    activeInput: () => 1,
    score: () => 100,
    age: () => 0,
    watch: () => () => undefined,
  };
}

describe("a stage that is on the air", () => {
  it("[E8] holds what a player needs to join, of every track in every region", async () => {
    const ready = live({ "us-east-1": [3, 3], "eu-west-1": [4, 3] });
    assert.deepEqual(lacking(ready, [CHANNEL]), []);
    await onAir(ready, [CHANNEL]);
  });

  it("[E8] names where that is not so yet", () => {
    assert.deepEqual(lacking(live({ "us-east-1": [3, 2], "eu-west-1": [3, 3] }), [CHANNEL]), ["arena in us-east-1"]);
    assert.deepEqual(lacking(live({ "us-east-1": [3, 3], "eu-west-1": [] }), [CHANNEL]), ["arena in eu-west-1"]);
    assert.deepEqual(lacking(live({}), [CHANNEL]), ["arena in us-east-1", "arena in eu-west-1"]);
  });

  it("[E8] is given up when it is not wanted any more", async () => {
    await assert.rejects(onAir(live({}), [CHANNEL], AbortSignal.abort(new Error("enough"))), /enough/);
  });
});
