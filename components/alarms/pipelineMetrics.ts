import type { Pipeline } from "../encode/index.ts";
import type { MetricRef, Query } from "./plan.ts";

/** A metric of one pipeline. Pipeline a is MediaLive's `0`, b its `1`. */
export function ofPipeline(
  metricName: string,
  statistic: MetricRef["statistic"],
  pipeline: Pipeline,
  more: Readonly<Record<string, string>> = {},
): MetricRef {
  const dimensions = { Pipeline: pipeline === "a" ? "0" : "1", ...more };
  return { namespace: "AWS/MediaLive", metricName, statistic, dimensions, idDimension: "ChannelId" };
}

/** The metric of each pipeline, under `<id>_<pipeline>`. */
export function each(
  pipelines: readonly Pipeline[],
  id: string,
  metricName: string,
  statistic: MetricRef["statistic"],
  more: Readonly<Record<string, string>> = {},
): Query[] {
  return pipelines.map((pipeline) => ({ id: `${id}_${pipeline}`, metric: ofPipeline(metricName, statistic, pipeline, more) }));
}

/** An aggregate over the pipelines; a pipeline that reports nothing is left out of it. */
export function array(name: "MIN" | "MAX", pipelines: readonly Pipeline[], id: string): string {
  return `${name}([${pipelines.map((pipeline) => `${id}_${pipeline}`).join(", ")}])`;
}
