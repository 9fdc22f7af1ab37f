import { WANTED } from "../../control/index.ts";
import type { Pipeline } from "../encode/index.ts";
import { alignmentAlarm } from "./alignmentPlan.ts";
import { flowAlarms } from "./flowPlan.ts";
import type { WatchedChannel } from "./healthPlan.ts";
import { channelAlarmName } from "./names.ts";
import { RUNBOOK_URL, described, type MetricAlarmPlan, type MetricRef, type Query, type RunbookAnchor } from "./plan.ts";
import type { ChannelThresholds } from "./thresholds.ts";
import { array, each, ofPipeline } from "./pipelineMetrics.ts";
import { wantedMetric } from "./wanted.ts";

/** A channel in one region, as its alarms see it. */
export interface AlarmedChannel extends WatchedChannel {
  readonly liveEndpoint: string;
  /** A file loops by itself; a live feed can be lost. */
  readonly feed: "live" | "file";
  readonly uplink: "both" | "single";
  /** First region of the channel's preference. */
  readonly preferred: boolean;
  /** Another region carries the channel too, and viewers can be sent there. */
  readonly elsewhere: boolean;
  /** Frames per second of the ladder. */
  readonly frameRate: number;
  /** MediaLive scores what it sends (CMAF ingest). */
  readonly scored: boolean;
  /** Cut by the source's timecode, and promised to be cut alike in every region. */
  readonly epochLocked: boolean;
  /** The two pipelines are aligned by their pictures. */
  readonly videoAligned: boolean;
  /** One of a pair of inputs that goes back to its first as soon as that is well. Default false. */
  readonly primaryPreferred?: boolean;
  /** RTP and MediaConnect count lost packets. */
  readonly countsPackets: boolean;
  /** Pipelines whose signal comes through a MediaConnect flow; absent where none does. */
  readonly flows?: readonly Pipeline[];
}

/**
 * An encoder with one uplink feeds one region at a time, and the other waits without a signal. Waiting reads exactly
 * like being lost, so the waiting region's alarms tell nobody.
 */
export function isWaiting({ uplink, preferred }: Pick<AlarmedChannel, "uplink" | "preferred">): boolean {
  return uplink === "single" && !preferred;
}

/** A metric alarm of a channel before it has its name. */
export type ChannelDefinition = Omit<MetricAlarmPlan, "name" | "description" | "period"> & {
  readonly text: string;
  readonly anchor: RunbookAnchor;
};
type Definition = ChannelDefinition;

/** Metric alarms of a channel in one region, beside those on its health. */
export function channelMetricAlarms(watched: AlarmedChannel, thresholds: ChannelThresholds, runbookUrl = RUNBOOK_URL): MetricAlarmPlan[] {
  const waiting = isWaiting(watched);
  const definitions: Definition[] = [
    onAir(watched),
    settling(watched, thresholds),
    warnings(watched, thresholds),
    ...(waiting ? [] : servingAlarms(watched, thresholds)),
  ];
  return definitions.map(({ text, anchor, ...definition }) => ({
    ...definition,
    name: channelAlarmName(watched, definition.key),
    description: described(`Channel ${watched.channel} in ${watched.region}: ${text}`, anchor, runbookUrl),
    period: 60,
  }));
}

function servingAlarms(watched: AlarmedChannel, thresholds: ChannelThresholds): Definition[] {
  return [
    ...(watched.feed === "file" ? [] : watched.pipelines.map((pipeline) => feed(watched, pipeline, thresholds))),
    ...flowAlarms(watched),
    ...(watched.primaryPreferred === true ? [backup(watched)] : []),
    encode(watched, thresholds),
    ...(watched.scored ? [picture(watched, thresholds)] : []),
    packager(watched, thresholds),
    ...alignmentAlarm(watched),
    ...(watched.preferred && watched.elsewhere ? [failover(watched, thresholds)] : []),
  ];
}

/**
 * What was said last holds until something else is said: the alarm ignores missing data. Never started: no data at all.
 * "Starting" counts: whoever was cut off while a channel started wanted it on air, and a minute with both words reads as it.
 */
function onAir(watched: AlarmedChannel): Definition {
  return {
    key: "on-air",
    text: "somebody wants it on air.",
    anchor: "on-air",
    queries: [{ id: "wanted", metric: wantedMetric(watched) }],
    comparison: "GreaterThanOrEqualToThreshold",
    threshold: WANTED.starting,
    ...minutes(1, 1),
    missing: "ignore",
  };
}

/**
 * Off by itself a while after the last word of a start: until then a channel that reports nothing is no news.
 * Only "starting" counts, so that a start of a channel that runs does not silence its alarms.
 */
function settling(watched: AlarmedChannel, { settleMinutes }: ChannelThresholds): Definition {
  return {
    key: "settling",
    text: "it has just been started.",
    anchor: "settling",
    queries: [
      { id: "wanted", metric: wantedMetric(watched) },
      { id: "starting", expression: `IF(wanted == ${String(WANTED.starting)}, 1, 0)` },
    ],
    comparison: "GreaterThanOrEqualToThreshold",
    threshold: 1,
    ...minutes(settleMinutes, 1),
    missing: "notBreaching",
  };
}

/**
 * `InputVideoFrameRate` is the one input metric that every kind of input reports: `InputLossSeconds` counts packets of
 * RTP and MediaConnect only (CDK, aws-medialive-alpha, table of channel metrics, after the MediaLive User Guide, which
 * recommends Maximum here). A running channel reports it, so that no data means no feed.
 */
function feed(watched: AlarmedChannel, pipeline: Pipeline, { frameRatePercent }: ChannelThresholds): Definition {
  return {
    key: `feed-${pipeline}`,
    text: `the feed of pipeline ${pipeline} is lost, or brings too few frames.`,
    anchor: "feed",
    queries: [{ id: "rate", metric: ofPipeline("InputVideoFrameRate", "Maximum", pipeline) }],
    comparison: "LessThanThreshold",
    threshold: Math.round(watched.frameRate * frameRatePercent) / 100,
    ...minutes(3, 2),
    missing: "breaching",
  };
}

/**
 * `PrimaryInputActive` is 1 while the first input of a pair is on air, and means something only where that input is
 * preferred; a channel without a pair has no data (MediaLive User Guide, "Input metrics"). Maximum: not once in a minute.
 */
function backup({ pipelines }: AlarmedChannel): Definition {
  return {
    key: "backup",
    text: "a pipeline is on its backup input.",
    anchor: "backup",
    queries: [
      ...each(pipelines, "primary", "PrimaryInputActive", "Maximum"),
      { id: "least", expression: array("MIN", pipelines, "primary") },
    ],
    comparison: "LessThanThreshold",
    threshold: 1,
    ...minutes(3, 2),
    missing: "notBreaching",
  };
}

/**
 * What viewers see of an encoder that cannot keep up, in every pipeline at once: MediaPackage takes the better one.
 * Statistics as MediaLive recommends them: SvqTime and FillMsec Maximum, DroppedFrames Sum (CDK, table as above).
 */
function encode({ pipelines }: AlarmedChannel, thresholds: ChannelThresholds): Definition {
  const { slowEncodePercent, droppedFrames, fillMilliseconds } = thresholds;
  return {
    key: "encode",
    text: "the encoder does not keep up: it lowers quality, drops frames or fills gaps in every pipeline.",
    anchor: "encode",
    queries: [
      ...each(pipelines, "svq", "SvqTime", "Maximum"),
      ...each(pipelines, "dropped", "DroppedFrames", "Sum"),
      ...each(pipelines, "filled", "FillMsec", "Maximum"),
      { id: "slow", expression: `${array("MIN", pipelines, "svq")} / ${String(slowEncodePercent)}` },
      { id: "dropping", expression: `${array("MIN", pipelines, "dropped")} / ${String(droppedFrames)}` },
      { id: "filling", expression: `${array("MIN", pipelines, "filled")} / ${String(fillMilliseconds)}` },
      { id: "worst", expression: "MAX([slow, dropping, filling])" },
    ],
    comparison: "GreaterThanOrEqualToThreshold",
    threshold: 1,
    ...minutes(5, 5),
    missing: "notBreaching",
  };
}

/** Black, frozen or broken picture in every pipeline. `MinMQCS`, Minimum (MediaLive User Guide, "MQCS metrics"): 100 is best. */
function picture({ pipelines, outputGroup }: AlarmedChannel, { qualityScore }: ChannelThresholds): Definition {
  return {
    key: "picture",
    text: "the picture is black, frozen or broken in every pipeline.",
    anchor: "picture",
    queries: [
      ...each(pipelines, "score", "MinMQCS", "Minimum", { OutputGroupName: outputGroup }),
      { id: "best", expression: array("MAX", pipelines, "score") },
    ],
    comparison: "LessThanThreshold",
    threshold: qualityScore,
    ...minutes(5, 5),
    missing: "notBreaching",
  };
}

/** MediaPackage v2 User Guide, "CloudWatch metrics": EgressRequestCount, Sum, by endpoint, and by endpoint and status code. */
function packager(watched: AlarmedChannel, { packagerErrorPercent, minimumRequests }: ChannelThresholds): Definition {
  return {
    key: "packager",
    text: "the origin answers with errors of its own (5xx).",
    anchor: "packager",
    queries: shareOfAnswers(watched, "5xx", minimumRequests),
    comparison: "GreaterThanOrEqualToThreshold",
    threshold: packagerErrorPercent,
    ...minutes(5, 3),
    missing: "notBreaching",
  };
}

/** The preferred region's endpoints answer 404 on purpose when they are stale or incomplete: CloudFront then asks the other region. */
function failover(watched: AlarmedChannel, { failoverPercent, minimumRequests }: ChannelThresholds): Definition {
  return {
    key: "failover",
    text: "the origin refuses viewers (4xx), who are then served from the other region.",
    anchor: "failover",
    queries: shareOfAnswers(watched, "4xx", minimumRequests),
    comparison: "GreaterThanOrEqualToThreshold",
    threshold: failoverPercent,
    ...minutes(5, 3),
    missing: "notBreaching",
  };
}

function shareOfAnswers(watched: AlarmedChannel, code: "4xx" | "5xx", minimumRequests: number): Definition["queries"] {
  const endpoint = { ChannelGroup: watched.channelGroup, Channel: watched.originChannel, OriginEndpoint: watched.liveEndpoint };
  const answers = (dimensions: Readonly<Record<string, string>>): MetricRef => ({
    namespace: "AWS/MediaPackage",
    metricName: "EgressRequestCount",
    statistic: "Sum",
    dimensions,
  });
  return [
    { id: "answers", metric: answers(endpoint) },
    { id: "bad", metric: answers({ ...endpoint, StatusCode: code }) },
    // A code that nobody was given has no data, not zero.
    { id: "share", expression: `IF(answers >= ${String(minimumRequests)}, 100 * FILL(bad, 0) / answers, 0)` },
  ];
}

/**
 * What MediaLive itself complains of, in any pipeline. ActiveAlerts Maximum, Output4xxErrors and Output5xxErrors Sum
 * (MediaLive User Guide, "Global metrics", "Output metrics"); for RTP also lost packets.
 */
function warnings(watched: AlarmedChannel, { inputLossSeconds }: ChannelThresholds): Definition {
  const { pipelines, countsPackets, outputGroup } = watched;
  const group = { OutputGroupName: outputGroup };
  const lost = pipelines.map((pipeline): Query => ({
    id: `lossy_${pipeline}`,
    expression: `lost_${pipeline} / ${String(inputLossSeconds)}`,
  }));
  const parts = ["alerts", "refused", "failed", ...(countsPackets ? ["lossy"] : [])];
  return {
    key: "warnings",
    text: "MediaLive has an alert, its outputs are refused, or its source is no longer whole.",
    anchor: "warnings",
    queries: [
      ...each(pipelines, "alerts", "ActiveAlerts", "Maximum"),
      ...each(pipelines, "refused", "Output4xxErrors", "Sum", group),
      ...each(pipelines, "failed", "Output5xxErrors", "Sum", group),
      ...(countsPackets ? [...each(pipelines, "lost", "InputLossSeconds", "Sum"), ...lost] : []),
      { id: "any", expression: `MAX([${parts.flatMap((part) => pipelines.map((pipeline) => `${part}_${pipeline}`)).join(", ")}])` },
    ],
    comparison: "GreaterThanOrEqualToThreshold",
    threshold: 1,
    ...minutes(5, 3),
    missing: "notBreaching",
  };
}

function minutes(evaluationPeriods: number, datapointsToAlarm: number): Pick<MetricAlarmPlan, "evaluationPeriods" | "datapointsToAlarm"> {
  return { evaluationPeriods, datapointsToAlarm };
}
