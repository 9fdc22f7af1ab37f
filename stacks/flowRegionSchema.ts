import { z } from "zod";
import { must } from "./schemaProblems.ts";

const ZONES = 2;

/** Where MediaConnect flows run. Names of zones differ from account to account. */
export const flowRegionSettings = {
  availabilityZones: z
    .array(
      z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d[a-z]$/, must("is not the name of an Availability Zone", "write a name such as us-east-1a")),
    )
    .length(ZONES, must("does not name two zones", "name two: one for the flow of each pipeline"))
    .refine((list) => new Set(list).size === list.length, must("names one zone twice", "name two: a flow in each"))
    .optional()
    .meta({
      description:
        "Zones of the MediaConnect flows of pipelines a and b. Production with flows must name them; development takes the region's first, as AWS lists them now.",
    }),
};
