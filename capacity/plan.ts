import { expectedLoad, requestsPerViewer } from "./expected/index.ts";
import { closest, limitUses, reaches, type Reach, type Use } from "./limits.ts";
import { hitRatio, plus, total, type Load, type LoadParameters } from "./types.ts";

/** What so many viewers mean. Rates per second. */
export interface PlanRow {
  readonly viewers: number;
  readonly requestsPerViewer: number;
  readonly requests: number;
  /** Requests while the last of them arrive. */
  readonly peakRequests: number;
  /** Share of viewers' requests that no origin hears of. */
  readonly hitRatio: number;
  /** GETs and HEADs to all endpoints of a region, at the peak. */
  readonly originRequests: Readonly<Record<string, number>>;
  readonly egressBits: number;
  /** Of the limits, at the peak. */
  readonly uses: readonly Use[];
  readonly closest?: Use;
}

export interface CapacityPlan {
  readonly rows: readonly PlanRow[];
  /** When each limit is reached, at the peak; the earliest first. */
  readonly reaches: readonly Reach[];
}

/**
 * The plan for several numbers of viewers. The peak is the moment at which all of them are there and the last still arrive, evenly in
 * `joinSeconds`: what a player asks for at its start comes on top of what it asks for all the time.
 */
export function capacityPlan(parameters: LoadParameters, viewers: readonly number[], joinSeconds: number): CapacityPlan {
  const joining = { ...parameters, sessionSeconds: Math.min(joinSeconds, parameters.sessionSeconds) };
  return { rows: viewers.map((count) => rowOf(expectedLoad(parameters, count), expectedLoad(joining, count))), reaches: reaches(joining) };
}

function rowOf(steady: Load, peak: Load): PlanRow {
  const uses = limitUses(peak);
  const most = closest(uses);
  return {
    viewers: steady.viewers,
    requestsPerViewer: requestsPerViewer(steady),
    requests: total(steady.requests),
    peakRequests: total(peak.requests),
    hitRatio: hitRatio(steady),
    originRequests: byRegion(peak),
    egressBits: peak.egressBits,
    uses,
    ...(most === undefined ? {} : { closest: most }),
  };
}

function byRegion({ endpoints }: Load): Record<string, number> {
  const regions: Record<string, number> = {};
  for (const { region, gets, heads } of endpoints) regions[region] = (regions[region] ?? 0) + total(plus(gets, heads));
  return regions;
}
