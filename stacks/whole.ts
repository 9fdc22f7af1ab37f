import { z } from "zod";
import { must } from "./schemaProblems.ts";

/** A whole number within bounds, with messages that say which. */
export const whole = (lowest: number, highest: number): z.ZodNumber =>
  z
    .number()
    .int(must("is not a whole number", "use a whole number"))
    .min(lowest, must("is too low", `use ${lowest} to ${highest}`))
    .max(highest, must("is too high", `use ${lowest} to ${highest}`));
