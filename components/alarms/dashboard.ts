/** Bodies of CloudWatch dashboards. CloudWatch API Reference, "Dashboard body structure and syntax". */
import type { MetricRef } from "./plan.ts";

/** A dashboard is this many columns wide; rows have no limit ("Dashboard body structure": x 0 to 23, width 1 to 24). */
export const COLUMNS = 24;
/** CloudWatch User Guide, "CloudWatch quotas": widgets of a dashboard, metrics of all of them together, alarms of an alarm widget. */
export const DASHBOARD_LIMITS = { widgets: 500, metrics: 2500, alarmsInAWidget: 100 } as const;

export interface Widget {
  readonly type: "metric" | "text" | "alarm";
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface DashboardPlan {
  readonly name: string;
  readonly widgets: readonly Widget[];
}

/** A widget that has no place yet. */
export type Placeless = Omit<Widget, "x" | "y">;

/** Places widgets from left to right, and begins a row where the next one does not fit; a text as wide as the dashboard begins one too. */
export function laidOut(widgets: readonly Placeless[]): Widget[] {
  let [x, y, rowHeight] = [0, 0, 0];
  return widgets.map((widget) => {
    if (x + widget.width > COLUMNS) [x, y, rowHeight] = [0, y + rowHeight, 0];
    const placed = { ...widget, x, y };
    x += widget.width;
    rowHeight = Math.max(rowHeight, widget.height);
    return placed;
  });
}

/** A metric on a graph, with the id that AWS makes up. */
export interface Line {
  readonly metric: MetricRef;
  readonly id?: string;
  readonly label: string;
}

export function graph(title: string, region: string, lines: readonly Line[], width = 6): Placeless {
  const metrics = lines.map(({ metric, id, label }) => [
    metric.namespace,
    metric.metricName,
    ...(metric.idDimension === undefined || id === undefined ? [] : [metric.idDimension, id]),
    ...Object.entries(metric.dimensions).flat(),
    { stat: metric.statistic, label },
  ]);
  return { type: "metric", width, height: 6, properties: { title, region, view: "timeSeries", period: 60, metrics } };
}

export function heading(markdown: string): Placeless {
  return { type: "text", width: COLUMNS, height: 1, properties: { markdown } };
}

/** The states of some alarms; as many widgets as they need. */
export function states(title: string, arns: readonly string[]): Placeless[] {
  const size = DASHBOARD_LIMITS.alarmsInAWidget;
  const widgets = Math.ceil(arns.length / size);
  return Array.from({ length: widgets }, (_, index) => {
    const alarms = arns.slice(index * size, (index + 1) * size);
    return { type: "alarm", width: COLUMNS, height: 2 + Math.ceil(alarms.length / 6), properties: { title, alarms } };
  });
}

export function dashboardBody({ widgets }: DashboardPlan): string {
  return JSON.stringify({ widgets });
}

/** Where people open a dashboard. */
export function dashboardUrl(region: string, name: string): string {
  return `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#dashboards/dashboard/${name}`;
}
