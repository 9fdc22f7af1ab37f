import { WANTED_METRIC, WANTED_NAMESPACE, wantedDimensions, type WantedChannel } from "../../control/index.ts";
import type { MetricRef } from "./plan.ts";

/** The wish as a metric. `Minimum`: a stop in the same minute as a start wins, for whoever stops wants quiet. */
export function wantedMetric(of: WantedChannel): MetricRef {
  return { namespace: WANTED_NAMESPACE, metricName: WANTED_METRIC, statistic: "Minimum", dimensions: wantedDimensions(of) };
}
