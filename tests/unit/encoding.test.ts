import assert from "node:assert/strict";
import fc from "fast-check";
import { encodeHash, encoderPlan, encodingDifference, encodingOf, originPlan } from "../../components/encode/index.ts";
import type { Channel, Encoding, Ladder } from "../../components/encode/index.ts";
import { ARENA, LADDER, STUDIO } from "../support/lineups.ts";
import { channels } from "../support/arbitraries.ts";

const PROD = { environment: "prod", production: true };
const of = (channel: Channel, region = channel.regions[0]): Encoding =>
  encodingOf(encoderPlan(channel, PROD), originPlan(channel, region, PROD));
const field = (one: Channel, other: Channel): string | undefined => encodingDifference(of(one), of(other))?.field;

describe("what two regions must share", () => {
  it("[S3] is equal in all regions of a channel, whatever their order", () => {
    fc.assert(
      fc.property(channels, (channel) => {
        const [first, ...others] = channel.regions;
        for (const region of others) assert.deepEqual(of(channel, region), of(channel, first));
      }),
    );
    const turned: Channel = { ...ARENA, regions: [ARENA.regions[1] ?? "", ARENA.regions[0]] };
    assert.deepEqual(of(turned), of(ARENA));
  });

  it("[S3] is a flat map of names and values, in alphabetical order", () => {
    fc.assert(
      fc.property(channels, (channel) => {
        const entries = Object.entries(of(channel));
        assert.deepEqual(
          entries.map(([name]) => name),
          entries.map(([name]) => name).sort(),
        );
        for (const [name, value] of entries) assert.ok(["string", "number", "boolean"].includes(typeof value), name);
      }),
    );
  });

  it("[S3] holds what MediaPackage asks to be equal: encodes, timing, locking, names, segments and manifests", () => {
    const encoding = of(ARENA);
    const [rung] = ARENA.ladder.rungs;
    assert.ok(rung);
    const video = `videos.v1-${rung.name}`;
    const expected = {
      [`${video}.bitrate`]: rung.bitrate,
      [`${video}.codec`]: ARENA.ladder.codec,
      [`${video}.gopFrames`]: encoderPlan(ARENA, PROD).videos[0]?.gopFrames,
      "segment.length": ARENA.ladder.segmentSeconds,
      "locking.mode": "EPOCH_LOCKING",
      [`outputs.v1-${rung.name}.kind`]: "video",
      "origin.inputType": "CMAF",
      "origin.cmaf.outputLockingMode": "EPOCH_LOCKED",
      "origin.endpoints.live.segmentSeconds": ARENA.ladder.segmentSeconds,
      "origin.endpoints.live.hls": "index",
      "origin.names.channelGroup": "onair-prod-main",
    };
    for (const [name, value] of Object.entries(expected)) assert.equal(encoding[name], value, name);
    assert.ok(Object.keys(encoding).some((name) => /^audios\..*\.bitrate$/.test(name)));
  });

  it("[S3] names the first field in which two differ", () => {
    const ladder = (change: Partial<Ladder>): Channel => ({ ...ARENA, ladder: { ...ARENA.ladder, ...change } });
    const [top, ...rungs] = ARENA.ladder.rungs;
    assert.ok(top);
    const faster = ladder({ rungs: [{ ...top, bitrate: top.bitrate + 1 }, ...rungs] });
    assert.deepEqual(encodingDifference(of(ARENA), of(faster)), {
      field: `videos.v1-${top.name}.bitrate`,
      values: [top.bitrate, top.bitrate + 1],
    });
    const missing = encodingDifference(of(ARENA), of(ladder({ rungs })));
    assert.ok(missing);
    assert.match(missing.field, /^outputs\.v1-/);
    assert.deepEqual(missing.values.filter((value) => value === undefined).length, 1);
    assert.match(field(ARENA, ladder({ codec: "h265" })) ?? "", /^videos\.v1-.*\.codec$/);
    assert.match(field(ARENA, ladder({ audioBitrates: [96_000] })) ?? "", /^audios\./);
    assert.equal(field(ARENA, { ...ARENA, source: { type: "rtp-push", timecode: "none" } }), "locking.method");
    assert.equal(field(ARENA, { ...ARENA, liveWindowSeconds: ARENA.liveWindowSeconds + 60 }), "origin.endpoints.live.windowSeconds");
    assert.equal(encodingDifference(of(ARENA), of(ARENA)), undefined);
  });

  it("[S3] is no matter of labels, recordings, pictures, or how much is doubled", () => {
    const archive = { retentionDays: 30, rolloverSeconds: 300 };
    for (const change of [{ title: "Another" }, { archive }, { thumbnails: true }, { logLevel: "DEBUG" as const }]) {
      assert.equal(field(STUDIO, { ...STUDIO, ...change }), undefined, JSON.stringify(change));
    }
    const plan = encoderPlan(STUDIO, PROD);
    const single = { ...plan, channelClass: "SINGLE_PIPELINE" as const, pipelines: ["a" as const] };
    const origin = originPlan(STUDIO, STUDIO.regions[0], PROD);
    assert.deepEqual(encodingOf(single, origin), encodingOf(plan, origin));
  });

  it("[S3] is compared field by field: any change of any field is seen, by its name", () => {
    const encoding = of(ARENA);
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(encoding)), fc.boolean(), (name, gone) => {
        const { [name]: value, ...rest } = encoding;
        const other: Encoding = gone ? rest : { ...rest, [name]: `${String(value)}!` };
        assert.equal(encodingDifference(encoding, other)?.field, name);
        assert.notEqual(encodeHash(other), encodeHash(encoding));
      }),
    );
  });

  it("[S3 L4] hashes alike exactly when nothing differs", () => {
    fc.assert(
      fc.property(channels, channels, (one, other) => {
        assert.equal(encodeHash(of(one)) === encodeHash(of(other)), encodingDifference(of(one), of(other)) === undefined);
      }),
    );
    assert.notEqual(encodeHash(of({ ...STUDIO, ladder: { ...LADDER, codec: "h265" } })), encodeHash(of(STUDIO)));
  });
});
