import type { MaintenanceWindow } from "../components/encode/index.ts";

export type { MaintenanceWindow };

export const WEEK_DAYS = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"] as const;
type Day = (typeof WEEK_DAYS)[number];

/** MediaLive restarts a channel somewhere within two hours from the start of its window (MediaLive User Guide, managing channel maintenance). Hours. */
export const WINDOW_LENGTH = 2;

const DAY = 24;
const WEEK = 7 * DAY;

/**
 * Where a stack file says nothing: an hour of the night there, a weekday of little live sport, and for each region its own,
 * so that no two regions of a channel are restarted at once. Written out, because a live channel's window must not move when a region joins the list.
 */
const DEFAULT_WINDOWS: Readonly<Record<string, readonly [Day, string]>> = {
  "ap-northeast-1": ["TUESDAY", "17:00"],
  "ap-northeast-2": ["THURSDAY", "17:00"],
  "ap-south-1": ["MONDAY", "20:00"],
  "ap-southeast-1": ["WEDNESDAY", "18:00"],
  "ap-southeast-2": ["MONDAY", "16:00"],
  "eu-central-1": ["TUESDAY", "02:00"],
  "eu-north-1": ["FRIDAY", "02:00"],
  "eu-west-1": ["THURSDAY", "02:00"],
  "eu-west-2": ["MONDAY", "02:00"],
  "eu-west-3": ["WEDNESDAY", "02:00"],
  "sa-east-1": ["WEDNESDAY", "06:00"],
  "us-east-1": ["TUESDAY", "08:00"],
  "us-east-2": ["THURSDAY", "08:00"],
  "us-west-2": ["WEDNESDAY", "10:00"],
};

/** The window of a region whose stack file names none, UTC. */
export function defaultWindow(region: string): MaintenanceWindow {
  const [day, startTime] = DEFAULT_WINDOWS[region] ?? ["TUESDAY", "02:00"];
  return { day, startTime };
}

/** A region's window from what its stack file says of it; what is missing or is none is the region's own. */
export function windowOf(region: string, day: unknown, startTime: unknown): MaintenanceWindow {
  const own = defaultWindow(region);
  return {
    day: WEEK_DAYS.find((one) => one === day) ?? own.day,
    startTime: typeof startTime === "string" ? startTime : own.startTime,
  };
}

/** Whether two weekly windows have a moment in common; Sunday night runs into Monday. */
export function windowsOverlap(one: MaintenanceWindow, other: MaintenanceWindow): boolean {
  const apart = Math.abs(hourOfWeek(one) - hourOfWeek(other));
  return Math.min(apart, WEEK - apart) < WINDOW_LENGTH;
}

/** A window for a region that overlaps none of `taken`: the region's own, or the same hour some days on. */
export function freeWindow(region: string, taken: readonly MaintenanceWindow[]): MaintenanceWindow {
  const own = defaultWindow(region);
  const first = WEEK_DAYS.findIndex((day) => day === own.day);
  const windows = WEEK_DAYS.map((_, days) => ({ ...own, day: WEEK_DAYS[(first + days) % WEEK_DAYS.length] ?? own.day }));
  return windows.find((window) => !taken.some((other) => windowsOverlap(window, other))) ?? own;
}

/** `TUESDAY 02:00`, for people. */
export function showWindow({ day, startTime }: MaintenanceWindow): string {
  return `${day} ${startTime}`;
}

function hourOfWeek({ day, startTime }: MaintenanceWindow): number {
  return WEEK_DAYS.findIndex((one) => one === day) * DAY + Number(startTime.slice(0, 2));
}
