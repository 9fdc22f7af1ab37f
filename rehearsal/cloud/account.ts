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
  quotas: z.record(z.string().refine(isQuota, `one of ${Object.keys(defaultQuotas).join(", ")}`), z.int().positive()),
});

export interface Account {
  accountId: string;
  partition: "aws";
  hostedZones: readonly HostedZone[];
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
