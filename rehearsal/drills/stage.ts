import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { readChannels, type ChannelEntry } from "../../player/index.ts";
import { RehearsalError } from "../errors.ts";
import { encoderChannels } from "../media/deployed/index.ts";
import type { RunningMedia } from "../media/types.ts";
import type { Progress } from "../progress.ts";
import type { Session } from "../session.ts";
import { chooseChannels, drilledChannels, inOrder } from "./channels.ts";
import { onAir } from "./onAir.ts";
import { channelPower } from "./power.ts";
import { viewerKey, type ViewerKey } from "./signature.ts";
import type { DrilledChannel, Scene } from "./types.ts";

/** A rehearsal's deployment at work: channels run, media flows, the player is published. */
export interface Stage {
  readonly media: RunningMedia;
  /** Those that run, as the lineup names them. */
  readonly channels: readonly DrilledChannel[];
  readonly key: ViewerKey;
  readonly setRunning: Scene["setRunning"];
  close(): Promise<void>;
}

export interface StageOptions {
  readonly session: Session;
  readonly environment: string;
  /** Names of channels; the first aligned and the first unaligned one unless given. */
  readonly channels?: readonly string[];
  readonly progress: Progress;
  /** Aborted when the stage is not wanted any more: what was opened is closed, and the signal's reason thrown. */
  readonly signal?: AbortSignal;
}

/** @throws RehearsalError when a channel is unknown, or the player cannot be published */
export async function openStage({ session, environment, channels: names, progress, signal }: StageOptions): Promise<Stage> {
  const encoders = inOrder(encoderChannels(session.cloud.resources()), lineupNames(session.scratch.project, environment));
  const chosen = chooseChannels(encoders, names);
  const power = channelPower(
    session,
    encoders.filter(({ originChannel }) => chosen.includes(originChannel)),
  );
  await progress.step(`start ${chosen.join(", ")}`, async () => {
    await Promise.all(power.regions.map((region) => power.setRunning(region, true, signal)));
    return power.regions.join(", ");
  });
  signal?.throwIfAborted();
  const media = await mediaOf(session, chosen);
  try {
    signal?.throwIfAborted();
    await publishPlayer(session, environment, media, progress);
    signal?.throwIfAborted();
    await progress.step("first segments", async () => {
      await onAir(
        media,
        media.channels().filter(({ originChannel }) => chosen.includes(originChannel)),
        signal,
      );
      return "on the air in every region";
    });
    const drilled = drilledChannels(media.channels(), session.cloud.resources(), await publishedChannels(media));
    const channels = chosen.flatMap((name) => drilled.filter(({ originChannel }) => originChannel === name));
    const key = viewerKey(session.scratch.project, session.cloud.resources());
    return { media, channels, key, setRunning: (region, running) => power.setRunning(region, running), close: () => media.close() };
  } catch (error) {
    await media.close();
    throw error;
  }
}

/** Encoder, packager, origins and edge; loaded when they are meant, not to show help. */
async function mediaOf({ cloud }: Session, channels: readonly string[]): Promise<RunningMedia> {
  const { FfmpegError, NothingDeployed, startMedia } = await import("../media/index.ts");
  try {
    return await startMedia({ cloud, channels });
  } catch (error) {
    if (error instanceof FfmpegError || error instanceof NothingDeployed) throw new RehearsalError(error.message);
    throw error;
  }
}

/** Names of the channels as the lineup lists them: made they are in whatever order AWS answers. */
function lineupNames(project: string, environment: string): string[] {
  const lineup: unknown = parse(readFileSync(join(project, "lineups", `${environment}.yaml`), "utf8"));
  const channels = isRecord(lineup) ? lineup["channels"] : undefined;
  return isRecord(channels) ? Object.keys(channels) : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

const PLAYER = "/player/index.html";

async function publishPlayer(session: Session, environment: string, media: RunningMedia, progress: Progress): Promise<void> {
  await progress.step("onair publish", async () => {
    const { code, stdout, stderr } = await session.capture("onair", ["publish", "--env", environment]);
    if (code !== 0) throw new RehearsalError(`The player was not published:\n${stderr.trim() || stdout.trim()}`);
    const { status } = await fetch(`${media.edgeUrl}${PLAYER}`);
    if (status !== 200) throw new RehearsalError(`The player was published, and the edge answers ${PLAYER} with ${status}.`);
    return "the player is where viewers find it";
  });
}

/** What the player's list says of channels beyond the distribution. */
async function publishedChannels({ edgeUrl }: RunningMedia): Promise<readonly ChannelEntry[]> {
  const answer = await fetch(`${edgeUrl}/player/channels.json`);
  return readChannels(await answer.json()).channels;
}
