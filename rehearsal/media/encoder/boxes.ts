/** Boxes of ISO base media files (ISO/IEC 14496-12): reading what ffmpeg writes. */

export interface Box {
  readonly type: string;
  /** Whole, header included. */
  readonly bytes: Buffer;
  /** Without the header. */
  readonly body: Buffer;
}

/** The boxes that fill a buffer. @throws RangeError when one claims more than there is */
export function boxes(buffer: Buffer): Box[] {
  const found: Box[] = [];
  for (let at = 0; at < buffer.length;) {
    const box = boxAt(buffer, at);
    if (box === undefined) throw new RangeError(`a box at byte ${String(at)} is cut off`);
    found.push(box);
    at += box.bytes.length;
  }
  return found;
}

/** The box that begins at a byte; undefined while it is not all there. */
function boxAt(buffer: Buffer, at: number): Box | undefined {
  if (buffer.length - at < 8) return undefined;
  const short = buffer.readUInt32BE(at);
  const header = short === 1 ? 16 : 8;
  if (buffer.length - at < header) return undefined;
  const size = short === 1 ? Number(buffer.readBigUInt64BE(at + 8)) : short;
  if (size < header) throw new RangeError(`a box of ${String(size)} bytes is no box`);
  if (buffer.length - at < size) return undefined;
  const bytes = buffer.subarray(at, at + size);
  return { type: buffer.toString("latin1", at + 4, at + 8), bytes, body: bytes.subarray(header) };
}

/** Gathers the pieces of a stream into boxes. */
export class BoxReader {
  private rest: Buffer = Buffer.alloc(0);

  push(piece: Buffer): Box[] {
    this.rest = this.rest.length === 0 ? piece : Buffer.concat([this.rest, piece]);
    const found: Box[] = [];
    for (let box = boxAt(this.rest, 0); box !== undefined; box = boxAt(this.rest, 0)) {
      found.push(box);
      this.rest = this.rest.subarray(box.bytes.length);
    }
    return found;
  }
}

/** The first box along a path of types. */
export function inside(buffer: Buffer, ...path: readonly string[]): Box | undefined {
  const [type, ...deeper] = path;
  const found = boxes(buffer).find((box) => box.type === type);
  return found === undefined || deeper.length === 0 ? found : inside(found.body, ...deeper);
}

/** A box of a type around some bytes. */
export function box(type: string, ...body: readonly Buffer[]): Buffer {
  const size = 8 + body.reduce((sum, { length }) => sum + length, 0);
  const header = Buffer.alloc(8);
  header.writeUInt32BE(size, 0);
  header.write(type, 4, "latin1");
  return Buffer.concat([header, ...body], size);
}
