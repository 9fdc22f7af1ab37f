import { z } from "zod";
import { keyProblem } from "../components/edge/index.ts";
import { environmentName } from "./lineupSchema.ts";
import { formatCidr, networkOf, parseCidr } from "./network.ts";
import { quotasSchema } from "./quotas.ts";
import { PLACEHOLDERS } from "./placeholders.ts";
import { must } from "./schemaProblems.ts";

export { PLACEHOLDERS };

const PLACEHOLDER_REMEDY = "run `onair init <environment>`, which fills it, or write your own";

const RESERVED_DOMAINS = /(^|\.)example\.(com|net|org)$/;

/** Narrowest opening that still names an encoder's network; a shorter prefix is a way of being open to the world. */
const SHORTEST_PREFIX = 16;

const encoderCidr = z.string().superRefine((text, context) => {
  const problem = encoderCidrProblem(text);
  if (problem !== undefined) context.addIssue({ code: "custom", message: must(problem[0], problem[1]) });
});

function encoderCidrProblem(text: string): [what: string, remedy: string] | undefined {
  if (text === PLACEHOLDERS.encoderCidr) return ["is still the placeholder", PLACEHOLDER_REMEDY];
  const cidr = parseCidr(text);
  if (cidr === undefined) return ["is not an IPv4 network", "write an address and a prefix length, such as 203.0.113.7/32"];
  const network = networkOf(cidr);
  if (network.address !== cidr.address)
    return ["has host bits set", `write ${formatCidr(network)}, or ${text.split("/")[0] ?? ""}/32 for the one address`];
  if (cidr.prefix < SHORTEST_PREFIX)
    return ["is open to far more than your encoders", `use /${SHORTEST_PREFIX} or longer: list the public addresses of your encoders`];
  return undefined;
}

/** AWS allows ten rules in an input security group (MediaLive User Guide, working with input security groups). */
const RULES_PER_GROUP = 10;

const encoderCidrs = z
  .array(encoderCidr)
  .max(RULES_PER_GROUP, must("has too many networks", `list at most ${RULES_PER_GROUP}: an input security group takes no more`))
  .refine((list) => new Set(list).size === list.length, must("repeats a network", "list each network once"))
  .default([]);

const domain = z
  .string()
  .toLowerCase()
  .regex(
    /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
    must("is not a domain name", "write the name of your hosted zone or a name below it, such as live.your-company.tv"),
  )
  .refine((name) => !RESERVED_DOMAINS.test(name), must("is still the placeholder", PLACEHOLDER_REMEDY));

const zoneId = z
  .string()
  .refine((id) => id !== PLACEHOLDERS.zoneId, must("is still the placeholder", PLACEHOLDER_REMEDY))
  .regex(/^Z[A-Z0-9]{7,31}$/, must("is not a hosted zone id", "copy it from Route 53; it starts with Z"));

const publicKey = z.string().superRefine((pem, context) => {
  const problem = publicKeyProblem(pem);
  if (problem !== undefined) context.addIssue({ code: "custom", message: must(problem[0], problem[1]) });
});

function publicKeyProblem(pem: string): [what: string, remedy: string] | undefined {
  if (pem.trim() === PLACEHOLDERS.playbackKey) return ["is still the placeholder", PLACEHOLDER_REMEDY];
  const [problem] = keyProblem("", pem);
  return problem === undefined ? undefined : [problem.what, problem.remedy];
}

const keyId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, must("is not a key id", "use up to 32 of a-z, 0-9 and -"));

/** A key group holds five keys (CloudFront Developer Guide, quotas). */
const KEYS_PER_GROUP = 5;

const playbackKeys = z
  .record(keyId, publicKey)
  .refine((keys) => Object.keys(keys).length > 0, must("has no key", "run `onair init <environment>`, which makes the first pair"))
  .refine(
    (keys) => Object.keys(keys).length <= KEYS_PER_GROUP,
    must("has too many keys", `keep at most ${KEYS_PER_GROUP}: retire old ones`),
  );

const email = z.email(must("is not an e-mail address", "write one address, such as live-ops@your-company.tv"));

const webOrigin = z
  .string()
  .regex(/^https:\/\/[a-z0-9.-]+(:\d+)?$/, must("is not a web origin", "write https:// and the host, without a path"));

const day = z.enum(["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"]);
const hour = z.string().regex(/^([01]\d|2[0-3]):00$/, must("is not a full hour", "write UTC on the hour, such as 02:00"));

const whole = (lowest: number, highest: number): z.ZodNumber =>
  z
    .number()
    .int(must("is not a whole number", "use a whole number"))
    .min(lowest, must("is too low", `use ${lowest} to ${highest}`))
    .max(highest, must("is too high", `use ${lowest} to ${highest}`));

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

const common = { environment: environmentName, tags, quotas: quotasSchema };
const region = {
  encoderCidrs,
  maintenanceDay: day.default("TUESDAY"),
  maintenanceStart: hour.default("02:00"),
  health,
  alertEmail: email.optional(),
  start: z.enum(["manual", "onDeploy"]).default("manual"),
};
const edge = {
  playbackKeys,
  allowedOrigins: z.array(webOrigin).default([]),
  priceClass: z.enum(["PriceClass_100", "PriceClass_200", "PriceClass_All"]).default("PriceClass_100"),
  logRetentionDays: whole(1, 3650).default(90),
};

/** The `onair:` keys a stack file may hold, by the role of the stack. */
export const settingsSchema = z.discriminatedUnion("role", [
  z.strictObject({ role: z.literal("encode-region"), ...common, ...region }),
  z.strictObject({ role: z.literal("global-edge"), ...common, ...edge, domain, zoneId }),
  z.strictObject({ role: z.literal("standalone"), ...common, ...region, ...edge }),
]);

export type SettingsFile = z.output<typeof settingsSchema>;
export type Role = SettingsFile["role"];
