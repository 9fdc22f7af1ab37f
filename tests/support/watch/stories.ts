/** Incidents as metric series: what a channel and the edge report by the minute, and what goes wrong when. */
import {
  channelComposites,
  channelMetricAlarms,
  edgeAlarmPlan,
  healthAlarmPlan,
  regionComposites,
  regionDownName,
  type AlarmedChannel,
  type EdgeThresholds,
  type HealthAlarmPlan,
  type MetricAlarmPlan,
  type MetricRef,
} from "../../../components/alarms/index.ts";
import { CHANNEL_THRESHOLDS, EDGE_THRESHOLDS } from "../alarms.ts";
import { HEALTH } from "../lineups.ts";
import type { Point } from "./math.ts";
import type { Series, WatchedAlarms } from "./world.ts";

/** Somebody asks for a start here; the channel runs two minutes later, and reports three minutes after that. */
export const START = 5;
const RUNS = START + 2;
const REPORTS = RUNS + 3;
/** What goes wrong begins and ends here. */
export const BEGINS = 40;
export const ENDS = 70;
export const MINUTES = 100;

/** How a channel's metrics differ from usual; `usual` leaves one as it is. */
export type Change = (metric: MetricRef, pipeline: "a" | "b" | undefined, minute: number) => Point | "usual";

export interface Story {
  readonly watched: AlarmedChannel;
  /** From `BEGINS` to `ENDS`. */
  readonly change?: Change;
  /** Minute at which somebody stops it. */
  readonly stops?: number;
  readonly neverStarted?: boolean;
  /** Whoever started it was cut off: "starting" is the last that was said. */
  readonly cutOff?: boolean;
  /** Nothing is ever fed into it. */
  readonly neverFed?: boolean;
}

export const nothing: Change = () => undefined;

/** Metrics named so take the value, in one pipeline or in all. */
export function becomes(value: Point, metricNames: readonly string[], only?: "a" | "b"): Change {
  return (metric, pipeline) => (metricNames.includes(metric.metricName) && (only === undefined || pipeline === only) ? value : "usual");
}

/** Several changes at once; the first that says something counts. */
export function together(...changes: readonly Change[]): Change {
  return (...of) => {
    for (const change of changes) {
      const value = change(...of);
      if (value !== "usual") return value;
    }
    return "usual";
  };
}

/** Everything that a pipeline writes is gone. */
export function pipelineLost(only?: "a" | "b"): Change {
  return becomes(undefined, ["ActiveOutputs", "IngressBytes"], only);
}

/** The feed goes, with what follows from it: MediaLive fills, scores fall, alerts go up. */
export function feedLost(only?: "a" | "b"): Change {
  return together(
    becomes(0, ["InputVideoFrameRate"], only),
    becomes(60_000, ["FillMsec"], only),
    becomes(60, ["InputLossSeconds"], only),
    becomes(5, ["MinMQCS"], only),
    becomes(1, ["ActiveAlerts"], only),
    becomes(0, ["InputTimecodesPresent"], only),
  );
}

const USUAL: Readonly<Record<string, number>> = {
  InputVideoFrameRate: 30,
  InputLossSeconds: 0,
  FillMsec: 0,
  ActiveAlerts: 0,
  SvqTime: 0,
  DroppedFrames: 0,
  ActiveOutputs: 5,
  Output4xxErrors: 0,
  Output5xxErrors: 0,
  MinMQCS: 100,
  InputTimecodesPresent: 1,
  PipelinesLocked: 1,
  InputVideoAligned: 1,
  IngressBytes: 100_000_000,
};

/** The alarms of a region with these channels, and their series. */
export function regionStory(stories: readonly Story[], thresholds = CHANNEL_THRESHOLDS): { alarms: WatchedAlarms; series: Series } {
  const [first] = stories;
  if (first === undefined) throw new Error("a story needs a channel");
  const region = { environment: "prod", region: first.watched.region, channels: stories.map(({ watched }) => watched) };
  const owner = new Map<string, Story>();
  const metrics = stories.flatMap((story) => {
    const own = [...healthAlarmPlan(story.watched, HEALTH).map(asMetricAlarm), ...channelMetricAlarms(story.watched, thresholds)];
    for (const { name } of own) owner.set(name, story);
    return own;
  });
  const ofChannels = stories.flatMap(({ watched }) => channelComposites(watched, regionDownName(region)));
  const silent = ofChannels.filter(({ tells }) => tells === "nobody");
  const composites = [...silent, ...regionComposites(region), ...ofChannels.filter(({ tells }) => tells !== "nobody")];
  return {
    alarms: { metrics, composites },
    series: (metric, minute, alarm) => {
      const story = owner.get(alarm);
      if (story === undefined) throw new Error(`no story for ${alarm}`);
      return metric.namespace === "Onair" ? wanted(story, minute) : reported(story, metric, minute);
    },
  };
}

function wanted({ stops, neverStarted, cutOff }: Story, minute: number): Point {
  if (minute === stops) return 0;
  if (neverStarted === true) return undefined;
  if (cutOff === true) return minute === START ? 1 : undefined;
  return minute === START || minute === START + 1 ? 1 : minute === RUNS ? 2 : undefined;
}

function reported(story: Story, metric: MetricRef, minute: number): Point {
  const running = story.neverStarted !== true && minute >= REPORTS && (story.stops === undefined || minute <= story.stops + 1);
  if (!running || story.neverFed === true) return undefined;
  const change =
    minute >= BEGINS && minute < ENDS && story.change !== undefined ? story.change(metric, pipelineOf(metric), minute) : "usual";
  if (change !== "usual") return change;
  if (metric.metricName === "EgressRequestCount") return metric.dimensions["StatusCode"] === undefined ? 6000 : undefined;
  const value = USUAL[metric.metricName];
  if (value === undefined) throw new Error(`no usual value for ${metric.metricName}`);
  return value;
}

function pipelineOf({ dimensions }: MetricRef): "a" | "b" | undefined {
  const found =
    dimensions["Pipeline"] ?? (dimensions["IngestEndpoint"] === undefined ? undefined : String(Number(dimensions["IngestEndpoint"]) - 1));
  return found === undefined ? undefined : found === "0" ? "a" : "b";
}

function asMetricAlarm(plan: HealthAlarmPlan): MetricAlarmPlan {
  const { namespace, metricName, statistic, dimensions } = plan;
  return {
    key: plan.key,
    name: plan.name,
    description: plan.description,
    queries: [{ id: "metric", metric: { namespace, metricName, statistic, dimensions } }],
    comparison: plan.comparisonOperator,
    threshold: plan.threshold,
    period: plan.period,
    evaluationPeriods: plan.evaluationPeriods,
    datapointsToAlarm: plan.datapointsToAlarm,
    missing: plan.treatMissingData,
  };
}

const USUAL_EDGE: Readonly<Record<string, number>> = {
  Requests: 60_000,
  "5xxErrorRate": 0.01,
  "4xxErrorRate": 1,
  CacheHitRate: 96,
  OriginLatency: 90,
};

/** The edge's alarms, and its metrics with some of them changed between `BEGINS` and `ENDS`. */
export function edgeStory(
  changed: Readonly<Record<string, Point>>,
  thresholds: Partial<EdgeThresholds> = {},
): { alarms: WatchedAlarms; series: Series } {
  const edge = { environment: "prod", monitoring: true, functionName: "onair-prod-viewer-request" };
  return {
    alarms: edgeAlarmPlan(edge, { ...EDGE_THRESHOLDS, ...thresholds }),
    series: ({ metricName }, minute) => {
      if (minute >= BEGINS && minute < ENDS && metricName in changed) return changed[metricName];
      return USUAL_EDGE[metricName];
    },
  };
}
