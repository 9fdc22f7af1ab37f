/** What `moov` says of a file with one track. */
import { boxes, inside, type Box } from "./boxes.ts";

export interface Initialization {
  /** Ticks per second. */
  readonly timescale: number;
  /** As RFC 6381 spells it. */
  readonly codec: string;
  readonly width?: number;
  readonly height?: number;
  readonly sampleRate?: number;
  readonly channels?: number;
  readonly defaults: SampleDefaults;
}

/** For what a fragment leaves out: `trex`. */
export interface SampleDefaults {
  readonly duration: number;
  readonly size: number;
  readonly flags: number;
}

/** @throws RangeError for a `moov` that lacks something or holds a codec other than H.264 and AAC */
export function readMoov(moov: Buffer): Initialization {
  const mdhd = demand(inside(moov, "trak", "mdia", "mdhd"), "mdhd").body;
  const timescale = mdhd.readUInt32BE(mdhd[0] === 1 ? 20 : 12);
  const stsd = demand(inside(moov, "trak", "mdia", "minf", "stbl", "stsd"), "stsd").body;
  const trex = demand(inside(moov, "mvex", "trex"), "trex").body;
  const defaults = { duration: trex.readUInt32BE(12), size: trex.readUInt32BE(16), flags: trex.readUInt32BE(20) };
  const [entry] = boxes(stsd.subarray(8));
  return { timescale, defaults, ...sampleEntry(demand(entry, "sample entry")) };
}

function sampleEntry({ type, body }: Box): Omit<Initialization, "timescale" | "defaults"> {
  if (type === "avc1") {
    const avcC = demand(inside(body.subarray(78), "avcC"), "avcC").body;
    return { codec: `avc1.${avcC.toString("hex", 1, 4)}`, width: body.readUInt16BE(24), height: body.readUInt16BE(26) };
  }
  if (type === "mp4a") {
    const esds = demand(inside(body.subarray(28), "esds"), "esds").body;
    return { codec: aacCodec(esds.subarray(4)), sampleRate: body.readUInt16BE(24), channels: body.readUInt16BE(16) };
  }
  throw new RangeError(`${type} is neither H.264 nor AAC`);
}

/** `mp4a.40.<audio object type>`: the first five bits of the decoder's own description (ISO/IEC 14496-3). */
function aacCodec(descriptors: Buffer): string {
  const es = descriptor(descriptors, 0x03);
  const config = es === undefined ? undefined : descriptor(es.subarray(3), 0x04);
  const specific = config === undefined ? undefined : descriptor(config.subarray(13), 0x05);
  const [first] = specific ?? [];
  if (first === undefined) throw new RangeError("esds says nothing of the codec");
  return `mp4a.40.${String(first >> 3)}`;
}

/** The body of a descriptor with its tag, when the bytes begin with it. Lengths are in groups of seven bits. */
function descriptor(bytes: Buffer, tag: number): Buffer | undefined {
  if (bytes[0] !== tag) return undefined;
  let length = 0;
  let at = 1;
  for (;;) {
    const byte = bytes[at++];
    if (byte === undefined) return undefined;
    length = length * 128 + (byte & 0x7f);
    if ((byte & 0x80) === 0) return bytes.subarray(at, at + length);
  }
}

function demand<T>(found: T | undefined, name: string): T {
  if (found === undefined) throw new RangeError(`no ${name}`);
  return found;
}
