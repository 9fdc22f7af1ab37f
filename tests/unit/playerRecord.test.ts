import assert from "node:assert/strict";
import fc from "fast-check";
import { newRecord, reduce, type Look, type PlayerEvent, type PlayerRecord } from "../../player/record.ts";

const START = Date.UTC(2026, 10, 21, 20, 0, 0);
const STEP = 250;

/** A player at work: each look moves the clock by a quarter of a second. */
class Session {
  record: PlayerRecord = newRecord("session");
  at = START;
  time = 50;
  /** Of the picture; ten seconds behind. */
  wallClock = START - 10_000;

  get stats(): PlayerRecord["stats"] {
    return this.record.stats;
  }

  send(event: DistributiveOmit<PlayerEvent, "at">): this {
    this.record = reduce(this.record, { ...event, at: this.at });
    return this;
  }

  load(): this {
    return this.send({ type: "load", format: "hls" });
  }

  look(changed: Partial<Look> = {}): this {
    const frames = { decoded: 0, dropped: 0 };
    const look = { time: this.time, wallClock: this.wallClock, rate: 1, paused: false, ended: false, ready: true, frames };
    return this.send({ type: "look", ...look, ...changed });
  }

  play(seconds: number): this {
    for (let left = seconds * 1000; left > 0; left -= STEP) {
      this.at += STEP;
      this.time += STEP / 1000;
      this.wallClock += STEP;
      this.look();
    }
    return this;
  }

  stand(seconds: number, changed: Partial<Look> = {}): this {
    for (let left = seconds * 1000; left > 0; left -= STEP) {
      this.at += STEP;
      this.look(changed);
    }
    return this;
  }
}

type DistributiveOmit<Value, Key extends PropertyKey> = Value extends unknown ? Omit<Value, Key> : never;

describe("what the player tells of itself", () => {
  it("[E8] goes from idle over loading to playing, with the picture's clock and latency", () => {
    const session = new Session();
    assert.equal(session.stats.state, "idle");
    session.load().stand(2, { ready: false, wallClock: null });
    assert.equal(session.stats.state, "loading");
    assert.equal(session.stats.latency, null);
    session.play(5);
    assert.equal(session.stats.state, "playing");
    assert.equal(session.stats.latency, (session.at - session.wallClock) / 1000);
    assert.deepEqual(session.stats.stalls, { count: 0, seconds: 0 });
    assert.deepEqual(session.stats.jumps, []);
  });

  it("[E8] the wait before the first picture is no stall, and finding the place is no jump", () => {
    const session = new Session().load().stand(5);
    session.wallClock -= 3000;
    session.time -= 3;
    session.look().play(2);
    assert.deepEqual(session.stats.stalls, { count: 0, seconds: 0 });
    assert.deepEqual(session.stats.jumps, []);
  });

  it("[E8] stalls are counted once each, with their seconds", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 6 }), (stalls) => {
        const session = new Session().load().play(3);
        for (const quarters of stalls) session.stand(quarters / 4).play(2);
        assert.equal(session.stats.state, "playing");
        assert.equal(session.stats.stalls.count, stalls.length);
        assert.ok(Math.abs(session.stats.stalls.seconds - stalls.reduce((sum, quarters) => sum + quarters / 4, 0)) < 0.01);
        assert.deepEqual(session.stats.jumps, []);
      }),
    );
  });

  it("[E8] a pause is no stall and no jump, however the window moves on meanwhile", () => {
    const session = new Session().load().play(3).stand(4, { paused: true });
    assert.equal(session.stats.state, "paused");
    session.wallClock += 40_000;
    session.time += 40;
    session.stand(1, { paused: true }).play(3);
    assert.equal(session.stats.state, "playing");
    assert.deepEqual(session.stats.stalls, { count: 0, seconds: 0 });
    assert.deepEqual(session.stats.jumps, []);
  });

  it("[E8] what the viewer seeks is no jump, and the wait after it no stall", () => {
    const session = new Session().load().play(3).send({ type: "seek" });
    session.time -= 20;
    session.wallClock -= 20_000;
    session.stand(1).play(3);
    assert.deepEqual([session.stats.jumps, session.stats.stalls.count], [[], 0]);
  });

  it("[E8] a gap that the player steps over is a jump", () => {
    const session = new Session().load().play(3).stand(1);
    session.time += 4;
    session.wallClock += 4000;
    session.play(2);
    assert.deepEqual(
      session.stats.jumps.map(({ seconds }) => seconds),
      [4],
    );
    assert.equal(session.stats.stalls.count, 1);
  });

  it("[E8] loading another timeline is told as a jump even where the clock hardly moves, another load only where it does", () => {
    for (const [timeline, moved, jumps] of [
      [true, 200, [0.2]],
      [true, 7000, [7]],
      [false, 200, []],
      [false, -5000, [-5]],
    ] as const) {
      const session = new Session().load().play(3).send({ type: "reload", timeline });
      session.stand(1, { ready: false, wallClock: null, time: 0 });
      session.time = 3;
      session.wallClock += moved;
      session.look().play(2);
      assert.deepEqual(
        session.stats.jumps.map(({ seconds }) => seconds),
        jumps,
      );
      assert.equal(session.stats.stalls.count, 1, "the picture stood while it was loaded");
      assert.ok(session.stats.stalls.seconds >= 1 && session.stats.stalls.seconds <= 1.5);
    }
  });

  it("[E8] region switches are told with where from and where to, and staying is none", () => {
    const session = new Session().load();
    for (const region of ["us-east-1", "us-east-1", "eu-west-1", "eu-west-1", "us-east-1"])
      session.send({ type: "served", region, input: 1 });
    assert.deepEqual(
      session.stats.regionSwitches.map(({ from, to }) => `${from} ${to}`),
      ["us-east-1 eu-west-1", "eu-west-1 us-east-1"],
    );
    assert.deepEqual([session.stats.region, session.stats.input], ["us-east-1", 1]);
  });

  it("[E8] a fatal error stops the picture until a reload, another does not", () => {
    const session = new Session().load().play(2);
    session.send({ type: "error", code: "network", message: "HTTP 503", fatal: false }).play(1);
    assert.equal(session.stats.state, "playing");
    session.send({ type: "error", code: "signed-out", message: "HTTP 403", fatal: true }).stand(2, { ready: false });
    assert.equal(session.stats.state, "error");
    assert.deepEqual(
      session.stats.errors.map(({ code, fatal }) => [code, fatal]),
      [
        ["network", false],
        ["signed-out", true],
      ],
    );
    session.send({ type: "reload", timeline: false }).stand(1, { ready: false, wallClock: null });
    session.look().play(2);
    assert.equal(session.stats.state, "playing");
  });

  it("[E8] another source begins anew, the session stays", () => {
    const session = new Session().load().play(2).stand(1).send({ type: "served", region: "us-east-1", input: 1 });
    session.load();
    assert.deepEqual(session.stats, { ...newRecord("session").stats, state: "loading", format: "hls" });
  });

  it("[E8] a machine that slept neither stalled nor jumped", () => {
    const session = new Session().load().play(2);
    session.at += 3_600_000;
    session.wallClock += 3_590_000;
    session.look().play(2);
    assert.deepEqual([session.stats.stalls, session.stats.jumps], [{ count: 0, seconds: 0 }, []]);
  });

  it("[E8] stats are plain JSON, and lists do not grow without end", () => {
    const session = new Session().load();
    for (let index = 0; index < 1000; index += 1) session.send({ type: "served", region: `region-${String(index)}`, input: null });
    assert.ok(session.stats.regionSwitches.length <= 200);
    assert.equal(session.stats.regionSwitches.at(-1)?.to, "region-999");
    assert.deepEqual(JSON.parse(JSON.stringify(session.stats)), session.stats);
  });
});
