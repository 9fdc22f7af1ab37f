import assert from "node:assert/strict";
import fc from "fast-check";
import { darkAhead, nextStep } from "../../cli/deploy/nextStep.ts";
import type { Step, World } from "../../cli/deploy/world.ts";
import { carryOut, Crash, freshMemory, Unproven, observe, type Memory, type Model } from "../support/deployWorld.ts";

const REGIONS = ["us-east-1", "eu-west-1", "ap-south-1"];

/** Channels over two or three regions, on the air or not, some of which change, in stacks of which more may change. */
const models = fc
  .record({
    regions: fc.integer({ min: 2, max: 3 }),
    channels: fc.array(
      fc.record({
        first: fc.nat(2),
        running: fc.boolean(),
        changes: fc.boolean(),
        quality: fc.boolean(),
        broken: fc.boolean(),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    otherChange: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
    removal: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
    edgeChange: fc.boolean(),
  })
  .map(({ regions, channels, otherChange, removal, edgeChange }): Model => {
    const names = REGIONS.slice(0, regions);
    const named = channels.map((channel, index) => ({ name: `c${index}`, ...channel }));
    const pairOf = (first: number): string[] => [names[first % regions] ?? "", names[(first + 1) % regions] ?? ""];
    return {
      regions: names.map((region, at) => ({
        stack: `prod-${region}`,
        region,
        otherChange: otherChange[at] ?? false,
        removal: removal[at] ?? false,
        channels: Object.fromEntries(
          named.flatMap(({ name, first, running, broken }) =>
            pairOf(first).includes(region)
              ? [
                  [
                    name,
                    {
                      state: running ? ("RUNNING" as const) : ("IDLE" as const),
                      deployed: "old",
                      ...(broken && pairOf(first)[0] === region ? { broken: "roll-on" as const } : {}),
                    },
                  ],
                ]
              : [],
          ),
        ),
      })),
      pairs: Object.fromEntries(named.map(({ name, first }) => [name, pairOf(first)])),
      wanted: Object.fromEntries(named.map(({ name, changes }) => [name, changes ? "new" : "old"])),
      quality: Object.fromEntries(named.map(({ name, quality }) => [name, quality])),
      edgeChange,
      edgeOld: "",
      routes: {},
    };
  });

/** Runs the command on the model until it says that it is done, or until an effect is cut off. */
function run(model: Model, memory: Memory, tick: () => void): Step[] {
  const taken: Step[] = [];
  for (let count = 0; count < 500; count += 1) {
    const step = nextStep(observe(model, memory));
    if (step.do === "done") return taken;
    assert.notEqual(step.do, "refuse", JSON.stringify(step));
    assert.notEqual(step.do, "wait");
    if (step.do === "refuse") return taken;
    carryOut(model, memory, step, tick);
    taken.push(step);
  }
  throw new Error(`it does not end: ${JSON.stringify(taken.slice(-6))}`);
}

/** Every channel that was on the air is on the air in a region that its viewers were not told to leave. */
function assertServed(model: Model, onAir: ReadonlySet<string>): void {
  for (const name of onAir) {
    const leave = model.routes[name]?.leave;
    const serving = model.regions.filter(({ region, channels }) => channels[name]?.state === "RUNNING" && region !== leave);
    assert.ok(serving.length > 0, `${name} is dark: ${JSON.stringify(model)}`);
  }
}

/** Quality never chooses between different encodes that are both on the air. */
function assertEven(model: Model): void {
  for (const [name, quality] of Object.entries(model.quality)) {
    if (!quality) continue;
    const live = model.regions.flatMap(({ channels }) => (channels[name]?.state === "RUNNING" ? [channels[name].deployed] : []));
    assert.ok(new Set(live).size < 2 || model.routes[name]?.plain === true, `${name} is selected by quality between different encodes`);
  }
}

function onAirIn({ regions }: Model): ReadonlySet<string> {
  return new Set(
    regions.flatMap(({ channels }) => Object.entries(channels).flatMap(([name, { state }]) => (state === "RUNNING" ? [name] : []))),
  );
}

const copy = (model: Model): Model => JSON.parse(JSON.stringify(model)) as Model;

describe("the steps of onair deploy", () => {
  it("[E3 O5] over three thousand worlds and crashes: no channel is dark at any event, and the end is that of a run without crash", function () {
    this.timeout(300_000);
    let crashes = 0;
    let events = 0;
    const property = fc.property(models, fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 6 }), (model, cuts) => {
      const onAir = onAirIn(model);
      const undisturbed = copy(model);
      run(undisturbed, freshMemory(), () => undefined);
      const disturbed = copy(model);
      const watched = (until: number): (() => void) => {
        let left = until;
        return () => {
          events += 1;
          assertServed(disturbed, onAir);
          assertEven(disturbed);
          left -= 1;
          if (left === 0) throw new Crash();
        };
      };
      for (const cut of cuts) {
        try {
          run(disturbed, freshMemory(), watched(cut));
        } catch (error) {
          if (!(error instanceof Crash)) throw error;
          crashes += 1;
        }
        assertServed(disturbed, onAir);
        assertEven(disturbed);
      }
      run(disturbed, freshMemory(), watched(Infinity));
      assertServed(disturbed, onAir);
      assert.deepEqual(disturbed, undisturbed);
      for (const { channels } of disturbed.regions)
        for (const [name, { deployed, mark }] of Object.entries(channels)) {
          assert.equal(deployed, disturbed.wanted[name]);
          assert.equal(mark, undefined);
        }
      assert.deepEqual(disturbed.routes, {});
      assert.deepEqual(onAirIn(disturbed), onAir);
    });
    fc.assert(property, { numRuns: 3000 });
    assert.ok(crashes > 3000, `only ${crashes} crashes`);
    assert.ok(events > 30_000, `only ${events} events`);
  });

  it("[O5] a second run after the end does nothing but look", () => {
    fc.assert(
      fc.property(models, (model) => {
        run(model, freshMemory(), () => undefined);
        const again = run(model, freshMemory(), () => undefined);
        assert.deepEqual([...new Set(again.map((step) => step.do))], ["preview"]);
      }),
      { numRuns: 300 },
    );
  });

  it("[O5] changes regions first, then the edge, and takes away last", () => {
    fc.assert(
      fc.property(models, (model) => {
        const ups = run(model, freshMemory(), () => undefined).flatMap((step) => (step.do === "up" ? [step] : []));
        const edge = ups.findIndex(({ stack }) => stack === "edge");
        if (edge < 0) return;
        assert.ok(ups.slice(0, edge).every(({ keepRemovals }) => keepRemovals));
        assert.ok(ups.slice(edge + 1).every(({ keepRemovals }) => !keepRemovals));
      }),
      { numRuns: 500 },
    );
  });

  /** One channel on the air in both regions, about to change in the first. */
  function twoRegions(change: (model: Model) => void = () => undefined): Model {
    const model: Model = {
      regions: ["us-east-1", "eu-west-1"].map((region) => ({
        stack: `prod-${region}`,
        region,
        otherChange: false,
        removal: false,
        channels: { arena: { state: "RUNNING", deployed: "old" } },
      })),
      pairs: { arena: ["us-east-1", "eu-west-1"] },
      wanted: { arena: "new" },
      quality: { arena: true },
      edgeChange: false,
      edgeOld: "",
      routes: {},
    };
    change(model);
    return model;
  }

  /** What is decided once both regions are previewed and looked at. */
  function decided(model: Model, change: (world: World) => World = (world) => world, dark = false): Step {
    const memory = freshMemory();
    for (const region of model.regions) {
      carryOut(model, memory, { do: "preview", stack: region.stack }, () => undefined);
      memory.looks.add(`${region.region}/arena`);
    }
    return nextStep(change(observe(model, memory, dark)));
  }

  const idleElsewhere = (model: Model): void => {
    const other = model.regions[1]?.channels["arena"];
    if (other !== undefined) other.state = "IDLE";
  };

  it("[E3] refuses a channel that its other region does not serve, says why and what to do, and stops it with --dark", () => {
    const refused = decided(twoRegions(idleElsewhere));
    assert.equal(refused.do, "refuse");
    assert.match(
      "reason" in refused ? refused.reason : "",
      /arena in us-east-1 .*it is IDLE in eu-west-1: start it there first \(npx onair start arena --region eu-west-1\)\. With --dark/,
    );
    assert.equal(decided(twoRegions(idleElsewhere), undefined, true).do, "mark-dark");
  });

  const reasons: readonly [string, (world: World) => World, RegExp][] = [
    [
      "a playlist that stands still",
      (world) => withChannel(world, "eu-west-1", { advancing: false }),
      /its playlist in eu-west-1 does not advance/,
    ],
    [
      "a region that was evacuated",
      (world) => ({ ...world, evacuated: "eu-west-1" }),
      /viewers were told to leave eu-west-1: run npx onair return/,
    ],
    [
      "one uplink",
      (world) => withChannel(withChannel(world, "us-east-1", { movable: false }), "eu-west-1", { movable: false }),
      /it has one uplink/,
    ],
    ["one region", (world) => withChannel(world, "us-east-1", { pair: ["us-east-1"] }), /no other region runs it/],
  ];
  for (const [what, change, expected] of reasons)
    it(`[E3] refuses to stop a channel because of ${what}`, () => {
      const step = decided(twoRegions(), change);
      assert.equal(step.do, "refuse");
      assert.match("reason" in step ? step.reason : "", expected);
    });

  it("[E3] looks at the other region's playlist again right before the stop", () => {
    const model = twoRegions();
    const steps = run(model, freshMemory(), () => undefined).map((step) => step.do);
    const stop = steps.indexOf("stop");
    assert.deepEqual(steps.slice(stop - 4, stop + 6), [
      "mark",
      "drain",
      "settle",
      "look",
      "stop",
      "up",
      "start",
      "prove",
      "return",
      "unmark",
    ]);
  });

  it("[E3] takes quality selection away before an idle channel changes, for somebody may start it", () => {
    const steps = (quality: boolean): Step["do"][] => {
      const model = twoRegions((made) => {
        idleElsewhere(made);
        const first = made.regions[0]?.channels["arena"];
        if (first !== undefined) first.deployed = "new";
      });
      return run({ ...model, quality: { arena: quality } }, freshMemory(), () => undefined).map((step) => step.do);
    };
    assert.deepEqual(steps(true), ["preview", "preview", "plain", "up", "preview", "up", "even"]);
    assert.deepEqual(steps(false), ["preview", "preview", "up", "preview", "up"]);
  });

  it("[E3 O5] from wherever a run was cut off, viewers end where the channel plays when the other region's source dies", () => {
    let refusals = 0;
    fc.assert(
      fc.property(models, fc.integer({ min: 1, max: 60 }), fc.nat(2), (model, cut, at) => {
        const onAir = onAirIn(model);
        let left = cut;
        try {
          run(model, freshMemory(), () => {
            left -= 1;
            if (left === 0) throw new Crash();
          });
        } catch (error) {
          if (!(error instanceof Crash)) throw error;
        }
        const region = model.regions[at % model.regions.length];
        for (const channel of Object.values(region?.channels ?? {})) channel.dead = true;
        for (let again = 0; again < 2; again += 1) refusals += runToEnd(model) === "refuse" ? 1 : 0;
        for (const name of onAir)
          assert.ok(
            model.regions.some(
              (one) => one !== region && one.channels[name]?.state === "RUNNING" && model.routes[name]?.leave !== one.region,
            ),
            `${name} does not play: ${JSON.stringify(model)}`,
          );
      }),
      { numRuns: 2000 },
    );
    assert.ok(refusals > 100, `only ${refusals} refusals`);
  });

  it("[E3] starts what it has stopped when the other region is evacuated meanwhile, and refuses", () => {
    const model = twoRegions();
    const [first, second] = model.regions;
    const arena = first?.channels["arena"];
    if (arena === undefined || second === undefined) throw new Error("no arena");
    Object.assign(arena, { state: "IDLE", mark: "resume" });
    model.routes = { arena: { leave: "us-east-1", plain: true } };
    model.evacuated = second.region;
    assert.equal(runToEnd(model), "refuse");
    assert.deepEqual(arena, { state: "RUNNING", deployed: "old" });
    assert.equal(model.routes["arena"]?.leave, undefined);
  });

  it("[E3] starts what its viewers were told to leave although its mark is lost", () => {
    const model = twoRegions((made) => {
      idleHere(made);
      made.routes = { arena: { leave: "us-east-1", plain: true } };
    });
    run({ ...model, wanted: { arena: "old" } }, freshMemory(), () => undefined);
    assert.equal(model.regions[0]?.channels["arena"]?.state, "RUNNING");
  });

  it("[E3] a mark of an earlier --dark run allows nothing to a run without", () => {
    const dark = (model: Model): void => {
      const arena = model.regions[0]?.channels["arena"];
      if (arena !== undefined) arena.mark = "dark";
    };
    assert.equal(decided(twoRegions(dark)).do, "mark");
    const model = twoRegions((made) => {
      dark(made);
      idleElsewhere(made);
    });
    assert.equal(runToEnd(model), "refuse");
    assert.deepEqual(model.regions[0]?.channels["arena"], { state: "RUNNING", deployed: "old" });
  });

  it("[O5] knows before it begins which channels nobody would serve", () => {
    const model = twoRegions(idleElsewhere);
    const memory = freshMemory();
    for (const { stack } of model.regions) carryOut(model, memory, { do: "preview", stack }, () => undefined);
    assert.deepEqual(
      darkAhead(observe(model, memory)).map(({ name, region }) => `${region}/${name}`),
      ["us-east-1/arena"],
    );
  });

  it("[O5] a run that stops without looking, or without leaving, is found out by the model", () => {
    const model = twoRegions(idleElsewhere);
    const stop: Step = { do: "stop", stack: "prod-us-east-1", region: "us-east-1", channels: ["arena"] };
    carryOut(model, freshMemory(), stop, () => undefined);
    assert.throws(() => {
      assertServed(model, new Set(["arena"]));
    }, /arena is dark/);
  });
});

const idleHere = (model: Model): void => {
  const arena = model.regions[0]?.channels["arena"];
  if (arena !== undefined) arena.state = "IDLE";
};

/** Runs the command until it ends in whatever way. */
function runToEnd(model: Model): "done" | "refuse" | "unproven" {
  const memory = freshMemory();
  for (let count = 0; count < 500; count += 1) {
    const step = nextStep(observe(model, memory));
    if (step.do === "done" || step.do === "refuse") return step.do;
    try {
      carryOut(model, memory, step, () => undefined);
    } catch (error) {
      if (error instanceof Unproven) return "unproven";
      throw error;
    }
  }
  throw new Error("it does not end");
}

function withChannel(world: World, region: string, change: Partial<World["regions"][number]["channels"][number]>): World {
  return {
    ...world,
    regions: world.regions.map((one) =>
      one.region === region ? { ...one, channels: one.channels.map((channel) => ({ ...channel, ...change })) } : one,
    ),
  };
}
