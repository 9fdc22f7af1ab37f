import { all, any, not } from "./rule.ts";
import type { AlarmedChannel, ChannelDefinition } from "./channelPlan.ts";
import { each } from "./pipelineMetrics.ts";
import type { Query } from "./plan.ts";

/** Key of the alarm that goes off when what was promised of a channel's alignment no longer holds. */
export const ALIGNMENT = "alignment";

type Alignable = Pick<AlarmedChannel, "pipelines" | "epochLocked" | "videoAligned">;

/** Whether anything was promised that can be lost. */
export function promisesAlignment({ epochLocked, videoAligned }: Alignable): boolean {
  return epochLocked || videoAligned;
}

/**
 * What MediaLive says of a promised alignment, each 1 while it holds and 0 when it does not, by channel and pipeline with
 * the statistic Minimum:
 * - `InputTimecodesPresent` (User Guide, "Input metrics"): nothing while no content comes in, which is not this alarm's concern.
 * - `PipelinesLocked` (User Guide, "Pipeline locking metrics"): for epoch locking too, and always 0 for outputs that cannot
 *   be locked; CMAF ingest can (User Guide, pipeline-lock, "Applicable outputs").
 * - `InputVideoAligned` (the same page): only where the method is VIDEO_ALIGNMENT; nothing before the first frame.
 */
export function alignmentAlarm(watched: Alignable): ChannelDefinition[] {
  if (!promisesAlignment(watched)) return [];
  const { pipelines, epochLocked } = watched;
  const signs: readonly (readonly [id: string, metricName: string])[] = epochLocked
    ? [
        ["timecode", "InputTimecodesPresent"],
        ["locked", "PipelinesLocked"],
      ]
    : [["aligned", "InputVideoAligned"]];
  const lost = signs.flatMap(([id]) =>
    pipelines.map((pipeline): Query => ({ id: `no_${id}_${pipeline}`, expression: `1 - ${id}_${pipeline}` })),
  );
  return [
    {
      key: ALIGNMENT,
      text: epochLocked
        ? "its regions may no longer be cut alike: its timecode has gone, or its pipelines are not locked. A switch may show."
        : "its two pipelines are no longer aligned by their pictures. A change of pipeline may show.",
      anchor: "alignment",
      queries: [
        ...signs.flatMap(([id, metricName]) => each(pipelines, id, metricName, "Minimum")),
        ...lost,
        { id: "any", expression: `MAX([${lost.map(({ id }) => id).join(", ")}])` },
      ],
      comparison: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      evaluationPeriods: 5,
      datapointsToAlarm: 3,
      missing: "notBreaching",
    },
  ];
}

/** A pipeline or a feed that is lost can be locked to nothing, and says so itself. */
export function alignmentLost(watched: Alignable, named: (key: string) => string, worse: readonly string[]): string[] {
  if (!promisesAlignment(watched)) return [];
  return [all(named(ALIGNMENT), not(any(...worse)))];
}
