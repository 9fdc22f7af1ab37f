import type { Service } from "../../control/index.ts";
import { CliError, EXIT } from "../errors.ts";
import { confirm, type Session } from "../session.ts";
import { objectionsToLeaving, objectionsToReturning, type Objection } from "./objections.ts";
import { readinessOf } from "./plan.ts";
import { evacuationLines, evacuationReport } from "./show.ts";
import { readSituation, unwellIn, type Situation } from "./situation.ts";
import { carryOut, isFailed } from "./steps.ts";
import { age, sentenceList } from "./words.ts";

export interface EvacuationOptions {
  readonly env: string;
  /** Seconds that an alarm may take to follow. */
  readonly timeout: number;
  readonly yes?: boolean;
  readonly force?: boolean;
  readonly json?: boolean;
}

/** Takes viewers and names out of a region. */
export async function runEvacuate(session: Session, region: string, options: EvacuationOptions): Promise<void> {
  const situation = await readSituation(session, options.env, region);
  tellWhatIsUnknown(session, situation);
  refuse(session, objectionsToLeaving(situation), options, "Nothing was moved.");
  const stuck = situation.moves.filter(({ viewers }) => viewers === "only").map(({ channel }) => channel);
  if (stuck.length > 0) session.tell(session.loud(notHelped(stuck, region)));
  if (stuck.length > 0 && options.yes !== true && !session.interactive)
    throw new CliError("Say --yes if the others are to be moved all the same. Nothing was moved.");
  if (options.yes !== true && session.interactive) await ask(session, situation);
  await carryOutAndReport(session, situation, "evacuated", options);
}

/** Brings viewers and names back to a region. */
export async function runReturn(session: Session, region: string, options: EvacuationOptions): Promise<void> {
  const situation = await readSituation(session, options.env, region);
  tellWhatIsUnknown(session, situation);
  refuse(session, objectionsToReturning(situation, await unwellComing(situation)), options, "Nothing was brought back.");
  await carryOutAndReport(session, situation, "serving", options);
}

async function carryOutAndReport(session: Session, situation: Situation, service: Service, options: EvacuationOptions): Promise<void> {
  const steps = await carryOut(situation, service, options.timeout);
  const report = evacuationReport(situation, service, steps);
  if (options.json === true) session.print(JSON.stringify(report, undefined, 2));
  else for (const line of evacuationLines(report)) session.print(line);
  for (const { where, error, remark, excused } of steps) {
    if (error !== undefined) session.tell(`${where}: ${error}${excused === true ? " (another switch does the same)" : ""}`);
    if (remark !== undefined) session.tell(`${where}: ${remark}`);
  }
  if (service === "serving" && steps.some((step) => step.step === "names" && isFailed(step))) tellWayOut(session, situation);
  const failed = steps.filter(isFailed).length;
  if (failed > 0)
    throw new CliError(`${String(failed)} of ${String(steps.length)} steps could not be done; run the command again.`, EXIT.failure);
}

/** What a region's switch said last holds for as long as that region is gone, and no other can speak for it. */
function tellWayOut(session: Session, { region, moves }: Situation): void {
  const names = moves.flatMap(({ to, names = [] }) => (to === undefined ? [] : names));
  if (names.length === 0) return;
  const plain = names.map((name) => name.replace(".ingest.", `.${region}.ingest.`));
  session.tell(
    `Names stay out of ${region} until the switch that was not thrown back is: what it said last holds, and no other region can speak for it. If its own region is lost, point encoders with a single uplink at the plain names of ${region}: ${plain.join(", ")}.`,
  );
}

/** The channels that would be served from the region again and are not well there. A single uplink feeds one region at a time: the waiting one says nothing. */
function unwellComing(situation: Situation): Promise<string[] | undefined> {
  const { own, moves, region, looks, limits } = situation;
  const single = new Set(moves.filter(({ names }) => names !== undefined).map(({ channel }) => channel));
  const coming = readinessOf(moves, region, "return", looks).filter(({ channel, verdict }) => verdict === "ready" && !single.has(channel));
  return unwellIn(
    own,
    coming.map(({ channel }) => channel),
    limits,
  );
}

function tellWhatIsUnknown(session: Session, { copies, problems, store }: Situation): void {
  for (const { stack, readAt, because } of copies)
    session.tell(`${stack}: going by the copy of its contract that was read ${age(readAt)} ago (${because}).`);
  for (const problem of problems) session.tell(problem);
  if (store.problem !== undefined) session.tell(`Whether a region is evacuated is not known: ${store.problem}.`);
}

function refuse(session: Session, objections: readonly Objection[], { force }: EvacuationOptions, nothing: string): void {
  const final = objections.filter((objection) => objection.final);
  if (final.length === 0 && force === true) {
    for (const { sentence } of objections) session.tell(session.loud(sentence));
    return;
  }
  if (objections.length === 0) return;
  const force_ = final.length === 0 ? ", or say --force" : "";
  throw new CliError([...objections.map(({ sentence }) => sentence), `${nothing.replace(/\.$/, "")}${force_}.`].join("\n"));
}

function notHelped(channels: readonly string[], region: string): string {
  const [has, goes] = channels.length === 1 ? ["has", "stays"] : ["have", "stay"];
  return `${sentenceList(channels)} ${has} no other region and ${goes} in ${region}: if it is lost, ${channels.length === 1 ? "it is" : "they are"} dark.`;
}

async function ask(session: Session, { region, moves, store }: Situation): Promise<void> {
  const moving = moves.filter(({ viewers }) => viewers === "moves").map(({ channel, to }) => `${channel} to ${to ?? ""}`);
  const again = store.evacuated === region ? " (it is evacuated already)" : "";
  session.tell(
    session.loud(`This takes viewers of ${moving.length === 0 ? "no channel" : sentenceList(moving)} out of ${region}${again}.`),
  );
  if (!(await confirm(session, `Evacuate ${region}?`))) throw new CliError("Nothing was moved.");
}
