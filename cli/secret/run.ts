import {
  awaitCopies,
  createSecret,
  findSecret,
  missingCopies,
  putSecretValue,
  randomPassphrase,
  replicateSecret,
  type KeptSecret,
} from "../../control/index.ts";
import { refuseForeignAccount } from "../account.ts";
import { accessIn, refuseMissingCopies, type KeptCopies } from "../copies.ts";
import { CliError, UsageError } from "../errors.ts";
import { findProject, readLineup, stacksOf } from "../project.ts";
import type { Session } from "../session.ts";
import { table } from "../table.ts";
import { wantedSecrets, type OutputSecrets, type WantedSecret } from "./wanted.ts";

export interface SecretOptions {
  readonly env: string;
  /** As typed: a whole number. */
  readonly keyVersion?: string;
  readonly replace?: boolean;
  readonly json?: boolean;
}

interface Kept extends KeptCopies {
  readonly done: "made" | "kept" | "replaced";
}

/** Keeps the stream keys of an RTMP output, or the passphrase of a feed, in Secrets Manager. What it prints never holds one. */
export async function runSecret(session: Session, channel: string, output: string, options: SecretOptions): Promise<void> {
  const project = findProject(session.cwd);
  const lineup = readLineup(project, options.env);
  const wanted = wantedSecrets(lineup, stacksOf(project, options.env), channel, output, versionOf(options.keyVersion));
  await refuseForeignAccount(session, wanted.secrets[0]?.accesses[0], wanted.accounts);
  const there = await Promise.all(wanted.secrets.map(({ accesses, wish }) => findSecret(accesses, wish.name)));
  for (const one of there) refuseDeleted(one);
  const writing = wanted.secrets.filter((_, index) => there[index] === undefined || options.replace === true);
  const values = await valuesFor(session, writing);
  const kept: Kept[] = [];
  for (const [index, one] of wanted.secrets.entries()) {
    kept.push(await keep(one, there[index], values.get(one), session.tools.pollSeconds));
  }
  report(session, kept, options);
  if (options.json !== true) session.tell(nextStep(channel, output, wanted, kept, options.env));
  refuseMissingCopies(session, kept);
}

function versionOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,2}$/.test(text)) throw new UsageError(`--key-version ${text} is not a number from 1 to 999.`);
  return Number(text);
}

/** Asks for what a person has, all at once, and draws the rest. */
async function valuesFor(session: Session, writing: readonly WantedSecret[]): Promise<ReadonlyMap<WantedSecret, string>> {
  const given = writing.filter(({ origin }) => origin === "given");
  const answers = given.length === 0 ? [] : await session.askHidden(given.map(({ question }) => question));
  return new Map(writing.map((one) => [one, one.origin === "drawn" ? randomPassphrase() : streamKey(answers[given.indexOf(one)])]));
}

/** A stream key goes into an address: no blanks, and nothing that CloudFormation or MediaLive would read as its own. */
function streamKey(typed: string | undefined): string {
  const key = typed?.trim() ?? "";
  if (key === "") throw new CliError("No stream key was given; nothing was kept.");
  // The key itself is not repeated: this sentence ends up on screens and in logs.
  if (!/^[\x21-\x7e]{1,256}$/.test(key) || /[\\{}$]/.test(key))
    throw new CliError("The stream key has a blank, a backslash, a brace, a dollar sign or a character outside ASCII; nothing was kept.");
  if (/^rtmps?:\/\//.test(key)) throw new CliError("That is a whole address; give the stream key alone. Nothing was kept.");
  return key;
}

async function keep(
  { wish, accesses }: WantedSecret,
  found: KeptSecret | undefined,
  value: string | undefined,
  pollSeconds: number | undefined,
): Promise<Kept> {
  const [first] = accesses;
  if (first === undefined) throw new CliError(`${wish.name} belongs in no region.`);
  if (found === undefined) {
    if (value === undefined) throw new CliError(`${wish.name} has no value.`);
    await createSecret(first, wish, value);
    return result("made", await awaitCopies(first, wish.name, pollSeconds));
  }
  const primary = accessIn(accesses, found.primaryRegion);
  await replicateSecret(primary, wish, missingCopies(found, wish.regions));
  if (value !== undefined) await putSecretValue(primary, wish.name, value);
  return result(value === undefined ? "kept" : "replaced", await awaitCopies(primary, wish.name, pollSeconds));
}

function result(done: Kept["done"], { name, primaryRegion, regions }: KeptSecret): Kept {
  return { secret: name, done, primaryRegion, regions };
}

function refuseDeleted(found: KeptSecret | undefined): void {
  if (found?.deletedOn === undefined) return;
  throw new CliError(
    `The secret ${found.name} is to be deleted since ${found.deletedOn.slice(0, 10)}; raise keyVersion in the lineup and keep a new one, or wait until it is gone.`,
  );
}

function report(session: Session, kept: readonly Kept[], { json }: SecretOptions): void {
  if (json === true) {
    session.print(JSON.stringify(kept, undefined, 2));
    return;
  }
  const rows = kept.flatMap(({ secret, done, regions, primaryRegion }) =>
    Object.entries(regions).map(([region, { status }]) => [
      secret,
      region,
      region === primaryRegion ? done : status === "InSync" ? "copied" : status,
    ]),
  );
  session.print(table([["SECRET", "REGION", "IS"], ...rows]));
}

/** A value that changes under the same name reaches the channel only when something else of it does. */
function nextStep(channel: string, output: string, { type, keyVersion }: OutputSecrets, kept: readonly Kept[], env: string): string {
  if (kept.some(({ done }) => done === "replaced") && type === "rtmp") {
    return (
      "The channel has the old stream key until CloudFormation changes it for another reason. To bring a new one in with the next deployment, " +
      `keep it under a new number (npx onair secret ${channel} ${output} --env ${env} --key-version ${String(keyVersion + 1)}) and write keyVersion: ${String(keyVersion + 1)} into the lineup.`
    );
  }
  if (type === "mediaconnect") return "MediaLive and MediaConnect read the passphrase themselves; nobody else needs it.";
  return `It reaches the channel with a deployment whose lineup says keyVersion: ${String(keyVersion)} of output ${output}.`;
}
