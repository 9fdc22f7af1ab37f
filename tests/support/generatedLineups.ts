import fc from "fast-check";
import { environmentFiles, type EnvironmentFiles } from "./lineupArbitrary/index.ts";

/** Lineups with at least so many channels between them, the same for the same seed. */
export function generatedLineups(channels: number, seed: number): EnvironmentFiles[] {
  let found = 0;
  const lineups: EnvironmentFiles[] = [];
  for (const files of fc.sample(environmentFiles, { numRuns: channels, seed })) {
    if (found >= channels) break;
    found += channelsIn(files);
    lineups.push(files);
  }
  return lineups;
}

export function channelsIn({ lineup }: EnvironmentFiles): number {
  return Object.keys(lineup["channels"] as object).length;
}
