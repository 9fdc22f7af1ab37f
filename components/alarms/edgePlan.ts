import { edgeAlarmName } from "./names.ts";
import {
  RUNBOOK_URL,
  described,
  type AlarmSet,
  type CompositePlan,
  type MetricAlarmPlan,
  type MetricRef,
  type RunbookAnchor,
} from "./plan.ts";
import { any, inAlarm } from "./rule.ts";
import { testComposite } from "./regionPlan.ts";
import type { EdgeThresholds } from "./thresholds.ts";

export interface AlarmedEdge {
  readonly environment: string;
  /** Additional metrics are switched on: without them there is no cache hit rate and no origin latency. */
  readonly monitoring: boolean;
  /** Name of the viewer-request function. */
  readonly functionName: string;
}

type Definition = Omit<MetricAlarmPlan, "name" | "description" | "period"> & { readonly text: string; readonly anchor: RunbookAnchor };

/**
 * Alarms of the edge, all in us-east-1, where CloudFront writes its metrics (CloudFront Developer Guide, "Types of metrics
 * for CloudFront": Requests Sum, error rates Average, OriginLatency percentiles; dimensions DistributionId and Region=Global).
 * No viewer, no data: missing data is no failure.
 */
export function edgeAlarmPlan(edge: AlarmedEdge, thresholds: EdgeThresholds, runbookUrl = RUNBOOK_URL): AlarmSet {
  const definitions = [
    serverErrors(thresholds),
    clientErrors(thresholds),
    functionErrors(edge, thresholds),
    ...(edge.monitoring ? [cacheHits(thresholds), originLatency(thresholds)] : []),
    ...(thresholds.requestDrop === "off" ? [] : [requests(thresholds)]),
  ];
  const metrics = definitions.map(({ text, anchor, ...definition }) => ({
    ...definition,
    name: edgeAlarmName(edge.environment, definition.key),
    description: described(`Edge of ${edge.environment}: ${text}`, anchor, runbookUrl),
    period: 60 as const,
  }));
  return { metrics, composites: edgeComposites(edge, thresholds, runbookUrl) };
}

function edgeComposites(edge: AlarmedEdge, { requestDrop }: EdgeThresholds, runbookUrl: string): CompositePlan[] {
  const named = (key: string): string => inAlarm(edgeAlarmName(edge.environment, key));
  const worse = [
    named("server-errors"),
    named("function-errors"),
    ...(edge.monitoring ? [named("cache-hits")] : []),
    ...(requestDrop === "page" ? [named("requests")] : []),
  ];
  const milder = [
    named("client-errors"),
    ...(edge.monitoring ? [named("origin-latency")] : []),
    ...(requestDrop === "notice" ? [named("requests")] : []),
  ];
  const composite = (key: "page" | "notice", text: string, anchor: RunbookAnchor, rule: string): CompositePlan => ({
    key,
    name: edgeAlarmName(edge.environment, key),
    description: described(`Edge of ${edge.environment}: ${text}`, anchor, runbookUrl),
    rule,
    tells: key,
  });
  return [
    composite("page", "VIEWERS get errors, or the caches no longer hold.", "edge", any(...worse)),
    testComposite(edgeAlarmName(edge.environment, "test"), `edge of ${edge.environment}`, runbookUrl),
    composite("notice", "more refusals, slower origins or fewer requests than usual.", "edge-notice", any(...milder)),
  ];
}

/** A share of few requests says nothing. */
function shareOf(metric: MetricRef, minimumRequests: number, otherwise: number): MetricAlarmPlan["queries"] {
  return [
    { id: "requests", metric: ofDistribution("Requests", "Sum") },
    { id: "rate", metric },
    { id: "share", expression: `IF(requests >= ${String(minimumRequests)}, rate, ${String(otherwise)})` },
  ];
}

const AT_LEAST = {
  comparison: "GreaterThanOrEqualToThreshold",
  missing: "notBreaching",
  evaluationPeriods: 5,
  datapointsToAlarm: 3,
} as const;

function serverErrors({ serverErrorPercent, minimumRequests }: EdgeThresholds): Definition {
  return {
    ...AT_LEAST,
    key: "server-errors",
    text: "viewers get 5xx answers.",
    anchor: "edge-errors",
    queries: shareOf(ofDistribution("5xxErrorRate", "Average"), minimumRequests, 0),
    threshold: serverErrorPercent,
  };
}

/** Many refusals are no fault of ours: expired signatures, a stopped channel, a blocked country. Nobody is woken. */
function clientErrors({ clientErrorPercent, minimumRequests }: EdgeThresholds): Definition {
  return {
    ...AT_LEAST,
    key: "client-errors",
    text: "viewers are refused (4xx) more often than usual: signatures, a stopped channel, a wrong address.",
    anchor: "edge-refusals",
    queries: shareOf(ofDistribution("4xxErrorRate", "Average"), minimumRequests, 0),
    threshold: clientErrorPercent,
  };
}

/** CloudFront Developer Guide, "Metrics for CloudFront Functions": FunctionExecutionErrors and FunctionThrottles by FunctionName and Region=Global. */
function functionErrors({ functionName }: AlarmedEdge, thresholds: EdgeThresholds): Definition {
  const dimensions = { FunctionName: functionName, Region: "Global" };
  const metric = (metricName: string): MetricRef => ({ namespace: "AWS/CloudFront", metricName, statistic: "Sum", dimensions });
  return {
    ...AT_LEAST,
    key: "function-errors",
    text: "the viewer-request function fails or is throttled.",
    anchor: "edge-function",
    queries: [
      { id: "failed", metric: metric("FunctionExecutionErrors") },
      { id: "throttled", metric: metric("FunctionThrottles") },
      { id: "worst", expression: "MAX([failed, throttled])" },
    ],
    threshold: thresholds.functionErrors,
  };
}

/**
 * Few viewers spread over many edge locations find caches cold, and no origin minds: only many requests make a low rate
 * news. With 600 a minute for the other shares this is 30,000, which is what one endpoint serves alone (500 a second,
 * MediaPackage v2 User Guide, quotas).
 */
const CACHE_FLOOR = 50;

/** Viewers feel a cold cache as soon as the origin reaches its limit; five whole minutes, for a start of a channel is cold. */
function cacheHits({ cacheHitPercent, minimumRequests }: EdgeThresholds): Definition {
  return {
    key: "cache-hits",
    text: "too few requests are answered from a cache; the origins carry the load.",
    anchor: "edge-cache",
    queries: shareOf(ofDistribution("CacheHitRate", "Average"), minimumRequests * CACHE_FLOOR, 100),
    comparison: "LessThanThreshold",
    threshold: cacheHitPercent,
    evaluationPeriods: 5,
    datapointsToAlarm: 5,
    missing: "notBreaching",
  };
}

function originLatency({ originLatencyMilliseconds }: EdgeThresholds): Definition {
  return {
    ...AT_LEAST,
    key: "origin-latency",
    text: "the slowest tenth of the origin's answers is late.",
    anchor: "edge-latency",
    queries: [{ id: "latency", metric: ofDistribution("OriginLatency", "p90") }],
    threshold: originLatencyMilliseconds,
  };
}

/**
 * CloudWatch User Guide, "Using CloudWatch anomaly detection": the band is learned from two weeks of the metric.
 * Where there are viewers at all hours, none at all is the worst drop of all.
 */
function requests({ requestBand, requestDrop }: EdgeThresholds): Definition {
  return {
    key: "requests",
    text: "far fewer requests than usual at this time.",
    anchor: "edge-requests",
    queries: [
      { id: "watched", metric: ofDistribution("Requests", "Sum") },
      { id: "band", expression: `ANOMALY_DETECTION_BAND(watched, ${String(requestBand)})` },
    ],
    comparison: "LessThanLowerThreshold",
    evaluationPeriods: 10,
    datapointsToAlarm: 8,
    missing: requestDrop === "page" ? "breaching" : "notBreaching",
  };
}

function ofDistribution(metricName: string, statistic: MetricRef["statistic"]): MetricRef {
  return { namespace: "AWS/CloudFront", metricName, statistic, dimensions: { Region: "Global" }, idDimension: "DistributionId" };
}
