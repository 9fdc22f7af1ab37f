import {
  awaitCopies,
  createSecret,
  findSecret,
  putSecretValue,
  randomPassphrase,
  readSecretValue,
  replicateSecret,
  type AwsAccess,
  type KeptSecret,
} from "../../control/index.ts";
import { CliError, EXIT, UsageError } from "../errors.ts";
import { findProject, readLineup, stacksOf } from "../project.ts";
import { confirm, type Session } from "../session.ts";
import { table } from "../table.ts";
import { wantedPassphrases, type WantedPassphrase } from "./wanted.ts";

export interface PassphraseOptions {
  readonly input?: string;
  readonly env: string;
  readonly rotate?: boolean;
  readonly show?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
}

interface Kept {
  readonly input: string;
  readonly secret: string;
  readonly done: "made" | "kept" | "replaced";
  readonly primaryRegion: string;
  readonly regions: KeptSecret["regions"];
}

/** Makes, keeps, replaces or shows the passphrases of a channel. What it prints never holds one. */
export async function runPassphrase(session: Session, channel: string, options: PassphraseOptions): Promise<void> {
  refuseMixture(session, options);
  const project = findProject(session.cwd);
  const lineup = readLineup(project, options.env);
  const wanted = wantedPassphrases(lineup, stacksOf(project, options.env), channel, options.input);
  if ((options.rotate === true || options.show === true) && wanted.length > 1)
    throw new UsageError(
      `Several inputs of ${channel} take a passphrase; name one: --input ${wanted.map(({ input }) => input).join(", ")}.`,
    );
  const [first] = wanted;
  if (first !== undefined) await refuseForeignAccount(session, first);
  if (options.show === true) return first === undefined ? undefined : show(session, channel, first);
  if (options.rotate === true && options.yes !== true) await confirmRotation(session, channel);
  const kept: Kept[] = [];
  for (const one of wanted) kept.push(await keep(session, one, options.rotate === true));
  report(session, channel, kept, options);
}

function refuseMixture(session: Session, { rotate, show: shown, json }: PassphraseOptions): void {
  if (shown !== true) return;
  if (rotate === true) throw new UsageError("--show and --rotate do not go together: replace it first, then show it.");
  if (json === true)
    throw new UsageError("--show and --json do not go together: a passphrase is shown to a person, and goes into no file.");
  if (!session.interactive)
    throw new UsageError("--show needs a terminal: a passphrase is shown to a person, and goes into no file or pipe.");
}

/** A forgotten profile would make the passphrase where no deployment looks for it. Not knowing the account is no reason to stop. */
async function refuseForeignAccount(session: Session, { accesses: [access], accounts }: WantedPassphrase): Promise<void> {
  if (access === undefined || accounts.length === 0) return;
  const found = await session.tools.callerAccount(access);
  if ("accountId" in found && !accounts.includes(found.accountId))
    throw new CliError(
      `Your credentials belong to account ${found.accountId}, and the stack files allow ${accounts.join(", ")}; set AWS_PROFILE to the right one.`,
    );
}

async function confirmRotation(session: Session, channel: string): Promise<void> {
  if (!session.interactive) throw new UsageError("--rotate without a terminal needs --yes.");
  session.tell(session.loud(`Encoders of ${channel} are refused until they have the new passphrase.`));
  if (!(await confirm(session, "Replace it?"))) throw new CliError("Nothing was replaced.");
}

async function keep(session: Session, { input, wish, accesses }: WantedPassphrase, rotate: boolean): Promise<Kept> {
  const found = await findSecret(accesses, wish.name);
  const first = accesses[0];
  if (first === undefined) throw new CliError(`${wish.name} belongs in no region.`);
  if (found === undefined) {
    await createSecret(first, wish, randomPassphrase());
    return result(input, "made", await awaitCopies(first, wish.name, session.tools.pollSeconds));
  }
  refuseDeleted(found);
  const primary = accessIn(accesses, found.primaryRegion);
  const missing = wish.regions.filter((region) => ["", "Failed"].includes(found.regions[region]?.status ?? ""));
  await replicateSecret(primary, wish, missing);
  if (rotate) await putSecretValue(primary, wish.name, randomPassphrase());
  return result(input, rotate ? "replaced" : "kept", await awaitCopies(primary, wish.name, session.tools.pollSeconds));
}

function result(input: string, done: Kept["done"], { name, primaryRegion, regions }: KeptSecret): Kept {
  return { input, secret: name, done, primaryRegion, regions };
}

function refuseDeleted({ name, deletedOn, primaryRegion }: KeptSecret): void {
  if (deletedOn === undefined) return;
  throw new CliError(
    `The secret ${name} is to be deleted since ${deletedOn.slice(0, 10)}; keep it (aws secretsmanager restore-secret --secret-id ${name} --region ${primaryRegion}), or wait until it is gone.`,
  );
}

/** The region that writes need not be one of the channel's any more. */
function accessIn(accesses: readonly AwsAccess[], region: string): AwsAccess {
  const [first] = accesses;
  return accesses.find((access) => access.region === region) ?? { ...first, region };
}

async function show(session: Session, channel: string, { input, wish, accesses }: WantedPassphrase): Promise<void> {
  const found = await findSecret(accesses, wish.name);
  if (found === undefined)
    throw new CliError(`${channel} has no passphrase yet; make it: npx onair passphrase ${channel} --input ${input}`);
  refuseDeleted(found);
  session.tell(session.loud(`Whoever knows the passphrase of ${wish.name} can send to ${channel}.`));
  if (!(await confirm(session, "Show it on this screen?"))) throw new CliError("Nothing was shown.");
  // Not on standard output, which may go into a file.
  session.tell(await readSecretValue(accessIn(accesses, found.primaryRegion), wish.name));
}

function report(session: Session, channel: string, kept: readonly Kept[], { json, env }: PassphraseOptions): void {
  if (json === true) session.print(JSON.stringify(kept, undefined, 2));
  else {
    const rows = kept.flatMap(({ input, secret, done, regions, primaryRegion }) =>
      Object.entries(regions).map(([region, { status }]) => [
        input,
        secret,
        region,
        region === primaryRegion ? done : status === "InSync" ? "copied" : status,
      ]),
    );
    session.print(table([["INPUT", "SECRET", "REGION", "IS"], ...rows]));
    session.tell(handingOver(channel, kept, env));
  }
  const failed = kept.flatMap(({ secret, regions }) =>
    Object.entries(regions).flatMap(([region, { status, reason }]) =>
      status === "InSync" ? [] : [`${secret} in ${region}: ${reason ?? status}`],
    ),
  );
  for (const line of failed) session.tell(line);
  if (failed.length > 0) throw new CliError(`${failed.length} of the copies are not there yet; run the command again.`, EXIT.failure);
}

/** How the encoder's operator gets the passphrase. */
function handingOver(channel: string, kept: readonly Kept[], env: string): string {
  const of = env === "prod" ? "" : ` --env ${env}`;
  const lines = kept.map(({ input, secret, primaryRegion }) => {
    const which = input === "primary" ? "" : ` --input ${input}`;
    return (
      `Give it to the operator of the encoder over a way you trust: show it (npx onair passphrase ${channel}${which}${of} --show), ` +
      `or let them read it themselves (aws secretsmanager get-secret-value --secret-id ${secret} --region ${primaryRegion}).`
    );
  });
  return lines.join("\n");
}
