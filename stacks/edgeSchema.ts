import { z } from "zod";
import {
  bucketProblem,
  certificateArnProblem,
  countryProblem,
  edgeKeyArnProblem,
  keyGroupIdProblem,
  keyProblem,
  KEYS_PER_GROUP,
  publicKeyIdProblem,
  webAclArnProblem,
  webOriginProblem,
  type Objection,
} from "../components/edge/plan.ts";
import { PLACEHOLDER_REMEDY, PLACEHOLDERS } from "./placeholders.ts";
import { qualitySelection } from "./qualitySchema.ts";
import { must } from "./schemaProblems.ts";
import { whole } from "./whole.ts";

/** Text that a judge of the edge's own room accepts. */
function judged(judge: (text: string) => Objection | undefined): z.ZodString {
  return z.string().superRefine((text, context) => {
    const objection = judge(text);
    if (objection !== undefined) context.addIssue({ code: "custom", message: must(objection.what, objection.remedy) });
  });
}

const RESERVED_DOMAINS = /(^|\.)example\.(com|net|org)$/;

export const domain = z
  .string()
  .toLowerCase()
  .regex(
    /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
    must("is not a domain name", "write the name of your hosted zone or a name below it, such as live.your-company.tv"),
  )
  .refine((name) => !RESERVED_DOMAINS.test(name), must("is still the placeholder", PLACEHOLDER_REMEDY));

export const zoneId = z
  .string()
  .refine((id) => id !== PLACEHOLDERS.zoneId, must("is still the placeholder", PLACEHOLDER_REMEDY))
  .regex(/^Z[A-Z0-9]{7,31}$/, must("is not a hosted zone id", "copy it from Route 53; it starts with Z"));

const publicKey = judged((pem) => {
  if (pem.trim() === PLACEHOLDERS.playbackKey) return { what: "is still the placeholder", remedy: PLACEHOLDER_REMEDY };
  return keyProblem("", pem)[0];
});

const keyId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, must("is not a key id", "use up to 32 of a-z, 0-9 and -"));

const playbackKeys = z
  .record(keyId, publicKey)
  .refine((keys) => Object.keys(keys).length > 0, must("has no key", "run `onair init <environment>`, which makes the first pair"))
  .refine(
    (keys) => Object.keys(keys).length <= KEYS_PER_GROUP,
    must("has too many keys", `keep at most ${KEYS_PER_GROUP}: retire old ones`),
  );

const keyGroup = z.strictObject({
  id: judged(keyGroupIdProblem),
  publicKeys: z
    .record(keyId, judged(publicKeyIdProblem))
    .refine(
      (keys) => Object.keys(keys).length > 0,
      must("names no key", "write CloudFront's id of each key that signs, by a name of yours"),
    ),
});

const allowedOrigins = z
  .array(judged(webOriginProblem))
  .refine((list) => new Set(list).size === list.length, must("repeats an origin", "list each origin once"))
  .default([]);

/** YAML 1.1 readers take a bare NO, Norway, for false. */
const country = judgedCountry();

function judgedCountry(): z.ZodString {
  return z
    .string(must("is not a country code", 'write two letters, quoted where YAML would misread them: "NO"'))
    .superRefine((code, context) => {
      const objection = countryProblem(code);
      if (objection !== undefined) context.addIssue({ code: "custom", message: must(objection.what, objection.remedy) });
    });
}

const countries = z
  .array(country)
  .min(1, must("names no country", "list at least one, or leave geo out to serve every country"))
  .superRefine((list, context) => {
    for (const [index, code] of list.entries()) {
      if (list.indexOf(code) !== index)
        context.addIssue({ code: "custom", path: [index], message: must("repeats a country", "list each country once") });
    }
  })
  .optional();

const geo = z
  .strictObject({ allow: countries, block: countries, enforcedBy: z.enum(["distribution", "firewall"]).default("distribution") })
  .refine(
    ({ allow, block }) => allow === undefined || block === undefined,
    must("lists countries to allow and countries to block", "keep one of the two lists"),
  )
  .refine(
    ({ allow, block }) => allow !== undefined || block !== undefined,
    must("lists no countries", "write allow: [...] or block: [...], or leave geo out"),
  );

const firewall = z.strictObject(
  {
    mode: z.enum(["off", "count", "block"]).default("block"),
    viewersPerAddress: whole(1, 100_000).default(100),
    anonymousAddresses: z.enum(["allow", "block"]).default("allow"),
  },
  must("is not a firewall", "write { mode: block }, { mode: count } or { mode: off }"),
);

const realtimeLogs = z.strictObject({ samplingRate: whole(1, 100) });

/** What a stack that serves viewers may say. */
export const edgeSettings = {
  playbackKeys: playbackKeys.optional(),
  keyGroup: keyGroup.optional(),
  allowedOrigins,
  priceClass: z.enum(["PriceClass_100", "PriceClass_200", "PriceClass_All"]).default("PriceClass_100"),
  logRetentionDays: whole(1, 3650).default(90),
  geo: geo.optional(),
  /** Left out: on in production, off in development. */
  firewall: firewall.optional(),
  firewallArn: judged(webAclArnProblem).optional(),
  originShield: z.boolean().default(false),
  /** The page that plays, at `/player/index.html` of the viewers' name. */
  player: z.boolean().default(true),
  /** Left out: on in production, off in development. */
  monitoring: z.boolean().optional(),
  realtimeLogs: realtimeLogs.optional(),
  logBucket: judged(bucketProblem).optional(),
  edgeKeyArn: judged(edgeKeyArnProblem).optional(),
};

/** What only an edge with a domain may say. */
export const domainSettings = { domain, zoneId, certificateArn: judged(certificateArnProblem).optional(), qualitySelection };
