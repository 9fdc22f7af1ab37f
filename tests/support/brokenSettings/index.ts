import fc from "fast-check";
import { environmentFiles, type EnvironmentFiles } from "../lineupArbitrary/index.ts";
import { ALARMS_FAULTS } from "./alarms.ts";
import { ARCHIVE_FAULTS } from "./archive.ts";
import { BROUGHT_TO_REGION_FAULTS } from "./broughtToRegion.ts";
import { CHANNELS_FAULTS } from "./channels.ts";
import { EDGE_FAULTS } from "./edge.ts";
import { EDGE_SECURITY_FAULTS } from "./edgeSecurity.ts";
import { FLOW_FAULTS } from "./flows.ts";
import { INPUTS_FAULTS } from "./inputs.ts";
import { LADDERS_FAULTS } from "./ladders.ts";
import { LINEUP_FAULTS } from "./lineup.ts";
import { OUTPUT_FAULTS } from "./outputs.ts";
import { PICTURES_FAULTS } from "./pictures.ts";
import { REGION_FAULTS } from "./region.ts";
import { SIGNALS_FAULTS } from "./signals.ts";
import { SOUND_FAULTS } from "./sound.ts";
import { SOURCES_FAULTS } from "./sources.ts";
import { STACKS_FAULTS } from "./stacks.ts";
import { TEXTS_FAULTS } from "./texts.ts";
import type { Fault } from "./fault.ts";

export type { Fault } from "./fault.ts";

/** Every fault, by subject: one file of this folder each. */
export const FAULTS: readonly Fault[] = [
  ...LINEUP_FAULTS,
  ...CHANNELS_FAULTS,
  ...SOURCES_FAULTS,
  ...INPUTS_FAULTS,
  ...FLOW_FAULTS,
  ...ARCHIVE_FAULTS,
  ...OUTPUT_FAULTS,
  ...BROUGHT_TO_REGION_FAULTS,
  ...SIGNALS_FAULTS,
  ...SOUND_FAULTS,
  ...LADDERS_FAULTS,
  ...PICTURES_FAULTS,
  ...REGION_FAULTS,
  ...ALARMS_FAULTS,
  ...EDGE_FAULTS,
  ...EDGE_SECURITY_FAULTS,
  ...STACKS_FAULTS,
  ...TEXTS_FAULTS,
];

/** Enough that faults meet all kinds of channels. */
const ENVIRONMENTS = 150;

/** `count` broken environments, every kind of fault in turn, each on a generated environment it fits. */
export function brokenEnvironments(count: number): { files: EnvironmentFiles; fault: Fault }[] {
  const pool = fc.sample(environmentFiles, { numRuns: ENVIRONMENTS, seed: 4711 });
  return Array.from({ length: count }, (_, index) => {
    const fault = FAULTS[index % FAULTS.length];
    if (fault === undefined) throw new Error("no faults");
    const fitting = pool.filter(({ production }) => fault.kind === undefined || (fault.kind === "production") === production);
    const files = fitting[index % fitting.length];
    if (files === undefined) throw new Error("no environment it fits");
    return { files: fault.break(structuredClone(files)), fault };
  });
}
