import { lookAtChannels, within } from "../../control/index.ts";
import { didYouMean, StackContractError } from "../../stacks/plain.ts";
import { CliError, EXIT, sentenceOf } from "../errors.ts";
import { chooseStacks, targetOf, type RegionStack } from "../operate/targets.ts";
import { findProject, stacksOf } from "../project.ts";
import type { Session } from "../session.ts";
import { ContractReader } from "../stackOutputs.ts";
import { readRoutes, type RoutesRead } from "./routes.ts";
import { statusReport, type EdgeReading, type RegionReading, type StatusReport } from "./report.ts";
import { statusLines } from "./show.ts";

export interface StatusOptions {
  readonly env: string;
  readonly json?: boolean;
  /** Also show what decides whether a switch of regions is seamless. */
  readonly why?: boolean;
}

type Read<T> = { readonly found: T } | { readonly problem: string };

/** Shows an environment as it is. What cannot be read is told, holds up nothing else, and makes the exit code 1. */
export async function runStatus(session: Session, channel: string | undefined, { env, json, why }: StatusOptions): Promise<void> {
  const project = findProject(session.cwd);
  const reader = new ContractReader(project, session.tools.runPulumi);
  const [regions, edges] = await Promise.all([
    Promise.all(
      chooseStacks(project, { env }).map((stack) =>
        readOrTell(() => readRegion(reader, stack, session.tools.limits?.look ?? LOOK_SECONDS)),
      ),
    ),
    Promise.all(edgeStacks(project, env).map((stack) => readOrTell(() => readEdge(reader, stack)))),
  ]);
  const routes = await routesOf(project, env, foundIn(edges)[0], foundIn(regions));
  const problems = [...new Set([...regions, ...edges, ...routes].flatMap((read) => ("problem" in read ? [read.problem] : [])))];
  const found = routes.flatMap((read) => ("routes" in read ? [read.routes] : []))[0];
  const whole = { ...statusReport(env, foundIn(regions), foundIn(edges)[0], problems), ...(found === undefined ? {} : { routes: found }) };
  const report = channel === undefined ? whole : only(whole, channel);
  if (json === true) session.print(JSON.stringify(report, undefined, 2));
  else for (const line of statusLines(report, { why: why === true })) session.print(line);
  for (const problem of report.problems) session.tell(problem);
  if (report.problems.length > 0) throw new CliError("Not everything could be read.", EXIT.failure);
}

function edgeStacks(project: string, environment: string): string[] {
  return stacksOf(project, environment)
    .filter(({ config }) => config["onair:role"] !== "encode-region")
    .map(({ stack }) => stack);
}

/** A region may be lost, and the others are to be shown all the same. Seconds. */
const LOOK_SECONDS = 20;

async function readRegion(reader: ContractReader, stack: RegionStack, seconds: number): Promise<RegionReading> {
  const contract = await reader.encodeRegion(stack.stack);
  const { access, channels } = targetOf(stack, contract);
  const look = within(seconds, `MediaLive in ${contract.region}`, (signal) => lookAtChannels(access, channels, signal));
  const looks = await look.catch((error: unknown) => channels.map(({ name }) => ({ name, astray: false, error })));
  return { stack: stack.stack, contract, looks };
}

/** What is asked of viewers' ways; nothing without an edge. Credentials are asked for where a region has just answered. */
async function routesOf(
  project: string,
  environment: string,
  edge: EdgeReading | undefined,
  regions: readonly RegionReading[],
): Promise<RoutesRead[]> {
  if (edge === undefined) return [];
  const config = stacksOf(project, environment).find(({ stack }) => stack === edge.stack)?.config ?? {};
  const answering = regions.find(({ looks }) => looks.some(({ state }) => state !== undefined)) ?? regions[0];
  return [await readRoutes(edge.contract, config, answering?.contract.region ?? "us-east-1")];
}

async function readEdge(reader: ContractReader, stack: string): Promise<EdgeReading> {
  return { stack, contract: await reader.globalEdge(stack) };
}

/** A stack that is not there, or not as it should be, is a finding; anything else that fails is a fault. */
async function readOrTell<T>(read: () => Promise<T>): Promise<Read<T>> {
  try {
    return { found: await read() };
  } catch (error) {
    if (error instanceof StackContractError || error instanceof CliError) return { problem: sentenceOf(error) };
    throw error;
  }
}

function foundIn<T>(reads: readonly Read<T>[]): T[] {
  return reads.flatMap((read) => ("found" in read ? [read.found] : []));
}

function only(report: StatusReport, channel: string): StatusReport {
  const names = report.channels.map((one) => one.channel);
  const channels = report.channels.filter((one) => one.channel === channel);
  if (channels.length === 0)
    throw new CliError(
      `No channel ${channel} is deployed in ${report.environment}; ${didYouMean(channel, names)}deployed: ${names.join(", ") || "none"}.`,
    );
  return { ...report, channels };
}
