/** Samples out of the fragments that ffmpeg writes, and fragments of our own: one `moof` and `mdat` for each part. */
import { box, boxes, inside, type Box } from "./boxes.ts";
import type { SampleDefaults } from "./initialization.ts";

/** A frame of picture or sound. Times in ticks. */
export interface Sample {
  readonly time: number;
  readonly duration: number;
  readonly keyFrame: boolean;
  readonly bytes: Buffer;
}

const notSync = 0x0001_0000;
/** Depends on no other sample, is a sync sample; depends on others, is none (ISO/IEC 14496-12, sample flags). */
const syncFlags = 0x0200_0000;
const otherFlags = 0x0101_0000;
const dataOffset = 0x1;
const firstFlags = 0x4;

/** The samples of a fragment of one track. @throws RangeError when its boxes and its data disagree */
export function readFragment(moof: Buffer, mdat: Buffer, defaults: SampleDefaults): Sample[] {
  const traf = inside(moof, "traf");
  const tfdt = traf && inside(traf.body, "tfdt");
  const tfhd = traf && inside(traf.body, "tfhd");
  if (traf === undefined || tfdt === undefined || tfhd === undefined) throw new RangeError("a fragment without traf, tfdt or tfhd");
  const own = headerDefaults(tfhd.body, defaults);
  let time = tfdt.body[0] === 1 ? Number(tfdt.body.readBigUInt64BE(4)) : tfdt.body.readUInt32BE(4);
  let at = 0;
  return boxes(traf.body)
    .filter(({ type }) => type === "trun")
    .flatMap((trun) =>
      runEntries(trun, own).map(({ duration, size, flags }) => {
        if (at + size > mdat.length) throw new RangeError(`a fragment names ${String(at + size)} bytes and has ${String(mdat.length)}`);
        const sample = { time, duration, keyFrame: (flags & notSync) === 0, bytes: mdat.subarray(at, at + size) };
        time += duration;
        at += size;
        return sample;
      }),
    );
}

function headerDefaults(tfhd: Buffer, defaults: SampleDefaults): SampleDefaults {
  const flags = tfhd.readUInt32BE(0) & 0xff_ffff;
  let at = 8 + ((flags & 0x1) === 0 ? 0 : 8) + ((flags & 0x2) === 0 ? 0 : 4);
  const next = (bit: number, otherwise: number): number => {
    if ((flags & bit) === 0) return otherwise;
    at += 4;
    return tfhd.readUInt32BE(at - 4);
  };
  return { duration: next(0x8, defaults.duration), size: next(0x10, defaults.size), flags: next(0x20, defaults.flags) };
}

function runEntries({ body }: Box, defaults: SampleDefaults): SampleDefaults[] {
  const flags = body.readUInt32BE(0) & 0xff_ffff;
  let at = 8;
  const next = (bit: number, otherwise: number): number => {
    if ((flags & bit) === 0) return otherwise;
    at += 4;
    return body.readUInt32BE(at - 4);
  };
  next(dataOffset, 0);
  const first = next(firstFlags, defaults.flags);
  return Array.from({ length: body.readUInt32BE(4) }, (_, index) => {
    const duration = next(0x100, defaults.duration);
    const size = next(0x200, defaults.size);
    const own = next(0x400, index === 0 ? first : defaults.flags);
    next(0x800, 0);
    return { duration, size, flags: own };
  });
}

/** A fragment of samples that follow each other. @param sequence number of the fragment, counted by whoever makes them */
export function writeFragment(sequence: number, samples: readonly Sample[]): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(sequence >>> 0, 4);
  const decodeTime = Buffer.alloc(12);
  decodeTime.writeUInt8(1, 0);
  decodeTime.writeBigUInt64BE(BigInt(samples[0]?.time ?? 0), 4);
  // Version 0, default-base-is-moof, track 1: ffmpeg numbers the only track of a file so.
  const trackHead = Buffer.from("0002000000000001", "hex");
  const run = Buffer.alloc(12 + samples.length * 12);
  run.writeUInt32BE(0x701, 0);
  run.writeUInt32BE(samples.length, 4);
  samples.forEach(({ duration, bytes, keyFrame }, index) => {
    run.writeUInt32BE(duration, 12 + index * 12);
    run.writeUInt32BE(bytes.length, 16 + index * 12);
    run.writeUInt32BE(keyFrame ? syncFlags : otherFlags, 20 + index * 12);
  });
  const make = (): Buffer => box("moof", box("mfhd", head), box("traf", box("tfhd", trackHead), box("tfdt", decodeTime), box("trun", run)));
  run.writeInt32BE(make().length + 8, 8);
  return Buffer.concat([make(), box("mdat", ...samples.map(({ bytes }) => bytes))]);
}
