import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import {
  DASHBOARD_COLUMNS,
  DASHBOARD_LIMITS,
  RUNBOOK_ANCHORS,
  RUNBOOK_URL,
  alarmsIn,
  channelComposites,
  channelMetricAlarms,
  edgeAlarmPlan,
  globalDashboard,
  healthAlarmPlan,
  metricAlarmArgs,
  regionComposites,
  regionDashboards,
  regionDownName,
  regionSwitches,
  type AlarmedChannel,
  type DashboardPlan,
  type MetricAlarmPlan,
} from "../../components/alarms/index.ts";
import { elementsOf, namedAlarms, parseAlarmRule } from "../../rehearsal/cloud/alarmRule.ts";
import { CHANNEL_THRESHOLDS, EDGE_THRESHOLDS, WATCHED_ARENA, channelLike } from "../support/alarms.ts";
import { HEALTH } from "../support/lineups.ts";

const EDGE = { environment: "prod", monitoring: true, functionName: "onair-prod-viewer-request" };
const regionOf = (channels: readonly AlarmedChannel[]) => ({ environment: "prod", region: "us-east-1", channels });
const worse = (channels: readonly AlarmedChannel[]): string | undefined => regionDownName(regionOf(channels));

/** Any channel that a lineup can have. */
const channel: fc.Arbitrary<AlarmedChannel> = fc
  .record({
    pipelines: fc.constantFrom(["a", "b"] as const, ["a"] as const),
    feed: fc.constantFrom("live" as const, "file" as const),
    uplink: fc.constantFrom("both" as const, "single" as const),
    preferred: fc.boolean(),
    elsewhere: fc.boolean(),
    frameRate: fc.constantFrom(24, 25, 30_000 / 1001, 50, 60),
    scored: fc.boolean(),
    epochLocked: fc.boolean(),
    videoAligned: fc.boolean(),
    countsPackets: fc.boolean(),
  })
  .map((more) => ({ ...WATCHED_ARENA, ...more }));
const channels = fc
  .array(channel, { minLength: 1, maxLength: 120 })
  .map((all) =>
    all.map((one, index) => ({ ...one, channel: `c${index}`, originChannel: `c${index}`, channelGroup: `g${Math.floor(index / 10)}` })),
  );

describe("alarm plans", () => {
  it("[O2] every composite alarm reads alarms that are there before it, and every metric alarm is read by one", () => {
    fc.assert(
      fc.property(channels, (all) => {
        const metrics = all.flatMap((watched) => [
          ...healthAlarmPlan(watched, HEALTH),
          ...channelMetricAlarms(watched, CHANNEL_THRESHOLDS),
        ]);
        const own = all.flatMap((watched) => channelComposites(watched, worse(all)));
        const ordered = [
          ...own.filter(({ tells }) => tells === "nobody"),
          ...regionComposites(regionOf(all)),
          ...own.filter(({ tells }) => tells !== "nobody"),
        ];
        const there = new Set(metrics.map(({ name }) => name));
        assert.equal(there.size, metrics.length, "names are unique");
        const read = new Set<string>();
        for (const { name, rule, suppression } of ordered) {
          const named = namedAlarms(parseAlarmRule(rule));
          assert.deepEqual(named, alarmsIn(rule));
          for (const needed of [...named, ...(suppression === undefined ? [] : [suppression.alarm])]) {
            assert.ok(there.has(needed), `${name} reads ${needed}`);
            read.add(needed);
          }
          // CloudWatch API Reference, PutCompositeAlarm.
          assert.ok(named.length <= 100 && elementsOf(rule) <= 500 && rule.length <= 10_240, `${name} is too long`);
          there.add(name);
        }
        for (const watched of all.filter(({ uplink, preferred }) => uplink === "both" || preferred))
          for (const { name } of channelMetricAlarms(watched, CHANNEL_THRESHOLDS)) assert.ok(read.has(name), `nobody reads ${name}`);
      }),
      { numRuns: 60 },
    );
  });

  it("[O2] only composite alarms tell anybody, and what AWS limits is kept", () => {
    fc.assert(
      fc.property(channel, (watched) => {
        for (const plan of channelMetricAlarms(watched, CHANNEL_THRESHOLDS)) {
          const args = metricAlarmArgs(plan, "42");
          assert.equal(args.alarmActions, undefined);
          assert.ok(plan.name.length <= 255 && plan.description.length <= 1024);
          assert.ok(plan.datapointsToAlarm <= plan.evaluationPeriods);
          // CloudWatch User Guide, "Creating an alarm based on a metric math expression": ten metrics.
          assert.ok(plan.queries.filter((query) => "metric" in query).length <= 10, plan.name);
        }
      }),
    );
  });

  it("[O2] a Standard channel costs ten metric alarms and five composite alarms beside those on its health", () => {
    assert.deepEqual(
      channelMetricAlarms(WATCHED_ARENA, CHANNEL_THRESHOLDS).map(({ key }) => key),
      ["on-air", "settling", "warnings", "feed-a", "feed-b", "encode", "picture", "packager", "alignment", "failover"],
    );
    assert.deepEqual(
      channelComposites(WATCHED_ARENA, worse([WATCHED_ARENA])).map(({ key, tells }) => [key, tells]),
      [
        ["dark", "nobody"],
        ["off-air", "page"],
        ["degraded", "page"],
        ["feed-lost", "page"],
        ["notice", "notice"],
      ],
    );
  });

  it("[O2] watches only what there is: no feed of a file, no score without CMAF, no failover without another region", () => {
    const keys = (more: Partial<AlarmedChannel>): string[] =>
      channelMetricAlarms(channelLike("x", more), CHANNEL_THRESHOLDS).map(({ key }) => key);
    assert.ok(!keys({ feed: "file" }).some((key) => key.startsWith("feed")));
    assert.ok(!keys({ scored: false }).includes("picture"));
    assert.ok(!keys({ elsewhere: false }).includes("failover"));
    assert.ok(!keys({ preferred: false }).includes("failover"));
    assert.deepEqual(keys({ uplink: "single", preferred: false }), ["on-air", "settling", "warnings"]);
    const warned = (more: Partial<AlarmedChannel>): string =>
      JSON.stringify(channelMetricAlarms(channelLike("x", more), CHANNEL_THRESHOLDS).find(({ key }) => key === "warnings")?.queries);
    assert.match(warned({}), /InputLossSeconds/);
    assert.doesNotMatch(warned({ countsPackets: false }), /InputLossSeconds/);
  });

  it("[E3] watches what was promised of a channel's alignment, and nothing where nothing was", () => {
    const watchedMetrics = (more: Partial<AlarmedChannel>): string[] => {
      const alarm = channelMetricAlarms(channelLike("x", more), CHANNEL_THRESHOLDS).find(({ key }) => key === "alignment");
      return [
        ...new Set(
          (alarm?.queries ?? []).flatMap((query) => ("metric" in query ? [`${query.metric.metricName} ${query.metric.statistic}`] : [])),
        ),
      ];
    };
    assert.deepEqual(watchedMetrics({ epochLocked: true, videoAligned: false }), [
      "InputTimecodesPresent Minimum",
      "PipelinesLocked Minimum",
    ]);
    assert.deepEqual(watchedMetrics({ epochLocked: false, videoAligned: true }), ["InputVideoAligned Minimum"]);
    assert.deepEqual(watchedMetrics({ epochLocked: false, videoAligned: false }), []);
    assert.deepEqual(watchedMetrics({ epochLocked: false, videoAligned: true, uplink: "single", preferred: false }), []);
  });

  it("[O2] writes one metric plainly, and several as queries of which the last counts", () => {
    const [onAir, settling] = channelMetricAlarms(WATCHED_ARENA, CHANNEL_THRESHOLDS);
    const plain = metricAlarmArgs(onAir as MetricAlarmPlan, "42");
    assert.deepEqual(
      [plain.namespace, plain.metricName, plain.dimensions, plain.statistic, plain.treatMissingData, plain.metricQueries],
      ["Onair", "Wanted", { Environment: "prod", Channel: "arena" }, "Minimum", "ignore", undefined],
    );
    const math = metricAlarmArgs(settling as MetricAlarmPlan, "42");
    assert.deepEqual(
      (math.metricQueries as { id: string; returnData: boolean }[]).map(({ id, returnData }) => [id, returnData]),
      [
        ["wanted", false],
        ["starting", true],
      ],
    );
    const feed = channelMetricAlarms(WATCHED_ARENA, CHANNEL_THRESHOLDS).find(({ key }) => key === "feed-b");
    assert.deepEqual(metricAlarmArgs(feed as MetricAlarmPlan, "42").dimensions, { Pipeline: "1", ChannelId: "42" });
  });

  it("[O2] compares an anomaly alarm with its band, and both are returned", () => {
    const plan = edgeAlarmPlan(EDGE, EDGE_THRESHOLDS).metrics.find(({ key }) => key === "requests");
    const args = metricAlarmArgs(plan as MetricAlarmPlan, "E1");
    assert.deepEqual([args.thresholdMetricId, args.threshold, args.comparisonOperator], ["band", undefined, "LessThanLowerThreshold"]);
    assert.deepEqual(
      (args.metricQueries as { returnData: boolean }[]).map(({ returnData }) => returnData),
      [true, true],
    );
  });

  it("[O2] asks for cache hits and origin latency only where additional metrics are on", () => {
    const keys = (monitoring: boolean): string[] => edgeAlarmPlan({ ...EDGE, monitoring }, EDGE_THRESHOLDS).metrics.map(({ key }) => key);
    assert.deepEqual(keys(true), ["server-errors", "client-errors", "function-errors", "cache-hits", "origin-latency", "requests"]);
    assert.deepEqual(keys(false), ["server-errors", "client-errors", "function-errors", "requests"]);
    for (const requestDrop of ["page", "notice", "off"] as const)
      for (const monitoring of [true, false]) {
        const { metrics, composites } = edgeAlarmPlan({ ...EDGE, monitoring }, { ...EDGE_THRESHOLDS, requestDrop });
        assert.deepEqual(composites.flatMap(({ rule }) => alarmsIn(rule)).sort(), metrics.map(({ name }) => name).sort());
      }
  });

  it("[O2] every alarm ends with a section of the runbooks, and every section has an alarm", () => {
    const text = readFileSync(join(import.meta.dirname, "..", "..", RUNBOOK_URL), "utf8");
    const sections = new Set([...text.matchAll(/^### (.+)$/gm)].map(([, title]) => title));
    assert.deepEqual([...sections].sort(), [...RUNBOOK_ANCHORS].sort());
    const all = [WATCHED_ARENA, channelLike("b", { uplink: "single", preferred: false })];
    const edge = edgeAlarmPlan(EDGE, EDGE_THRESHOLDS, "https://wiki.example/r");
    const descriptions = [
      ...all.flatMap((watched) => [...channelMetricAlarms(watched, CHANNEL_THRESHOLDS), ...channelComposites(watched, worse(all))]),
      ...regionComposites(regionOf(all)),
      ...regionSwitches({ environment: "prod", region: "us-east-1", lineupRegions: ["us-east-1", "eu-west-1"] }),
    ].map(({ description }) => description);
    for (const description of descriptions)
      assert.ok(sections.has(/ Runbook: docs\/runbooks\.md#([a-z-]+)$/.exec(description)?.[1]), description);
    for (const { description } of [...edge.metrics, ...edge.composites])
      assert.ok(sections.has(/ Runbook: https:\/\/wiki\.example\/r#([a-z-]+)$/.exec(description)?.[1]), description);
    for (const [, target] of text.matchAll(/\]\(#([a-z-]+)\)/g)) assert.ok(sections.has(target), `a link to #${target ?? ""}`);
  });
});

describe("dashboards", () => {
  const shown = (count: number): { watched: AlarmedChannel; channelId: string }[] =>
    Array.from({ length: count }, (_, index) => ({
      watched: channelLike(`c${index}`, { videoAligned: true, channelGroup: `onair-prod-g${Math.floor(index / 10)}` }),
      channelId: String(index),
    }));
  const region = (count: number): DashboardPlan[] => {
    const alarms = shown(count).flatMap(({ watched }) => channelComposites(watched, "x").map(({ name }) => name));
    return regionDashboards({ environment: "prod", accountId: "123456789012", region: "us-east-1", channels: shown(count), alarms });
  };

  /** What CloudWatch demands of a body, and what people do: nothing overlaps. */
  function assertFits({ name, widgets }: DashboardPlan): void {
    assert.match(name, /^[A-Za-z0-9_-]{1,255}$/, "CloudWatch API Reference, PutDashboard");
    assert.ok(widgets.length <= DASHBOARD_LIMITS.widgets, `${name}: ${widgets.length} widgets`);
    const metrics = widgets.reduce((sum, { properties }) => sum + ((properties["metrics"] as unknown[] | undefined)?.length ?? 0), 0);
    assert.ok(metrics <= DASHBOARD_LIMITS.metrics, `${name}: ${metrics} metrics`);
    const taken = new Set<string>();
    for (const { x, y, width, height, properties } of widgets) {
      assert.ok(x >= 0 && width >= 1 && x + width <= DASHBOARD_COLUMNS, `${name}: columns`);
      assert.ok(((properties["alarms"] as unknown[] | undefined)?.length ?? 0) <= DASHBOARD_LIMITS.alarmsInAWidget);
      for (let column = x; column < x + width; column += 1)
        for (let row = y; row < y + height; row += 1) {
          assert.ok(!taken.has(`${column} ${row}`), `${name}: two widgets at ${column}, ${row}`);
          taken.add(`${column} ${row}`);
        }
    }
  }

  for (const count of [0, 1, 7, 60, 61, 500])
    it(`[O2] fit with ${count} channels in a region`, () => {
      const plans = region(count);
      for (const plan of plans) assertFits(plan);
      assert.equal(new Set(plans.map(({ name }) => name)).size, plans.length);
      assert.equal(plans[0]?.name, "onair-prod-us-east-1");
      const shownTitles = plans
        .flatMap(({ widgets }) => widgets)
        .filter(({ type, properties }) => type === "text" && /^## c\d+$/.test(String(properties["markdown"])));
      assert.equal(shownTitles.length, count, "every channel is on one of them");
    });

  it("[O2] fit with the most channels that one distribution serves, and reach every region", () => {
    const channels = Array.from({ length: 75 }, (_, index) => ({
      name: `c${index}`,
      channelGroup: "onair-prod-main",
      originChannel: `c${index}`,
      liveEndpoint: "live",
      regions: ["us-east-1", "eu-west-1", "us-west-2"],
    }));
    const plan = globalDashboard({ ...EDGE, accountId: "123456789012", distributionId: "E1", channels, alarms: ["a", "b"] });
    assertFits(plan);
    assert.deepEqual([...new Set(plan.widgets.flatMap(({ properties }) => properties["region"] ?? []))].sort(), ["eu-west-1", "us-east-1"]);
  });

  it("[O2] show each metric with its own dimensions", () => {
    const [plan] = region(1);
    const lines = plan?.widgets.flatMap(({ properties }) => (properties["metrics"] ?? []) as unknown[][]) ?? [];
    assert.deepEqual(
      lines.find((line) => line[1] === "MinMQCS"),
      ["AWS/MediaLive", "MinMQCS", "ChannelId", "0", "Pipeline", "0", "OutputGroupName", "origin", { stat: "Minimum", label: "score a" }],
    );
    for (const line of lines) assert.equal(line.length % 2, 1, "namespace, metric, pairs, options");
  });
});
