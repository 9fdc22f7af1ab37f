import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createPublicKey, createVerify, generateKeyPairSync } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import type { CloudObject } from "../../rehearsal/cloud/index.ts";
import { findBrowser } from "../../rehearsal/drills/browser.ts";
import { newer } from "../../rehearsal/drills/entries.ts";
import { brokenPromises, logFigures } from "../../rehearsal/drills/judge.ts";
import { DRILLS, drillOf } from "../../rehearsal/drills/kinds.ts";
import { observe, TOLERANCE } from "../../rehearsal/drills/observe.ts";
import { channelPower } from "../../rehearsal/drills/power.ts";
import { byPreferredRegion } from "../../rehearsal/drills/programme.ts";
import { runDrill, type DrillRun } from "../../rehearsal/drills/run.ts";
import { drillText, summaryText } from "../../rehearsal/drills/show.ts";
import { viewerCookies, viewerKey } from "../../rehearsal/drills/signature.ts";
import { lookAt } from "../../rehearsal/drills/viewer.ts";
import { chooseChannels, inOrder } from "../../rehearsal/drills/channels.ts";
import {
  KINDS,
  type DrilledChannel,
  type Expectation,
  type LogFigures,
  type Observation,
  type Sample,
  type Scene,
} from "../../rehearsal/drills/types.ts";
import type { EncoderChannel, ServedRequest } from "../../rehearsal/media/types.ts";
import { missing, verdict } from "../e2e/needs.ts";
import { CALM, channel, fakeFaults, fakeMedia, fakeViewer, played, served } from "../support/drills.ts";

const QUIET: LogFigures = logFigures([]);
const REFUSED: LogFigures = { ...QUIET, refused: 3 };
const ALIGNED = channel("arena", { aligned: true });
const UNALIGNED = channel("studio", { aligned: false });
/** Of a drill that breaks nothing. */
const ANYTHING: Expectation = { text: "whatever comes", regionSwitch: "may", jumps: "reported", refused: false };

describe("drills: what is broken and healed", () => {
  const scene = (channels: readonly DrilledChannel[] = [ALIGNED]): { scene: Scene; done: string[] } => {
    const done: string[] = [];
    return {
      done,
      scene: {
        channels,
        region: "us-east-1",
        faults: fakeFaults(done),
        activeInput: () => 1,
        lost: new Map(),
        setRunning: (region, running) => Promise.resolve(void done.push(`${region} ${running ? "started" : "stopped"}`)),
        setRight: (right) => Promise.resolve(void done.push(`viewers ${right}`)),
      },
    };
  };

  it("[E3] has one drill of each kind", () => {
    assert.deepEqual(DRILLS.map(({ kind }) => kind).toSorted(), [...KINDS].toSorted());
  });

  const ACTS: Readonly<Record<(typeof KINDS)[number], readonly [breaks: string, heals: string]>> = {
    pipeline: ["pipeline us-east-1 arena 1 true", "pipeline us-east-1 arena 1 false"],
    input: ["input us-east-1 arena true", "input us-east-1 arena false"],
    region: ["us-east-1 stopped", "us-east-1 started"],
    "black-hole": ["network us-east-1 black-hole", "network us-east-1 undefined"],
    "hung-body": ["network us-east-1 hung-body", "network us-east-1 undefined"],
    "5xx": ["network us-east-1 status 503", "network us-east-1 undefined"],
    "403": ["network us-east-1 status 403", "network us-east-1 undefined"],
    stale: ["stale us-east-1 arena true", "stale us-east-1 arena false"],
    quality: ["score us-east-1 arena 30", "score us-east-1 arena undefined"],
    expired: ["viewers expired", "viewers signed"],
    forged: ["viewers forged", "viewers signed"],
  };
  for (const kind of KINDS) {
    it(`[E3] ${kind}: what it breaks it heals`, async () => {
      const { scene: one, done } = scene();
      await drillOf(kind).breaks(one);
      await drillOf(kind).heals(one);
      assert.deepEqual(done, ACTS[kind]);
    });
  }

  it("[E3] breaks every channel that prefers the region", async () => {
    const { scene: both, done } = scene([ALIGNED, UNALIGNED]);
    await drillOf("stale").breaks(both);
    assert.deepEqual(done, ["stale us-east-1 arena true", "stale us-east-1 studio true"]);
  });

  it("[E3] drills channels that prefer different regions one after the other", () => {
    const roaming = channel("roaming", { regions: ["eu-west-1", "us-east-1"] });
    assert.deepEqual(
      byPreferredRegion([ALIGNED, roaming, UNALIGNED]).map((group) => group.map(({ name }) => name)),
      [["arena", "studio"], ["roaming"]],
    );
  });

  it("[E3] promises a seamless switch to aligned channels alone", () => {
    for (const kind of ["region", "stale", "5xx", "403", "input"] as const) {
      assert.deepEqual([drillOf(kind).expects(ALIGNED).jumps, drillOf(kind).expects(ALIGNED).stallSeconds], ["none", 4]);
      assert.deepEqual([drillOf(kind).expects(UNALIGNED).jumps, drillOf(kind).expects(UNALIGNED).stallSeconds], ["reported", undefined]);
    }
    assert.equal(drillOf("pipeline").expects(UNALIGNED).stallSeconds, 0);
    assert.equal(drillOf("quality").expects(ALIGNED).regionSwitch, "must");
    assert.equal(drillOf("quality").expects(UNALIGNED).regionSwitch, "never");
  });
});

describe("drills: what a viewer saw", () => {
  const at = (seconds: number, stats: Partial<Sample["stats"]> = {}, loads = 1): Sample => played(seconds, stats, loads);
  const moments = { broken: 10_000, healed: 20_000 };
  const calm = Array.from({ length: 30 }, (_, second) => at(second));

  it("[E8] sees nothing where nothing happened", () => {
    assert.deepEqual(observe(calm, moments), CALM);
  });

  it("[E8] counts only what came after the fault", () => {
    const past = { regionSwitches: [{ at: 0, from: "a", to: "b" }], stalls: { count: 2, seconds: 3 }, jumps: [{ at: 0, seconds: 9 }] };
    assert.deepEqual(
      observe(
        calm.map(({ stats }, second) => at(second, { ...stats, ...past })),
        moments,
      ),
      CALM,
    );
  });

  it("[E8] tells switch, stall, jump and recovery", () => {
    const other = { region: "eu-west-1", regionSwitches: [{ at: 12_000, from: "us-east-1", to: "eu-west-1" }] };
    const samples = calm.map((sample, second) => {
      if (second < 12) return sample;
      if (second < 14)
        return at(second, { ...other, state: "stalled", time: 11, wallClock: 11_000, stalls: { count: 1, seconds: second - 11 } });
      const jumped = {
        time: second - 3,
        wallClock: second * 1000 + 2000,
        jumps: [{ at: 14_000, seconds: 5 }],
        stalls: { count: 1, seconds: 2.5 },
      };
      return at(second, { ...other, ...jumped });
    });
    assert.deepEqual(observe(samples, moments), {
      ...CALM,
      stallSeconds: 2.5,
      stalls: 1,
      regionSwitches: ["us-east-1 > eu-west-1"],
      jumps: [5],
      switchSeconds: 4,
      recoverySeconds: 4,
    });
  });

  it("[E8] finds the picture's clock parting from play, unless a jump was reported", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 11, max: 28 }),
        fc.double({ min: -20, max: 20, noNaN: true }),
        fc.boolean(),
        (second, seconds, reported) => {
          const samples = calm.map((sample, index) =>
            index < second
              ? sample
              : at(index, { wallClock: index * 1000 + seconds * 1000, jumps: reported ? [{ at: second * 1000, seconds }] : [] }),
          );
          const seen = observe(samples, moments);
          assert.equal(seen.unreportedJumps.length > 0, !reported && Math.abs(seconds) > TOLERANCE);
        },
      ),
    );
  });

  it("[E8] sees an input change in the same region, and not across a switch", () => {
    const changed = calm.map((sample, second) => (second < 15 ? sample : at(second, { input: 2 })));
    assert.deepEqual(observe(changed, moments).inputSwitches, ["1 > 2"]);
    const switched = calm.map((sample, second) => (second < 15 ? sample : at(second, { input: 2, region: "eu-west-1" })));
    assert.deepEqual(observe(switched, moments).inputSwitches, []);
  });

  it("[E8] keeps the message of a viewer who is turned away, and counts reloads", () => {
    const errors = [{ at: 12_000, code: "signed-out", message: "HTTP 403", fatal: true }];
    const samples = calm.map((sample, second) => {
      if (second < 12) return sample;
      return second < 22
        ? { ...at(second, { state: "error", errors }), told: "You are signed out. Sign in again." }
        : at(second, { time: second - 22, wallClock: second * 1000 }, 2);
    });
    const seen = observe(samples, moments);
    assert.deepEqual(
      [seen.message, seen.reloads, seen.recoverySeconds, seen.playsAtTheEnd],
      ["You are signed out. Sign in again.", 1, 12, true],
    );
  });
});

describe("drills: what a viewer saw of a player that remembers only so much", () => {
  const at = played;
  const moments = { broken: 10_000, healed: 20_000 };

  it("[E8] finds what is new in a list of the newest entries, at whatever length it is cut", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 9 })),
        fc.array(fc.integer({ min: 0, max: 9 })),
        fc.integer({ min: 1, max: 8 }),
        (old, young, kept) => {
          const times = [...old, ...young].toSorted((one, other) => one - other).map((moment, index) => ({ at: moment, index }));
          const known = times.slice(0, old.length);
          const now = times.slice(-Math.max(kept, young.length));
          const found = newer(known.slice(-kept), now);
          // Of entries of one instant that were cut away nothing can be known.
          const newest = known.slice(-kept).filter((entry) => entry.at === known.at(-1)?.at).length;
          const whole = now.filter((entry) => entry.at === known.at(-1)?.at && entry.index < old.length).length === newest;
          if (whole || known.length === 0) assert.deepEqual(found, times.slice(old.length));
        },
      ),
    );
  });

  it("[E8] sees a switch and tells no old jump again where the player's lists are full", () => {
    const full = Array.from({ length: 200 }, (_, index) => ({ at: index, from: "a", to: "b", seconds: 1 }));
    const later = [...full.slice(1), { at: 12_000, from: "us-east-1", to: "eu-west-1", seconds: 1 }];
    const samples = Array.from({ length: 30 }, (_, second) => at(second, { regionSwitches: second < 12 ? full : later, jumps: full }));
    const { regionSwitches, jumps } = observe(samples, moments);
    assert.deepEqual([regionSwitches, jumps], [["us-east-1 > eu-west-1"], []]);
  });

  /** The source is loaded anew at second 12: for two looks nothing tells the clock, then the player's time begins again. */
  const reloaded = (step: number, told = false, nulls = 2): Sample[] =>
    Array.from({ length: 30 }, (_, second) => {
      if (second < 12) return at(second);
      if (second < 12 + nulls) return at(second, { state: "stalled", time: 11, wallClock: null });
      const jumps = told ? [{ at: 14_000, seconds: step }] : [];
      return at(second, { time: second - 12 - nulls, wallClock: (second - nulls + step) * 1000, jumps });
    });

  it("[E8] finds a jump over a source that was loaded anew, unless it was reported", () => {
    for (const step of [-6, 5]) {
      assert.equal(observe(reloaded(step), moments).unreportedJumps.length, 1, `${step} s`);
      assert.deepEqual(observe(reloaded(step, true), moments).unreportedJumps, []);
      assert.equal(observe(reloaded(step, false, 0), moments).unreportedJumps.length, 1, `${step} s, with no look in between`);
    }
    for (const nulls of [0, 2]) assert.deepEqual(observe(reloaded(0, false, nulls), moments).unreportedJumps, []);
  });

  it("[E8] takes a picture that played on while nothing told its clock for no jump", () => {
    const samples = Array.from({ length: 30 }, (_, second) => at(second, second > 11 && second < 16 ? { wallClock: null } : {}));
    assert.deepEqual(observe(samples, moments).unreportedJumps, []);
  });

  it("[E8] dates a look by its answer", async () => {
    let now = 1000;
    const { stats } = at(0);
    const sample = await lookAt(
      () => {
        now = 3000;
        return Promise.resolve({ stats });
      },
      () => 1,
      () => now,
    );
    assert.equal(sample.at, 3000);
  });
});

describe("drills: from fault to report", () => {
  const run = (changes: Partial<DrillRun> & Pick<DrillRun, "drill" | "media" | "viewers">): ReturnType<typeof runDrill> =>
    runDrill({ round: 1, setRunning: () => Promise.resolve(), say: () => undefined, heldSegments: 1, lookEvery: 2, bite: 0.1, ...changes });
  const nothing = (): Promise<void> => Promise.resolve();

  it("[E3] takes the pipeline away that is served, round after round, and heals that one", async () => {
    const fake = fakeMedia();
    const viewers = [fakeViewer(ALIGNED, () => ({ input: fake.active }))];
    for (const round of [1, 2]) {
      const report = await run({ drill: drillOf("pipeline"), round, media: fake.media, viewers });
      assert.deepEqual(report.viewers[0]?.broken, []);
    }
    assert.deepEqual(
      fake.done,
      [1, 1, 2, 2].map((input, index) => `pipeline us-east-1 arena ${input} ${index % 2 === 0}`),
    );
  });

  it("[E3] does not judge a viewer by what befalls it while it waits for a slower one", async () => {
    let since: number | undefined;
    const stalled = (from: number, until: number) => (): Partial<Sample["stats"]> => {
      if (since === undefined) return {};
      since += 1;
      return since >= from && since < until ? { state: "stalled" } : {};
    };
    // Both count each other's looks: the first is done when the second begins to play.
    const viewers = [fakeViewer(UNALIGNED, stalled(80, Infinity)), fakeViewer(UNALIGNED, stalled(0, 160))];
    const drill = { ...drillOf("quality"), breaks: nothing, heals: () => Promise.resolve(void (since = 0)) };
    const report = await run({ drill, media: fakeMedia().media, viewers });
    assert.deepEqual(
      report.viewers.map(({ broken, observed }) => [broken, observed.playsAtTheEnd]),
      [
        [[], true],
        [[], true],
      ],
    );
  });

  for (const kind of ["black-hole", "hung-body", "5xx", "403"] as const) {
    const failed = { origin: "a", method: "GET", status: 504, ms: 1, failed: "timeout" as const };
    const lines = async (onNetwork: Parameters<typeof fakeMedia>[0]): Promise<readonly string[]> => {
      const report = await run({ drill: drillOf(kind), media: fakeMedia(onNetwork).media, viewers: [fakeViewer(ALIGNED)] });
      return report.viewers[0]?.broken ?? assert.fail();
    };
    const inert = "no attempt at an origin failed: the fault did nothing";

    it(`[E3] ${kind}: a fault that does nothing is noticed, whatever failed before it or for others`, async () => {
      const others = await lines((fake) => {
        fake.serve(served({ at: 0, attempts: [failed] }));
        fake.serve(served({ at: Date.now(), path: "/out/v1/main/roaming/live/1.mp4", attempts: [failed] }));
      });
      assert.ok(others.includes(inert));
      const own = await lines((fake) => fake.serve(served({ at: Date.now(), attempts: [failed] })));
      assert.ok(!own.includes(inert));
    });
  }

  it("[E3] a drill that could not begin in the preferred region is not held, whatever was seen of it", async () => {
    const begun = async (viewer: ReturnType<typeof fakeViewer>, meanwhile?: () => void, fake = fakeMedia()): Promise<readonly string[]> => {
      const failing = setInterval(() => meanwhile?.(), 5);
      const drill = { ...drillOf("region"), breaks: nothing, heals: nothing, expects: () => ANYTHING };
      const report = await run({ drill, media: fake.media, viewers: [viewer], settle: 0.2 });
      clearInterval(failing);
      return report.viewers[0]?.broken ?? assert.fail();
    };
    const early = /^us-east-1 did not serve it undisturbed when it began \(playing, eu-west-1\)/;
    assert.deepEqual(await begun(fakeViewer(UNALIGNED)), []);
    assert.match((await begun(fakeViewer(UNALIGNED, () => ({ region: "eu-west-1" }))))[0] ?? "", early);
    // Served by one region now and by the other a moment later.
    const flapping = (look: number): Partial<Sample["stats"]> => ({ region: look % 4 < 2 ? "us-east-1" : "eu-west-1" });
    assert.match((await begun(fakeViewer(UNALIGNED, flapping)))[0] ?? "", /^us-east-1 did not serve it undisturbed/);
    // Segments come from there while its manifests are refused.
    const fake = fakeMedia();
    const refused = served({ attempts: [{ origin: "a", method: "GET", status: 404, ms: 1 }], path: "/out/v1/main/studio/live/index.m3u8" });
    const refusing = (): void => fake.serve({ ...refused, at: Date.now() });
    assert.match((await begun(fakeViewer(UNALIGNED), refusing, fake))[0] ?? "", /^us-east-1 did not serve it undisturbed/);
  });

  it("[E5] counts the bytes of the drilled channels alone: viewers of others keep their right", async () => {
    const fake = fakeMedia();
    let right = "signed";
    const setRight = (given: string): Promise<void> => {
      right = given;
      if (given === "signed") return Promise.resolve();
      // Just after the fault is in force.
      setTimeout(() => {
        fake.serve(served({ at: Date.now(), path: "/out/v1/main/roaming/live/1.mp4" }));
        fake.serve(served({ at: Date.now(), status: 403, bytes: 0, signature: "invalid", result: "Error" }));
      }, 5);
      return Promise.resolve();
    };
    let turnedAway = 0;
    const viewer = fakeViewer(ALIGNED, () => (right === "signed" || (turnedAway += 1) < 20 ? {} : { state: "error" }), { setRight });
    const look = async (): Promise<Sample> => ({ ...(await viewer.look()), told: "Sign in." });
    const { log, viewers, held } = await run({ drill: drillOf("forged"), media: fake.media, viewers: [{ ...viewer, look }], bite: 5 });
    assert.deepEqual([log.requests, log.refused, log.mediaBytesWithoutRight, viewers[0]?.broken, held], [1, 1, 0, [], true]);
  });

  it("[E3] heals what it broke when something goes wrong, and tells what that was", async () => {
    for (const healing of [nothing, () => Promise.reject(new Error("cannot heal"))]) {
      const done: string[] = [];
      const drill = {
        ...drillOf("region"),
        breaks: () => Promise.reject(new Error("stopped half of them")),
        heals: () => {
          done.push("healed");
          return healing();
        },
      };
      await assert.rejects(run({ drill, media: fakeMedia().media, viewers: [fakeViewer(ALIGNED)] }), /stopped half of them/);
      assert.deepEqual(done, ["healed"]);
    }
  });
});

describe("drills: what is judged", () => {
  const seamless = drillOf("region").expects(ALIGNED);
  const switched: Observation = { ...CALM, regionSwitches: ["us-east-1 > eu-west-1"], switchSeconds: 2 };

  it("[E3] finds no fault in what should be", () => {
    assert.deepEqual(brokenPromises(seamless, switched, QUIET), []);
    assert.deepEqual(brokenPromises(drillOf("pipeline").expects(ALIGNED), { ...CALM, inputSwitches: ["1 > 2"] }, QUIET), []);
    assert.deepEqual(brokenPromises(drillOf("region").expects(UNALIGNED), { ...switched, stallSeconds: 20, jumps: [-6] }, QUIET), []);
    assert.deepEqual(brokenPromises(drillOf("forged").expects(ALIGNED), { ...CALM, message: "Sign in.", reloads: 1 }, REFUSED), []);
  });

  const fatal = [{ at: 0, code: "3016", message: "the picture broke", fatal: true }];
  const spoiled: readonly (readonly [string, Parameters<typeof brokenPromises>])[] = [
    ["playback error 3016: the picture broke", [seamless, { ...switched, errors: fatal }, QUIET]],
    ["it stood still for 4.5 s, and 4 s is the most", [seamless, { ...switched, stallSeconds: 4.5 }, QUIET]],
    [
      "it stood still for 0.4 s, and 0 s is the most",
      [drillOf("pipeline").expects(ALIGNED), { ...CALM, inputSwitches: ["1 > 2"], stallSeconds: 0.4 }, QUIET],
    ],
    ["no other region took over", [seamless, CALM, QUIET]],
    ["the region changed: us-east-1 > eu-west-1", [drillOf("pipeline").expects(ALIGNED), { ...switched, inputSwitches: ["1 > 2"] }, QUIET]],
    ["the packager did not change its input", [drillOf("pipeline").expects(ALIGNED), CALM, QUIET]],
    ["the picture jumped: 4 s", [seamless, { ...switched, jumps: [4] }, QUIET]],
    ["the picture's clock jumped unreported: 3 s", [drillOf("region").expects(UNALIGNED), { ...switched, unreportedJumps: [3] }, QUIET]],
    [
      "no attempt at an origin failed: the fault did nothing",
      [drillOf("hung-body").expects(ALIGNED), CALM, { ...QUIET, failedAttempts: 3 }],
    ],
    [
      "no attempt at an origin failed: the fault did nothing",
      [drillOf("5xx").expects(UNALIGNED), switched, { ...QUIET, failedAttempts: 3 }],
    ],
    ["the page was loaded again", [seamless, { ...switched, reloads: 1 }, QUIET]],
    ["it does not play at the end", [seamless, { ...switched, playsAtTheEnd: false }, QUIET]],
    ["7 media bytes came without a valid signature", [seamless, switched, { ...QUIET, unsignedMediaBytes: 7 }]],
    ["nothing was refused", [drillOf("expired").expects(ALIGNED), { ...CALM, message: "Sign in." }, QUIET]],
    ["the viewer was not told why", [drillOf("expired").expects(ALIGNED), CALM, REFUSED]],
    [
      "5 media bytes were served without a right to them",
      [drillOf("forged").expects(ALIGNED), { ...CALM, message: "No." }, { ...REFUSED, mediaBytesWithoutRight: 5 }],
    ],
  ];
  for (const [what, args] of spoiled) {
    it(`[E3] notices: ${what}`, () => {
      assert.deepEqual(brokenPromises(...args), [what]);
    });
  }

  it("[E5] finds media without a signature, and media while nobody had a right", () => {
    const log: ServedRequest[] = [
      served({ at: 1000 }),
      served({ at: 2000, signature: "missing", status: 403, result: "Error" }),
      served({ at: 3000, signature: "missing", bytes: 10 }),
      served({ at: 4000, keyGroup: false, signature: "not asked", bytes: 5 }),
      served({ at: 5000, keyGroup: false, signature: "not asked", bytes: 99, path: "/player/index.html" }),
      served({ at: 9000, bytes: 3 }),
    ];
    const figures = logFigures(log, { withoutRight: { from: 8000, until: 10_000 } });
    assert.deepEqual([figures.requests, figures.unsignedMediaBytes, figures.mediaBytesWithoutRight, figures.refused], [6, 15, 3, 2]);
    assert.equal(logFigures(log).mediaBytesWithoutRight, 0);
  });

  it("[E5] counts a request to the time it began at, however long it took", () => {
    const attempts = [{ origin: "a", method: "GET", status: 504, ms: 5000, failed: "timeout" as const }];
    const log = [served({ at: 7999, bytes: 1, ms: 3000, attempts }), served({ at: 8000, bytes: 2, ms: 3000, attempts })];
    const span = { from: 8000, until: 10_000 };
    const { mediaBytesWithoutRight, failedAttempts, failedInForce } = logFigures(log, { fault: span, withoutRight: span });
    assert.deepEqual([mediaBytesWithoutRight, failedAttempts, failedInForce], [2, 2, 1]);
  });

  it("[E3] prints what held and what did not", () => {
    const report = {
      kind: "region" as const,
      title: "Stop the region",
      round: 1,
      region: "us-east-1",
      seconds: 20,
      log: QUIET,
      viewers: [
        { channel: "arena", format: "hls" as const, aligned: true, expected: "nothing", observed: switched, broken: [] as string[] },
      ],
      held: true,
    };
    assert.match(drillText(report), /us-east-1 > eu-west-1/);
    assert.match(
      drillText({ ...report, held: false, viewers: report.viewers.map((one) => ({ ...one, broken: ["it broke"] })) }),
      /NOT HELD[^]*it broke/,
    );
    assert.equal(summaryText([report]), "1 of 1 drills held.");
    assert.match(summaryText([report, { ...report, held: false }]), /1 of 2 drills held; not: region\./);
  });
});

describe("drills: rights", () => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const key = { id: "K1", privateKey };
  const resource = "https://watch.live.team.tv/out/v1/main/arena/*";
  const plain = (value = ""): string =>
    Buffer.from(value.replaceAll("-", "+").replaceAll("_", "=").replaceAll("~", "/"), "base64").toString("latin1");
  const verified = (cookies: Readonly<Record<string, string>>): boolean =>
    createVerify("RSA-SHA1")
      .update(plain(cookies["CloudFront-Policy"]))
      .verify(publicKey, Buffer.from(plain(cookies["CloudFront-Signature"]), "latin1"));

  it("[E5] signs for the channel alone, expires in the past, and forges what does not verify", () => {
    const now = 1_800_000_000;
    const policy = (
      right: "signed" | "expired" | "forged",
    ): { Resource: string; Condition: { DateLessThan: { "AWS:EpochTime": number } } } => {
      const read = JSON.parse(plain(viewerCookies(key, resource, right, now)["CloudFront-Policy"])) as {
        Statement: ReturnType<typeof policy>[];
      };
      return read.Statement[0] ?? assert.fail();
    };
    assert.equal(policy("signed").Resource, resource);
    assert.ok(policy("signed").Condition.DateLessThan["AWS:EpochTime"] > now);
    assert.ok(policy("expired").Condition.DateLessThan["AWS:EpochTime"] < now);
    assert.equal(policy("forged").Resource, "https://watch.live.team.tv/*");
    assert.deepEqual(
      (["signed", "expired", "forged"] as const).map((right) => verified(viewerCookies(key, resource, right, now))),
      [true, true, false],
    );
    assert.deepEqual(viewerCookies(key, resource, "none", now), {});
  });

  it("[E5] finds the private half of a trusted key, and refuses to go on without", () => {
    const folder = mkdtempSync(join(tmpdir(), "onair-drills-"));
    try {
      const pem = publicKey.export({ type: "spki", format: "pem" });
      const object: CloudObject = {
        type: "aws:cloudfront/publicKey:PublicKey",
        region: "",
        id: "K9",
        owner: "",
        inputs: { encodedKey: String(pem) },
        outputs: {},
        hidden: {},
      };
      assert.throws(() => viewerKey(folder, [object]), /--fresh/);
      mkdirSync(join(folder, ".onair", "keys"), { recursive: true });
      writeFileSync(join(folder, ".onair", "keys", "prod-first.pem"), privateKey.export({ type: "pkcs8", format: "pem" }));
      const found = viewerKey(folder, [object]);
      assert.equal(found.id, "K9");
      assert.ok(createPublicKey(found.privateKey).equals(publicKey));
      assert.throws(() => viewerKey(folder, []), /--fresh/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("drills: what is there", () => {
  const encoder = (originChannel: string, epochLocked: boolean): EncoderChannel => ({
    region: "us-east-1",
    channelId: originChannel,
    channelGroup: "main",
    originChannel,
    pipelines: 2,
    running: true,
    epochLocked,
    segmentMs: 4000,
    gopMs: 2000,
    videos: [],
    audios: [],
    captions: [],
  });
  const all = [encoder("demo", false), encoder("studio", false), encoder("arena", true)];

  it("[E8] takes the first aligned and the first other channel of the lineup", () => {
    assert.deepEqual(chooseChannels(inOrder(all, ["arena", "studio", "demo"]), undefined), ["arena", "studio"]);
    assert.deepEqual(chooseChannels([encoder("demo", false)], undefined), ["demo"]);
    assert.deepEqual(chooseChannels(all, ["demo", "demo"]), ["demo"]);
    assert.throws(() => chooseChannels(all, ["opera"]), /No channel opera is deployed here\. There are: demo, studio, arena\./);
    assert.throws(() => chooseChannels([], undefined), /npm run rehearse/);
  });

  it("[E8] stops waiting for channels as soon as nobody wants them any more", async () => {
    const enough = new AbortController();
    const api = createServer((_request, response) => {
      enough.abort(new Error("enough"));
      response.writeHead(200, { "content-type": "application/json" }).end('{"state":"STARTING"}');
    });
    await new Promise<void>((resolve) => api.listen(0, "127.0.0.1", resolve));
    try {
      const { port } = api.address() as AddressInfo;
      const environment = { AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "b" };
      const power = channelPower({ cloud: { endpointUrl: `http://127.0.0.1:${port}` }, environment }, [encoder("arena", true)]);
      await assert.rejects(power.setRunning("us-east-1", true, enough.signal), /^Error: enough$/);
    } finally {
      api.closeAllConnections();
      api.close();
    }
  });

  it("[E8] finds a browser on the path or nowhere", () => {
    assert.equal(findBrowser("/nowhere", "freebsd"), undefined);
  });

  it("[E8] without ffmpeg or browser end-to-end tests are skipped here and fail in CI", () => {
    assert.equal(missing("/nowhere", () => undefined).length, 2);
    assert.deepEqual([verdict([], true), verdict(["ffmpeg"], false), verdict(["ffmpeg"], true)], ["run", "skip", "fail"]);
  });
});
