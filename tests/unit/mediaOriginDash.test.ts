import assert from "node:assert/strict";
import * as fc from "fast-check";
import { mediaPresentation } from "../../rehearsal/media/origin/dash.ts";
import { newestNumber } from "../../rehearsal/media/origin/timeline.ts";
import { sliceOf, type TimeShift } from "../../rehearsal/media/origin/window.ts";
import type { ManifestSettings } from "../../rehearsal/media/types.ts";
import { dashOf, mpdFaults, mpdSuccessionFaults } from "../support/dashRules.ts";
import { HandMadeChannel, type ChannelPlan } from "../support/liveTracks.ts";

const NOW = 448_820_100 * 4000 + 1300;
const SETTINGS: ManifestSettings = {
  name: "manifest",
  windowSeconds: 60,
  minBufferSeconds: 4,
  minUpdateSeconds: 2,
  suggestedDelaySeconds: 12,
};

function mpd(channel: HandMadeChannel, shift: TimeShift = {}): string {
  const tracks = channel.tracks();
  const last = Math.min(...tracks.map((track) => newestNumber(track) ?? 0));
  const shown = tracks.map((track) => ({ track, slice: sliceOf(track, SETTINGS, shift, channel, channel.now, last) }));
  return mediaPresentation(shown, { settings: SETTINGS, segmentName: "segment", segmentMs: channel.segmentMs, now: channel.now });
}

const aligned: fc.Arbitrary<ChannelPlan> = fc.record({ segmentMs: fc.constantFrom(2000, 4000, 6000) });
const unaligned: fc.Arbitrary<ChannelPlan> = fc.record({
  epochLocked: fc.constant(false),
  segmentMs: fc.constantFrom(2000, 4000, 6000),
  zero: fc.integer({ min: NOW - 900_000, max: NOW - 300_000 }),
});

describe("DASH descriptions of the rehearsed origin", () => {
  it("[L7] hold to the rules, single and from version to version", () => {
    fc.assert(
      fc.property(
        fc.oneof(aligned, unaligned),
        fc.array(fc.integer({ min: 100, max: 9000 }), { minLength: 1, maxLength: 3 }),
        (plan, steps) => {
          const channel = new HandMadeChannel(plan, NOW);
          const expectation = plan.epochLocked === false ? {} : { segmentSeconds: (plan.segmentMs ?? 4000) / 1000 };
          let before = mpd(channel);
          assert.deepEqual(mpdFaults(before, expectation), []);
          for (const step of steps) {
            channel.advance(step);
            const after = mpd(channel);
            assert.deepEqual(mpdSuccessionFaults(before, after, expectation), []);
            before = after;
          }
        },
      ),
      { numRuns: 12 },
    );
  });

  it("[L7] are the same to the byte in both regions of an aligned channel, and stand on the epoch", () => {
    const [one, other] = ["us-east-1", "eu-west-1"].map((region) => mpd(new HandMadeChannel({ region }, NOW)));
    assert.equal(one, other);
    assert.equal(dashOf(one ?? "").attributes["availabilityStartTime"], "1970-01-01T00:00:00.000Z");
    assert.deepEqual(dashOf(one ?? "").periods, [{ id: "0", start: 0 }]);
  });

  it("[L7] have a set for pictures, one for each language with its role, and captions in MP4", () => {
    const { representations } = dashOf(mpd(new HandMadeChannel({}, NOW)));
    assert.deepEqual(
      representations.map(({ set, id, contentType, mimeType, codecs, language }) => [set, id, contentType, mimeType, codecs, language]),
      [
        [0, "v1-1080p", "video", "video/mp4", "avc1.64001f", undefined],
        [0, "v2-540p", "video", "video/mp4", "avc1.64001f", undefined],
        [1, "a1-eng", "audio", "audio/mp4", "mp4a.40.2", "en"],
        [2, "a2-deu", "audio", "audio/mp4", "mp4a.40.2", "de"],
        [3, "c1-eng", "text", "application/mp4", "wvtt", "en"],
      ],
    );
  });

  it("[L7] keep numbers and timeline whole over what is missing", () => {
    const missing = Math.floor(NOW / 4000) - 5;
    const text = mpd(new HandMadeChannel({ gaps: [missing] }, NOW));
    assert.deepEqual(mpdFaults(text, { segmentSeconds: 4 }), []);
    assert.ok(dashOf(text).representations.every(({ segments }) => segments.some((segment) => segment.number === missing)));
  });

  it("[L7] give each clock of the encoder a Period that keeps its place", () => {
    const start = NOW - 400_000;
    const restarted = start + 100 * 4000 + 2500;
    const channel = new HandMadeChannel({ epochLocked: false, zero: start, restart: { at: 100, zero: restarted } }, restarted + 4100);
    let before = mpd(channel);
    assert.equal(dashOf(before).periods.length, 2);
    for (let step = 0; step < 20; step += 1) {
      channel.advance(4000);
      const after = mpd(channel);
      assert.deepEqual(mpdSuccessionFaults(before, after), []);
      before = after;
    }
    assert.deepEqual(dashOf(before).periods, [{ id: String(restarted), start: restarted / 1000 }]);
  });

  it("[L7] of what is over are static and begin at 0", () => {
    const channel = new HandMadeChannel({}, NOW);
    const text = mpd(channel, { start: NOW - 80_000, end: NOW - 40_000 });
    const { type, representations, attributes } = dashOf(text);
    assert.equal(type, "static");
    assert.equal(attributes["availabilityStartTime"], undefined);
    for (const { segments } of representations) {
      assert.ok(Math.abs(segments[0]?.start ?? 9) < 0.02);
      assert.equal(segments.length, 11);
    }
  });
});

describe("the rules for DASH", () => {
  const channel = new HandMadeChannel({}, NOW);
  const good = mpd(channel);
  channel.advance(4000);
  const later = mpd(channel);

  const broken: Readonly<Record<string, (text: string) => string>> = {
    "a timeline with a hole": (text) => text.replace('<S d="192512"/>', '<S t="1" d="192512"/>'),
    "numbers that do not match the times": (text) =>
      text.replaceAll(/startNumber="(\d+)"/g, (_, number: string) => `startNumber="${String(Number(number) + 1)}"`),
    "sets with other numbers": (text) => text.replace(/startNumber="\d+"/, 'startNumber="1"'),
    "a segment of the future": (text) => text.replace('r="14"', 'r="15"').replaceAll(/PT60S/g, "PT90S"),
    "no availability start": (text) => text.replace(/availabilityStartTime="[^"]*" /, ""),
    "no $Number$": (text) => text.replaceAll("_$Number$", ""),
    "a segment longer than it may be": (text) => text.replace('maxSegmentDuration="PT4S"', 'maxSegmentDuration="PT2S"'),
    "more than the window": (text) => text.replace("PT60S", "PT20S"),
    "XML that is not": (text) => text.replace("</Period>", ""),
    "no clock": (text) => text.replace(/<UTCTiming[^>]*>/, ""),
    "sets that drift apart": (text) =>
      text.replace(
        /(timescale="48000" [^>]*>\s*<SegmentTimeline>\s*<S t=")(\d+)/,
        (_, head: string, t: string) => `${head}${String(Number(t) + 48_000)}`,
      ),
  };
  for (const [what, breakIt] of Object.entries(broken)) {
    it(`[L7] notice ${what}`, () => {
      assert.deepEqual(mpdFaults(good, { segmentSeconds: 4 }), []);
      assert.notEqual(breakIt(good), good);
      assert.notDeepEqual(mpdFaults(breakIt(good), { segmentSeconds: 4 }), []);
    });
  }

  const changed: Readonly<Record<string, (text: string) => string>> = {
    "another availability start": (text) =>
      text
        .replace("1970-01-01T00:00:00.000Z", "1970-01-01T00:00:01.000Z")
        .replace(/UTCTiming[^>]*value="[^"]*"/, 'UTCTiming schemeIdUri="urn:mpeg:dash:utc:direct:2014" value="2027-01-01T00:00:00Z"'),
    "a publish time that goes back": (text) => text.replace(/publishTime="[^"]*"/, 'publishTime="2020-01-01T00:00:00Z"'),
    "another template": (text) => text.replaceAll("segment_$Rep", "piece_$Rep"),
    "a representation that has gone": (text) => text.replaceAll("v2-540p", "v3-540p"),
    "other times of the same segments": (text) =>
      text.replaceAll(/startNumber="(\d+)"/g, (_, number: string) => `startNumber="${String(Number(number) + 1)}"`),
  };
  for (const [what, breakIt] of Object.entries(changed)) {
    it(`[L7] notice ${what} from one version to the next`, () => {
      assert.deepEqual(mpdSuccessionFaults(good, later), []);
      assert.notEqual(breakIt(later), later);
      assert.notDeepEqual(mpdSuccessionFaults(good, breakIt(later)), []);
    });
  }

  it("[L7] notice segments that went from the end", () => {
    assert.notDeepEqual(mpdSuccessionFaults(later, good), []);
  });
});
