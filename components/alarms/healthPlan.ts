import type { HealthThresholds, Pipeline, Region } from "../encode/index.ts";

/**
 * One alarm on a pipeline's health, as plain data. Dimensions that AWS makes up are left out: `channelIdDimension`
 * says under which name the MediaLive channel's id must be added.
 */
export interface HealthAlarmPlan {
  readonly key: "outputs" | "ingest";
  readonly name: string;
  readonly pipeline: Pipeline;
  readonly description: string;
  readonly namespace: "AWS/MediaLive" | "AWS/MediaPackage";
  readonly metricName: string;
  readonly statistic: "Minimum" | "Sum";
  readonly dimensions: Readonly<Record<string, string>>;
  readonly channelIdDimension?: "ChannelId";
  readonly comparisonOperator: "LessThanThreshold";
  readonly threshold: number;
  /** Seconds. Standard resolution: Route 53 reads no other. */
  readonly period: 60;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  /** A stopped channel sends nothing, and must read as unhealthy. */
  readonly treatMissingData: "breaching";
}

/** The parts of a channel that its alarms name. */
export interface WatchedChannel {
  readonly environment: string;
  readonly channel: string;
  readonly region: Region;
  readonly pipelines: readonly Pipeline[];
  /** Name of the MediaLive output group. */
  readonly outputGroup: string;
  readonly channelGroup: string;
  readonly originChannel: string;
}

/**
 * The alarms that a region's health for a channel is made of: per pipeline, what MediaLive writes and what MediaPackage
 * takes in. Never the feed: an encoder that stops sending harms every region alike, and MediaLive goes on with fill
 * frames, so that neither metric falls. The exception is a channel that was started and has had no signal at all yet:
 * AWS gives no data for it, and it reads as unhealthy.
 */
export function healthAlarmPlan(watched: WatchedChannel, thresholds: HealthThresholds): HealthAlarmPlan[] {
  return watched.pipelines.flatMap((pipeline) => [outputsAlarm(watched, pipeline, thresholds), ingestAlarm(watched, pipeline, thresholds)]);
}

/**
 * MediaLive `ActiveOutputs` exists under OutputGroupName, ChannelId and Pipeline together, and its Minimum finds one
 * missing output (MediaLive User Guide, "Output metrics"). Pipeline a is `0`, b is `1`.
 */
function outputsAlarm(watched: WatchedChannel, pipeline: Pipeline, thresholds: HealthThresholds): HealthAlarmPlan {
  return {
    ...common(pipeline, thresholds),
    key: "outputs",
    name: alarmName(watched, pipeline, "outputs"),
    description: `Channel ${watched.channel}, pipeline ${pipeline}: MediaLive writes fewer outputs than it should.`,
    namespace: "AWS/MediaLive",
    metricName: "ActiveOutputs",
    statistic: "Minimum",
    dimensions: { OutputGroupName: watched.outputGroup, Pipeline: pipeline === "a" ? "0" : "1" },
    channelIdDimension: "ChannelId",
    threshold: thresholds.minActiveOutputs,
  };
}

/**
 * MediaPackage v2 counts `IngressBytes` per ingest endpoint (MediaPackage v2 User Guide, "CloudWatch metrics"), whose
 * ids are `1` and `2` (API Reference, CreateChannel). Pipeline 0 always writes to endpoint 1, pipeline 1 to endpoint 2.
 */
function ingestAlarm(watched: WatchedChannel, pipeline: Pipeline, thresholds: HealthThresholds): HealthAlarmPlan {
  return {
    ...common(pipeline, thresholds),
    key: "ingest",
    name: alarmName(watched, pipeline, "ingest"),
    description: `Channel ${watched.channel}, pipeline ${pipeline}: MediaPackage takes in fewer bytes than it should.`,
    namespace: "AWS/MediaPackage",
    metricName: "IngressBytes",
    statistic: "Sum",
    dimensions: { ChannelGroup: watched.channelGroup, Channel: watched.originChannel, IngestEndpoint: pipeline === "a" ? "1" : "2" },
    threshold: thresholds.minIngressBytesPerMinute,
  };
}

function common(
  pipeline: Pipeline,
  thresholds: HealthThresholds,
): Pick<HealthAlarmPlan, "pipeline" | "comparisonOperator" | "period" | "evaluationPeriods" | "datapointsToAlarm" | "treatMissingData"> {
  return {
    pipeline,
    comparisonOperator: "LessThanThreshold",
    period: 60,
    evaluationPeriods: thresholds.evaluationPeriods,
    datapointsToAlarm: thresholds.datapointsToAlarm,
    treatMissingData: "breaching",
  };
}

function alarmName(watched: WatchedChannel, pipeline: Pipeline, key: string): string {
  return `onair-${watched.environment}-${watched.channel}-${watched.region}-health-${pipeline}-${key}`;
}
