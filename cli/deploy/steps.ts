import { routeAsked, routeValue } from "../../functions/viewer-request/index.ts";
import { ORIGIN_OUTPUT_GROUP } from "../../components/encode/plan.ts";
import { bringChannels, measure, recoverStack, watchAdvance, writeMarks, type WantedState } from "../../control/index.ts";
import { CliError, sentenceOf } from "../errors.ts";
import { removals, removes } from "./preview.ts";
import type { Engine } from "./engine.ts";
import type { Interruption } from "./interruption.ts";
import { otherErrors, refusalsOf } from "./refusals.ts";
import { type Scene, type StackView } from "./scene.ts";
import type { OnChannels, Route, Step, StepOnChannels } from "./world.ts";

export interface Means {
  readonly scene: Scene;
  readonly engine: Engine;
  readonly interruption: Interruption;
  /** A line of progress. */
  readonly tell: (text: string) => void;
  /** How long viewers have to leave a region, seconds. */
  readonly settleSeconds: number;
  /** Longest wait for a channel, a metric or a stack, seconds. */
  readonly timeoutSeconds: number;
  readonly pollSeconds?: number;
}

/** A channel's playlist is seen to advance within so many segments, or it does not. */
const SEGMENTS_TO_WAIT = 4;
const SHORTEST_WAIT = 15;
/** Looks at channels and metrics: often enough that nobody waits long for nothing, seconds. */
const POLL_SECONDS = 1;

/** Carries out one step. @throws CliError when it does not succeed; what was done stays, and the next run goes on from there */
export async function carryOut(means: Means, step: Exclude<Step, { do: "refuse" | "done" }>): Promise<void> {
  if (step.do === "preview") return previewStack(means, means.scene.view(step.stack));
  if (step.do === "up") return upStack(means, step.stack, step.keepRemovals);
  if (step.do === "even") return changeRoutes(means, step.channels, () => ({}));
  return DOING[step.do](means, means.scene.view(step.stack), step.channels);
}

type Doing = (means: Means, view: StackView, channels: readonly string[]) => Promise<void>;

const DOING: Readonly<Record<StepOnChannels, Doing>> = {
  look,
  mark: (means, view, channels) => writeMarks(view.access, means.scene.controlled(view, channels), "resume"),
  "mark-dark": (means, view, channels) => writeMarks(view.access, means.scene.controlled(view, channels), "dark"),
  drain: (means, view, channels) => changeRoutes(means, channels, () => ({ leave: view.region, plain: true })),
  settle,
  stop: (means, view, channels) => bring(means, view, channels, "stopped"),
  wait: (means) => means.interruption.pause(means.pollSeconds ?? POLL_SECONDS),
  plain: (means, _, channels) => changeRoutes(means, channels, (route) => ({ ...route, plain: true })),
  recover,
  start: (means, view, channels) => bring(means, view, channels, "running"),
  prove,
  // Media quality selects nothing until the regions' encodes are equal again; the last step sees to that.
  return: async (means, view, channels) => {
    await changeRoutes(means, channels, ({ plain }) => (plain === true ? { plain } : {}));
    for (const name of channels) means.scene.settled.delete(`${view.region}/${name}`);
  },
  unmark: (means, view, channels) => writeMarks(view.access, means.scene.controlled(view, channels), undefined),
};

/** What was being made when a run was killed may exist twice after the next one. What was being changed is simply changed again. */
export async function refusePending({ engine, tell }: Means, stack: string): Promise<void> {
  const pending = await engine.pending(stack);
  const creating = pending.filter(({ type }) => type === "creating");
  if (creating.length > 0)
    throw new CliError(
      `A run of ${stack} was killed while it made ${creating.map(({ urn }) => urn.split("::").slice(2).join(" ")).join(", ")}. ` +
        "AWS may have made it all the same; settle that first: docs/deploy.md#a-run-that-was-killed",
    );
  for (const { type, urn } of pending) tell(`${stack}: a run was killed while ${type} ${urn.split("::").at(-1) ?? ""}; it is done again`);
}

/** @throws CliError when the preview fails, plans what must not be done in place, or an earlier run left undecided what it made */
export async function previewStack(means: Means, view: StackView): Promise<void> {
  const { scene, engine } = means;
  await refusePending(means, view.stack);
  const preview = await engine.preview(view.stack);
  const refusals = refusalsOf(view.stack, preview);
  if (refusals.length > 0) throw new CliError(["This change is not made:", ...refusals.map((reason) => `  ${reason}`)].join("\n"));
  const errors = otherErrors(preview);
  if (errors.length > 0) throw new CliError([`The preview of ${view.stack} failed:`, ...errors.map((error) => `  ${error}`)].join("\n"));
  if (preview.errors.length > 0) throw new CliError(`The preview of ${view.stack} failed and gave no reason.`);
  scene.takePreview(view, preview);
}

async function upStack({ scene, engine }: Means, stack: string, keepRemovals: boolean): Promise<void> {
  const view = scene.view(stack);
  // Without an edge there is nobody who could still refer to what goes.
  const keep =
    keepRemovals && scene.edge !== undefined && view.preview !== undefined && removes(view.preview) ? removals(view.preview) : [];
  try {
    await engine.up(stack, keep);
  } finally {
    if (view !== scene.edge) await scene.readStackStates(view).catch(() => undefined);
  }
  scene.afterUp(view, keep.length > 0);
  if (view === scene.edge) await scene.readEdge();
  else await scene.readContract(view);
}

async function look(means: Means, view: StackView, channels: readonly string[]): Promise<void> {
  const { scene, pollSeconds } = means;
  await Promise.all(
    channels.map(async (name) => {
      const enough = Math.max(SHORTEST_WAIT, SEGMENTS_TO_WAIT * scene.contractOf(view, name).segmentSeconds);
      const timeoutSeconds = Math.min(means.timeoutSeconds, enough);
      const options = { timeoutSeconds, pollSeconds: pollSeconds ?? POLL_SECONDS };
      const { advancing } = await watchAdvance(view.access, scene.placeOf(view, name), options);
      scene.looks.set(`${view.region}/${name}`, advancing);
    }),
  );
}

async function settle({ scene, interruption, settleSeconds }: Means, view: StackView, channels: readonly string[]): Promise<void> {
  await interruption.pause(settleSeconds);
  if (interruption.asked) return;
  for (const name of channels) scene.settled.add(`${view.region}/${name}`);
  scene.looks.clear();
}

async function bring(means: Means, view: StackView, channels: readonly string[], wanted: WantedState): Promise<void> {
  const { scene, timeoutSeconds, tell } = means;
  scene.looks.clear();
  // The flows of a channel stay up while it is changed, and are seen to be up before it starts.
  const controlled = scene.controlled(view, channels).map((one) => (wanted === "stopped" ? { ...one, flows: [] } : one));
  const outcomes = await bringChannels(view.access, controlled, wanted, {
    timeoutSeconds,
    pollSeconds: means.pollSeconds ?? POLL_SECONDS,
  });
  for (const { name, untold } of outcomes)
    if (untold !== undefined) tell(`${name} in ${view.region}: its alarms were not told and go on as before: ${sentenceOf(untold)}`);
  const failed = outcomes.flatMap(({ name, error }) => (error === undefined ? [] : [`${name} in ${view.region}: ${sentenceOf(error)}`]));
  if (failed.length > 0) throw new CliError(failed.join("\n"));
}

async function recover({ scene, tell, timeoutSeconds, pollSeconds }: Means, view: StackView, channels: readonly string[]): Promise<void> {
  for (const { name: stack } of channels.flatMap((name) => view.broken.get(name) ?? [])) {
    const done = await recoverStack(view.access, stack, { timeoutSeconds, ...(pollSeconds === undefined ? {} : { pollSeconds }) });
    if (done !== undefined) tell(`${view.region}  CloudFormation stack ${stack} ${done}`);
  }
  await scene.readStackStates(view);
}

/** A channel is back when MediaLive writes, MediaPackage takes in, and its playlist advances. */
async function prove(means: Means, view: StackView, channels: readonly string[]): Promise<void> {
  const { scene, timeoutSeconds, tell } = means;
  const since = new Date();
  await Promise.all(
    channels.map(async (name) => {
      const reason = (await whyNotMeasured(means, view, name, since)) ?? (await whyNotAdvancing(means, view, name));
      const subject = `${name} in ${view.region} is RUNNING, and ${reason ?? ""} within ${timeoutSeconds} s`;
      if (reason !== undefined && !(await wasDark(means, view, name)))
        throw new CliError(`${subject}. Its viewers stay where they are. See to its source and its alerts there.`);
      if (reason !== undefined) tell(`${subject}; it went dark for this change, so nothing is known to be lost. See to its source.`);
      scene.looks.set(`${view.region}/${name}`, true);
    }),
  );
}

async function whyNotMeasured(means: Means, view: StackView, name: string, since: Date): Promise<string | undefined> {
  const { channelId, origin } = means.scene.contractOf(view, name);
  const channel = { channelId, outputGroup: ORIGIN_OUTPUT_GROUP, channelGroup: origin.channelGroup, originChannel: origin.channel };
  const deadline = since.getTime() + means.timeoutSeconds * 1000;
  for (;;) {
    const { activeOutputs = 0, ingressBytes = 0 } = await measure(view.access, channel, since);
    if (activeOutputs > 0 && ingressBytes > 0) return undefined;
    if (Date.now() >= deadline || means.interruption.asked)
      return activeOutputs > 0 ? "MediaPackage took nothing in (IngressBytes)" : "MediaLive wrote no output (ActiveOutputs)";
    // Metrics come once a minute: looking more often than every few seconds finds nothing new.
    await means.interruption.pause(means.pollSeconds ?? POLL_SECONDS);
  }
}

async function whyNotAdvancing(means: Means, view: StackView, name: string): Promise<string | undefined> {
  const options = { timeoutSeconds: means.timeoutSeconds, pollSeconds: means.pollSeconds ?? POLL_SECONDS };
  const seen = await watchAdvance(view.access, means.scene.placeOf(view, name), options);
  return seen.advancing ? undefined : `its playlist did not advance (${seen.reason})`;
}

async function wasDark({ scene }: Means, view: StackView, name: string): Promise<boolean> {
  const region = (await scene.world()).regions.find(({ stack }) => stack === view.stack);
  return region?.channels.find((one) => one.name === name)?.mark === "dark";
}

/** Changes what is asked of channels' viewers; nobody else's change of the same route is lost. */
async function changeRoutes({ scene }: Means, channels: readonly string[], next: (now: Route) => Route): Promise<void> {
  const { store } = scene;
  if (store === undefined) return;
  for (const name of channels)
    await store.change(scene.routeKeyOf(name), (now) => routeValue(next(now === undefined ? {} : routeAsked(now))));
}

/** What a step is, in a line. */
export function describeStep(step: Exclude<Step, { do: "refuse" | "done" }>): string {
  if (step.do === "preview") return `looks at what ${step.stack} would change`;
  if (step.do === "up") return `changes ${step.stack}`;
  if (step.do === "even") return `the encodes of ${step.channels.join(", ")} are equal again: quality selection is back`;
  return `${step.region}  ${WORDS[step.do](step)}`;
}

const WORDS: Readonly<Record<StepOnChannels, (step: OnChannels<StepOnChannels>) => string>> = {
  look: ({ channels }) => `sees whether ${channels.join(", ")} plays there`,
  mark: ({ channels }) => `notes on ${channels.join(", ")} that it is to run again`,
  "mark-dark": ({ channels }) => `notes on ${channels.join(", ")} that it is to run again, dark until then`,
  drain: ({ channels }) => `viewers of ${channels.join(", ")} leave`,
  settle: ({ channels }) => `waits until viewers of ${channels.join(", ")} have left`,
  stop: ({ channels }) => `stops ${channels.join(", ")}`,
  wait: ({ channels }) => `waits for ${channels.join(", ")}`,
  plain: ({ channels }) => `no quality selection for ${channels.join(", ")} while the encodes differ`,
  recover: ({ channels }) => `mends the CloudFormation stack of ${channels.join(", ")}`,
  start: ({ channels }) => `starts ${channels.join(", ")}`,
  prove: ({ channels }) => `sees by metrics and playlist that ${channels.join(", ")} is back`,
  return: ({ channels }) => `viewers of ${channels.join(", ")} return`,
  unmark: ({ channels }) => `${channels.join(", ")} is as it was`,
};
