import type { Pipeline } from "../encode/index.ts";
import type { AlarmedChannel, ChannelDefinition } from "./channelPlan.ts";

function keyOf(pipeline: Pipeline): string {
  return `flow-${pipeline}`;
}

/**
 * Whether the flow of each pipeline takes anything in: `SourceBitRate` by FlowARN, which every protocol reports
 * (MediaConnect User Guide, "Metrics to monitor source health"; `SourceConnected` is for Zixi and SRT only). It tells a lost
 * link to AWS from trouble between the flow and MediaLive, which the alarm `feed` alone would not. A stopped flow reports
 * nothing and reads as silent: composites look at it only while the channel is wanted on air.
 */
export function flowAlarms({ flows = [] }: AlarmedChannel): ChannelDefinition[] {
  return flows.map((pipeline) => ({
    key: keyOf(pipeline),
    flow: pipeline,
    text: `nothing arrives at the MediaConnect flow of pipeline ${pipeline}.`,
    anchor: "feed",
    queries: [
      {
        id: "rate",
        metric: {
          namespace: "AWS/MediaConnect",
          metricName: "SourceBitRate",
          statistic: "Maximum",
          dimensions: {},
          idDimension: "FlowARN",
        },
      },
    ],
    comparison: "LessThanThreshold",
    threshold: 1,
    evaluationPeriods: 3,
    datapointsToAlarm: 2,
    missing: "breaching",
  }));
}

/** The alarms above, for the composite that asks for a look. */
export function flowsSilent({ flows = [] }: AlarmedChannel, named: (key: string) => string): string[] {
  return flows.map((pipeline) => named(keyOf(pipeline)));
}
