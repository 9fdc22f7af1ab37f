/**
 * When a metric alarm changes its state. CloudWatch User Guide, "Configuring how CloudWatch alarms treat missing data":
 * an alarm looks at more data points than its evaluation periods, takes the newest that are there, and fills up what is
 * missing as it was told; where enough are there, missing ones count for nothing.
 */
import type { AlarmState } from "../../../rehearsal/cloud/alarmRule.ts";

export interface MetricAlarmRules {
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly missing: "breaching" | "notBreaching" | "ignore" | "missing";
}

/** A data point as the alarm sees it: bad, good, or not there. */
export type Judged = "X" | "0" | "-";

/** AWS names no number; its examples look at five points for three evaluation periods. */
export const MORE_POINTS = 2;

/** The state after looking at the newest points, the newest last. */
export function nextState(rules: MetricAlarmRules, points: readonly Judged[], state: AlarmState): AlarmState {
  const { evaluationPeriods: periods, datapointsToAlarm: needed, missing } = rules;
  const range = points.slice(-(periods + MORE_POINTS));
  const there = range.filter((one) => one !== "-").slice(-periods);
  const gaps = periods - there.length;
  const bad = there.filter((one) => one === "X").length;
  if (gaps <= 0) return bad >= needed ? "ALARM" : "OK";
  if (missing === "breaching") return bad + gaps >= needed ? "ALARM" : "OK";
  if (missing === "notBreaching") return bad >= needed ? "ALARM" : "OK";
  if (there.length === 0) return missing === "ignore" ? state : "INSUFFICIENT_DATA";
  if (bad >= needed) return "ALARM";
  // The oldest point there is bad and so is every later one: an alarm would be premature to call off.
  const premature = bad === there.length && gaps + bad >= needed;
  if (premature) return missing === "ignore" ? state : "ALARM";
  return "OK";
}
