import assert from "node:assert/strict";
import * as fc from "fast-check";
import { DiscontinuityHistory } from "../../rehearsal/media/origin/history.ts";
import { multivariantPlaylist } from "../../rehearsal/media/origin/multivariant.ts";
import { fileNames } from "../../rehearsal/media/origin/names.ts";
import { mediaPlaylist, type RenditionReport } from "../../rehearsal/media/origin/playlist.ts";
import { sliceOf } from "../../rehearsal/media/origin/window.ts";
import type { LiveTrack, ManifestSettings } from "../../rehearsal/media/types.ts";
import { mediaOf, multivariantFaults, playlistFaults, successionFaults, wholeSegments } from "../support/hlsRules.ts";
import { HandMadeChannel, PLANS, type ChannelPlan } from "../support/liveTracks.ts";

/** 100 milliseconds into segment 448,820,100 of four seconds. */
const NOW = 448_820_100 * 4000 + 100;
const SETTINGS: ManifestSettings = { name: "index", windowSeconds: 60, programDateTimeSeconds: 4 };

interface Written {
  readonly low?: boolean;
  readonly settings?: ManifestSettings;
  readonly history?: DiscontinuityHistory;
}

/** A track's playlist at the channel's own time. */
function playlist(
  channel: HandMadeChannel,
  name: string,
  { low = false, settings = SETTINGS, history = new DiscontinuityHistory() }: Written = {},
): string {
  const track = channel.track(name);
  assert.ok(track);
  const slice = sliceOf(track, settings, {}, channel, channel.now);
  const reports = channel.tracks().flatMap((other) => (other.info.name === name ? [] : reportOf(other)));
  return mediaPlaylist(track, slice, {
    settings,
    timing: channel,
    segmentName: "segment",
    discontinuitySequence: history.before(channel, track, slice.entries[0]?.number ?? 0),
    ...(low ? { reports } : {}),
  });
}

function reportOf({ info, segments }: LiveTrack): RenditionReport[] {
  return segments.length === 0 ? [] : [{ uri: fileNames.playlist("ll", info.name), lastNumber: segments.at(-1)?.number ?? 0 }];
}

const names = PLANS.map(({ info }) => info.name);
const plans: fc.Arbitrary<ChannelPlan> = fc.record({
  epochLocked: fc.boolean(),
  segmentMs: fc.constantFrom(2000, 4000, 6000),
  zero: fc.integer({ min: NOW - 900_000, max: NOW - 300_000 }),
});

describe("HLS playlists of the rehearsed origin", () => {
  it("[L7] name pictures, sound by language and captions, as a strict parser takes them", () => {
    const infos = new HandMadeChannel({}, NOW).tracks().map(({ info }) => info);
    const text = multivariantPlaylist(infos, "index");
    assert.deepEqual(multivariantFaults(text), []);
    assert.match(text, /LANGUAGE="en",NAME="English",DEFAULT=YES/);
    assert.match(text, /LANGUAGE="de",NAME="Deutsch",DEFAULT=NO/);
    assert.match(
      text,
      /CODECS="avc1.64001f,mp4a.40.2",RESOLUTION=480x270,FRAME-RATE=25.000,AUDIO="audio-0",SUBTITLES="subtitles"\nindex_v1-1080p.m3u8/,
    );
    assert.match(
      multivariantPlaylist(infos, "index", "?aws.manifestsettings=start%3A1"),
      /index_v1-1080p.m3u8\?aws.manifestsettings=start%3A1/,
    );
  });

  it("[L7] give each rate of a language a group of its own, and sound without a picture variants", () => {
    const audios = new HandMadeChannel({}, NOW).tracks().flatMap(({ info }) => (info.kind === "audio" ? [info] : []));
    const low = audios.map((info) => ({ ...info, name: `${info.name}-low`, bandwidth: 64_000 }));
    const text = multivariantPlaylist([...audios, ...low], "index");
    assert.deepEqual(multivariantFaults(text), []);
    assert.match(text, /BANDWIDTH=128000[^\n]*AUDIO="audio-0"\nindex_a1-eng.m3u8/);
    assert.match(text, /BANDWIDTH=64000[^\n]*AUDIO="audio-1"\nindex_a1-eng-low.m3u8/);
  });

  it("[L7] hold to the rules, single and from version to version, with low latency and without", () => {
    fc.assert(
      fc.property(
        plans,
        fc.constantFrom(...names),
        fc.boolean(),
        fc.array(fc.integer({ min: 100, max: 9000 }), { minLength: 1, maxLength: 4 }),
        (plan, name, low, steps) => {
          const channel = new HandMadeChannel(plan, NOW);
          const history = new DiscontinuityHistory();
          let before = playlist(channel, name, { low, history });
          assert.deepEqual(playlistFaults(before), []);
          for (const step of steps) {
            channel.advance(step);
            const after = playlist(channel, name, { low, history });
            assert.deepEqual(successionFaults(before, after), []);
            before = after;
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it("[L7] show as much as the window says and never less than three segments", () => {
    fc.assert(
      fc.property(fc.constantFrom(2000, 4000, 6000), fc.integer({ min: 1, max: 120 }), (segmentMs, windowSeconds) => {
        const channel = new HandMadeChannel({ segmentMs, kept: 100 }, NOW);
        const segments = wholeSegments(mediaOf(playlist(channel, "v1-1080p", { settings: { name: "index", windowSeconds } })));
        assert.equal(segments.length, Math.max(3, Math.floor((windowSeconds * 1000) / segmentMs)));
        assert.equal(segments.at(-1)?.mediaSequenceNumber, Math.floor(NOW / segmentMs) - 1);
      }),
      { numRuns: 15 },
    );
  });

  it("[L7] are the same to the byte in both regions of an aligned channel", () => {
    const [one, other] = ["us-east-1", "eu-west-1"].map((region) => new HandMadeChannel({ region }, NOW + 1700));
    assert.ok(one && other);
    for (const name of names) for (const low of [false, true]) assert.equal(playlist(one, name, { low }), playlist(other, name, { low }));
    const unaligned = new HandMadeChannel({ region: "eu-west-1", epochLocked: false, zero: NOW - 400_000 }, NOW + 1700);
    assert.notEqual(playlist(one, "v1-1080p"), playlist(unaligned, "v1-1080p"));
  });

  it("[L7] keep the numbers over what is missing, and say that it is", () => {
    const missing = Math.floor(NOW / 4000) - 4;
    const text = playlist(new HandMadeChannel({ gaps: [missing, missing + 1] }, NOW), "a1-eng", { low: true });
    assert.deepEqual(playlistFaults(text), []);
    const gaps = wholeSegments(mediaOf(text)).filter(({ gap }) => gap === true);
    assert.deepEqual(
      gaps.map(({ mediaSequenceNumber }) => mediaSequenceNumber),
      [missing, missing + 1],
    );
    assert.ok(!text.includes("DISCONTINUITY"));
  });

  it("[L7] count new clocks that have left the window, also when the origin has forgotten them", () => {
    const start = NOW - 400_000;
    const at = 100;
    const restarted = start + at * 4000 + 2500;
    const channel = new HandMadeChannel({ epochLocked: false, zero: start, kept: 20, restart: { at, zero: restarted } }, restarted + 4100);
    const history = new DiscontinuityHistory();
    const written = (): string => playlist(channel, "v1-1080p", { low: true, history });
    let before = written();
    assert.match(before, /#EXT-X-DISCONTINUITY\n/);
    for (let step = 0; step < 30; step += 1) {
      channel.advance(4000);
      const after = written();
      assert.deepEqual(successionFaults(before, after), []);
      before = after;
    }
    assert.match(before, /#EXT-X-DISCONTINUITY-SEQUENCE:1\n/);
    assert.ok(!before.includes("#EXT-X-DISCONTINUITY\n"));
  });

  it("[L7] hold to the rules at 30000/1001 frames per second, too", () => {
    const frameRate = { numerator: 30_000, denominator: 1001 };
    const info = { kind: "video", name: "v1-1080p", timescale: 30_000, width: 480, height: 270, frameRate } as const;
    const channel = new HandMadeChannel({ segmentMs: 4004, plans: [{ info, frame: 1001, partFrames: 30 }] }, NOW);
    let before = playlist(channel, "v1-1080p", { low: true });
    assert.match(before, /#EXT-X-TARGETDURATION:4\n[^]*#EXTINF:4.004,\n/);
    for (let step = 0; step < 6; step += 1) {
      channel.advance(1700);
      const after = playlist(channel, "v1-1080p", { low: true });
      assert.deepEqual(successionFaults(before, after), []);
      before = after;
    }
    const infos = channel.tracks().map((track) => track.info);
    assert.match(multivariantPlaylist(infos, "index"), /RESOLUTION=480x270,FRAME-RATE=29.970\nindex_v1-1080p.m3u8/);
  });

  it("[L7] date segments at the interval, by number", () => {
    const settings = { ...SETTINGS, programDateTimeSeconds: 12 };
    const dated = wholeSegments(mediaOf(playlist(new HandMadeChannel({}, NOW), "v1-1080p", { settings }))).filter(
      (one) => one.programDateTime,
    );
    assert.ok(dated.length >= 4 && dated.every(({ mediaSequenceNumber }) => mediaSequenceNumber % 3 === 0));
    assert.ok(dated.every(({ programDateTime, mediaSequenceNumber }) => programDateTime?.getTime() === mediaSequenceNumber * 4000));
    assert.ok(
      !playlist(new HandMadeChannel({}, NOW), "v1-1080p", { settings: { name: "index", windowSeconds: 60 } }).includes("DATE-TIME"),
    );
  });

  it("[L7] with low latency announce the part that comes next, and list parts near the end only", () => {
    const channel = new HandMadeChannel({}, NOW);
    const atBorder = playlist(channel, "v1-1080p", { low: true });
    assert.match(atBorder, /TYPE=PART,URI="segment_v1-1080p_448820100_p0.mp4"/);
    channel.advance(1000);
    const text = playlist(channel, "v1-1080p", { low: true });
    assert.match(text, /#EXT-X-PART:DURATION=0.52,URI="segment_v1-1080p_448820100_p0.mp4",INDEPENDENT=YES\n/);
    assert.match(text, /TYPE=PART,URI="segment_v1-1080p_448820100_p2.mp4"/);
    assert.ok(!text.includes("448820097_p"));
    assert.match(text, /CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=1.56,HOLD-BACK=12\n/);
    assert.equal(text.match(/EXT-X-RENDITION-REPORT/g)?.length, names.length - 1);
    assert.ok(!playlist(channel, "v1-1080p").includes("PART"));
  });
});

describe("the rules for HLS", () => {
  const channel = new HandMadeChannel({}, NOW + 1300);
  const good = playlist(channel, "v1-1080p", { low: true });
  channel.advance(4000);
  const later = playlist(channel, "v1-1080p", { low: true });

  const broken: Readonly<Record<string, (text: string) => string>> = {
    "a target duration below a segment": (text) => text.replace("TARGETDURATION:4", "TARGETDURATION:3"),
    "parts that do not sum up": (text) =>
      text.replace(/#EXT-X-PART:[^\n]*448820098_p7.mp4"[^\n]*\n/, "").replace(/#EXT-X-PART:[^\n]*448820099_p7.mp4"[^\n]*\n/, ""),
    "a hint for what is there": (text) =>
      text.replace(/HINT:TYPE=PART,URI="[^"]*"/, 'HINT:TYPE=PART,URI="segment_v1-1080p_448820100_p0.mp4"'),
    "no blocking reload": (text) => text.replace("CAN-BLOCK-RELOAD=YES,", ""),
    "a date that does not follow": (text) => text.replace("16:59:20.000Z", "16:59:21.000Z"),
    "no initialization": (text) => text.replace(/#EXT-X-MAP:[^\n]*\n/, ""),
    "one URI twice": (text) => text.replace("448820088.mp4", "448820089.mp4"),
    "a part longer than the target": (text) => text.replace("PART-TARGET=0.52", "PART-TARGET=0.5"),
    "a hold-back too short": (text) => text.replace("PART-HOLD-BACK=1.56", "PART-HOLD-BACK=0.6"),
  };
  for (const [what, breakIt] of Object.entries(broken)) {
    it(`[L7] notice ${what}`, () => {
      assert.deepEqual(playlistFaults(good), []);
      assert.notEqual(breakIt(good), good);
      assert.notDeepEqual(playlistFaults(breakIt(good)), []);
    });
  }

  const changed: Readonly<Record<string, (text: string) => string>> = {
    "another target duration": (text) => text.replace("TARGETDURATION:4", "TARGETDURATION:5").replace("HOLD-BACK=12", "HOLD-BACK=15"),
    "other URIs for the same segments": (text) => text.replaceAll("segment_", "piece_"),
    "a sequence that goes back": (text) => text.replace(/SEQUENCE:(\d+)/, (_, number: string) => `SEQUENCE:${String(Number(number) - 3)}`),
    "a discontinuity that was not counted": (text) => text.replace("#EXT-X-MAP", "#EXT-X-DISCONTINUITY-SEQUENCE:2\n#EXT-X-MAP"),
    "another length of the same segment": (text) => text.replace("#EXTINF:4,", "#EXTINF:3.999,"),
  };
  for (const [what, breakIt] of Object.entries(changed)) {
    it(`[L7] notice ${what} from one version to the next`, () => {
      assert.deepEqual(successionFaults(good, later), []);
      assert.notEqual(breakIt(later), later);
      assert.notDeepEqual(successionFaults(good, breakIt(later)), []);
    });
  }

  it("[L7] notice segments that went from the end, and a window cut too short", () => {
    assert.notDeepEqual(successionFaults(later, good), []);
    const cut = playlist(channel, "v1-1080p", { settings: { name: "index", windowSeconds: 12 } }).replace(
      /#EXTINF:4,\n[^\n]*9[89].mp4\n/g,
      "",
    );
    assert.notDeepEqual(successionFaults(playlist(channel, "v1-1080p"), cut), []);
  });

  it("[L7] notice variants without codecs or size", () => {
    const text = multivariantPlaylist(
      channel.tracks().map(({ info }) => info),
      "index",
    );
    for (const pattern of [/CODECS="[^"]*",/, /RESOLUTION=[^,]*,/, /BANDWIDTH=\d+,/, /AUDIO="audio-0"/]) {
      assert.notDeepEqual(multivariantFaults(text.replace(pattern, pattern.source.startsWith("AUDIO") ? 'AUDIO="none"' : "")), []);
    }
  });
});
