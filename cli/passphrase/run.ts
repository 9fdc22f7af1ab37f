import {
  awaitCopies,
  createSecret,
  findSecret,
  missingCopies,
  putSecretValue,
  randomPassphrase,
  readSecretValue,
  replicateSecret,
  type AwsAccess,
  type KeptSecret,
} from "../../control/index.ts";
import { refuseForeignAccount } from "../account.ts";
import { accessIn, readableRegions, refuseMissingCopies, type KeptCopies } from "../copies.ts";
import { CliError, UsageError } from "../errors.ts";
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

interface Kept extends KeptCopies {
  readonly input: string;
  readonly done: "made" | "kept" | "replaced";
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
  if (first !== undefined) await refuseForeignAccount(session, first.accesses[0], first.accounts);
  if (options.show === true) return first === undefined ? undefined : show(session, channel, first, options.env);
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
  await replicateSecret(primary, wish, missingCopies(found, wish.regions));
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

async function show(session: Session, channel: string, { input, wish, accesses }: WantedPassphrase, env: string): Promise<void> {
  const found = await findSecret(accesses, wish.name);
  if (found === undefined)
    throw new CliError(`${channel} has no passphrase yet; make it: npx onair passphrase ${channel} --input ${input} --env ${env}`);
  refuseDeleted(found);
  session.tell(session.loud(`Whoever knows the passphrase of ${wish.name} can send to ${channel}.`));
  if (!(await confirm(session, "Show it on this screen?"))) throw new CliError("Nothing was shown.");
  // Not on standard output, which may go into a file.
  session.tell(
    await readAnywhere(
      readableRegions(found).map((region) => accessIn(accesses, region)),
      wish.name,
    ),
  );
}

/** Every copy in sync holds the same, so that a region which is down takes nothing away. @throws what the last region said */
async function readAnywhere([access, ...others]: readonly AwsAccess[], name: string): Promise<string> {
  if (access === undefined) throw new CliError(`${name} is in sync in no region.`);
  try {
    return await readSecretValue(access, name);
  } catch (error) {
    if (others.length === 0) throw error;
    return readAnywhere(others, name);
  }
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
  refuseMissingCopies(session, kept);
}

/** How the encoder's operator gets the passphrase. */
function handingOver(channel: string, kept: readonly Kept[], env: string): string {
  const of = env === "prod" ? "" : ` --env ${env}`;
  const lines = kept.map(({ input, secret, primaryRegion, regions }) => {
    const which = input === "primary" ? "" : ` --input ${input}`;
    const others = readableRegions({ primaryRegion, regions }).filter((region) => region !== primaryRegion);
    const elsewhere = others.length === 0 ? "" : `; should that region be down, --region ${others.join(" or ")}`;
    return (
      `Give it to the operator of the encoder over a way you trust: show it (npx onair passphrase ${channel}${which}${of} --show), ` +
      `or let them read it themselves (aws secretsmanager get-secret-value --secret-id ${secret} --region ${primaryRegion}${elsewhere}).`
    );
  });
  return lines.join("\n");
}
