import assert from "node:assert/strict";
import type { AlarmedChannel, ChannelThresholds, MetricAlarmPlan } from "../../components/alarms/index.ts";
import { CHANNEL_THRESHOLDS, WATCHED_ARENA, channelLike } from "../support/alarms.ts";
import {
  BEGINS,
  ENDS,
  MINUTES,
  becomes,
  edgeStory,
  feedLost,
  nothing,
  pipelineLost,
  regionStory,
  together,
  type Change,
  type Story,
} from "../support/watch/stories.ts";
import { World, type Series, type WatchedAlarms } from "../support/watch/world.ts";
import type { Point } from "../support/watch/math.ts";

/** Each incident is played this often, the alarms looked at in other seconds of the minute each time. */
const TIMES = 6;

/** Seconds that look random and are the same in every run. */
function offset(alarm: string, time: number): number {
  let hash = time * 2_654_435_761;
  for (const letter of alarm) hash = Math.imul(hash ^ letter.charCodeAt(0), 16_777_619);
  return (Math.abs(hash) % 6) * 10;
}

function play({ alarms, series }: { alarms: WatchedAlarms; series: Series }, lowerBand?: number): World[] {
  return Array.from({ length: TIMES }, (_, time) => {
    const options = { minutes: MINUTES, offset: (alarm: string) => offset(alarm, time), ...(lowerBand === undefined ? {} : { lowerBand }) };
    return new World(alarms, series, options).run();
  });
}

const name = (channel: string, key: string, region = "us-east-1"): string => `onair-prod-${channel}-${region}-${key}`;

const REGION_DOWN = "onair-prod.us-east-1-region-down";

interface Incident {
  readonly title: string;
  readonly stories: readonly Story[];
  /** The one alarm that wakes people, or none. */
  readonly page?: string;
  /** Alarms that go off, among them those of the incident itself. */
  readonly alarms: readonly string[];
  readonly notice?: boolean;
  /** Minutes in which it must have been told, after it began. */
  readonly within?: number;
}

const arena = (change: Change, more: Partial<AlarmedChannel> = {}): Story => ({ watched: channelLike("arena", more), change });
const fine = (channel: string): Story => ({ watched: channelLike(channel) });
const errors =
  (code: "4xx" | "5xx", count: number): Change =>
  (metric) =>
    metric.metricName === "EgressRequestCount" && metric.dimensions["StatusCode"] === code ? count : "usual";

const INCIDENTS: readonly Incident[] = [
  {
    title: "one pipeline lost",
    stories: [arena(pipelineLost("a")), fine("studio")],
    page: name("arena", "degraded"),
    alarms: [name("arena", "health-a-outputs"), name("arena", "health-a-ingest")],
    within: 8,
  },
  {
    title: "one pipeline that writes, and nothing arrives",
    stories: [arena(becomes(0, ["IngressBytes"], "b")), fine("studio")],
    page: name("arena", "degraded"),
    alarms: [name("arena", "health-b-ingest")],
  },
  {
    title: "both pipelines lost",
    stories: [arena(together(pipelineLost(), becomes(1, ["ActiveAlerts"]))), fine("studio")],
    page: name("arena", "off-air"),
    alarms: [name("arena", "dark"), name("arena", "health-b-outputs")],
    within: 8,
  },
  {
    title: "both pipelines of the only channel lost",
    stories: [arena(pipelineLost())],
    page: REGION_DOWN,
    alarms: [name("arena", "dark"), name("arena", "off-air")],
    within: 6,
  },
  {
    title: "a channel gone with everything it reports",
    stories: [arena(nothing), fine("studio")],
    page: name("arena", "off-air"),
    alarms: [name("arena", "dark")],
  },
  {
    title: "the feed lost in the preferred region",
    stories: [arena(feedLost())],
    page: name("arena", "feed-lost"),
    alarms: [name("arena", "feed-a"), name("arena", "feed-b"), name("arena", "picture"), name("arena", "encode")],
    notice: true,
    within: 8,
  },
  {
    title: "the feed of one pipeline lost",
    stories: [arena(feedLost("b"))],
    alarms: [name("arena", "feed-b"), name("arena", "notice")],
    notice: true,
  },
  {
    title: "the feed lost in the other region only",
    stories: [arena(feedLost(), { preferred: false })],
    alarms: [name("arena", "feed-a"), name("arena", "feed-b")],
    notice: true,
  },
  {
    title: "a feed of too few frames",
    stories: [arena(becomes(12, ["InputVideoFrameRate"]))],
    page: name("arena", "feed-lost"),
    alarms: [name("arena", "feed-a"), name("arena", "feed-b")],
    notice: true,
  },
  {
    title: "an encoder that does not keep up",
    stories: [arena(becomes(80, ["SvqTime"]))],
    page: name("arena", "degraded"),
    alarms: [name("arena", "encode")],
  },
  {
    title: "dropped frames in every pipeline",
    stories: [arena(becomes(300, ["DroppedFrames"]))],
    page: name("arena", "degraded"),
    alarms: [name("arena", "encode")],
  },
  {
    title: "gaps that MediaLive fills, the feed coming and going",
    stories: [arena(becomes(4000, ["FillMsec"]))],
    page: name("arena", "degraded"),
    alarms: [name("arena", "encode")],
  },
  { title: "one slow pipeline, the other keeps up", stories: [arena(becomes(80, ["SvqTime"], "a"))], alarms: [] },
  {
    title: "a black picture",
    stories: [arena(becomes(10, ["MinMQCS"]))],
    page: name("arena", "degraded"),
    alarms: [name("arena", "picture")],
  },
  { title: "one black pipeline, the other is seen", stories: [arena(becomes(10, ["MinMQCS"], "b"))], alarms: [] },
  {
    title: "errors of the packager",
    stories: [arena(errors("5xx", 600))],
    page: name("arena", "degraded"),
    alarms: [name("arena", "packager")],
  },
  {
    title: "viewers sent to the other region",
    stories: [arena(errors("4xx", 3000))],
    alarms: [name("arena", "failover")],
    notice: true,
  },
  {
    title: "an alert of MediaLive",
    stories: [arena(becomes(1, ["ActiveAlerts"], "a"))],
    alarms: [name("arena", "warnings")],
    notice: true,
  },
  {
    title: "outputs refused now and then",
    stories: [arena(becomes(3, ["Output4xxErrors"]))],
    alarms: [name("arena", "warnings")],
    notice: true,
  },
  {
    title: "outputs failing now and then",
    stories: [arena(becomes(3, ["Output5xxErrors"], "b"))],
    alarms: [name("arena", "warnings")],
    notice: true,
  },
  {
    title: "a timecode that has gone",
    stories: [arena(becomes(0, ["InputTimecodesPresent"])), fine("studio")],
    alarms: [name("arena", "alignment"), name("arena", "notice")],
    notice: true,
  },
  {
    title: "a timecode that has gone from one pipeline",
    stories: [arena(becomes(0, ["InputTimecodesPresent"], "b"))],
    alarms: [name("arena", "alignment"), name("arena", "notice")],
    notice: true,
  },
  {
    title: "pipelines that are no longer locked",
    stories: [arena(becomes(0, ["PipelinesLocked"]))],
    alarms: [name("arena", "alignment"), name("arena", "notice")],
    notice: true,
  },
  {
    title: "pictures that no longer align the pipelines",
    stories: [arena(becomes(0, ["InputVideoAligned"], "b"), { epochLocked: false, videoAligned: true })],
    alarms: [name("arena", "alignment"), name("arena", "notice")],
    notice: true,
  },
  {
    title: "packets lost on the way",
    stories: [arena(becomes(45, ["InputLossSeconds"]))],
    alarms: [name("arena", "warnings")],
    notice: true,
  },
  {
    title: "a region lost",
    stories: [arena(nothing), { ...fine("studio"), change: nothing }, { ...fine("demo"), change: nothing }],
    page: REGION_DOWN,
    alarms: [name("arena", "dark"), name("demo", "dark"), name("studio", "dark"), name("arena", "feed-a")],
    within: 8,
  },
  {
    title: "a region lost in which one channel is stopped and one was never started",
    stories: [arena(nothing), { ...fine("studio"), stops: 20 }, { ...fine("demo"), neverStarted: true }],
    page: REGION_DOWN,
    alarms: [name("arena", "dark")],
  },
];

describe("incidents as metric series", () => {
  for (const { title, stories, page, alarms, notice = false, within = 15 } of INCIDENTS) {
    it(`[O2] ${title}: ${page === undefined ? "wakes nobody" : "wakes people once"}`, () => {
      for (const world of play(regionStory(stories))) {
        assert.deepEqual(
          world.pages().map(({ alarm }) => alarm),
          page === undefined ? [] : [page],
        );
        assert.deepEqual(
          world.pages().filter(({ minute }) => minute < BEGINS || minute > BEGINS + within),
          [],
        );
        for (const alarm of alarms) assert.ok(world.alarmed().includes(alarm), `${alarm} did not go off`);
        if (notice)
          assert.ok(
            world.said.some(({ to }) => to === "notice"),
            "a notice",
          );
        assertOver(world);
      }
    });
  }

  it("[O2] a feed lost in both regions wakes people once, in the preferred one", () => {
    const [here] = play(regionStory([arena(feedLost())]));
    const [there] = play(regionStory([arena(feedLost(), { region: "eu-west-1", preferred: false })]));
    assert.deepEqual([here?.pages().length, there?.pages().length], [1, 0]);
  });

  it("[E3 O2] a pipeline that is lost is one page, and not a remark on its alignment too", () => {
    const gone = together(pipelineLost("b"), becomes(0, ["PipelinesLocked"]));
    for (const world of play(regionStory([arena(gone), fine("studio")]))) {
      assert.ok(world.alarmed().includes(name("arena", "alignment")));
      assert.deepEqual(
        world.said.filter(({ minute }) => minute < ENDS).map(({ alarm, to }) => [alarm, to]),
        [[name("arena", "degraded"), "page"]],
      );
    }
  });

  it("[E3 O2] a channel to which nothing was promised is told nothing of its alignment", () => {
    const change = becomes(0, ["InputTimecodesPresent", "PipelinesLocked", "InputVideoAligned"]);
    for (const world of play(regionStory([arena(change, { epochLocked: false, videoAligned: false }), fine("studio")])))
      assert.deepEqual(world.said, []);
  });

  it("[E3 O2] alignment that is lost while a channel is stopped, starting or never started is told to nobody", () => {
    const change = becomes(0, ["InputTimecodesPresent", "PipelinesLocked"]);
    for (const story of [{ stops: BEGINS - 5 }, { neverStarted: true }])
      for (const world of play(regionStory([{ watched: WATCHED_ARENA, change, ...story }, fine("studio")])))
        assert.deepEqual(world.said, []);
  });

  it("[O2] one channel dark among others on air is that channel's page", () => {
    for (const world of play(regionStory([arena(nothing), fine("studio"), fine("demo")])))
      assert.deepEqual(
        world.pages().map(({ alarm }) => alarm),
        [name("arena", "off-air")],
      );
  });

  it("[O2] a channel that nobody feeds after its start wakes people once, when its time to settle is over", () => {
    for (const world of play(regionStory([{ watched: WATCHED_ARENA, neverFed: true }]))) {
      const [page, ...more] = world.pages();
      assert.deepEqual(more, []);
      assert.ok(page !== undefined && page.minute >= 7 + CHANNEL_THRESHOLDS.settleMinutes - 1 && page.minute < 25, JSON.stringify(page));
    }
  });

  it("[O2] a channel whose start was cut off is watched all the same", () => {
    for (const world of play(regionStory([{ watched: WATCHED_ARENA, cutOff: true, change: nothing }, fine("studio")])))
      assert.deepEqual(
        world.pages().map(({ alarm }) => alarm),
        [name("arena", "off-air")],
      );
    for (const world of play(regionStory([{ watched: WATCHED_ARENA, cutOff: true }]))) assert.deepEqual(world.said, []);
  });

  it("[O2] a channel that somebody wants on air and that does not come wakes people once", () => {
    for (const world of play(regionStory([{ watched: WATCHED_ARENA, cutOff: true, neverFed: true }, fine("studio")])))
      assert.deepEqual(
        world.pages().map(({ alarm }) => alarm),
        [name("arena", "off-air")],
      );
  });

  it("[O2] the region that waits for the one uplink wakes nobody, whatever it lacks", () => {
    const waiting = channelLike("roaming", { uplink: "single", preferred: false, epochLocked: false });
    for (const change of [nothing, feedLost(), pipelineLost()])
      for (const world of play(regionStory([{ watched: waiting, change }, fine("studio")]))) assert.deepEqual(world.pages(), []);
    for (const world of play(regionStory([{ watched: waiting, neverFed: true }]))) assert.deepEqual(world.said, []);
  });

  it("[O2] a channel that waits says nothing about its region, and the others do", () => {
    const waiting = channelLike("roaming", { uplink: "single", preferred: false });
    for (const world of play(regionStory([arena(nothing), { watched: waiting, change: nothing }])))
      assert.deepEqual(
        world.pages().map(({ alarm }) => alarm),
        [REGION_DOWN],
      );
  });

  it("[O2] a stopped channel wakes nobody and notices nothing", () => {
    for (const world of play(regionStory([{ watched: WATCHED_ARENA, stops: BEGINS }, fine("studio")]))) assert.deepEqual(world.said, []);
    for (const world of play(regionStory([{ watched: WATCHED_ARENA, stops: BEGINS }]))) assert.deepEqual(world.said, []);
  });

  it("[O2] a channel that was never started wakes nobody", () => {
    for (const world of play(regionStory([{ watched: WATCHED_ARENA, neverStarted: true }]))) {
      assert.deepEqual(world.said, []);
      assert.equal(world.states.get(name("arena", "on-air")), "INSUFFICIENT_DATA");
    }
  });

  it("[O2] a start with three minutes without metrics wakes nobody, although health reads as lost until then", () => {
    for (const world of play(regionStory([{ watched: WATCHED_ARENA }, fine("studio")]))) {
      assert.deepEqual(world.said, []);
      assert.ok(world.alarmed().includes(name("arena", "health-a-outputs")));
    }
  });

  it("[O2] what outlasts the recovery by more than five minutes is told again", () => {
    const [first, then] = [pipelineLost(), pipelineLost("b")];
    const change: Change = (metric, pipeline, minute) => (minute < BEGINS + 12 ? first : then)(metric, pipeline, minute);
    for (const world of play(regionStory([arena(change), fine("studio")])))
      assert.deepEqual(
        world.pages().map(({ alarm }) => alarm),
        [name("arena", "off-air"), name("arena", "degraded")],
      );
  });
});

/** Nothing of an incident is left when it has been over for half an hour. */
function assertOver(world: World): void {
  const left = [...world.states].filter(([alarm, state]) => state === "ALARM" && !alarm.endsWith("on-air")).map(([alarm]) => alarm);
  assert.deepEqual(
    left.filter((alarm) => !/-(studio|demo)-/.test(alarm)),
    [],
    "still in alarm at the end",
  );
  assert.ok(ENDS + 20 < MINUTES);
}

describe("incidents at the edge", () => {
  const CASES: readonly [title: string, changed: Readonly<Record<string, Point>>, alarm: string, to: "page" | "notice"][] = [
    ["server errors", { "5xxErrorRate": 6 }, "server-errors", "page"],
    ["caches that no longer hold", { CacheHitRate: 30 }, "cache-hits", "page"],
    ["a function that fails", { FunctionExecutionErrors: 500 }, "function-errors", "page"],
    ["a function that is throttled", { FunctionThrottles: 500 }, "function-errors", "page"],
    [
      "a function that fails, and its server errors",
      { FunctionExecutionErrors: 500, "5xxErrorRate": 40, CacheHitRate: 50 },
      "server-errors",
      "page",
    ],
    ["refusals", { "4xxErrorRate": 35 }, "client-errors", "notice"],
    ["a slow origin", { OriginLatency: 4000 }, "origin-latency", "notice"],
    ["fewer requests than usual", { Requests: 9000 }, "requests", "notice"],
  ];
  for (const [title, changed, alarm, to] of CASES) {
    it(`[O2] ${title}: one ${to}`, () => {
      for (const world of play(edgeStory(changed), 30_000)) {
        assert.deepEqual(
          world.said.map((said) => [said.alarm, said.to]),
          [[`onair-prod.edge-${to}`, to]],
        );
        assert.ok(world.alarmed().includes(`onair-prod.edge-${alarm}`));
      }
    });
  }

  it("[O2] a drop of requests wakes people where something is on air round the clock, also when none are left", () => {
    for (const left of [9000, undefined])
      for (const world of play(edgeStory({ Requests: left }, { requestDrop: "page" }), 30_000))
        assert.deepEqual(
          world.pages().map(({ alarm }) => alarm),
          ["onair-prod.edge-page"],
        );
  });

  it("[O2] few viewers are no statistics, and none are no incident", () => {
    for (const world of play(edgeStory({ Requests: 20, "5xxErrorRate": 50, CacheHitRate: 0 }, { requestDrop: "off" })))
      assert.deepEqual(world.said, []);
    const silent = {
      Requests: undefined,
      "5xxErrorRate": undefined,
      "4xxErrorRate": undefined,
      CacheHitRate: undefined,
      OriginLatency: undefined,
    };
    for (const world of play(edgeStory(silent), 30_000)) assert.deepEqual(world.said, []);
  });
});

describe("the series notice when an alarm is changed", () => {
  /** How many incidents come out otherwise with a changed alarm. */
  const broken = (thresholds: Partial<ChannelThresholds>, change: (plan: MetricAlarmPlan) => MetricAlarmPlan = (plan) => plan): string[] =>
    INCIDENTS.filter(({ stories, page }) => {
      const { alarms, series } = regionStory(stories, { ...CHANNEL_THRESHOLDS, ...thresholds });
      const changed = { ...alarms, metrics: alarms.metrics.map(change) };
      const pages = new World(changed, series, { minutes: MINUTES })
        .run()
        .pages()
        .map(({ alarm }) => alarm);
      return pages.join() !== (page ?? "");
    }).map(({ title }) => title);

  it("[O2] nothing is broken as it is", () => assert.deepEqual(broken({}), []));
  const MUTATIONS: readonly [title: string, thresholds: Partial<ChannelThresholds>][] = [
    ["no time to settle", { settleMinutes: 1 }],
    ["a frame rate that nothing reaches", { frameRatePercent: 1 }],
    ["an encoder that may be as slow as it likes", { slowEncodePercent: 100 }],
    ["any number of dropped frames", { droppedFrames: 100_000 }],
    ["any gap", { fillMilliseconds: 60_000 }],
    ["any picture", { qualityScore: 1 }],
    ["any share of errors", { packagerErrorPercent: 100 }],
    ["more requests than there are", { minimumRequests: 100_000 }],
  ];
  for (const [title, thresholds] of MUTATIONS) it(`[O2] ${title}`, () => assert.notDeepEqual(broken(thresholds), []));

  const of = (key: string, change: Partial<MetricAlarmPlan>) => (plan: MetricAlarmPlan) =>
    plan.name.includes(key) ? { ...plan, ...change } : plan;
  it("[O2] missing health that is no failure", () => assert.notDeepEqual(broken({}, of("health", { missing: "notBreaching" })), []));
  it("[O2] missing warnings that are one", () => {
    const { alarms, series } = regionStory([{ watched: WATCHED_ARENA, stops: BEGINS }]);
    const metrics = alarms.metrics.map(of("-encode", { missing: "breaching" }));
    assert.ok(new World({ ...alarms, metrics }, series, { minutes: MINUTES }).run().states.get(name("arena", "encode")) === "ALARM");
  });
  it("[E3 O2] alignment that is never looked at, or lost only when all signs are gone", () => {
    const { alarms, series } = regionStory([arena(becomes(0, ["PipelinesLocked"], "b"))]);
    const told = (change: (plan: MetricAlarmPlan) => MetricAlarmPlan): number =>
      new World({ ...alarms, metrics: alarms.metrics.map(change) }, series, { minutes: MINUTES }).run().said.length;
    const all = (plan: MetricAlarmPlan): MetricAlarmPlan => ({
      ...plan,
      queries: plan.queries.map((query) =>
        "expression" in query && query.expression.startsWith("MAX([no_")
          ? { ...query, expression: query.expression.replace("MAX", "MIN") }
          : query,
      ),
    });
    assert.equal(
      told((plan) => plan),
      1,
    );
    assert.equal(told(of("-alignment", { threshold: 2 })), 0);
    assert.equal(told(all), 0);
  });
  it("[O2] a wish that is forgotten", () => assert.notDeepEqual(broken({}, of("-on-air", { missing: "notBreaching" })), []));
  it("[O2] a wish that is never taken back", () => {
    const { alarms, series } = regionStory([{ watched: WATCHED_ARENA, stops: BEGINS }]);
    const metrics = alarms.metrics.map(of("-on-air", { threshold: 0 }));
    assert.notDeepEqual(new World({ ...alarms, metrics }, series, { minutes: MINUTES }).run().pages(), []);
  });
});
