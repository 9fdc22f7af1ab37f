/** The account as it is before anything is deployed. */
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import * as z from "zod";
import { defaultQuotas, isQuota, type Quota } from "./quotas.ts";

const shape = z.strictObject({
  accountId: z.string().regex(/^\d{12}$/, "twelve digits, in quotes"),
  partition: z.literal("aws"),
  hostedZones: z.array(
    z.strictObject({
      id: z.string().regex(/^Z[A-Z0-9]+$/, "a hosted zone id such as Z0EXAMPLE"),
      name: z.string().regex(/^[a-z0-9.-]+[a-z0-9]$/, "a domain in lower case without a dot at its end"),
    }),
  ),
  keys: z
    .array(z.strictObject({ arn: z.string().regex(/^arn:aws:kms:[a-z0-9-]+:\d{12}:key\//, "the ARN of a KMS key"), policy: z.unknown() }))
    .default([]),
  subnets: z.array(z.strictObject({ id: z.string(), region: z.string(), vpcId: z.string(), availabilityZone: z.string() })).default([]),
  securityGroups: z.array(z.strictObject({ id: z.string(), region: z.string(), vpcId: z.string() })).default([]),
  certificates: z
    .array(
      z.strictObject({
        arn: z.string().regex(/^arn:aws:acm:[a-z0-9-]+:\d{12}:certificate\//, "the ARN of a certificate"),
        domains: z.array(z.string()),
      }),
    )
    .default([]),
  webAcls: z.array(z.string().regex(/^arn:aws:wafv2:[a-z0-9-]+:\d{12}:(global|regional)\/webacl\//, "the ARN of a web ACL")).default([]),
  keyGroups: z.array(z.string().regex(/^[0-9a-f-]{36}$/, "the id of a CloudFront key group")).default([]),
  buckets: z.array(z.strictObject({ name: z.string(), policy: z.string().default("") })).default([]),
  quotas: z.record(z.string().refine(isQuota, `one of ${Object.keys(defaultQuotas).join(", ")}`), z.int().positive()),
});

export interface Account {
  accountId: string;
  partition: "aws";
  hostedZones: readonly HostedZone[];
  /** Customer keys that exist already, with their policies. */
  keys: readonly { arn: string; policy?: unknown }[];
  /** Subnets and security groups of networks that exist already. */
  subnets: readonly { id: string; region: string; vpcId: string; availabilityZone: string }[];
  securityGroups: readonly { id: string; region: string; vpcId: string }[];
  /** What an edge may bring along: issued certificates with the names they cover, web ACLs by ARN, key groups by id, buckets with their policies as JSON. */
  certificates: readonly { arn: string; domains: readonly string[] }[];
  webAcls: readonly string[];
  keyGroups: readonly string[];
  buckets: readonly { name: string; policy: string }[];
  /** The quota in force: raised in the file, or that of a new account. */
  quota(name: Quota): number;
}

export interface HostedZone {
  id: string;
  name: string;
}

/** Reads account.yaml. Refused: a file that is not there, or whose content is not of this shape; all problems in one message. */
export function readAccount(path: string): Account {
  const result = shape.safeParse(parse(readFileSync(path, "utf8")));
  if (!result.success) throw new Error(`${path} does not describe an account:\n${z.prettifyError(result.error)}`);
  const { quotas, ...account } = result.data;
  return { ...account, quota: (name) => (name in quotas ? quotas[name] : defaultQuotas[name]) };
}
