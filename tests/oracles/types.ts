/** One resource as the engine registered it: Pulumi inputs as plain JSON, unknown values as the engine's own marker (`UNKNOWN`). */
export interface RecordedResource {
  type: string;
  name: string;
  /** The region the resource is created in; for global services the provider's. */
  region: string;
  inputs: Record<string, unknown>;
}

export type Oracle = "cfn-lint" | "botocore" | "policy_sentry" | "json";

export interface Complaint {
  resource: string;
  type: string;
  oracle: Oracle;
  /** Where in the Pulumi inputs, e.g. `encoderSettings.videoDescriptions[0].width`. */
  path: string;
  message: string;
}

/** One choice whose use is measured: an enum or a union's branches, by the caller's own path, and the values that may occur. */
export interface Wanted {
  path: string;
  values: readonly string[];
}

export interface Coverage {
  rows: { path: string; hit: string[]; missed: string[] }[];
  hit: number;
  wanted: number;
  /** 100 when nothing was wanted. */
  percent: number;
}

export interface OracleReport {
  complaints: Complaint[];
  judged: Record<string, { oracle: Oracle[]; count: number }>;
  /** Types that no oracle knows, with how many resources; unjudged.ts says which of them are expected, and why. */
  unjudged: Record<string, number>;
  coverage: Coverage;
  /** Distinct bodies that were sent to the oracles, out of all resources. */
  distinct: number;
}

export interface JudgeOptions {
  /** What coverage is measured against; paths as in `hits`. */
  wanted?: readonly Wanted[];
  /** Names that differ between otherwise equal lineups (channel keys, …). Of bodies equal but for these (and for regions and ids) only the longest and the shortest are judged. Names of other than letters, digits, - and _ are ignored. */
  names?: readonly string[];
}

/** How the engine writes a value that is not known yet. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
