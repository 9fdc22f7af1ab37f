import type { RunningMedia } from "../media/types.ts";
import type { DrilledChannel, Scene } from "./types.ts";

/** What a drill of these channels acts on. @throws Error when they prefer different regions */
export function sceneOf(
  media: Pick<RunningMedia, "faults" | "live">,
  channels: readonly DrilledChannel[],
  acts: Pick<Scene, "setRunning" | "setRight">,
): Scene {
  const [region, ...others] = [...new Set(channels.flatMap(({ regions }) => regions.slice(0, 1)))];
  if (region === undefined || others.length > 0) throw new Error("the channels of one drill prefer one region");
  return {
    ...acts,
    channels,
    region,
    faults: media.faults,
    activeInput: ({ region: at, channelGroup, originChannel }) => media.live.find(at, channelGroup, originChannel)?.activeInput() ?? 1,
    lost: new Map(),
  };
}
