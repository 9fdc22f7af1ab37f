import { bringChannels, type ChannelOutcome, type WantedState } from "../../control/index.ts";
import { CliError, EXIT, sentenceOf, UsageError } from "../errors.ts";
import { findProject } from "../project.ts";
import { confirm, type Session } from "../session.ts";
import { ContractReader } from "../stackOutputs.ts";
import { table } from "../table.ts";
import { chooseStacks, targetsOf, type RegionTarget } from "./targets.ts";

export interface OperateOptions {
  readonly all?: boolean;
  readonly env: string;
  readonly region?: string;
  readonly stack?: string;
  readonly timeout: number;
  readonly yes?: boolean;
  readonly json?: boolean;
}

interface Result {
  readonly channel: string;
  readonly region: string;
  readonly stack: string;
  readonly before?: string;
  readonly now?: string;
  readonly seconds: number;
  readonly error?: string;
  readonly warnings?: readonly string[];
}

/** Starts or stops channels: all regions at once, and waits. Fails when one channel did not get there; the others are not held up. */
export async function runOperate(
  session: Session,
  wanted: WantedState,
  channel: string | undefined,
  options: OperateOptions,
): Promise<void> {
  if ((channel === undefined) !== (options.all === true)) throw new UsageError("Name one channel, or say --all.");
  const project = findProject(session.cwd);
  const stacks = chooseStacks(project, options);
  const reader = new ContractReader(project, session.tools.runPulumi);
  const contracts = await Promise.all(stacks.map(({ stack }) => reader.encodeRegion(stack)));
  const targets = targetsOf(stacks, contracts, channel);
  if (wanted === "stopped" && options.yes !== true && session.interactive) await confirmStop(session, targets);
  const results = (await Promise.all(targets.map((target) => bringTarget(session, target, wanted, options)))).flat();
  report(session, results, options.json === true);
  const failed = results.filter(({ error }) => error !== undefined).length;
  if (failed > 0) throw new CliError(`${failed} of ${results.length} did not get there.`, EXIT.failure);
}

async function confirmStop(session: Session, targets: readonly RegionTarget[]): Promise<void> {
  const names = [...new Set(targets.flatMap(({ channels }) => channels.map(({ name }) => name)))].sort();
  const regions = targets.map(({ access }) => access.region);
  session.tell(session.loud(`This takes ${names.join(", ")} off the air in ${regions.join(", ")}.`));
  if (!(await confirm(session, "Stop?"))) throw new CliError("Nothing was stopped.");
}

async function bringTarget(session: Session, target: RegionTarget, wanted: WantedState, options: OperateOptions): Promise<Result[]> {
  const { access, channels, stack, accountId } = target;
  const { pollSeconds } = session.tools;
  const outcomes = await bringChannels(access, channels, wanted, {
    timeoutSeconds: options.timeout,
    ...(pollSeconds === undefined ? {} : { pollSeconds }),
    onState: (name, state) => {
      if (session.watched) session.tell(`${access.region}  ${name}  ${state}`);
    },
  });
  return outcomes.map((outcome) => resultOf(outcome, access.region, stack, accountId));
}

function resultOf(
  { name, before, now, seconds, error, unrecorded, untold }: ChannelOutcome,
  region: string,
  stack: string,
  accountId: string,
): Result {
  const gone =
    now === "absent"
      ? `is not in account ${accountId} as your credentials see it; check AWS_PROFILE, or deploy again (pulumi up --stack ${stack})`
      : undefined;
  const warnings = [
    ...(unrecorded === undefined ? [] : [`the wish was not recorded on the channel: ${sentenceOf(unrecorded)}`]),
    ...(untold === undefined ? [] : [`its alarms were not told and go on as before: ${sentenceOf(untold)}`]),
  ];
  return {
    channel: name,
    region,
    stack,
    ...(before === undefined ? {} : { before }),
    ...(now === undefined ? {} : { now }),
    seconds,
    ...(error === undefined ? {} : { error: gone ?? sentenceOf(error) }),
    ...(warnings.length === 0 ? {} : { warnings }),
  };
}

function report(session: Session, results: readonly Result[], json: boolean): void {
  if (json) session.print(JSON.stringify(results, undefined, 2));
  else {
    const rows = results.map(({ channel, region, before, now, seconds }) => [channel, region, before ?? "?", now ?? "?", `${seconds} s`]);
    session.print(
      table([["CHANNEL", "REGION", "WAS", "NOW", "TOOK"], ...rows.sort((left, right) => (left.join() < right.join() ? -1 : 1))]),
    );
  }
  for (const { channel, region, error, warnings } of results) {
    if (error !== undefined) session.tell(`${channel} in ${region}: ${error}`);
    for (const warning of warnings ?? []) session.tell(`${channel} in ${region}: ${warning}`);
  }
}
