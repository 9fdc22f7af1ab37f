import pulumi from "@pulumi/pulumi";
import { AlarmVoice, type AwsAccess, bringFlows, channelState, flowsOfChannel, startChannel, waitForState } from "../control/index.ts";
import type { Settings } from "./settings.ts";

/** Hook names live in the state of every channel: constructing both always keeps later previews working. */
const REFUSE_RUNNING = "onair-refuse-running-channel";
const START_NEW = "onair-start-new-channel";

/**
 * Hooks that guard a channel's resource.
 * Before an update: MediaLive changes a channel only while it is idle, and an outage must be somebody's decision,
 * so a channel in any other state is refused with the command that stops it. When its state cannot be read, it is refused too.
 * After a create, with `start: onDeploy`: waits for idle, starts, waits until it runs and tells the alarms; a failure is a
 * warning, for the channel exists.
 */
export function channelHooks(settings: Settings): pulumi.ResourceHookBinding {
  const access = { region: settings.region, ...settings.aws };
  // The resource that makes a channel is named like the channel: see `EncodedChannel`.
  const refuseRunning = new pulumi.ResourceHook(REFUSE_RUNNING, async ({ oldOutputs, name }) => {
    const id = channelIdOf(oldOutputs);
    if (id === undefined)
      throw new Error(
        `The state of ${name} has no channel id, so it cannot be shown to be idle. Run: pulumi refresh --stack ${settings.stack}`,
      );
    const state = await channelState(access, id);
    if (state === "IDLE" || state === "absent" || state === "CREATE_FAILED") return;
    throw new Error(
      `Channel ${name} is ${state}, and AWS changes a channel only while it is idle. ` +
        `Run npx onair deploy --env ${settings.lineup.environment}: it moves the viewers to the other region first. ` +
        `Or take it off the air yourself (npx onair stop ${name} --stack ${settings.stack}), run pulumi up again, then start it (npx onair start ${name} --stack ${settings.stack}).`,
    );
  });
  const startNew = new pulumi.ResourceHook(
    START_NEW,
    async ({ newOutputs, name }) => {
      const id = channelIdOf(newOutputs);
      if (id === undefined) throw new Error("the new channel has no id yet");
      await waitForState(access, id, "IDLE");
      await startOnAir(access, settings.lineup.environment, name, id);
    },
    { ignoreErrors: true },
  );
  const onDeploy = settings.role !== "global-edge" && settings.encode.start === "onDeploy";
  return { beforeUpdate: [refuseRunning], ...(onDeploy ? { afterCreate: [startNew] } : {}) };
}

/**
 * Starts a channel, the MediaConnect flows that feed it first, waits until it runs, and tells its alarms. Flows and alarms
 * keep no channel off air. @throws Error afterwards, when a flow did not start or the alarms could not be told
 */
async function startOnAir(access: AwsAccess, environment: string, channel: string, id: string): Promise<void> {
  const alarms = new AlarmVoice(access);
  try {
    const say = (wish: "starting" | "running"): Promise<unknown> => alarms.say({ environment, channel }, wish);
    const told = await say("starting");
    const flows = await flowsOfChannel(access, id)
      .then((found) => bringFlows(access, found, "running"))
      .catch((error: unknown) => error);
    await startChannel(access, id);
    let last: Promise<unknown> = Promise.resolve(told);
    await waitForState(access, id, "RUNNING", { onState: () => void (last = say("starting")) });
    await last;
    const untold = (await say("running")) ?? told;
    const trouble = [flows, untold].filter((one) => one !== undefined);
    if (trouble.length > 0) throw new Error(`it runs, but: ${trouble.map(said).join("; ")}`, { cause: trouble[0] });
  } finally {
    await alarms.close();
  }
}

function said(error: unknown): string {
  return error instanceof Error ? `${error.name === "Error" ? "" : `${error.name}: `}${error.message}` : JSON.stringify(error);
}

/** The channel's id from a CloudFormation stack's outputs or a typed channel's. */
export function channelIdOf(outputs: unknown): string | undefined {
  if (typeof outputs !== "object" || outputs === null) return undefined;
  if ("channelId" in outputs && typeof outputs.channelId === "string") return outputs.channelId;
  if (!("outputs" in outputs) || typeof outputs.outputs !== "object" || outputs.outputs === null) return undefined;
  const arn: unknown = (outputs.outputs as Record<string, unknown>)["ChannelArn"];
  return typeof arn === "string" ? arn.split(":").at(-1) : undefined;
}
