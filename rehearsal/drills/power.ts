import { DescribeChannelCommand, MediaLiveClient, StartChannelCommand, StopChannelCommand } from "@aws-sdk/client-medialive";
import { RehearsalError } from "../errors.ts";
import type { EncoderChannel } from "../media/types.ts";
import type { Session } from "../session.ts";

export interface ChannelPower {
  readonly regions: readonly string[];
  /**
   * Starts or stops the channels in a region through the API, and waits until they run or are idle.
   * @throws the reason of the signal as soon as that is aborted
   */
  setRunning(region: string, running: boolean, signal?: AbortSignal): Promise<void>;
}

/** Milliseconds between two looks at a channel; the simulation needs some hundreds of them to start one. */
const LOOK_EVERY = 50;
/** Milliseconds. */
const LONGEST = 30_000;

/** What is asked of a session. */
export interface PoweredSession extends Pick<Session, "environment"> {
  readonly cloud: Pick<Session["cloud"], "endpointUrl">;
}

export function channelPower(session: PoweredSession, channels: readonly EncoderChannel[]): ChannelPower {
  return {
    regions: [...new Set(channels.map(({ region }) => region))],
    setRunning: async (region, running, signal) => {
      const client = new MediaLiveClient({
        region,
        endpoint: session.cloud.endpointUrl,
        credentials: {
          accessKeyId: session.environment["AWS_ACCESS_KEY_ID"] ?? "",
          secretAccessKey: session.environment["AWS_SECRET_ACCESS_KEY"] ?? "",
        },
      });
      try {
        const here = channels.filter((channel) => channel.region === region);
        await Promise.all(here.map(({ channelId }) => bring(client, channelId, running, signal)));
      } finally {
        client.destroy();
      }
    },
  };
}

async function bring(client: MediaLiveClient, ChannelId: string, running: boolean, signal?: AbortSignal): Promise<void> {
  const wanted = running ? "RUNNING" : "IDLE";
  const deadline = Date.now() + LONGEST;
  let asked = false;
  for (;;) {
    signal?.throwIfAborted();
    const { State } = await client.send(new DescribeChannelCommand({ ChannelId }));
    if (State === wanted) return;
    if (!asked && State === (running ? "IDLE" : "RUNNING")) {
      await client.send(running ? new StartChannelCommand({ ChannelId }) : new StopChannelCommand({ ChannelId }));
      asked = true;
    }
    if (Date.now() > deadline) throw new RehearsalError(`Channel ${ChannelId} is ${String(State)}, and ${wanted} was waited for.`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
  }
}
