import assert from "node:assert/strict";
import { PARAMETERS, population, type Format, type LoadChannel } from "../../capacity/index.ts";
import {
  countedWindow,
  differences,
  edgeFigures,
  loadLines,
  localParameters,
  mediaList,
  modelFigures,
  multivariantOffers,
  playAudience,
  presentation,
  strained,
  tracksOf,
  worst,
  type Figures,
} from "../../rehearsal/load/index.ts";
import { FakeEdge, MANIFESTS, type FakeChannel } from "../support/loadEdge.ts";
import { VirtualClock } from "../support/virtualTime.ts";

const CHANNEL: FakeChannel = {
  segmentSeconds: 4,
  partSeconds: 1,
  updateSeconds: 2,
  videos: ["v1", "v2", "v3"],
  audios: ["a1", "a2"],
};

/** Real players' code in virtual time against a small edge, and the model of the same viewers. */
async function compare(format: Format, players: number, cacheless = false): Promise<{ edge: Figures; model: Figures }> {
  const [seconds, joinSeconds, seed] = [40, 8, 7];
  const clock = new VirtualClock();
  const edge = new FakeEdge(CHANNEL, clock, 0.02, cacheless);
  const manifest = MANIFESTS[format];
  const { text } = await played(clock, edge.fetch(manifest, "manifests"));
  const offers = format === "dash" ? presentation(text, manifest).offers : multivariantOffers(text, manifest);
  const channel: LoadChannel = {
    name: "channel",
    share: 1,
    regions: ["us-east-1"],
    segmentSeconds: CHANNEL.segmentSeconds,
    partSeconds: CHANNEL.partSeconds,
    updateSeconds: CHANNEL.updateSeconds,
    byQuality: false,
    tracks: tracksOf(offers),
  };
  const parameters = localParameters(channel, format, 0.02);
  const viewers = population(parameters, players, joinSeconds, seed);
  const starts = clock.now();
  const counted = countedWindow(seconds, joinSeconds, CHANNEL.segmentSeconds);
  const audience = {
    viewers,
    manifest,
    clock,
    starts,
    ends: starts + seconds,
    lateness: PARAMETERS.lateness.value,
    seed,
    fetch: edge.fetch,
  };
  await clock.run(playAudience(audience));
  const inside = edge.records.filter(({ at }) => at / 1000 - starts >= counted.from && at / 1000 - starts < counted.until);
  return {
    edge: edgeFigures(inside, players, counted.until - counted.from, () => "us-east-1"),
    model: modelFigures(parameters, viewers, { ...counted, begins: { channel: -starts } }, seed),
  };
}

async function played<Value>(clock: VirtualClock, value: Promise<Value>): Promise<Value> {
  await clock.run(value);
  return value;
}

describe("real players and the load model", () => {
  for (const format of ["hls", "ll-hls", "dash"] as const) {
    // Many more are played in real time by tests/e2e/load.test.ts.
    for (const players of format === "ll-hls" ? [10, 30] : [10, 50, 100]) {
      it(`[O7 L7] ${String(players)} ${format} players ask an edge for what the model says, within five percent`, async () => {
        const { edge, model } = await compare(format, players);
        const off = worst({ differences: differences(edge, model) });
        assert.ok(off <= 0.05, JSON.stringify({ off, edge, model }));
      });
    }
  }

  it("[O7] a cache that keeps nothing is noticed", async () => {
    const { edge, model } = await compare("hls", 10, true);
    assert.ok(worst({ differences: differences(edge, model) }) > 0.5);
  });

  it("[L7] players read what is offered, and the parts of a playlist that is being written", async () => {
    const clock = new VirtualClock();
    const edge = new FakeEdge(CHANNEL, clock);
    const multivariant = await played(clock, edge.fetch(MANIFESTS["ll-hls"], "manifests"));
    const offers = multivariantOffers(multivariant.text, MANIFESTS["ll-hls"]);
    assert.deepEqual(
      offers.map(({ kind, track }) => [kind, track.split("_").at(-1)]),
      [1, 2, 3].map((rung) => ["video", `v${rung}.m3u8`]).concat([1, 2].map((rung) => ["audio", `a${rung}.m3u8`])),
    );
    const [first] = offers;
    assert.ok(first);
    await played(clock, clock.until(5.5));
    const list = mediaList((await played(clock, edge.fetch(first.track, "manifests"))).text, first.track);
    assert.equal(list.segments.at(-1)?.number, 1000);
    assert.deepEqual({ ...list.parts.at(-1), path: "" }, { msn: 1001, part: 0, path: "" });
    assert.equal(list.partSeconds, 1);
    const mpd = presentation((await played(clock, edge.fetch(MANIFESTS.dash, "manifests"))).text, MANIFESTS.dash);
    assert.equal(mpd.updateSeconds, 2);
    assert.deepEqual(mpd.media("a2").numbers.slice(-1).map(mpd.media("a2").path), ["/out/v1/group/channel/live/a2_1000.m4s"]);
  });

  it("[O7] counts whole segments after all have joined, and refuses a time that is too short", () => {
    assert.deepEqual(countedWindow(30, 7.5, 4), { from: 19.5, until: 27.5 });
    assert.throws(() => countedWindow(15, 8, 4), /28 s at least/);
  });

  it("[O7] says by how much the model is off, and that the source lagged", async () => {
    const { edge, model } = await compare("hls", 10);
    const doubled = { ...model, requestsPerViewer: edge.requestsPerViewer * 2 };
    const off = differences(edge, doubled);
    assert.equal(off.requestsPerViewer, 1);
    assert.equal(worst({ differences: off }), 1);
    const report = {
      channel: "arena",
      format: "hls" as const,
      players: 10,
      seed: 1,
      window: { from: 12, until: 28 },
      source: { segments: 3, expected: 4 },
      seen: { requests: 100, bytes: 2_000_000, failures: { "404": 2 }, answerMs: { median: 3, most: 900 }, requestsPerViewer: 1 },
      edge,
      model: doubled,
      differences: off,
    };
    const lines = loadLines(report).join("\n");
    assert.match(lines, /failed: 2 x 404/);
    assert.match(lines, /3 of 4 segments came/);
    assert.match(lines, /100\.0 %/);
    assert.ok(strained(report));
    const whole = { ...report, source: { segments: 4, expected: 4 } };
    assert.ok(!strained(whole));
    assert.ok(strained({ ...whole, seen: { ...whole.seen, answerMs: { median: 3, most: 1001 } } }));
  });
});
