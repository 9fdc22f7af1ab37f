import { join } from "node:path";
import { accessOf, type CallerAccount } from "../../control/index.ts";
import { refuse } from "../../stacks/plain.ts";
import { writeFilesAtomically } from "../atomicFiles.ts";
import { readPublicKey, writePrivateKey } from "../playbackKeys.ts";
import { findProject, readLineup } from "../project.ts";
import type { Session } from "../session.ts";
import { askForMissing, givenAnswers, inheritedAnswers, missingProblems } from "./answers.ts";
import { configOf, loadDrafts, textOf, type Draft } from "./draft.ts";
import { draftProblems } from "./fields.ts";
import { fillAccount, fillFields, fillKeys } from "./fill.ts";
import { planKeys, type PlannedKey } from "./keys.ts";
import { nextCommands, tellReport, type Report } from "./report.ts";

export interface InitOptions {
  readonly domain?: string;
  readonly zoneId?: string;
  readonly encoderCidr?: readonly string[];
  readonly alertEmail?: string;
  readonly publicKey?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/**
 * Makes an environment's stack files ready to deploy. Everything is worked out and checked before the first byte is written;
 * a second run changes nothing.
 */
export async function runInit(session: Session, environment: string, options: InitOptions): Promise<void> {
  const subject = `Onair cannot fill the stack files of ${environment}`;
  const project = findProject(session.cwd);
  const lineup = readLineup(project, environment);
  const { domain, zoneId, encoderCidr, alertEmail } = options;
  const given = givenAnswers(withoutUndefined({ domain, zoneId, encoderCidrs: encoderCidr, alertEmail }), subject);
  const publicKey = options.publicKey === undefined ? undefined : readPublicKey(options.publicKey);
  const drafts = loadDrafts(project, environment, lineup);
  const inherited = inheritedAnswers(drafts);
  const asked = session.interactive && options.yes !== true ? await askForMissing(session, drafts, { ...inherited, ...given }) : {};
  refuse(missingProblems(drafts, { ...inherited, ...asked, ...given }), subject);
  const keys = await planKeys(project, environment, drafts, publicKey);
  for (const draft of drafts) {
    fillFields(draft, { given, asked, inherited });
    fillKeys(draft, keys);
  }
  refuse(drafts.flatMap(draftProblems), subject);
  const account = await bindToAccount(session, drafts);
  write(project, drafts, keys);
  const report: Report = {
    environment,
    drafts,
    keys,
    account: account.found,
    remarks: account.remarks,
    next: nextCommands(environment, drafts, lineup),
  };
  tellReport(session, report, options.json === true);
}

async function bindToAccount(session: Session, drafts: readonly Draft[]): Promise<{ found: CallerAccount; remarks: string[] }> {
  const [first] = drafts;
  if (first === undefined) return { found: { unknown: "there is no stack file" }, remarks: [] };
  const found = await session.tools.callerAccount(accessOf(configOf(first), first.region));
  if ("unknown" in found)
    return {
      found,
      remarks: [
        "Your AWS account is not known here, so the stack files are not bound to it; sign in and run this again, or write aws:allowedAccountIds yourself.",
      ],
    };
  const remarks = drafts.flatMap((draft) => {
    const other = fillAccount(draft, found.accountId);
    return other === undefined
      ? []
      : [`${draft.file} allows account ${other}, and your credentials belong to ${found.accountId}; it was left as it is.`];
  });
  return { found, remarks };
}

/** Keys first: a public key whose private half is lost would be worse than a key nobody uses. */
function write(project: string, drafts: readonly Draft[], keys: readonly PlannedKey[]): void {
  for (const { privatePem, privateKeyFile } of keys) {
    if (privatePem !== undefined && privateKeyFile !== undefined) writePrivateKey(project, privateKeyFile, privatePem);
  }
  const changed = drafts.filter((draft) => draft.created || draft.changes.length > 0);
  writeFilesAtomically(changed.map((draft) => ({ path: join(project, draft.file), text: textOf(draft) })));
}

function withoutUndefined<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
