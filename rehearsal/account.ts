import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { PLACEHOLDERS } from "../stacks/plain.ts";
import { broughtAlong, type BroughtAlong } from "./broughtAlong.ts";
import { configOf, type EnvironmentStacks } from "./stackFiles.ts";

/** What must exist in the account beforehand, as `rehearsal/account.yaml` is written. */
export interface AccountFile extends BroughtAlong {
  accountId: string;
  partition: string;
  hostedZones: { id: string; name: string }[];
  quotas: Record<string, number>;
}

/** The zone that a deployment uses. */
export interface Zone {
  readonly id: string;
  readonly name: string;
}

/**
 * Writes the account a rehearsal deploys to: the one of `rehearsal/account.yaml`. Where the stack files were filled for a
 * real account, its hosted zone, its number and what was brought along are there too, or nothing that the team really
 * deploys could be rehearsed.
 * Answers the zone that the environment's domain lies in.
 */
export function writeAccount(original: string, target: string, project: string, stacks: EnvironmentStacks): Zone {
  const account = parse(readFileSync(original, "utf8")) as AccountFile;
  const shipped = account.hostedZones[0];
  if (shipped === undefined) throw new Error(`${original} has no hosted zone`);
  let zone: Zone = shipped;
  for (const { name } of [...stacks.regions, ...stacks.last]) {
    const file = join(project, `Pulumi.${name}.yaml`);
    const config = existsSync(file) ? configOf(file) : {};
    const { "onair:domain": domain, "onair:zoneId": zoneId, "aws:allowedAccountIds": accounts } = config;
    if (typeof domain === "string" && typeof zoneId === "string" && domain !== PLACEHOLDERS.domain && zoneId !== PLACEHOLDERS.zoneId)
      zone = { id: zoneId, name: domain };
    if (Array.isArray(accounts) && accounts.length > 0) account.accountId = String(accounts[0]);
    const brought = broughtAlong(config);
    account.keys.push(...brought.keys);
    account.certificates.push(...brought.certificates);
    account.webAcls.push(...brought.webAcls);
    account.keyGroups.push(...brought.keyGroups);
    account.buckets.push(...brought.buckets);
    account.subnets.push(...brought.subnets);
    account.securityGroups.push(...brought.securityGroups);
  }
  if (!account.hostedZones.some(({ id }) => id === zone.id)) account.hostedZones.push(zone);
  writeFileSync(target, stringify(account));
  return zone;
}
