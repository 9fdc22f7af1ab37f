import { styleText } from "node:util";
import type { DrillReport, LogFigures, Observation, ViewerReport } from "./types.ts";

/** What `onair drill` prints of each drill. */
export function drillText(report: DrillReport): string {
  const { title, kind, round, region, seconds, held } = report;
  const outcome = held ? "held" : styleText(["bold", "red"], "NOT HELD", { stream: process.stdout });
  return [
    `${styleText("bold", `${title} (${kind})`, { stream: process.stdout })} in ${region}, round ${round}, ${seconds.toFixed(1)} s: ${outcome}`,
    ...report.viewers.flatMap(viewerLines),
    `  edge   ${logText(report.log)}`,
    "",
  ].join("\n");
}

function viewerLines({ channel, format, aligned, expected, observed, broken }: ViewerReport): string[] {
  return [
    `  ${channel} ${format}, ${aligned ? "aligned" : "not aligned"}: ${observationText(observed)}`,
    `         expected: ${expected}`,
    ...broken.map((what) => `         ${styleText("red", "not held", { stream: process.stdout })}: ${what}`),
  ];
}

export function observationText(seen: Observation): string {
  const list = (items: readonly (string | number)[], none: string): string => (items.length === 0 ? none : items.join(", "));
  return [
    `stall ${seen.stallSeconds.toFixed(1)} s`,
    `errors ${seen.errors.length}`,
    `region ${list(seen.regionSwitches, "unchanged")}`,
    ...(seen.inputSwitches.length === 0 ? [] : [`input ${seen.inputSwitches.join(", ")}`]),
    seen.jumps.length === 0 ? "no jump" : `jumped ${seen.jumps.map((seconds) => `${seconds.toFixed(1)} s`).join(", ")}`,
    ...(seen.switchSeconds === undefined ? [] : [`switched after ${seen.switchSeconds.toFixed(1)} s`]),
    seen.recoverySeconds === undefined
      ? "not recovered"
      : seen.recoverySeconds === 0
        ? "never disturbed"
        : `recovered after ${seen.recoverySeconds.toFixed(1)} s`,
    ...(seen.message === undefined ? [] : [`told "${seen.message}"`]),
  ].join(", ");
}

function logText({ requests, originRequests, hitRatio, refused, failedAttempts, unsignedMediaBytes }: LogFigures): string {
  return [
    `${requests} requests, ${Math.round(100 * hitRatio)} % from the cache`,
    `${originRequests} to origins, ${failedAttempts} of them failed`,
    `${refused} refused`,
    `${unsignedMediaBytes} unsigned media bytes`,
  ].join("; ");
}

/** The last line of a programme. */
export function summaryText(reports: readonly DrillReport[]): string {
  const broken = reports.filter(({ held }) => !held);
  return broken.length === 0
    ? `${reports.length} of ${reports.length} drills held.`
    : `${reports.length - broken.length} of ${reports.length} drills held; not: ${[...new Set(broken.map(({ kind }) => kind))].join(", ")}.`;
}
