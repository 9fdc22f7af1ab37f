import assert from "node:assert/strict";
import fc from "fast-check";
import { jumpBetween, JUMP_TOLERANCE, SLEEP_SECONDS, type Moment } from "../../player/continuity.ts";
import { isAnotherTimeline, readTimeline, windowSeconds, type Timeline } from "../../player/timeline.ts";

const START = Date.UTC(2026, 10, 21, 20, 0, 0);
const PLAYING = { rate: 1, reloaded: false };

function later(moment: Moment, { elapsed, played, shown }: { elapsed: number; played: number; shown: number }): Moment {
  return { at: moment.at + elapsed * 1000, time: moment.time + played, wallClock: moment.wallClock + shown * 1000 };
}

const HERE: Moment = { at: START + 10_000, time: 100, wallClock: START };

describe("continuity of the picture", () => {
  it("[E8] playing on, standing still and catching up are no jumps", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.05, max: SLEEP_SECONDS, noNaN: true }),
        fc.double({ min: 0, max: 1.1, noNaN: true }),
        (elapsed, speed) => {
          const played = elapsed * speed;
          const rate = Math.max(1, speed);
          assert.equal(jumpBetween(HERE, later(HERE, { elapsed, played, shown: played }), { rate, reloaded: false }), undefined);
        },
      ),
    );
  });

  it("[E8] a step of the picture's clock that was not played is told with its length and direction", () => {
    fc.assert(
      fc.property(fc.integer({ min: -60_000, max: 60_000 }), (ms) => {
        fc.pre(Math.abs(ms) > JUMP_TOLERANCE * 1000 + 1);
        const seconds = jumpBetween(HERE, later(HERE, { elapsed: 0.25, played: 0.25, shown: 0.25 + ms / 1000 }), PLAYING);
        assert.ok(seconds !== undefined && Math.abs(seconds - ms / 1000) < 0.01);
      }),
    );
  });

  it("[E8] a step over a gap is a jump though the media position moved as far", () => {
    assert.equal(jumpBetween(HERE, later(HERE, { elapsed: 0.25, played: 5.25, shown: 5.25 }), PLAYING), 5);
  });

  it("[E8] after a reload all that the clock moved was not played", () => {
    assert.equal(jumpBetween(HERE, { at: HERE.at + 2000, time: 3, wallClock: START + 7000 }, { rate: 1, reloaded: true }), 7);
    assert.equal(jumpBetween(HERE, { at: HERE.at + 2000, time: 3, wallClock: START + 100 }, { rate: 1, reloaded: true }), undefined);
  });

  it("[E8] a machine that slept did not jump", () => {
    assert.equal(jumpBetween(HERE, later(HERE, { elapsed: 3600, played: 0, shown: 3600 }), PLAYING), undefined);
  });
});

interface Playlist {
  readonly first: number;
  readonly count: number;
  readonly clock: number;
  readonly seconds?: number;
  /** What segments are called. */
  readonly name?: string;
}

function hls({ first, count, clock, seconds = 4, name = "segment" }: Playlist): string {
  const lines = Array.from({ length: count }, (_, index) => [
    `#EXT-X-PROGRAM-DATE-TIME:${new Date(clock + index * seconds * 1000).toISOString()}`,
    `#EXTINF:${String(seconds)},`,
    `${name}_${String(first + index)}.mp4?signed=${String(clock + first)}`,
  ]);
  return [
    "#EXTM3U",
    `#EXT-X-TARGETDURATION:${String(Math.ceil(seconds))}`,
    `#EXT-X-MEDIA-SEQUENCE:${String(first)}`,
    `#EXT-X-MAP:BYTERANGE="100@0",URI="${name}_init.mp4?signed=${String(clock + first)}"`,
    ...lines.flat(),
  ].join("\n");
}

function dash({ first, count, clock, seconds = 4, name = "segment" }: Playlist): string {
  return `<?xml version="1.0"?><MPD availabilityStartTime="1970-01-01T00:00:00Z" type="dynamic">
    <Period id="1" start="PT${String(clock / 1000)}S"><AdaptationSet>
    <SegmentTemplate media="${name}_$Number$.mp4" initialization="${name}_init.mp4" timescale="1000" startNumber="${String(first)}" presentationTimeOffset="${String(first * seconds * 1000)}">
    <SegmentTimeline><S t="${String(first * seconds * 1000)}" d="${String(seconds * 1000)}" r="${String(count - 1)}"/></SegmentTimeline>
    </SegmentTemplate></AdaptationSet></Period></MPD>`;
}

function read(manifest: string): Timeline {
  const timeline = readTimeline(manifest);
  assert.ok(timeline !== undefined);
  return timeline;
}

describe("timeline of manifests", () => {
  for (const [kind, write] of Object.entries({ hls, dash })) {
    const anyPlaylist = fc.record({
      first: fc.integer({ min: 1, max: 500_000_000 }),
      count: fc.integer({ min: 1, max: 20 }),
      clock: fc.integer({ min: START, max: START + 86_400_000 }),
      seconds: fc.constantFrom(2, 4, 6),
    });

    it(`[E8] ${kind}: a window that slides, grows, stands still or comes from an aligned region is the same timeline`, () => {
      fc.assert(
        fc.property(anyPlaylist, fc.integer({ min: -10, max: 40 }), fc.integer({ min: 1, max: 20 }), (before, slid, count) => {
          fc.pre(before.first + slid > 0);
          const after = { ...before, first: before.first + slid, clock: before.clock + slid * before.seconds * 1000, count };
          assert.equal(isAnotherTimeline(read(write(before)), read(write(after))), false);
        }),
      );
    });

    it(`[E8] ${kind}: the same numbers at another time are another timeline`, () => {
      fc.assert(
        fc.property(anyPlaylist, fc.integer({ min: 101, max: 3_600_000 }), fc.boolean(), (before, off, ahead) => {
          const clock = before.clock + (ahead ? off : -off);
          assert.equal(isAnotherTimeline(read(write(before)), read(write({ ...before, clock }))), true);
        }),
      );
    });

    it(`[E8] ${kind}: segments of another name are another timeline, though numbers and clock agree`, () => {
      fc.assert(
        fc.property(anyPlaylist, fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 40 }), (before, off, slid) => {
          const clock = before.clock + off + slid * before.seconds * 1000;
          const after = { ...before, name: "segment-eu-west-1", first: before.first + slid, clock };
          assert.equal(isAnotherTimeline(read(write(before)), read(write(after))), true);
        }),
      );
    });

    it(`[E8] ${kind}: numbers that began elsewhere are another timeline, though the clock goes on`, () => {
      fc.assert(
        fc.property(anyPlaylist, fc.integer({ min: 1, max: 500_000_000 }), (before, first) => {
          fc.pre(Math.abs(first - before.first) > 100);
          assert.equal(isAnotherTimeline(read(write(before)), read(write({ ...before, first, clock: before.clock + 4000 }))), true);
        }),
      );
    });
  }

  it("[E8] parts, gaps and what is skipped of a low-latency playlist keep the numbers right", () => {
    const timeline = read(
      [
        "#EXTM3U",
        "#EXT-X-TARGETDURATION:4",
        "#EXT-X-MEDIA-SEQUENCE:100",
        "#EXT-X-SKIP:SKIPPED-SEGMENTS=5",
        "#EXT-X-PROGRAM-DATE-TIME:2026-11-21T20:00:20.000Z",
        '#EXT-X-PART:DURATION=1,URI="p1.mp4"',
        "#EXTINF:4,",
        "s105.mp4",
        "#EXT-X-GAP",
        "#EXTINF:4,",
        "s106.mp4",
        '#EXT-X-PART:DURATION=1,URI="p2.mp4"',
        '#EXT-X-PRELOAD-HINT:TYPE=PART,URI="p3.mp4"',
      ].join("\n"),
    );
    assert.deepEqual(timeline.segments, [
      { number: 105, wallClock: START + 20_000, name: "s105.mp4" },
      { number: 106, wallClock: START + 24_000, name: "s106.mp4" },
    ]);
    assert.equal(windowSeconds(timeline), 8);
  });

  it("[E8] another availabilityStartTime of DASH is another timeline", () => {
    const before = dash({ first: 10, count: 5, clock: START });
    const after = before.replace("1970-01-01T00:00:00Z", "1970-01-01T00:00:07Z");
    assert.equal(isAnotherTimeline(read(before), read(after)), true);
  });

  it("[E8] multivariant playlists and playlists without dates say nothing", () => {
    assert.equal(readTimeline("#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nv.m3u8"), undefined);
    assert.equal(readTimeline("#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\ns.mp4"), undefined);
    assert.equal(readTimeline("not a manifest"), undefined);
  });
});
