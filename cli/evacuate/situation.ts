import { EVACUATE_KEY } from "../../functions/viewer-request/index.ts";
import { accessOf, alarmStates, lookAtChannels, openViewerStore, within, type AwsAccess, type ChannelLook } from "../../control/index.ts";
import type { EncodeRegionContract, GlobalEdgeContract } from "../../stacks/plain.ts";
import { CliError, sentenceOf } from "../errors.ts";
import { chooseStacks, targetOf, type RegionStack } from "../operate/targets.ts";
import { findProject, stacksOf } from "../project.ts";
import type { Session } from "../session.ts";
import { ContractReader, type FromCopy } from "../stackOutputs.ts";
import { readTraces, type DeploymentTraces } from "./deployment.ts";
import { LIMITS, LOOK_WIDTH, type EvacuationLimits } from "./limits.ts";
import { movableChannels, movesOf, type ChannelMove, type Looks } from "./plan.ts";

/** A region of the environment; its contract is missing where neither the state nor a copy tells it. */
export interface RegionView extends RegionStack {
  readonly region: string;
  readonly contract?: EncodeRegionContract;
}

/** Everything that is known before anything is moved. */
export interface Situation {
  readonly environment: string;
  /** The region to leave or to return to. */
  readonly region: string;
  readonly own: RegionView;
  /** The other regions, in alphabetical order. */
  readonly others: readonly [RegionView, ...RegionView[]];
  readonly moves: readonly ChannelMove[];
  readonly looks: Looks;
  readonly store: StoreView;
  /** Contracts that were read from a copy. */
  readonly copies: readonly FromCopy[];
  /** What could not be read, one sentence each. */
  readonly problems: readonly string[];
  readonly limits: EvacuationLimits;
}

/** The viewers' store: where it is, and which region it says is evacuated. */
export interface StoreView {
  readonly arn?: string;
  readonly access: AwsAccess;
  readonly evacuated?: string;
  /** Missing where they could not be read. */
  readonly deployment?: DeploymentTraces;
  /** Why it could not be read. */
  readonly problem?: string;
}

/**
 * Reads what an evacuation must know. Nothing that does not answer holds it up for longer than the limits, and nothing that
 * is missing stops it: whoever decides looks at the problems.
 * @throws CliError when the region is none of the environment's, or its only one
 */
export async function readSituation(session: Session, environment: string, region: string): Promise<Situation> {
  const limits = { ...LIMITS, ...session.tools.limits };
  const project = findProject(session.cwd);
  chooseStacks(project, { env: environment, region });
  const stacks = chooseStacks(project, { env: environment });
  const reader = new ContractReader(project, session.tools.runPulumi, { environment, seconds: limits.state });
  const problems: string[] = [];
  const tell = (problem: string): void => void problems.push(problem);
  const [views, edge] = await Promise.all([
    Promise.all(stacks.map((stack) => viewOf(reader, stack, tell))),
    readEdge(reader, project, environment, tell),
  ]);
  const [first, ...rest] = views.filter((view) => view.region !== region).sort((one, other) => (one.region < other.region ? -1 : 1));
  if (first === undefined) throw new CliError(`The environment ${environment} runs in ${region} alone: there is no other region to go to.`);
  const looks = await looksOf(views, limits, tell);
  const own = views.find((view) => view.region === region) ?? { stack: "", config: {}, region };
  // Credentials, where a role is to be assumed, come from a region that has just answered; the one that is left may be the only such.
  const answering = [first, ...rest, own].find((view) => looks[view.region]?.some(({ state }) => state !== undefined)) ?? first;
  return {
    environment,
    region,
    own,
    others: [first, ...rest],
    moves: movesOf(
      movableChannels(
        edge?.contract,
        views.flatMap(({ contract }) => contract ?? []),
      ),
      region,
    ),
    looks,
    store: await storeView(accessOf(edge?.config ?? {}, answering.region), edge?.contract, limits, tell),
    copies: reader.copies,
    problems: [...new Set(problems)],
    limits,
  };
}

async function viewOf(reader: ContractReader, stack: RegionStack, tell: (problem: string) => void): Promise<RegionView> {
  const region = String(stack.config["aws:region"]);
  const contract = await orTell(() => reader.encodeRegion(stack.stack), tell);
  return { ...stack, region, ...(contract === undefined ? {} : { contract }) };
}

interface EdgeView {
  readonly config: Readonly<Record<string, unknown>>;
  readonly contract: GlobalEdgeContract;
}

async function readEdge(
  reader: ContractReader,
  project: string,
  environment: string,
  tell: (problem: string) => void,
): Promise<EdgeView | undefined> {
  const file = stacksOf(project, environment).find(({ config }) => config["onair:role"] !== "encode-region");
  if (file === undefined) return undefined;
  const contract = await orTell(() => reader.globalEdge(file.stack), tell);
  return contract === undefined ? undefined : { config: file.config, contract };
}

/** Whatever keeps a contract from being read, a CLI that does not start included, is no reason to leave the rest undone. */
async function orTell<T>(read: () => Promise<T>, tell: (problem: string) => void): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    tell(sentenceOf(error));
    return undefined;
  }
}

/** What MediaLive says of the channels, in all regions at once; what was seen before the time was over counts. */
async function looksOf(views: readonly RegionView[], { look }: EvacuationLimits, tell: (problem: string) => void): Promise<Looks> {
  const found = await Promise.all(
    views.map(async (view) => {
      if (view.contract === undefined) return [];
      const { access, channels } = targetOf(view, view.contract);
      const seen: ChannelLook[] = [];
      const options = { width: LOOK_WIDTH, onLook: (one: ChannelLook) => void seen.push(one) };
      try {
        // Flows are not asked for: only whether a channel runs counts.
        const plain = channels.map(({ name, id, arn, environment }) => ({ name, id, arn, environment }));
        await within(look, `MediaLive in ${view.region}`, (signal) => lookAtChannels(access, plain, signal, options));
      } catch (error) {
        const missing =
          seen.length === 0 ? "the channels" : `${String(channels.length - seen.length)} of ${String(channels.length)} channels`;
        tell(`${missing} in ${view.region} could not be looked at: ${sentenceOf(error)}`);
        if (seen.length === 0) return [];
      }
      const errors = new Set(seen.flatMap(({ error }) => (error === undefined ? [] : [sentenceOf(error)])));
      for (const error of errors) tell(`channels in ${view.region}: ${error}`);
      return [[view.region, seen] as const];
    }),
  );
  return Object.fromEntries(found.flat());
}

async function storeView(
  access: AwsAccess,
  edge: GlobalEdgeContract | undefined,
  { call }: EvacuationLimits,
  tell: (problem: string) => void,
): Promise<StoreView> {
  if (edge === undefined) return { access, problem: "the contract of the edge, which names the store, could not be read" };
  const arn = edge.viewerStoreArn;
  try {
    const store = await openViewerStore(access, arn, { callSeconds: call });
    try {
      const evacuated = await store.get(EVACUATE_KEY);
      const view = { access, arn, ...(evacuated === undefined ? {} : { evacuated }) };
      const routeKeys = Object.fromEntries(
        Object.entries(edge.channels).flatMap(([channel, { routeKey }]) => (routeKey === undefined ? [] : [[channel, routeKey] as const])),
      );
      try {
        return { ...view, deployment: await within(call, "the key-value store", () => readTraces(store, routeKeys)) };
      } catch (error) {
        tell(`Whether a deployment is going on is not known: ${sentenceOf(error)}`);
        return view;
      }
    } finally {
      store.close();
    }
  } catch (error) {
    return { access, arn, problem: sentenceOf(error) };
  }
}

/** Channels that run in a region and whose every pipeline has a health alarm that is not OK; undefined where CloudWatch does not answer. */
export async function unwellIn(view: RegionView, channels: readonly string[], { call }: EvacuationLimits): Promise<string[] | undefined> {
  const health = channels.map((channel) => ({ channel, alarms: view.contract?.channels[channel]?.health ?? [] }));
  const names = health.flatMap(({ alarms }) => alarms.map(({ alarm }) => alarm));
  if (names.length === 0) return [];
  try {
    const seen = await within(call, `CloudWatch in ${view.region}`, (signal) =>
      alarmStates(accessOf(view.config, view.region), names, signal),
    );
    const well = new Set(seen.filter(({ state }) => state === "OK").map(({ alarm }) => alarm));
    return health
      .filter(({ alarms }) => {
        const pipelines = [...new Set(alarms.map(({ pipeline }) => pipeline))];
        return !pipelines.some((pipeline) => alarms.every((alarm) => alarm.pipeline !== pipeline || well.has(alarm.alarm)));
      })
      .map(({ channel }) => channel);
  } catch {
    return undefined;
  }
}
