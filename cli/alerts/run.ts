import { accessOf, testAlarm } from "../../control/index.ts";
import type { EncodeRegionContract, GlobalEdgeContract } from "../../stacks/plain.ts";
import { CliError, EXIT, sentenceOf } from "../errors.ts";
import { findProject, readStackFiles, stacksOf } from "../project.ts";
import type { Session } from "../session.ts";
import { ContractReader } from "../stackOutputs.ts";
import { table } from "../table.ts";

export interface AlertTestOptions {
  readonly env: string;
  readonly stack?: string;
  readonly region?: string;
  /** Seconds that an alarm stays in alarm, instead of as long as it needs. */
  readonly hold?: number;
  readonly json?: boolean;
}

type Paging = NonNullable<(EncodeRegionContract | GlobalEdgeContract)["paging"]>;

interface Half {
  readonly stack: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly paging: Paging | undefined;
  readonly topic: string | undefined;
}

interface Tested {
  readonly stack: string;
  readonly region: string;
  readonly alarm: string;
  readonly topic: string;
  readonly error?: string;
}

/** CloudWatch acts on a change at once; a little time makes it visible to whoever watches. Seconds. */
const SHORT_HOLD = 5;
/** An alarm that waits for another speaks after that time. Seconds. */
const MARGIN = 30;

/** Sets off the alarms that wake people, one of each stack or those of a channel, and says which topics must have told somebody. */
export async function runAlertTest(session: Session, channel: string | undefined, options: AlertTestOptions): Promise<void> {
  const halves = await halvesOf(session, options);
  const wanted = halves.flatMap((half) => testOf(half, channel, options));
  if (wanted.length === 0) throw new CliError(nothingToTest(halves, channel));
  const tested = await interruptibly((signal) => Promise.all(wanted.map((one) => testOne(one, signal))));
  report(session, tested, options.json === true);
  const untold = halves.filter(({ paging }) => paging === undefined).map(({ stack }) => stack);
  for (const stack of untold) session.tell(`${stack} was not tested: it names no alarms; deploy it again (pulumi up).`);
  const failed = tested.filter(({ error }) => error !== undefined).length;
  if (failed > 0) throw new CliError(`${failed} of ${tested.length} alarms could not be tested.`, EXIT.failure);
  if (untold.length > 0) throw new CliError(`${untold.length} stacks could not be tested.`, EXIT.failure);
}

async function testOne({ half, alarm, region, holdSeconds }: Wanted, signal: AbortSignal): Promise<Tested> {
  const line = { stack: half.stack, region, alarm, topic: half.topic ?? "" };
  try {
    await testAlarm(accessOf(half.config, region), { alarm, holdSeconds, signal });
    return line;
  } catch (error) {
    return { ...line, error: sentenceOf(error) };
  }
}

/** An interrupt ends the waiting, not the command: what was set off must be set back, or the next outage tells nobody. */
async function interruptibly<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stop = (): void => {
    controller.abort();
  };
  const signals = ["SIGINT", "SIGTERM"] as const;
  for (const name of signals) process.on(name, stop);
  try {
    return await work(controller.signal);
  } finally {
    for (const name of signals) process.off(name, stop);
  }
}

interface Wanted {
  readonly half: Half;
  readonly region: string;
  readonly alarm: string;
  readonly holdSeconds: number;
}

function testOf(half: Half, channel: string | undefined, { region, hold }: AlertTestOptions): Wanted[] {
  const { paging } = half;
  if (paging === undefined || (region !== undefined && paging.region !== region)) return [];
  const own = channel === undefined ? undefined : paging.channels[channel];
  const alarm = channel === undefined ? paging.alarm : own?.alarm;
  const waits = own !== undefined && own.waitSeconds > 0 ? own.waitSeconds + MARGIN : SHORT_HOLD;
  return alarm === undefined ? [] : [{ half, region: paging.region, alarm, holdSeconds: hold ?? waits }];
}

function nothingToTest(halves: readonly Half[], channel: string | undefined): string {
  const old = halves.filter(({ paging }) => paging === undefined).map(({ stack }) => stack);
  if (old.length > 0) return `${old.join(", ")} names no alarms; deploy again (pulumi up) and try once more.`;
  const names = [...new Set(halves.flatMap(({ paging }) => Object.keys(paging?.channels ?? {})))].sort();
  return channel === undefined
    ? "No stack here has an alarm that wakes people."
    : `No alarm of ${channel} wakes people; there are: ${names.join(", ")}.`;
}

/** What each stack says of its alarms: a region, an edge, or both in one. */
async function halvesOf(session: Session, { env, stack }: AlertTestOptions): Promise<Half[]> {
  const project = findProject(session.cwd);
  const files = readStackFiles(project);
  const chosen = stack === undefined ? stacksOf(project, env) : files.filter((file) => file.stack === stack.split("/").at(-1));
  if (chosen.length === 0) throw new CliError(`There is no Pulumi.${stack ?? env}.yaml here.`);
  const reader = new ContractReader(project, session.tools.runPulumi);
  const read = chosen.map(async ({ stack: name, config }): Promise<Half[]> => {
    const role = config["onair:role"];
    const contracts = await Promise.all([
      ...(role === "global-edge" ? [] : [reader.encodeRegion(name)]),
      ...(role === "encode-region" ? [] : [reader.globalEdge(name)]),
    ]);
    return contracts.map(({ paging, alertTopicArn: topic }) => ({ stack: name, config, paging, topic }));
  });
  return (await Promise.all(read)).flat();
}

function report(session: Session, tested: readonly Tested[], json: boolean): void {
  if (json) {
    session.print(JSON.stringify(tested, undefined, 2));
    return;
  }
  const rows = tested.map(({ stack, region, alarm, topic, error }) => [stack, region, alarm, error ?? topic]);
  session.print(table([["STACK", "REGION", "ALARM", "TOLD"], ...rows]));
  if (tested.some(({ error }) => error === undefined))
    session.tell(
      "Each topic above has a message for its subscribers. One that nobody got: confirm the subscription, then look at the topic's policy and key.",
    );
}
