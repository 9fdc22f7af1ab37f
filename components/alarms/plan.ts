/**
 * What an alarm is, as plain data: no plan in this folder knows Pulumi. A second door beside `index.ts`, for settings and
 * the command: opening that one loads provider SDKs.
 */
export { CHANNEL_THRESHOLDS, EDGE_THRESHOLDS } from "./thresholds.ts";

/** A CloudWatch metric and how it is summed up by the minute. */
export interface MetricRef {
  readonly namespace: "AWS/MediaLive" | "AWS/MediaPackage" | "AWS/MediaConnect" | "AWS/CloudFront" | "Onair";
  readonly metricName: string;
  readonly statistic: "Average" | "Maximum" | "Minimum" | "Sum" | "p90";
  readonly dimensions: Readonly<Record<string, string>>;
  /** Dimension whose value AWS makes up: the MediaLive channel's id, a flow's ARN, or the distribution's id. */
  readonly idDimension?: "ChannelId" | "FlowARN" | "DistributionId";
}

/** One line of an alarm's arithmetic: a metric, or an expression over the lines before it. */
export type Query = { readonly id: string } & ({ readonly metric: MetricRef } | { readonly expression: string });

/**
 * A metric alarm. It tells nobody anything by itself: composite alarms read it.
 * With one query it is an alarm on that metric, with several on the last one; an anomaly alarm compares its metric `watched` with the band `band`.
 */
export interface MetricAlarmPlan {
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly queries: readonly Query[];
  /** Pipeline whose MediaConnect flow the metric is of; its ARN is the id. Absent: the id is the channel's, or the distribution's. */
  readonly flow?: "a" | "b";
  readonly comparison: "GreaterThanOrEqualToThreshold" | "LessThanThreshold" | "LessThanLowerThreshold";
  /** Absent for an anomaly alarm, whose threshold is the band of the query `band`. */
  readonly threshold?: number;
  /** Seconds. */
  readonly period: 60;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly missing: "breaching" | "notBreaching" | "ignore";
}

/** Whom a composite alarm tells: people who are woken, people who read along, or only other alarms. */
export type Audience = "page" | "notice" | "nobody";

/** Holds a composite alarm's message back while another alarm says something worse. Seconds. */
export interface Suppression {
  readonly alarm: string;
  /** How long the message waits for the other alarm to go off. */
  readonly waitSeconds: number;
  /** How long the message is held back after the other alarm has ended. */
  readonly extensionSeconds: number;
}

export interface CompositePlan {
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly rule: string;
  readonly tells: Audience;
  readonly suppression?: Suppression;
}

/** A set of alarms that belong together: metrics first, then composites in an order in which each names only earlier ones. */
export interface AlarmSet {
  readonly metrics: readonly MetricAlarmPlan[];
  readonly composites: readonly CompositePlan[];
}

/** An alarm's words: what it says, and where its runbook is. */
export function described(text: string, anchor: RunbookAnchor, runbookUrl: string): string {
  return `${text} Runbook: ${runbookUrl}#${anchor}`;
}

/** The sections of docs/runbooks.md that alarms name. */
export const RUNBOOK_ANCHORS = [
  "on-air",
  "settling",
  "pipeline",
  "feed",
  "backup",
  "encode",
  "picture",
  "packager",
  "warnings",
  "alignment",
  "failover",
  "off-air",
  "degraded",
  "feed-lost",
  "notice",
  "region-down",
  "test",
  "evacuation",
  "edge-errors",
  "edge-refusals",
  "edge-latency",
  "edge-cache",
  "edge-function",
  "edge-requests",
  "edge",
  "edge-notice",
] as const;
export type RunbookAnchor = (typeof RUNBOOK_ANCHORS)[number];

/** Where the runbooks are unless `onair:alarms: { runbookUrl }` names another place. */
export const RUNBOOK_URL = "docs/runbooks.md";
