import type { CallerAccount } from "../../control/index.ts";
import type { LineupFile } from "../../stacks/plain.ts";
import { encryptedChannels } from "../passphrase/wanted.ts";
import { DEFAULT_ENVIRONMENT } from "../project.ts";
import type { Session } from "../session.ts";
import type { Draft } from "./draft.ts";
import type { PlannedKey } from "./keys.ts";

export interface Report {
  readonly environment: string;
  readonly drafts: readonly Draft[];
  readonly keys: readonly PlannedKey[];
  readonly account: CallerAccount;
  readonly remarks: readonly string[];
  /** Commands that deploy the environment, in their order. */
  readonly next: readonly string[];
}

/** Passphrases, which deployments look up; regions, then the edge that reads them, then the channels. */
export function nextCommands(environment: string, drafts: readonly Draft[], lineup: LineupFile): string[] {
  const stacks = [...drafts]
    .sort((left, right) => Number(left.role === "global-edge") - Number(right.role === "global-edge"))
    .map(({ stack }) => stack);
  const which = environment === DEFAULT_ENVIRONMENT ? "" : ` --env ${environment}`;
  return [
    ...encryptedChannels(lineup).map((channel) => `npx onair passphrase ${channel}${which}`),
    ...stacks.map((stack) => `npx onair pulumi up --stack ${stack}`),
    `npx onair start --all${which}`,
  ];
}

export function tellReport(session: Session, report: Report, json: boolean): void {
  if (json) session.print(JSON.stringify(asData(report), undefined, 2));
  else for (const line of asText(session, report)) session.print(line);
  for (const remark of report.remarks) session.tell(remark);
}

/** For programs. Holds no private key, only where one is. */
function asData({ environment, drafts, keys, account, remarks, next }: Report): Record<string, unknown> {
  return {
    environment,
    files: drafts.map(({ file, stack, role, created, changes }) => ({ file, stack, role, created, changes })),
    keys: keys.map(({ id, privateKeyFile, privatePem }) => ({
      id,
      made: privatePem !== undefined,
      ...(privateKeyFile === undefined ? {} : { privateKeyFile }),
    })),
    ...("accountId" in account ? { accountId: account.accountId } : {}),
    remarks,
    next,
  };
}

function asText(session: Session, { environment, drafts, keys, next }: Report): string[] {
  const lines = drafts.flatMap(({ file, created, changes }) => [
    `${file}${created ? " (new)" : changes.length === 0 ? ": nothing to change" : ""}`,
    ...changes.map((change) => `  ${change}`),
  ]);
  for (const { id, privatePem, privateKeyFile } of keys) {
    if (privateKeyFile === undefined)
      lines.push("", `Playback key ${id}: the public key you gave. Sign with: npx onair sign <channel> --key <its private half>`);
    else if (privatePem === undefined) lines.push("", `Playback key ${id}: the public half of ${privateKeyFile}, which was there already.`);
    else {
      lines.push(
        "",
        session.loud(`KEEP THIS SAFE: ${privateKeyFile} is the private half of playback key ${id}. Whoever has it can let anybody watch.`),
      );
      lines.push("It is readable by you alone and ignored by git; no copy exists. Put one into your password or secret store.");
    }
  }
  return [...lines, "", `Next, to put ${environment} on the air:`, ...next.map((command) => `  ${command}`)];
}
