import { mediaLiveClient, type AwsAccess } from "./access.ts";
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
  /** Why it could not be read. */
  readonly error?: unknown;
}

/** Looks at the channels of one region, one after another, which keeps a hundred of them below the API's request rate. Changes nothing. */
export async function lookAtChannels(access: AwsAccess, channels: readonly ControlledChannel[]): Promise<ChannelLook[]> {
  if (channels.length === 0) return [];
  const { DescribeChannelCommand, NotFoundException } = await import("@aws-sdk/client-medialive");
  const client = await mediaLiveClient(access);
  const looks: ChannelLook[] = [];
  try {
    for (const { name, id } of channels) {
      try {
        const { State: state, Tags: tags } = await client.send(new DescribeChannelCommand({ ChannelId: id }));
        looks.push(lookOf(name, state, tags?.[WANTED_STATE_TAG]));
      } catch (error) {
        looks.push(error instanceof NotFoundException ? lookOf(name, "absent", undefined) : { name, astray: false, error });
      }
    }
    return looks;
  } finally {
    client.destroy();
  }
}

function lookOf(name: string, state: string | undefined, tag: string | undefined): ChannelLook {
  const wanted = tag === "running" || tag === "stopped" ? tag : undefined;
  const step = state === undefined || wanted === undefined ? undefined : nextStep(wanted, state, { asked: false, moved: false }).do;
  return {
    name,
    ...(state === undefined ? {} : { state }),
    ...(wanted === undefined ? {} : { wanted }),
    astray: state === "absent" || step === "ask" || step === "fail",
  };
}
