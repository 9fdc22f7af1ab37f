/** Captions of DASH: WebVTT in ISO base media files (ISO/IEC 14496-30, section 7), one `wvtt` track. */
import type { Cue, Segment, TrackInfo } from "../types.ts";
import { payload, spoken } from "./webvtt.ts";

function box(type: string, ...contents: readonly Buffer[]): Buffer {
  const body = Buffer.concat(contents);
  return Buffer.concat([u32(body.length + 8), Buffer.from(type, "latin1"), body]);
}

function fullBox(type: string, version: number, flags: number, ...contents: readonly Buffer[]): Buffer {
  return box(type, u32(version * 2 ** 24 + flags), ...contents);
}

function u16(value: number): Buffer {
  const buffer = Buffer.alloc(2);
  buffer.writeUInt16BE(value);
  return buffer;
}

function u32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32BE(value);
  return buffer;
}

function u64(value: number): Buffer {
  const buffer = Buffer.alloc(8);
  buffer.writeBigUInt64BE(BigInt(value));
  return buffer;
}

const zeros = (length: number): Buffer => Buffer.alloc(length);
const MATRIX = Buffer.concat([0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000].map(u32));
const TRACK = 1;

/** `ftyp` and `moov` of a captions track. */
export function wvttInit({ timescale, language = "und" }: TrackInfo): Buffer {
  const mvhd = fullBox(
    "mvhd",
    0,
    0,
    zeros(8),
    u32(timescale),
    u32(0),
    u32(0x10000),
    u16(0x100),
    zeros(10),
    MATRIX,
    zeros(24),
    u32(TRACK + 1),
  );
  const tkhd = fullBox("tkhd", 0, 3, zeros(8), u32(TRACK), zeros(4), u32(0), zeros(16), MATRIX, zeros(8));
  const mdhd = fullBox("mdhd", 0, 0, zeros(8), u32(timescale), u32(0), u16(packedLanguage(language)), u16(0));
  const hdlr = fullBox("hdlr", 0, 0, u32(0), Buffer.from("text", "latin1"), zeros(12), Buffer.from("captions\0", "latin1"));
  const dinf = box("dinf", fullBox("dref", 0, 0, u32(1), fullBox("url ", 0, 1)));
  const entry = box("wvtt", zeros(6), u16(1), box("vttC", Buffer.from("WEBVTT", "utf8")));
  const tables = [
    fullBox("stts", 0, 0, u32(0)),
    fullBox("stsc", 0, 0, u32(0)),
    fullBox("stsz", 0, 0, u32(0), u32(0)),
    fullBox("stco", 0, 0, u32(0)),
  ];
  const stbl = box("stbl", fullBox("stsd", 0, 0, u32(1), entry), ...tables);
  const minf = box("minf", fullBox("nmhd", 0, 0), dinf, stbl);
  const trak = box("trak", tkhd, box("mdia", mdhd, hdlr, minf));
  const mvex = box("mvex", fullBox("trex", 0, 0, u32(TRACK), u32(1), zeros(12)));
  const ftyp = box("ftyp", Buffer.from("cmfc", "latin1"), u32(0), Buffer.from("cmfciso6", "latin1"));
  return Buffer.concat([ftyp, box("moov", mvhd, trak, mvex)]);
}

/** Three letters of five bits each (ISO/IEC 14496-12, MediaHeaderBox). */
function packedLanguage(language: string): number {
  const letters = /^[a-z]{3}$/.test(language) ? language : "und";
  return Array.from(letters).reduce((packed, letter) => packed * 32 + (letter.charCodeAt(0) - 0x60), 0);
}

export interface VttSample {
  readonly duration: number;
  readonly bytes: Buffer;
}

/** The samples of a segment: one for each stretch with the same cues, an empty one where there are none. They fill it without gaps. */
export function vttSamples({ time, duration, cues: given = [] }: Segment): VttSample[] {
  const cues = spoken(given);
  const end = time + duration;
  const within = (at: number): boolean => at > time && at < end;
  const borders = new Set([time, end, ...cues.flatMap((cue) => [cue.time, cue.time + cue.duration]).filter(within)]);
  const sorted = [...borders].toSorted((a, b) => a - b);
  return sorted.slice(0, -1).map((from, index) => {
    const to = sorted[index + 1] ?? end;
    const shown = cues.filter((cue) => cue.time < to && cue.time + cue.duration > from);
    return { duration: to - from, bytes: shown.length === 0 ? box("vtte") : Buffer.concat(shown.map(vttc)) };
  });
}

function vttc({ text }: Cue): Buffer {
  return box("vttc", box("payl", Buffer.from(payload(text), "utf8")));
}

/** trun: data offset, duration and size of each sample. tfhd: data lies from the start of `moof`. */
const TRUN_FLAGS = 0x000301;
const TFHD_FLAGS = 0x020000;

/** `styp`, `moof` and `mdat` of a segment of captions. */
export function wvttSegment(segment: Segment): Buffer {
  const samples = vttSamples(segment);
  const moof = (dataOffset: number): Buffer =>
    box(
      "moof",
      fullBox("mfhd", 0, 0, u32(segment.number % 2 ** 32)),
      box(
        "traf",
        fullBox("tfhd", 0, TFHD_FLAGS, u32(TRACK)),
        fullBox("tfdt", 1, 0, u64(segment.time)),
        fullBox(
          "trun",
          0,
          TRUN_FLAGS,
          u32(samples.length),
          u32(dataOffset),
          ...samples.flatMap(({ duration, bytes }) => [u32(duration), u32(bytes.length)]),
        ),
      ),
    );
  const styp = box("styp", Buffer.from("msdh", "latin1"), u32(0), Buffer.from("msdhcmfs", "latin1"));
  return Buffer.concat([styp, moof(moof(0).length + 8), box("mdat", ...samples.map(({ bytes }) => bytes))]);
}
