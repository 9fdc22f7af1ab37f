import type { MediaLiveClient } from "@aws-sdk/client-medialive";
import { mediaLiveClient, type AwsAccess } from "./access.ts";
import type { ControlledChannel } from "./operate.ts";

/**
 * Tag on a MediaLive channel that a deployment takes off the air: it is to run again. `resume`: another region serves it meanwhile;
 * `dark`: nobody does. It is written before the stop and removed once the channel is back, so that whoever comes next goes on.
 */
export const DEPLOY_TAG = "onair:deploy";

export type DeployMark = "resume" | "dark";

/** A channel's state, as the API names it or `absent`, and its mark. */
export interface MarkedChannel {
  readonly name: string;
  readonly state: string;
  readonly mark?: DeployMark;
}

/** Reads state and mark of channels of one region. Any error but "not found" is thrown: not knowing is not idle. */
export async function readMarks(access: AwsAccess, channels: readonly ControlledChannel[]): Promise<MarkedChannel[]> {
  if (channels.length === 0) return [];
  const { DescribeChannelCommand, NotFoundException } = await import("@aws-sdk/client-medialive");
  return withClient(access, async (client) => {
    const read: MarkedChannel[] = [];
    for (const { name, id } of channels) {
      try {
        const { State, Tags } = await client.send(new DescribeChannelCommand({ ChannelId: id }));
        if (State === undefined) throw new Error(`MediaLive gave no state for channel ${name}`);
        const mark = Tags?.[DEPLOY_TAG];
        read.push({ name, state: State, ...(mark === "resume" || mark === "dark" ? { mark } : {}) });
      } catch (error) {
        if (!(error instanceof NotFoundException)) throw error;
        read.push({ name, state: "absent" });
      }
    }
    return read;
  });
}

/** Writes the mark, or removes it. Tags may change at any time, also while a channel runs (MediaLive User Guide, "Tagging resources"). */
export async function writeMarks(access: AwsAccess, channels: readonly ControlledChannel[], mark: DeployMark | undefined): Promise<void> {
  const { CreateTagsCommand, DeleteTagsCommand } = await import("@aws-sdk/client-medialive");
  await withClient(access, async (client) => {
    for (const { arn } of channels) {
      if (mark === undefined) await client.send(new DeleteTagsCommand({ ResourceArn: arn, TagKeys: [DEPLOY_TAG] }));
      else await client.send(new CreateTagsCommand({ ResourceArn: arn, Tags: { [DEPLOY_TAG]: mark } }));
    }
  });
}

async function withClient<T>(access: AwsAccess, work: (client: MediaLiveClient) => Promise<T>): Promise<T> {
  const client = await mediaLiveClient(access);
  return work(client).finally(() => client.destroy());
}
