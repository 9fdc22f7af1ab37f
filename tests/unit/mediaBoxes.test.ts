import assert from "node:assert/strict";
import fc from "fast-check";
import { box, boxes, BoxReader } from "../../rehearsal/media/encoder/boxes.ts";
import { readFragment, writeFragment, type Sample } from "../../rehearsal/media/encoder/fragments.ts";
import { readMoov } from "../../rehearsal/media/encoder/initialization.ts";
import { AUDIO, VIDEO } from "../support/fragmentedFiles.ts";

const NONE = { duration: 0, size: 0, flags: 0 };

function samplesOf(file: Buffer): Sample[] {
  const all = boxes(file);
  const moov = all.find(({ type }) => type === "moov");
  assert.ok(moov);
  const { defaults } = readMoov(moov.body);
  return all.flatMap(({ type, body }, index) => {
    const data = all[index + 1];
    return type === "moof" && data !== undefined ? readFragment(body, data.body, defaults) : [];
  });
}

describe("boxes of the rehearsed encoder", () => {
  it("[L7] come out of a stream whole, however it is chopped", () => {
    const types = boxes(VIDEO).map(({ type }) => type);
    assert.deepEqual(types.slice(0, 4), ["ftyp", "moov", "moof", "mdat"]);
    fc.assert(
      fc.property(fc.array(fc.nat(VIDEO.length), { maxLength: 20 }), (cuts) => {
        const reader = new BoxReader();
        const borders = [0, ...cuts.sort((one, two) => one - two), VIDEO.length];
        const read = borders.slice(1).flatMap((end, index) => reader.push(VIDEO.subarray(borders[index], end)));
        assert.deepEqual(Buffer.concat(read.map(({ bytes }) => bytes)), VIDEO);
        assert.deepEqual(
          read.map(({ type }) => type),
          types,
        );
      }),
    );
  });

  it("[L7] that are cut off or impossible are refused", () => {
    assert.throws(() => boxes(VIDEO.subarray(0, VIDEO.length - 1)), /cut off/);
    assert.throws(() => new BoxReader().push(Buffer.from("0000000466726565", "hex")), /4 bytes is no box/);
  });

  it("[L7] tell codec, size and clock", () => {
    const moov = (file: Buffer): Buffer => boxes(file).find(({ type }) => type === "moov")?.body ?? Buffer.alloc(0);
    const video = readMoov(moov(VIDEO));
    assert.deepEqual([video.codec, video.timescale, video.width, video.height], ["avc1.42c00a", 25_000, 64, 36]);
    const audio = readMoov(moov(AUDIO));
    assert.deepEqual([audio.codec, audio.timescale, audio.sampleRate, audio.channels], ["mp4a.40.2", 48_000, 48_000, 2]);
    assert.throws(() => readMoov(Buffer.alloc(0)), /no mdhd/);
  });

  it("[L7] hold one frame after the other, key frames marked", () => {
    const frames = samplesOf(VIDEO);
    assert.deepEqual(
      frames.map(({ time, duration, keyFrame }) => [time, duration, keyFrame]),
      [0, 1, 2, 3].map((frame) => [frame * 1000, 1000, frame % 2 === 0]),
    );
    const sound = samplesOf(AUDIO);
    assert.ok(sound.length >= 3);
    sound.forEach(({ time, keyFrame }, index) => {
      assert.deepEqual([time, keyFrame], [index * 1024, true]);
    });
  });

  it("[L7] written anew are read as they were, with times of 64 bits", () => {
    const sample = fc.record({
      duration: fc.integer({ min: 1, max: 100_000 }),
      keyFrame: fc.boolean(),
      bytes: fc.uint8Array({ minLength: 1 }),
    });
    fc.assert(
      fc.property(fc.array(sample, { minLength: 1, maxLength: 8 }), fc.integer({ min: 0, max: 2 ** 47 }), (raw, start) => {
        let time = start;
        const samples = raw.map(({ duration, keyFrame, bytes }) => {
          time += duration;
          return { time: time - duration, duration, keyFrame, bytes: Buffer.from(bytes) };
        });
        const [moof, mdat, ...rest] = boxes(writeFragment(1, samples));
        assert.ok(moof?.type === "moof" && mdat?.type === "mdat" && rest.length === 0);
        assert.deepEqual(readFragment(moof.body, mdat.body, NONE), samples);
      }),
    );
  });

  it("[L7] of a fragment that names more data than it has are refused", () => {
    const samples = [{ time: 0, duration: 1, keyFrame: true, bytes: Buffer.alloc(10) }];
    const [moof] = boxes(writeFragment(1, samples));
    assert.ok(moof);
    assert.throws(() => readFragment(moof.body, Buffer.alloc(9), NONE), /names 10 bytes and has 9/);
    assert.throws(() => readFragment(box("mfhd", Buffer.alloc(8)), Buffer.alloc(0), NONE), /without traf/);
  });
});
