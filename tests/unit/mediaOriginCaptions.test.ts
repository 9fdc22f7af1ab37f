import assert from "node:assert/strict";
import { createRequire } from "node:module";
import * as fc from "fast-check";
import { payload, webVttSegment } from "../../rehearsal/media/origin/webvtt.ts";
import { vttSamples, wvttInit, wvttSegment } from "../../rehearsal/media/origin/wvtt.ts";
import type { Cue, Segment, TrackInfo } from "../../rehearsal/media/types.ts";

const INFO: TrackInfo = {
  kind: "captions",
  name: "c1",
  codec: "wvtt",
  timescale: 1000,
  bandwidth: 1000,
  language: "eng",
  init: Buffer.alloc(0),
};
/** A moment of 2026 on the epoch. */
const NOW = 1_795_280_400_000;

function segment(cues: readonly Cue[], time = NOW, duration = 4000): Segment {
  return {
    number: time / 4000,
    time,
    duration,
    parts: [],
    cues,
    complete: true,
    input: 1,
    programDateTime: time,
    discontinuity: false,
    score: 100,
  };
}

/** Seconds of `hh:mm:ss.mmm`. */
function clock(text: string): number {
  const [h = 0, m = 0, s = 0] = text.split(":").map(Number);
  return h * 3600 + m * 60 + s;
}

/** Where a player shows the cues of a segment that stands at `start` (seconds) of the media's own time, counting wraps of 33 bits as shaka does. */
function shown(text: string, start: number): { from: number; to: number; text: string }[] {
  const [, local = "", mpeg = ""] = /X-TIMESTAMP-MAP=LOCAL:([\d:.]+),MPEGTS:(\d+)/.exec(text) ?? [];
  const wrap = 2 ** 33 / 90_000;
  const offset = Number(mpeg) / 90_000 + Math.floor(start / wrap) * wrap - clock(local);
  return text
    .split("\n\n")
    .slice(1)
    .flatMap((block) => {
      const [, from, to, cue] = /^([\d:.]+) --> ([\d:.]+)\n([^]*)$/.exec(block.trim()) ?? [];
      return from === undefined || to === undefined ? [] : [{ from: offset + clock(from), to: offset + clock(to), text: cue ?? "" }];
    });
}

const cues = fc.array(
  fc.record({
    time: fc.integer({ min: -3000, max: 3999 }),
    duration: fc.integer({ min: 1, max: 8000 }),
    text: fc.string({ minLength: 1 }),
  }),
  { maxLength: 5 },
);
const times = fc.integer({ min: 1, max: 600_000_000 }).map((count) => count * 4000);

describe("captions in HLS", () => {
  it("[L7] stand where the media stands, also since 1970, also from before the segment", () => {
    fc.assert(
      fc.property(times, cues, (time, given) => {
        const said = given.map((cue) => ({ ...cue, time: time + cue.time }));
        const all = said.filter(({ text: words }) => payload(words) !== "");
        const text = webVttSegment(INFO, segment(said, time));
        const [, mpeg = "0"] = /MPEGTS:(\d+)/.exec(text) ?? [];
        assert.ok(Number(mpeg) < 2 ** 33);
        const found = shown(text, time / 1000 + 0.0001);
        assert.equal(found.length, all.length);
        for (const [index, cue] of all.entries()) {
          assert.ok(Math.abs((found[index]?.from ?? 0) - cue.time / 1000) < 0.002);
          assert.ok(Math.abs((found[index]?.to ?? 0) - (cue.time + cue.duration) / 1000) < 0.002);
        }
      }),
    );
  });

  it("[L7] are well formed whatever is said", () => {
    const text = webVttSegment(INFO, segment([{ time: NOW, duration: 1000, text: "<b>a --> b</b>\n\n\nc & d" }]));
    assert.equal(
      text,
      "WEBVTT\nX-TIMESTAMP-MAP=LOCAL:01:00:00.000,MPEGTS:7155899072\n\n01:00:00.000 --> 01:00:01.000\n&lt;b&gt;a --&gt; b&lt;/b&gt;\nc &amp; d\n\n".replace(
        "7155899072",
        /MPEGTS:(\d+)/.exec(text)?.[1] ?? "",
      ),
    );
    assert.ok(!payload("a --> b\n\nc").includes("-->"));
    assert.equal(webVttSegment(INFO, segment([])).split("\n")[0], "WEBVTT");
  });

  it("[L7] that count from another place are noticed", () => {
    const text = webVttSegment(INFO, segment([{ time: NOW, duration: 1000, text: "a" }]));
    const moved = text.replace(/MPEGTS:(\d+)/, (_, ticks: string) => `MPEGTS:${String(Number(ticks) + 90_000)}`);
    assert.ok(Math.abs((shown(text, NOW / 1000)[0]?.from ?? 0) - NOW / 1000) < 0.002);
    assert.ok(Math.abs((shown(moved, NOW / 1000)[0]?.from ?? 0) - NOW / 1000) > 0.9);
  });
});

interface Box {
  readonly type: string;
  readonly body: Buffer;
}

/** The boxes side by side in some bytes, which they must fill. */
function boxes(bytes: Buffer): Box[] {
  const found: Box[] = [];
  for (let at = 0; at < bytes.length;) {
    const size = bytes.readUInt32BE(at);
    assert.ok(size >= 8 && at + size <= bytes.length, "a box reaches over the end");
    found.push({ type: bytes.toString("latin1", at + 4, at + 8), body: bytes.subarray(at + 8, at + size) });
    at += size;
  }
  return found;
}

/** The body of a box by its path. */
function inside(bytes: Buffer, ...path: readonly string[]): Buffer {
  let body = bytes;
  for (const type of path) {
    const found = boxes(body).find((one) => one.type === type);
    assert.ok(found, `${type} is missing`);
    body = found.body;
  }
  return body;
}

/** Times and texts of a segment's samples, as a player reads them. */
function samplesOf(bytes: Buffer): { time: number; duration: number; texts: string[] }[] {
  const traf = inside(bytes, "moof", "traf");
  let time = Number(inside(traf, "tfdt").readBigUInt64BE(4));
  const trun = inside(traf, "trun");
  const dataOffset = trun.readUInt32BE(8);
  const start = bytes.indexOf("moof") - 4;
  let at = start + dataOffset;
  return Array.from({ length: trun.readUInt32BE(4) }, (_, index) => {
    const [duration, size] = [trun.readUInt32BE(12 + index * 8), trun.readUInt32BE(16 + index * 8)];
    const texts = boxes(bytes.subarray(at, at + size)).map(({ type, body }) =>
      type === "vtte" ? "" : inside(body, "payl").toString("utf8"),
    );
    const sample = { time, duration, texts };
    at += size;
    time += duration;
    return sample;
  });
}

describe("captions in DASH", () => {
  it("[L7] begin with a track of WebVTT at the timescale", () => {
    const init = wvttInit(INFO);
    assert.deepEqual(
      boxes(init).map(({ type }) => type),
      ["ftyp", "moov"],
    );
    const media = inside(init, "moov", "trak", "mdia");
    assert.equal(inside(media, "mdhd").readUInt32BE(12), 1000);
    assert.equal(inside(media, "hdlr").toString("latin1", 8, 12), "text");
    const [entry] = boxes(inside(media, "minf", "stbl", "stsd").subarray(8));
    assert.equal(entry?.type, "wvtt");
    assert.equal(inside(entry.body.subarray(8), "vttC").toString("utf8"), "WEBVTT");
    assert.equal(inside(media, "mdhd").readUInt16BE(20), (5 << 10) | (14 << 5) | 7);
  });

  it("[L7] fill their segment with samples, each with the cues of its time", () => {
    fc.assert(
      fc.property(times, cues, (time, given) => {
        const said = given.map((cue) => ({ ...cue, time: time + cue.time }));
        const all = said.filter(({ text }) => payload(text) !== "");
        const samples = samplesOf(wvttSegment(segment(said, time)));
        assert.equal(samples[0]?.time, time);
        assert.equal(
          samples.reduce((sum, { duration }) => sum + duration, 0),
          4000,
        );
        for (const sample of samples) {
          assert.ok(sample.duration > 0);
          const active = all.filter((cue) => cue.time <= sample.time && cue.time + cue.duration >= sample.time + sample.duration);
          assert.deepEqual(sample.texts, active.length === 0 ? [""] : active.map(({ text }) => payload(text)));
        }
      }),
    );
  });

  it("[L7] have an empty sample where nothing is said", () => {
    const samples = vttSamples(segment([{ time: NOW + 1000, duration: 1000, text: "a" }]));
    assert.deepEqual(
      samples.map(({ duration, bytes }) => [duration, bytes.toString("latin1", 4, 8)]),
      [
        [1000, "vtte"],
        [1000, "vttc"],
        [2000, "vtte"],
      ],
    );
  });
});

interface ShownCue {
  readonly startTime: number;
  readonly endTime: number;
  readonly payload: string;
}

/** Seconds; `periodStart` is what a player adds to the media's own times. */
interface Place {
  readonly periodStart: number;
  readonly segmentStart: number;
  readonly segmentEnd: number;
  readonly vttOffset: number;
}

interface CaptionParser {
  setManifestType(type: string): void;
  parseInit(bytes: Uint8Array): void;
  parseMedia(bytes: Uint8Array, place: Place, uri: null, images: readonly never[]): ShownCue[];
}

interface Shaka {
  readonly text: { readonly VttTextParser: new () => CaptionParser; readonly Mp4VttParser: new () => CaptionParser };
}

describe("captions as the player of this project reads them", () => {
  /** The player is made for browsers, and looks for one while it loads. */
  const stand = { window: globalThis, self: globalThis };
  const added = Object.keys(stand).filter((name) => !(name in globalThis));
  let shaka: Shaka;

  before(() => {
    for (const name of added) Object.assign(globalThis, { [name]: globalThis });
    shaka = createRequire(import.meta.url)("shaka-player/dist/shaka-player.compiled.js") as Shaka;
  });
  after(() => {
    for (const name of added) Reflect.deleteProperty(globalThis, name);
  });

  const given = segment([
    { time: NOW - 500, duration: 1500, text: "begun before" },
    { time: NOW + 1000, duration: 1000, text: "a & b" },
  ]);
  const start = NOW / 1000;
  const seen = (cues: readonly ShownCue[]): unknown => cues.map(({ startTime, endTime, payload: said }) => [startTime, endTime, said]);

  it("[E8] stand at the picture's place in HLS, where the presentation does not begin in 1970", () => {
    const parser = new shaka.text.VttTextParser();
    parser.setManifestType("HLS");
    const place = { periodStart: 100 - start, vttOffset: 100 - start, segmentStart: 100, segmentEnd: 104 };
    const cues = parser.parseMedia(new Uint8Array(Buffer.from(webVttSegment(INFO, given))), place, null, []);
    assert.deepEqual(seen(cues), [
      [99.5, 101, "begun before"],
      [101, 102, "a & b"],
    ]);
  });

  it("[E8] stand at the picture's place in DASH, where it does", () => {
    const parser = new shaka.text.Mp4VttParser();
    parser.parseInit(new Uint8Array(wvttInit(INFO)));
    const place = { periodStart: 0, vttOffset: 0, segmentStart: start, segmentEnd: start + 4 };
    assert.deepEqual(seen(parser.parseMedia(new Uint8Array(wvttSegment(given)), place, null, [])), [
      [start, start + 1, "begun before"],
      [start + 1, start + 2, "a & b"],
    ]);
  });
});
