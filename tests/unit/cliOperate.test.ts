import assert from "node:assert/strict";
import fc from "fast-check";
import { bringChannels, nextStep, WANTED_STATE_TAG, type Progress } from "../../control/index.ts";
import { ACCOUNT, edgeContract, onair, projectCopy, pulumiWith, regionContract, removeCopy, type Run } from "./cliSession.ts";
import { MediaLive, pretended, useService, type Pretended } from "./mediaLiveService.ts";

describe("onair start and stop", () => {
  let project: string;
  let service: MediaLive;
  let restore: () => Promise<void>;

  before(() => (project = projectCopy()));
  after(() => removeCopy(project));
  beforeEach(async () => {
    service = new MediaLive();
    restore = await useService(service);
  });
  afterEach(() => restore());

  const production = {
    "prod-us-east-1": regionContract("prod", "us-east-1", { arena: "1001", demo: "1002" }),
    "prod-eu-west-1": regionContract("prod", "eu-west-1", { arena: "2001", demo: "2002" }),
    "prod-global": edgeContract("prod", ["arena", "demo"]),
  };
  const everyChannel = (state: string, more?: Partial<Pretended>): void => {
    for (const id of ["1001", "1002", "2001", "2002"]) service.channels.set(id, pretended(state, more));
  };
  const run = (
    args: readonly string[],
    typed?: readonly string[],
    contracts: Readonly<Record<string, unknown>> = production,
  ): Promise<Run> => onair(args, { cwd: project, ...(typed === undefined ? {} : { typed }), tools: { runPulumi: pulumiWith(contracts) } });
  const states = (): string[] => ["1001", "1002", "2001", "2002"].map((id) => service.channels.get(id)?.state ?? "-");
  const asked = (): string[] => service.calls.filter((call) => !call.includes(" tag ")).sort();

  it("starts one channel in each of its regions, waits until it runs, and says so in a table", async () => {
    everyChannel("IDLE");
    const { code, out, err } = await run(["start", "arena"]);
    assert.equal(code, 0, err);
    assert.deepEqual(states(), ["RUNNING", "IDLE", "RUNNING", "IDLE"]);
    assert.deepEqual(asked(), ["eu-west-1 start 2001", "us-east-1 start 1001"]);
    const rows = out.split("\n").map((line) => line.split(/\s{2,}/).slice(0, 4));
    assert.deepEqual(rows, [
      ["CHANNEL", "REGION", "WAS", "NOW"],
      ["arena", "eu-west-1", "IDLE", "RUNNING"],
      ["arena", "us-east-1", "IDLE", "RUNNING"],
    ]);
    assert.equal(err, "", "nothing but the result when nobody watches");
  });

  it("stops every channel of one region", async () => {
    everyChannel("RUNNING");
    const { code, err } = await run(["stop", "--all", "--region", "eu-west-1"]);
    assert.equal(code, 0, err);
    assert.deepEqual(states(), ["RUNNING", "RUNNING", "IDLE", "IDLE"]);
  });

  it("asks AWS for nothing where the state is there already, and records the wish all the same", async () => {
    everyChannel("RUNNING");
    const { code, out } = await run(["start", "demo", "--json"]);
    assert.equal(code, 0);
    assert.deepEqual(asked(), []);
    assert.deepEqual(
      (JSON.parse(out) as { before: string; now: string }[]).map(({ before, now }) => [before, now]),
      [
        ["RUNNING", "RUNNING"],
        ["RUNNING", "RUNNING"],
      ],
    );
    assert.equal(service.channels.get("1002")?.tags[WANTED_STATE_TAG], "running");
  });

  it("records the wish on the channel before it asks", async () => {
    everyChannel("RUNNING");
    await run(["stop", "arena", "--region", "us-east-1"]);
    assert.deepEqual(service.calls, ["us-east-1 tag 1001", "us-east-1 stop 1001"]);
    assert.deepEqual(service.channels.get("1001")?.tags, { "onair:wanted-state": "stopped" });
  });

  it("goes on when the wish cannot be recorded, and says so", async () => {
    everyChannel("IDLE");
    service.tagsDenied = true;
    const { code, err } = await run(["start", "arena", "--region", "us-east-1"]);
    assert.equal(code, 0);
    assert.deepEqual(states()[0], "RUNNING");
    assert.match(err, /arena in us-east-1: the wish was not recorded on the channel: AWS does not allow this/);
  });

  it("[O2] tells the alarms of a start and of its end, and of a stop that AWS has taken", async () => {
    everyChannel("IDLE");
    await run(["start", "arena", "--region", "us-east-1"]);
    assert.deepEqual(service.wishes, ["us-east-1 prod/arena 1", "us-east-1 prod/arena 2"]);
    service.wishes.length = 0;
    await run(["stop", "arena", "--region", "us-east-1"]);
    assert.deepEqual(service.wishes, ["us-east-1 prod/arena 0"]);
  });

  it("leaves the alarms on as long as AWS does not take a stop", async () => {
    everyChannel("RUNNING", { busyFor: 1_000_000 });
    assert.equal((await run(["stop", "arena", "--region", "us-east-1", "--timeout", "1"])).code, 1);
    assert.deepEqual(service.wishes, []);
  });

  it("[O2] does not silence the alarms of a channel that runs when somebody starts it again", async () => {
    everyChannel("RUNNING");
    await run(["start", "arena", "--region", "eu-west-1"]);
    assert.deepEqual(service.wishes, ["eu-west-1 prod/arena 2"]);
  });

  it("[O2] leaves a channel that began to start and fell back unwatched, and watches one that did not stop", async () => {
    everyChannel("IDLE");
    service.channels.set("1001", pretended("IDLE", { onStart: ["STARTING", "IDLE"] }));
    await run(["start", "arena", "--region", "us-east-1"]);
    assert.deepEqual(service.wishes, ["us-east-1 prod/arena 1"]);
    service.wishes.length = 0;
    service.channels.set("1001", pretended("RUNNING", { onStop: ["STOPPING", "RUNNING"] }));
    await run(["stop", "arena", "--region", "us-east-1"]);
    assert.deepEqual(service.wishes, ["us-east-1 prod/arena 0", "us-east-1 prod/arena 2"]);
  });

  it("[O2] goes on when the alarms cannot be told, and says so", async () => {
    everyChannel("IDLE");
    service.wishesDenied = true;
    const { code, err } = await run(["start", "arena", "--region", "us-east-1"]);
    assert.equal(code, 0);
    assert.equal(states()[0], "RUNNING");
    assert.match(err, /arena in us-east-1: its alarms were not told and go on as before: AWS does not allow this/);
  });

  it("tries again while AWS finds it untimely, as just after a channel was made", async () => {
    everyChannel("IDLE", { busyFor: 3 });
    const { code, err } = await run(["start", "arena", "--region", "us-east-1"]);
    assert.equal(code, 0, err);
    assert.equal(asked().length, 3);
    assert.equal(states()[0], "RUNNING");
  });

  it("waits for a channel that is stopping, then starts it", async () => {
    everyChannel("STOPPING", { ahead: ["STOPPING", "STOPPING", "IDLE"] });
    const { code } = await run(["start", "arena", "--region", "us-east-1"]);
    assert.equal(code, 0);
    assert.equal(states()[0], "RUNNING");
  });

  it("tells of a channel that falls back while it starts; the others arrive", async () => {
    everyChannel("IDLE");
    service.channels.set("1001", pretended("IDLE", { onStart: ["STARTING", "IDLE"] }));
    const { code, err } = await run(["start", "--all"]);
    assert.equal(code, 1);
    assert.match(err, /arena in us-east-1: began to start and is IDLE again/);
    assert.match(err, /1 of 4 did not get there/);
    assert.deepEqual(states(), ["IDLE", "RUNNING", "RUNNING", "RUNNING"]);
  });

  it("gives up after the time-out, naming the state", async () => {
    everyChannel("IDLE", { onStart: ["STARTING"] });
    const { code, err } = await run(["start", "arena", "--timeout", "1"]);
    assert.equal(code, 1);
    assert.match(err, /arena in us-east-1: is still STARTING after 1 s/);
  });

  it("says which account a missing channel was looked for in", async () => {
    const { code, err } = await run(["start", "arena", "--region", "us-east-1"]);
    assert.equal(code, 1);
    assert.match(err, new RegExp(`is not in account ${ACCOUNT} as your credentials see it`));
    assert.deepEqual(service.calls, []);
  });

  it("says in one sentence that AWS does not allow it", async () => {
    everyChannel("IDLE");
    service.denied = true;
    const { code, err } = await run(["start", "arena", "--region", "us-east-1"]);
    assert.equal(code, 1);
    assert.match(err, /^arena in us-east-1: AWS does not allow this to the credentials in use/m);
    assert.doesNotMatch(err, /\n\s+at /);
  });

  it("asks at a terminal before it takes anything off the air; anything but yes is no", async () => {
    everyChannel("RUNNING");
    const no = await run(["stop", "arena"], [""]);
    assert.equal(no.code, 1);
    assert.match(no.err, /takes arena off the air in eu-west-1, us-east-1/);
    assert.match(no.err, /Nothing was stopped/);
    assert.deepEqual(service.calls, []);
    const yes = await run(["stop", "arena"], ["y"]);
    assert.equal(yes.code, 0, yes.err);
    assert.deepEqual(states(), ["IDLE", "RUNNING", "IDLE", "RUNNING"]);
  });

  it("does not ask with --yes, nor before a start, and tells progress to who watches", async () => {
    everyChannel("RUNNING");
    const stop = await run(["stop", "arena", "--yes"], []);
    assert.deepEqual([stop.code, stop.questions], [0, []]);
    assert.match(stop.err, /us-east-1 {2}arena {2}STOPPING\n/);
    assert.equal((await run(["start", "arena"], [])).code, 0);
  });

  it("operates a standalone stack", async () => {
    everyChannel("IDLE");
    const dev = {
      dev: {
        contractVersion: 1,
        role: "standalone",
        environment: "dev",
        encodeRegion: regionContract("dev", "us-east-1", { demo: "1002" }),
        globalEdge: edgeContract("dev", ["demo"]),
      },
    };
    const { code, err } = await run(["start", "--all", "--env", "dev"], undefined, dev);
    assert.equal(code, 0, err);
    assert.deepEqual(states(), ["IDLE", "RUNNING", "IDLE", "IDLE"]);
  });

  it("operates one stack by its name", async () => {
    everyChannel("IDLE");
    assert.equal((await run(["start", "arena", "--stack", "prod-eu-west-1"])).code, 0);
    assert.deepEqual(states(), ["IDLE", "IDLE", "RUNNING", "IDLE"]);
  });

  const refusals: readonly (readonly [string[], number, RegExp])[] = [
    [["start"], 2, /Name one channel, or say --all/],
    [["stop", "arena", "--all"], 2, /Name one channel, or say --all/],
    [["start", "arina"], 1, /No channel arina is deployed in prod-eu-west-1, prod-us-east-1; did you mean arena\?/],
    [["start", "arena", "--region", "eu-west-2"], 1, /The environment prod has no stack in eu-west-2; did you mean eu-west-1\?/],
    [["start", "arena", "--env", "nowhere"], 1, /No stack file belongs to the environment nowhere/],
    [["start", "arena", "--stack", "prod-global"], 1, /Stack prod-global has the role global-edge, and encode-region is needed/],
    [["start", "arena", "--timeout", "soon"], 2, /Write whole seconds/],
  ];
  for (const [args, expected, sentence] of refusals) {
    it(`refuses onair ${args.join(" ")} before anything is asked of AWS`, async () => {
      everyChannel("IDLE");
      const { code, err } = await run(args);
      assert.equal(code, expected, err);
      assert.match(err, sentence);
      assert.deepEqual(service.calls, []);
    });
  }

  it("refuses to start anything while a region is not deployed, and names it", async () => {
    everyChannel("IDLE");
    const { code, err } = await run(["start", "--all"], undefined, { "prod-us-east-1": production["prod-us-east-1"] });
    assert.equal(code, 1);
    assert.match(err, /Stack prod-eu-west-1 is not deployed yet; deploy it first: pulumi up --stack prod-eu-west-1/);
    assert.deepEqual(service.calls, []);
  });

  it("works on all regions at once", async () => {
    everyChannel("IDLE");
    for (const id of ["1001", "2001"]) service.channels.set(id, pretended("IDLE", { until: () => asked().length === 2 }));
    const { code, err } = await run(["start", "arena", "--timeout", "5"]);
    assert.equal(code, 0, err);
  });

  it("looks at the channels of a region one after another, below the API's request rate", async () => {
    const channels = Array.from({ length: 25 }, (_, index) => ({
      name: `c${index}`,
      id: String(5000 + index),
      arn: `arn:aws:medialive:us-east-1:${ACCOUNT}:channel:${5000 + index}`,
      environment: "prod",
    }));
    for (const { id } of channels) service.channels.set(id, pretended("IDLE"));
    const outcomes = await bringChannels({ region: "us-east-1" }, channels, "running", { pollSeconds: 0.01 });
    assert.ok(outcomes.every(({ now, error }) => now === "RUNNING" && error === undefined));
    assert.equal(asked().length, 25);
    assert.equal(service.mostAtOnce, 1);
  });
});

describe("nextStep", () => {
  const STATES = [
    "CREATING",
    "CREATE_FAILED",
    "IDLE",
    "STARTING",
    "RUNNING",
    "RECOVERING",
    "STOPPING",
    "DELETING",
    "DELETED",
    "UPDATING",
    "UPDATE_FAILED",
    "absent",
  ];
  const anything = fc.record({ asked: fc.boolean(), moved: fc.boolean() });

  it("is done exactly where the wish is fulfilled", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("running" as const, "stopped" as const),
        fc.constantFrom(...STATES),
        anything,
        (wanted, state, progress) => {
          const done = wanted === "running" ? ["RUNNING"] : ["IDLE", "UPDATE_FAILED"];
          assert.equal(nextStep(wanted, state, progress).do === "done", done.includes(state));
        },
      ),
    );
  });

  it("asks at most once, never for a state that is under way, and gives up on what is gone", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("running" as const, "stopped" as const),
        fc.constantFrom(...STATES),
        anything,
        (wanted, state, progress: Progress) => {
          const step = nextStep(wanted, state, progress).do;
          if (progress.asked) assert.notEqual(step, "ask");
          if (["CREATING", "UPDATING", "STOPPING"].includes(state)) assert.equal(step, "wait");
          assert.equal(
            step === "fail" && !progress.moved,
            ["absent", "DELETING", "DELETED", "CREATE_FAILED"].includes(state) && !progress.moved,
          );
        },
      ),
    );
  });
});
