import { IN_SERVICE, IN_SERVICE_METRIC, IN_SERVICE_NAMESPACE, inServiceDimensions } from "../../control/index.ts";
import type { Region } from "../encode/index.ts";
import { regionAlarmName } from "./names.ts";
import { RUNBOOK_URL, described, type MetricAlarmPlan } from "./plan.ts";

/** The alarm in one region that says whether people have taken another out of service. */
export interface RegionSwitchPlan extends MetricAlarmPlan {
  /** The region that can be taken out of service. */
  readonly of: Region;
}

export interface SwitchPlanArgs {
  readonly environment: string;
  /** Where the alarms stand. */
  readonly region: Region;
  /** Every region of the lineup, in any order. */
  readonly lineupRegions: readonly Region[];
}

/**
 * One switch for every region of the lineup, so that whichever does not answer, another can take a region out of service:
 * as a rule the region that is left has stopped answering, and its switch is thrown in the others; where it answers and
 * another does not, in itself. Either is enough for a health check. A lineup of one region has no switch: nowhere to go.
 * What was said last holds: the alarm ignores missing data, and a health check that reads it keeps its last status.
 * Standard resolution and one plain statistic, for Route 53 reads no others (Route 53 API Reference, AlarmIdentifier). `Minimum`:
 * a minute with both words reads as out of service, and whoever says otherwise says it again a minute later.
 */
export function regionSwitches({ environment, region, lineupRegions }: SwitchPlanArgs, runbookUrl = RUNBOOK_URL): RegionSwitchPlan[] {
  const regions = [...new Set([region, ...lineupRegions])].sort();
  if (regions.length < 2) return [];
  return regions.map((of) => ({
    of,
    key: switchKey(of),
    name: regionAlarmName(environment, region, switchKey(of)),
    description: described(`Somebody has taken ${of} out of service (onair evacuate ${of}).`, "evacuation", runbookUrl),
    queries: [
      {
        id: "service",
        metric: {
          namespace: IN_SERVICE_NAMESPACE,
          metricName: IN_SERVICE_METRIC,
          statistic: "Minimum",
          dimensions: inServiceDimensions({ environment, region: of }),
        },
      },
    ],
    comparison: "LessThanThreshold",
    threshold: IN_SERVICE.serving,
    period: 60,
    evaluationPeriods: 1,
    datapointsToAlarm: 1,
    missing: "ignore",
  }));
}

/** `health-`, as everything that health checks of the edge read. */
function switchKey(of: Region): string {
  return `health-of-${of}`;
}
