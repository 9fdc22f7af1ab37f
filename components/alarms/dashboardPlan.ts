import type { Pipeline, Region } from "../encode/index.ts";
import type { AlarmedChannel } from "./channelPlan.ts";
import { graph, heading, laidOut, states, type DashboardPlan, type Line, type Placeless } from "./dashboard.ts";
import { EDGE_REGION } from "./names.ts";
import { ofPipeline } from "./pipelineMetrics.ts";
import type { MetricRef } from "./plan.ts";
import { wantedMetric } from "./wanted.ts";

/** A channel on its region's dashboard. */
export interface ShownChannel {
  readonly watched: AlarmedChannel;
  /** Id of the MediaLive channel. */
  readonly channelId: string;
}

export interface RegionDashboardContent {
  readonly environment: string;
  readonly accountId: string;
  readonly region: Region;
  readonly channels: readonly ShownChannel[];
  /** Names of the composite alarms, worst first. */
  readonly alarms: readonly string[];
}

/** Four graphs and a heading for each channel, some 35 metrics: sixty channels stay within the limits of one dashboard. */
export const CHANNELS_ON_A_DASHBOARD = 60;

/**
 * One dashboard for a region; where it carries more channels than one holds, one with its alarms and one for each
 * channel group (ten channels at most). The ids that MediaLive makes up are known after the first deployment only.
 */
export function regionDashboards(content: RegionDashboardContent): DashboardPlan[] {
  const { environment, region, channels } = content;
  const name = regionDashboardName(environment, region);
  const alarms = states(
    "Alarms",
    content.alarms.map((alarm) => alarmArn(region, content.accountId, alarm)),
  );
  if (channels.length <= CHANNELS_ON_A_DASHBOARD) return [{ name, widgets: laidOut([...alarms, ...channels.flatMap(channelWidgets)]) }];
  const groups = [...new Set(channels.map(({ watched }) => watched.channelGroup))].sort();
  return [
    { name, widgets: laidOut(alarms) },
    ...groups.map((group) => ({
      name: `${name}-${group}`,
      widgets: laidOut(channels.filter(({ watched }) => watched.channelGroup === group).flatMap(channelWidgets)),
    })),
  ];
}

/** Name of a region's dashboard: `onair-<environment>-<region>`. */
export function regionDashboardName(environment: string, region: Region): string {
  return `onair-${environment}-${region}`;
}

export function globalDashboardName(environment: string): string {
  return `onair-${environment}-global`;
}

export function alarmArn(region: string, accountId: string, name: string): string {
  return `arn:aws:cloudwatch:${region}:${accountId}:alarm:${name}`;
}

function channelWidgets({ watched, channelId }: ShownChannel): Placeless[] {
  const { channel, region, pipelines, outputGroup } = watched;
  const group = { OutputGroupName: outputGroup };
  const each = (label: string, ...metric: Parameters<PipelineMetric>): Line[] =>
    pipelines.map((pipeline) => ({ metric: pipelineMetric(...metric)(pipeline), id: channelId, label: `${label} ${pipeline}` }));
  return [
    heading(`## ${channel}`),
    graph(`${channel}: feed`, region, [
      ...each("frames/s", "InputVideoFrameRate", "Maximum"),
      ...each("lost s", "InputLossSeconds", "Sum"),
      ...each("filled ms", "FillMsec", "Maximum"),
      ...(watched.primaryPreferred === true ? each("on source", "PrimaryInputActive", "Maximum") : []),
      ...each("in Mbit/s", "NetworkIn", "Average"),
    ]),
    graph(`${channel}: encode`, region, [
      ...each("alerts", "ActiveAlerts", "Maximum"),
      ...each("slow %", "SvqTime", "Maximum"),
      ...each("dropped", "DroppedFrames", "Sum"),
      ...each("locked", "PipelinesLocked", "Minimum"),
      ...each("timecode", "InputTimecodesPresent", "Minimum"),
      ...(watched.videoAligned ? each("pictures aligned", "InputVideoAligned", "Minimum") : []),
      ...(watched.scored ? each("score", "MinMQCS", "Minimum", group) : []),
    ]),
    graph(`${channel}: hand-over`, region, [
      ...each("outputs", "ActiveOutputs", "Minimum", group),
      ...each("4xx", "Output4xxErrors", "Sum", group),
      ...each("5xx", "Output5xxErrors", "Sum", group),
      ...pipelines.map((pipeline) => ({ metric: ingress(watched, pipeline), label: `ingress ${pipeline}` })),
    ]),
    graph(`${channel}: origin`, region, [{ metric: wantedMetric(watched), label: "wanted (2: on air)" }, ...originLines(watched)]),
  ];
}

type PipelineMetric = (
  metricName: string,
  statistic: MetricRef["statistic"],
  more?: Readonly<Record<string, string>>,
) => (pipeline: Pipeline) => MetricRef;

const pipelineMetric: PipelineMetric = (metricName, statistic, more) => (pipeline) => ofPipeline(metricName, statistic, pipeline, more);

type OriginChannel = Pick<AlarmedChannel, "channelGroup" | "originChannel" | "liveEndpoint" | "scored">;

function ingress({ channelGroup, originChannel }: OriginChannel, pipeline: Pipeline): MetricRef {
  const dimensions = { ChannelGroup: channelGroup, Channel: originChannel, IngestEndpoint: pipeline === "a" ? "1" : "2" };
  return { namespace: "AWS/MediaPackage", metricName: "IngressBytes", statistic: "Sum", dimensions };
}

/** MediaPackage's own view of a channel: what it answers, how late, and the score of the input it took. Names only, no ids. */
function originLines({ channelGroup, originChannel, liveEndpoint, scored }: OriginChannel): Line[] {
  const channel = { ChannelGroup: channelGroup, Channel: originChannel };
  const endpoint = { ...channel, OriginEndpoint: liveEndpoint };
  const of = (metricName: string, statistic: MetricRef["statistic"], dimensions: Readonly<Record<string, string>>): MetricRef => ({
    namespace: "AWS/MediaPackage",
    metricName,
    statistic,
    dimensions,
  });
  return [
    { metric: of("EgressRequestCount", "Sum", endpoint), label: "answers" },
    ...["4xx", "5xx"].map((code) => ({ metric: of("EgressRequestCount", "Sum", { ...endpoint, StatusCode: code }), label: code })),
    { metric: of("EgressResponseTime", "Average", endpoint), label: "response ms" },
    ...(scored ? [{ metric: of("ChannelMQCS", "Minimum", channel), label: "score" }] : []),
  ];
}

/** A channel on the global dashboard: its origins side by side. */
export interface GlobalChannel {
  readonly name: string;
  readonly channelGroup: string;
  readonly originChannel: string;
  readonly liveEndpoint: string;
  readonly regions: readonly Region[];
}

export interface GlobalDashboardContent {
  readonly environment: string;
  readonly accountId: string;
  readonly monitoring: boolean;
  readonly functionName: string;
  readonly distributionId: string;
  readonly channels: readonly GlobalChannel[];
  readonly alarms: readonly string[];
}

/** The viewers' side, and each channel's origins of all regions in one graph beside one another. */
export function globalDashboard(content: GlobalDashboardContent): DashboardPlan {
  const arns = content.alarms.map((alarm) => alarmArn(EDGE_REGION, content.accountId, alarm));
  return {
    name: globalDashboardName(content.environment),
    widgets: laidOut([...states("Alarms of the edge", arns), ...edgeWidgets(content), ...content.channels.flatMap(originWidgets)]),
  };
}

function edgeWidgets({ distributionId: id, monitoring, functionName }: GlobalDashboardContent): Placeless[] {
  const of = (metricName: string, statistic: MetricRef["statistic"], label: string): Line => ({
    metric: { namespace: "AWS/CloudFront", metricName, statistic, dimensions: { Region: "Global" }, idDimension: "DistributionId" },
    id,
    label,
  });
  const ofFunction = (metricName: string): Line => ({
    metric: { namespace: "AWS/CloudFront", metricName, statistic: "Sum", dimensions: { FunctionName: functionName, Region: "Global" } },
    label: metricName,
  });
  return [
    heading("## Viewers"),
    graph("Requests", EDGE_REGION, [of("Requests", "Sum", "requests")]),
    graph("Bytes to viewers", EDGE_REGION, [of("BytesDownloaded", "Sum", "bytes")]),
    graph("Errors, percent", EDGE_REGION, [of("4xxErrorRate", "Average", "4xx"), of("5xxErrorRate", "Average", "5xx")]),
    graph("Viewer-request function", EDGE_REGION, [
      ofFunction("FunctionExecutionErrors"),
      ofFunction("FunctionThrottles"),
      ofFunction("FunctionComputeUtilization"),
    ]),
    ...(monitoring
      ? [
          graph("Answered from a cache, percent", EDGE_REGION, [of("CacheHitRate", "Average", "hits")], 12),
          graph("Origin latency, ms", EDGE_REGION, [of("OriginLatency", "p90", "p90")], 12),
        ]
      : []),
  ];
}

function originWidgets({ name, channelGroup, originChannel, liveEndpoint, regions }: GlobalChannel): Placeless[] {
  const origin = { channelGroup, originChannel, liveEndpoint, scored: true };
  return [heading(`## ${name}`), ...regions.slice(0, 2).map((region) => graph(`${name}: ${region}`, region, originLines(origin), 12))];
}
