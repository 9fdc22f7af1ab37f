import { mediaLiveClient, type AwsAccess } from "./access.ts";
import { atOnce } from "./atOnce.ts";
import { flowStatus } from "./flows.ts";
import { nextFlowStep } from "./flowSteps.ts";
import { DEPLOY_TAG } from "./marks.ts";
import { WANTED_STATE_TAG, type ControlledChannel } from "./operate.ts";
import { nextStep, type WantedState } from "./steps.ts";

/** What a channel is, and what was last wanted of it. */
export interface ChannelLook {
  readonly name: string;
  /** As the API names it, or `absent`; missing when it could not be read. */
  readonly state?: string;
  /** Missing when nobody has said. */
  readonly wanted?: WantedState;
  /** The channel neither is what is wanted nor is on its way there. */
  readonly astray: boolean;
  /** A deployment has it in its hands, or was killed while it had. */
  readonly deploying?: true;
  /** Why it could not be read. */
  readonly error?: unknown;
  /** Its MediaConnect flows; absent where it has none. */
  readonly flows?: readonly FlowLook[];
}

/** What a flow is, beside what is wanted of its channel. */
export interface FlowLook {
  readonly name: string;
  /** As the API names it, or `absent`; missing when it could not be read. */
  readonly status?: string;
  /** It runs without its channel, which costs, or its channel without it. */
  readonly astray: boolean;
  readonly error?: unknown;
}

export interface LookOptions {
  /** Channels that are looked at at the same time; one unless said, which keeps a hundred of them below the API's request rate. */
  readonly width?: number;
  /** Called with each look as it is made, so that the signal costs only those that are missing. */
  readonly onLook?: (look: ChannelLook) => void;
}

/** Looks at the channels of one region. Changes nothing. @throws Error when the signal ends it */
export async function lookAtChannels(
  access: AwsAccess,
  channels: readonly ControlledChannel[],
  abortSignal?: AbortSignal,
  { width = 1, onLook }: LookOptions = {},
): Promise<ChannelLook[]> {
  if (channels.length === 0) return [];
  const { DescribeChannelCommand, NotFoundException } = await import("@aws-sdk/client-medialive");
  const client = await mediaLiveClient(access);
  const lookAt = async ({ name, id, flows = [] }: ControlledChannel): Promise<ChannelLook> => {
    try {
      const { State: state, Tags: tags } = await client.send(
        new DescribeChannelCommand({ ChannelId: id }),
        abortSignal === undefined ? {} : { abortSignal },
      );
      const look = lookOf(name, state, tags);
      return flows.length === 0 ? look : { ...look, flows: await lookAtFlows(access, flows, wantedOf(look)) };
    } catch (error) {
      if (abortSignal?.aborted === true) throw error;
      return error instanceof NotFoundException ? lookOf(name, "absent", undefined) : { name, astray: false, error };
    }
  };
  return atOnce(channels, width, async (channel) => {
    const look = await lookAt(channel);
    onLook?.(look);
    return look;
  }).finally(() => client.destroy());
}

/** What is wanted of flows: what was said of their channel, or else that they go with it. */
function wantedOf({ wanted, state }: ChannelLook): WantedState {
  return wanted ?? (state === "RUNNING" || state === "STARTING" ? "running" : "stopped");
}

async function lookAtFlows(access: AwsAccess, flows: NonNullable<ControlledChannel["flows"]>, wanted: WantedState): Promise<FlowLook[]> {
  const looks: FlowLook[] = [];
  for (const { name, arn } of flows) {
    try {
      const status = await flowStatus(access, arn);
      const step = nextFlowStep(wanted, status, { asked: false, moved: false }).do;
      looks.push({ name, status, astray: status === "absent" || step === "ask" || step === "fail" });
    } catch (error) {
      looks.push({ name, astray: false, error });
    }
  }
  return looks;
}

function lookOf(name: string, state: string | undefined, tags: Readonly<Record<string, string>> | undefined): ChannelLook {
  const tag = tags?.[WANTED_STATE_TAG];
  const wanted = tag === "running" || tag === "stopped" ? tag : undefined;
  const step = state === undefined || wanted === undefined ? undefined : nextStep(wanted, state, { asked: false, moved: false }).do;
  return {
    name,
    ...(state === undefined ? {} : { state }),
    ...(wanted === undefined ? {} : { wanted }),
    ...(tags?.[DEPLOY_TAG] === undefined ? {} : { deploying: true as const }),
    astray: state === "absent" || step === "ask" || step === "fail",
  };
}
