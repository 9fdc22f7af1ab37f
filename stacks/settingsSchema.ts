import { z } from "zod";
import { broughtToRegion } from "./bringRegionSchema.ts";
import { channelAlarmSettings, edgeAlarmSettings, toldSettings } from "./alarmSchema.ts";
import { domainSettings, edgeSettings } from "./edgeSchema.ts";
import { environmentName } from "./lineupSchema.ts";
import { flowRegionSettings } from "./flowRegionSchema.ts";
import { WEEK_DAYS } from "./maintenance.ts";
import { networkProblem } from "./encoderNetwork.ts";
import { quotasSchema } from "./quotas.ts";
import { PLACEHOLDERS } from "./placeholders.ts";
import { must } from "./schemaProblems.ts";
import { whole } from "./whole.ts";

export { PLACEHOLDERS };

const encoderCidr = z.string().superRefine((text, context) => {
  const problem = networkProblem(text);
  if (problem !== undefined) context.addIssue({ code: "custom", message: must(problem[0], problem[1]) });
});

/** AWS allows ten rules in an input security group (MediaLive User Guide, working with input security groups). */
const RULES_PER_GROUP = 10;

const encoderCidrs = z
  .array(encoderCidr)
  .max(RULES_PER_GROUP, must("has too many networks", `list at most ${RULES_PER_GROUP}: an input security group takes no more`))
  .refine((list) => new Set(list).size === list.length, must("repeats a network", "list each network once"))
  .default([]);

const day = z.enum(WEEK_DAYS);
const hour = z.string().regex(/^([01]\d|2[0-3]):00$/, must("is not a full hour", "write UTC on the hour, such as 02:00"));

const health = z
  .strictObject({
    minActiveOutputs: whole(1, 50).default(1),
    minIngressBytesPerMinute: whole(1, 1_000_000_000).default(1),
    evaluationPeriods: whole(1, 10).default(3),
    datapointsToAlarm: whole(1, 10).default(2),
  })
  .refine(
    (value) => value.datapointsToAlarm <= value.evaluationPeriods,
    must("asks for more bad minutes than it looks at", "make datapointsToAlarm at most evaluationPeriods"),
  )
  .prefault({});

const tags = z
  .record(
    z
      .string()
      .regex(
        /^(?!aws:)[\w .:/=+@-]{1,128}$/,
        must("is not a tag key", "use letters, digits, spaces and _.:/=+-@, not beginning with aws:"),
      ),
    z.string().max(256, must("is too long", "use at most 256 characters")),
  )
  .default({});

const common = { environment: environmentName, tags, quotas: quotasSchema, ...toldSettings };
const region = {
  encoderCidrs,
  /** Each region has a window of its own where these say nothing: `defaultWindow`. */
  maintenanceDay: day.optional(),
  maintenanceStart: hour.optional(),
  health,
  ...channelAlarmSettings,
  start: z.enum(["manual", "onDeploy"]).default("manual"),
  ...flowRegionSettings,
  ...broughtToRegion,
};
/** The `onair:` keys a stack file may hold, by the role of the stack. */
export const settingsSchema = z.discriminatedUnion("role", [
  z.strictObject({ role: z.literal("encode-region"), ...common, ...region }),
  z.strictObject({ role: z.literal("global-edge"), ...common, ...edgeSettings, ...edgeAlarmSettings, ...domainSettings }),
  z.strictObject({ role: z.literal("standalone"), ...common, ...region, ...edgeSettings, ...edgeAlarmSettings }),
]);

export type SettingsFile = z.output<typeof settingsSchema>;
export type Role = SettingsFile["role"];
