/** `aws.manifestsettings`: time-shifted viewing (MediaPackage v2 User Guide, "Time-shifted query parameters" and the pages below it). */
import type { ManifestSettings, OriginEndpoint } from "../types.ts";
import { parameters, Refusal } from "./query.ts";
import type { TimeShift } from "./window.ts";

/** "Define manifest start and end times": at most 24 hours of content. "Delay content availability": without startover likewise. */
const DAY = 86_400;

const NAMES = ["start", "end", "time_delay", "manifest_window_seconds", "clip_start_time"];

/**
 * What a request asks for.
 * @throws Refusal 400 where it is malformed; 404 outside of the startover window ("the playback request fails": the guide of version 1
 * says 404)
 */
export function timeShiftOf(
  text: string | undefined,
  endpoint: OriginEndpoint,
  settings: ManifestSettings,
  segmentMs: number,
  now: number,
): TimeShift {
  if (text === undefined) return {};
  const given = parameters("aws.manifestsettings", text, NAMES);
  const start = time(given, "start");
  const end = time(given, "end");
  const clipStart = time(given, "clip_start_time");
  const delaySeconds = count(given, "time_delay");
  const windowSeconds = count(given, "manifest_window_seconds");
  if (clipStart !== undefined && (start !== undefined || end !== undefined)) {
    throw new Refusal(400, "aws.manifestsettings: clip_start_time goes with neither start nor end");
  }
  checkSpan(start, end, endpoint.startoverSeconds, now);
  checkDelay(delaySeconds, endpoint.startoverSeconds);
  checkWindow(windowSeconds, settings, segmentMs);
  return {
    ...(start === undefined ? {} : { start }),
    ...(end === undefined ? {} : { end }),
    ...(clipStart === undefined ? {} : { clipStart }),
    ...(delaySeconds === undefined || delaySeconds === 0 ? {} : { delaySeconds }),
    ...(windowSeconds === undefined ? {} : { windowSeconds }),
  };
}

/** Seconds since 1970, or ISO 8601. Milliseconds. */
function time(given: ReadonlyMap<string, string>, name: string): number | undefined {
  const value = given.get(name);
  if (value === undefined) return undefined;
  const seconds = /^\d{1,11}$/.test(value) ? Number(value) * 1000 : undefined;
  // A plus sign that was not encoded has become a space.
  const iso = /^\d{4}-\d\d-\d\dt\d\d:\d\d:\d\d(\.\d+)?(z|[-+ ]\d\d:\d\d)$/.test(value)
    ? Date.parse(value.replace(" ", "+").toUpperCase())
    : NaN;
  const ms = seconds ?? iso;
  if (Number.isNaN(ms)) throw new Refusal(400, `aws.manifestsettings: ${name}:${value} is neither seconds since 1970 nor an ISO 8601 time`);
  return ms;
}

function count(given: ReadonlyMap<string, string>, name: string): number | undefined {
  const value = given.get(name);
  if (value === undefined) return undefined;
  if (!/^\d{1,9}$/.test(value)) throw new Refusal(400, `aws.manifestsettings: ${name}:${value} is no number of seconds`);
  return Number(value);
}

function checkSpan(start: number | undefined, end: number | undefined, startoverSeconds = 0, now: number): void {
  const oldest = now - startoverSeconds * 1000;
  if (start !== undefined && end !== undefined && start >= end) throw new Refusal(400, "aws.manifestsettings: start is not before end");
  if (start !== undefined && end !== undefined && end - start > DAY * 1000)
    throw new Refusal(400, "aws.manifestsettings: more than 24 hours");
  if (start !== undefined && (start < oldest || start > now)) throw new Refusal(404, "start is outside of the startover window");
  if (end !== undefined && end < oldest) throw new Refusal(404, "end is before the startover window");
}

function checkDelay(delaySeconds: number | undefined, startoverSeconds: number | undefined): void {
  if (delaySeconds === undefined) return;
  if (delaySeconds > (startoverSeconds ?? DAY))
    throw new Refusal(400, `aws.manifestsettings: time_delay:${String(delaySeconds)} is too long`);
}

/** "Limit manifest duration": at least two segments, less than what is configured. */
function checkWindow(windowSeconds: number | undefined, settings: ManifestSettings, segmentMs: number): void {
  if (windowSeconds === undefined) return;
  if (windowSeconds * 1000 < 2 * segmentMs || windowSeconds >= settings.windowSeconds) {
    const most = String(settings.windowSeconds);
    throw new Refusal(
      400,
      `aws.manifestsettings: manifest_window_seconds:${String(windowSeconds)} is not below ${most} and at least two segments`,
    );
  }
}
