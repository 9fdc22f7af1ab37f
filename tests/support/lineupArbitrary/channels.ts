import fc from "fast-check";
import { title, written } from "./parts.ts";
import { archive } from "./archive.ts";
import { outputs } from "./outputs.ts";
import { signalWishes } from "./signals.ts";
import { soundWishes } from "./sound.ts";
import { isPushed, moreInputs, source } from "./sources.ts";

/** One channel of a lineup. */
export const channelFile = (
  production: boolean,
  regions: readonly string[],
  ladders: readonly string[],
): fc.Arbitrary<Record<string, unknown>> =>
  fc
    .record({
      title,
      group: fc.constantFrom(undefined, "main", "sports"),
      swapped: fc.boolean(),
      ladder: fc.constantFrom(...ladders),
      source: source(production, regions),
      moreInputs: moreInputs(production, regions),
      archive,
      outputs,
      ...soundWishes,
      ...signalWishes,
      single: fc.boolean(),
      uplinkWritten: fc.boolean(),
      liveWindowSeconds: fc.constantFrom(undefined, 60, 120, 900),
      startoverSeconds: fc.constantFrom(undefined, 0, 3600, 1_209_600),
      logLevel: fc.constantFrom(undefined, "ERROR", "WARNING", "INFO", "DEBUG", "DISABLED"),
    })
    .map(({ swapped, single, uplinkWritten, ...rest }) => {
      const alone = isPushed(rest.source) && !Object.values(rest.moreInputs ?? {}).some(isPushed);
      const uplink = single && production && alone ? "single" : uplinkWritten ? "both" : undefined;
      return written({ ...rest, uplink, regions: swapped ? [...regions].reverse() : [...regions] });
    });
