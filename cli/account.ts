import type { AwsAccess } from "../control/index.ts";
import { CliError } from "./errors.ts";
import type { StackFile } from "./project.ts";
import type { Session } from "./session.ts";

/** Accounts that stacks may be deployed to; none named, any. */
export function allowedAccounts(configs: readonly StackFile["config"][]): string[] {
  const accounts = configs.flatMap((config) => {
    const named = config["aws:allowedAccountIds"];
    return Array.isArray(named) ? named.map(String) : [];
  });
  return [...new Set(accounts)];
}

/** A forgotten profile would make a secret where no deployment looks for it. Not knowing the account is no reason to stop. */
export async function refuseForeignAccount(session: Session, access: AwsAccess | undefined, accounts: readonly string[]): Promise<void> {
  if (access === undefined || accounts.length === 0) return;
  const found = await session.tools.callerAccount(access);
  if ("accountId" in found && !accounts.includes(found.accountId))
    throw new CliError(
      `Your credentials belong to account ${found.accountId}, and the stack files allow ${accounts.join(", ")}; set AWS_PROFILE to the right one.`,
    );
}
