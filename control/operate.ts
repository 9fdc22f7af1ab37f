import type { MediaLiveClient } from "@aws-sdk/client-medialive";
import { mediaLiveClient, type AwsAccess } from "./access.ts";
import { LONGEST_WAIT, POLL_SECONDS, stateOf } from "./channels.ts";
import { FlowJourney, flowTrouble, LONGEST_FLOW_WAIT, type ControlledFlow } from "./flows.ts";
import { nextStep, ON_THE_WAY, type Step, type WantedState } from "./steps.ts";
import { AlarmVoice } from "./wanted.ts";

/** A channel to start or stop. */
export interface ControlledChannel {
  readonly name: string;
  readonly id: string;
  readonly arn: string;
  readonly environment: string;
  /** MediaConnect flows that run with the channel: started before it, stopped after it. */
  readonly flows?: readonly ControlledFlow[];
}

export interface ChannelOutcome {
  readonly name: string;
  /** State before anything was asked; absent when it could not be read. */
  readonly before?: string;
  /** State last seen. */
  readonly now?: string;
  /** Whole seconds from the first look to the last. */
  readonly seconds: number;
  /** Why the wanted state was not reached. */
  readonly error?: unknown;
  /** Why the wish could not be recorded on the channel; the channel itself is not affected. */
  readonly unrecorded?: unknown;
  /** Why the alarms were not told: they go on as before, silent or not. */
  readonly untold?: unknown;
}

export interface OperateOptions {
  readonly timeoutSeconds?: number;
  readonly pollSeconds?: number;
  /** How long a channel waits for its flows before it goes on without those that are late. */
  readonly flowSeconds?: number;
  readonly onState?: (channel: string, state: string) => void;
}

/**
 * Tag on a MediaLive channel that says what somebody last wanted of it: `running` or `stopped`.
 * Kept there, outside this process and outside Pulumi, because tags of a channel may change at any time, also while it runs.
 */
export const WANTED_STATE_TAG = "onair:wanted-state";

/** One channel on its way. */
interface Journey {
  readonly channel: ControlledChannel;
  readonly begun: number;
  before?: string;
  now?: string;
  readonly flows: readonly FlowJourney[];
  /** When its flows were first looked at, ms. */
  flowsSince?: number;
  asked: boolean;
  moved: boolean;
  ended: boolean;
  error?: unknown;
  unrecorded?: unknown;
  untold?: unknown;
}

/** What one run talks to. */
interface Means {
  readonly client: MediaLiveClient;
  readonly alarms: AlarmVoice;
  readonly wanted: WantedState;
  readonly options: OperateOptions;
}

/**
 * Brings channels of one region to a state and waits until they are there. Trouble with one channel does not hold up the others.
 * Channels are looked at one after another, which keeps a hundred of them below the API's request rate.
 * The flows of a channel come before it and go after it. A flow that fails, or takes longer than `flowSeconds`, is told, and
 * holds neither the channel nor the channel's other flow up.
 */
export async function bringChannels(
  access: AwsAccess,
  channels: readonly ControlledChannel[],
  wanted: WantedState,
  options: OperateOptions = {},
): Promise<ChannelOutcome[]> {
  const deadline = Date.now() + (options.timeoutSeconds ?? LONGEST_WAIT) * 1000;
  const client = await mediaLiveClient(access);
  const means: Means = { client, alarms: new AlarmVoice(access), wanted, options };
  try {
    const begun = Date.now();
    const journeys = channels.map((channel): Journey => {
      const flows = (channel.flows ?? []).map((flow) => new FlowJourney(access, flow, wanted));
      return { channel, begun, flows, asked: false, moved: false, ended: false };
    });
    for (;;) {
      for (const journey of journeys.filter(({ ended }) => !ended)) await advance(means, journey);
      const travelling = journeys.filter(({ ended }) => !ended);
      if (travelling.length === 0) return journeys.map(outcomeOf);
      if (Date.now() >= deadline) {
        for (const journey of travelling)
          end(journey, new Error(`${whereabouts(journey)} after ${options.timeoutSeconds ?? LONGEST_WAIT} s`));
        return journeys.map(outcomeOf);
      }
      await new Promise((resolve) => setTimeout(resolve, (options.pollSeconds ?? POLL_SECONDS) * 1000));
    }
  } finally {
    client.destroy();
    await means.alarms.close();
  }
}

async function advance(means: Means, journey: Journey): Promise<void> {
  const { client, wanted, options } = means;
  try {
    const state = await stateOf(client, journey.channel.id);
    if (journey.before === undefined) await recordWish(client, journey, wanted, state);
    if (state !== journey.now) options.onState?.(journey.channel.name, state);
    journey.before ??= state;
    journey.now = state;
    journey.moved ||= journey.asked && state === ON_THE_WAY[wanted];
    const step = nextStep(wanted, state, journey);
    const ready = wanted === "stopped" || step.do === "fail" || (await flowsArrived(journey, options));
    // A start is told before it is asked for, or a killed command leaves a channel that nobody watches; a stop once AWS has taken it.
    if (wanted === "running") await tell(means, journey, step.do === "done" && !ready ? "wait" : step.do);
    if (step.do === "ask" && ready) journey.asked = await ask(client, journey.channel.id, wanted);
    if (wanted === "stopped") await tell(means, journey, step.do);
    if (step.do === "done" && (wanted === "running" ? ready : await flowsArrived(journey, options))) end(journey, troubleOf(journey));
    else if (step.do === "fail") end(journey, new Error(step.reason));
  } catch (error) {
    end(journey, error);
  }
}

/**
 * Tells the alarms: "stopped" once AWS has taken the stop (health reads as lost only minutes later), "starting" until it
 * runs, "running" then. A channel that could not be stopped is on air, and stays watched.
 */
async function tell({ alarms, wanted }: Means, journey: Journey, step: Step["do"]): Promise<void> {
  const { channel, now } = journey;
  if (now === "absent" || (step === "fail" && !(wanted === "stopped" && now === "RUNNING"))) return;
  if (wanted === "stopped" && !journey.asked && step !== "done" && step !== "fail") return;
  const arrived = step === "done" || step === "fail" ? "running" : "starting";
  const error = await alarms.say(
    { environment: channel.environment, channel: channel.name },
    wanted === "stopped" && step !== "fail" ? "stopped" : arrived,
  );
  if (error !== undefined) journey.untold = error;
}

/** Asks AWS; false when the state does not permit it just now, as in the seconds after a channel was made. */
async function ask(client: MediaLiveClient, channelId: string, wanted: WantedState): Promise<boolean> {
  const { ConflictException, StartChannelCommand, StopChannelCommand } = await import("@aws-sdk/client-medialive");
  try {
    if (wanted === "running") await client.send(new StartChannelCommand({ ChannelId: channelId }));
    else await client.send(new StopChannelCommand({ ChannelId: channelId }));
    return true;
  } catch (error) {
    if (error instanceof ConflictException) return false;
    throw error;
  }
}

/** Looks at the channel's flows, and whether each is where it is wanted, or will not get there in time. */
async function flowsArrived(journey: Journey, { flowSeconds = LONGEST_FLOW_WAIT }: OperateOptions): Promise<boolean> {
  const { flows } = journey;
  journey.flowsSince ??= Date.now();
  for (const flow of flows) await flow.advance();
  if (Date.now() - journey.flowsSince >= flowSeconds * 1000) for (const flow of flows) flow.giveUp(flowSeconds);
  return flows.every(({ ended }) => ended);
}

/** What went wrong with the flows of a channel that is itself where it is wanted. */
function troubleOf({ flows, now }: Journey): Error | undefined {
  const trouble = flowTrouble(flows);
  return trouble === undefined ? undefined : new Error(`is ${now ?? "unread"}, but ${trouble.message}`, { cause: trouble });
}

function whereabouts({ flows, now }: Journey): string {
  const late = flows.find(({ ended }) => !ended);
  const flow = late?.status === undefined ? "" : ` (flow ${late.flow.name} is ${late.status})`;
  return `is still ${now ?? "unread"}${flow}`;
}

async function recordWish(client: MediaLiveClient, journey: Journey, wanted: WantedState, state: string): Promise<void> {
  if (state === "absent") return;
  const { CreateTagsCommand } = await import("@aws-sdk/client-medialive");
  try {
    await client.send(new CreateTagsCommand({ ResourceArn: journey.channel.arn, Tags: { [WANTED_STATE_TAG]: wanted } }));
  } catch (error) {
    journey.unrecorded = error;
  }
}

function end(journey: Journey, error?: unknown): void {
  journey.ended = true;
  if (error !== undefined) journey.error = error;
}

function outcomeOf({ channel, begun, before, now, error, unrecorded, untold }: Journey): ChannelOutcome {
  return {
    name: channel.name,
    seconds: Math.round((Date.now() - begun) / 1000),
    ...(before === undefined ? {} : { before }),
    ...(now === undefined ? {} : { now }),
    ...(error === undefined ? {} : { error }),
    ...(unrecorded === undefined ? {} : { unrecorded }),
    ...(untold === undefined ? {} : { untold }),
  };
}
