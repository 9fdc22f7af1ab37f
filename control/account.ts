import type { AwsAccess } from "./access.ts";

/** Account of a set of credentials, or why it is not known. */
export type CallerAccount = { readonly accountId: string } | { readonly unknown: string };

/** Looking for credentials may end in a wait for an instance's metadata service; nobody should wait for that. Seconds. */
const LONGEST_LOOK = 4;

/** Which account the credentials of the standard chain belong to. Never throws: not knowing is an answer. */
export async function callerAccount(access: AwsAccess): Promise<CallerAccount> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<CallerAccount>((resolve) => {
    timer = setTimeout(() => resolve({ unknown: `no answer within ${LONGEST_LOOK} s` }), LONGEST_LOOK * 1000);
  });
  const answer = askSts(access).catch((error: unknown): CallerAccount => ({
    unknown: error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error),
  }));
  return Promise.race([answer, tooLong]).finally(() => clearTimeout(timer));
}

async function askSts(access: AwsAccess): Promise<CallerAccount> {
  // arn:aws:iam::123456789012:role/… : whoever takes the role on acts in the role's account.
  const ofRole = access.assumeRoleArn?.split(":")[4];
  if (ofRole !== undefined && /^\d{12}$/.test(ofRole)) return { accountId: ofRole };
  const { STSClient, GetCallerIdentityCommand } = await import("@aws-sdk/client-sts");
  const { fromNodeProviderChain } = await import("@aws-sdk/credential-providers");
  const credentials = fromNodeProviderChain(access.profile === undefined ? {} : { profile: access.profile });
  const client = new STSClient({ region: access.region, credentials, maxAttempts: 1 });
  try {
    const { Account } = await client.send(new GetCallerIdentityCommand({}));
    return Account === undefined ? { unknown: "AWS named no account" } : { accountId: Account };
  } finally {
    client.destroy();
  }
}
