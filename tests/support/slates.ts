/** Pictures for tests: their first bytes are true, and nothing else of them is read. */

/** The first bytes of a PNG of a size. */
export function png(width: number, height: number): Buffer {
  const head = Buffer.alloc(33);
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]).copy(head);
  head.writeUInt32BE(13, 8);
  head.write("IHDR", 12, "latin1");
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  return head;
}

/** The first bytes of a bitmap of a size; a height below zero for rows from the top. */
export function bmp(width: number, height: number): Buffer {
  const head = Buffer.alloc(54);
  head.write("BM", 0, "latin1");
  head.writeInt32LE(width, 18);
  head.writeInt32LE(height, 22);
  return head;
}

/** Lie under `slates/` of every generated environment: two that are in order, and four that are not. */
export const SLATES: Readonly<Record<string, Buffer>> = {
  "break.png": png(1920, 1080),
  "off_air.bmp": bmp(1280, -720),
  "jpeg.png": Buffer.from([0xff, 0xd8, 0xff, 0xe0]),
  "huge.png": png(7680, 4320),
  "empty.png": png(0, 1080),
  "film.bmp": Buffer.alloc(10_000_001),
};
