/** Whether a drill went as it should. Pure. */
import { attemptsOf, hitRatio, isMedia, unsignedMedia } from "../media/log/index.ts";
import type { Expectation, LogFigures, Observation, Served } from "./types.ts";

/** Frames come in steps; a stall that a viewer cannot tell from none. Seconds. */
const UNSEEN_STALL = 0.25;

/** What did not hold, one sentence each; empty where all did. */
export function brokenPromises(expected: Expectation, seen: Observation, log: LogFigures): string[] {
  return [...(expected.refused ? refusal(seen, log) : undisturbed(expected, seen, log)), ...always(seen, log)];
}

function refusal({ message, recoverySeconds }: Observation, { mediaBytesWithoutRight, refused }: LogFigures): string[] {
  return [
    ...(refused === 0 ? ["nothing was refused"] : []),
    ...(message === undefined || message.trim() === "" ? ["the viewer was not told why"] : []),
    ...(mediaBytesWithoutRight > 0 ? [`${mediaBytesWithoutRight} media bytes were served without a right to them`] : []),
    ...(recoverySeconds === undefined ? ["it did not play again after signing in"] : []),
  ];
}

function undisturbed(expected: Expectation, seen: Observation, log: LogFigures): string[] {
  const { stallSeconds } = expected;
  const fatal = seen.errors.filter((error) => error.fatal);
  return [
    ...fatal.map(({ code, message }) => `playback error ${code}: ${message}`),
    ...(stallSeconds !== undefined && seen.stallSeconds > Math.max(stallSeconds, UNSEEN_STALL)
      ? [`it stood still for ${seen.stallSeconds} s, and ${stallSeconds} s is the most`]
      : []),
    ...(expected.regionSwitch === "must" && seen.regionSwitches.length === 0 ? ["no other region took over"] : []),
    ...(expected.regionSwitch === "never" && seen.regionSwitches.length > 0
      ? [`the region changed: ${seen.regionSwitches.join(", ")}`]
      : []),
    ...(expected.inputSwitch === "must" && seen.inputSwitches.length === 0 ? ["the packager did not change its input"] : []),
    ...(expected.failedAttempts === "must" && log.failedInForce === 0 ? ["no attempt at an origin failed: the fault did nothing"] : []),
    ...(expected.jumps === "none" && seen.jumps.length > 0 ? [`the picture jumped: ${seen.jumps.join(", ")} s`] : []),
    ...(seen.unreportedJumps.length > 0 ? [`the picture's clock jumped unreported: ${seen.unreportedJumps.join(", ")} s`] : []),
    ...(seen.reloads > 0 ? ["the page was loaded again"] : []),
  ];
}

function always({ playsAtTheEnd }: Observation, { unsignedMediaBytes }: LogFigures): string[] {
  return [
    ...(playsAtTheEnd ? [] : ["it does not play at the end"]),
    ...(unsignedMediaBytes > 0 ? [`${unsignedMediaBytes} media bytes came without a valid signature`] : []),
  ];
}

/** Milliseconds since 1970, both ends within. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

export interface Spans {
  /** While something was broken. */
  readonly fault?: Span;
  /** While viewers had no right to watch. */
  readonly withoutRight?: Span;
}

export function logFigures(served: Served, { fault, withoutRight }: Spans = {}): LogFigures {
  const { ratio } = hitRatio(served);
  return {
    requests: served.length,
    originRequests: attemptsOf(served).length,
    hitRatio: Math.round(ratio * 1000) / 1000,
    refused: served.filter(({ signature }) => signature === "invalid" || signature === "missing").length,
    failedAttempts: failedAttempts(served),
    failedInForce: failedAttempts(begunIn(served, fault)),
    unsignedMediaBytes: bytesOf(unsignedMedia(served)),
    mediaBytesWithoutRight: bytesOf(begunIn(served, withoutRight).filter(isMedia)),
  };
}

/** Requests that began within a time; none of no time. */
function begunIn(served: Served, span: Span | undefined): Served {
  return span === undefined ? [] : served.filter(({ at }) => at >= span.from && at <= span.until);
}

/** Attempts at origins that came to nothing, or to an error. */
export function failedAttempts(served: Served): number {
  return attemptsOf(served).filter(({ status, failed }) => failed !== undefined || status >= 400).length;
}

function bytesOf(requests: Served): number {
  return requests.reduce((sum, { bytes }) => sum + bytes, 0);
}
