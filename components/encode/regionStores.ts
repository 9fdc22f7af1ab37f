import type pulumi from "@pulumi/pulumi";
import type { KeyHandle } from "../storage/index.ts";
import { ArchiveStore } from "./archiveStore.ts";
import { DemoSource } from "./demoSource.ts";
import { frameKeys } from "./framePaths.ts";
import { FrameStore } from "./frameStore.ts";
import type { EncodeRegionArgs } from "./regionArgs.ts";
import { slateFiles } from "./signalPlan.ts";
import { SlateStore } from "./slateStore.ts";
import { playsDemo } from "./sources.ts";
import type { Channel, Region } from "./types.ts";

/** The region's buckets, each there only where a channel needs it. */
export interface RegionStores {
  readonly demo?: DemoSource;
  readonly archive?: ArchiveStore;
  readonly frames?: FrameStore;
  readonly slates?: SlateStore;
}

/** Makes what the region's channels read from and write to. @throws RangeError when slates are shown and nobody says where they are */
export function makeStores(name: string, args: EncodeRegionArgs, key: KeyHandle, parent: pulumi.Resource): RegionStores {
  const { channels, environment, accountId, region, production, projectFolder } = args;
  const common = { environment, accountId, region, key };
  const kept = { ...common, channels, protect: production };
  const options = { parent };
  const needs = {
    demo: channels.some(playsDemo),
    archive: channels.some(({ archive }) => archive !== undefined),
    frames: channels.some((channel) => frameKeys(channel, region).length > 0),
    slates: channels.some((channel) => slateFiles(channel).length > 0),
  };
  return {
    ...(needs.demo ? { demo: new DemoSource(`${name}-demo`, common, options) } : {}),
    ...(needs.archive ? { archive: new ArchiveStore(`${name}-archive`, kept, options) } : {}),
    ...(needs.frames ? { frames: new FrameStore(`${name}-frames`, kept, options) } : {}),
    ...(needs.slates
      ? { slates: new SlateStore(`${name}-slates`, { ...common, channels, folder: folderOf(projectFolder) }, options) }
      : {}),
  };
}

/** The stores that one channel uses. */
export function storesOf(channel: Channel, region: Region, { demo, archive, frames, slates }: RegionStores): RegionStores {
  return {
    ...(playsDemo(channel) && demo !== undefined ? { demo } : {}),
    ...(channel.archive !== undefined && archive !== undefined ? { archive } : {}),
    ...(slateFiles(channel).length > 0 && slates !== undefined ? { slates } : {}),
    ...(frameKeys(channel, region).length > 0 && frames !== undefined ? { frames } : {}),
  };
}

function folderOf(projectFolder: string | undefined): string {
  if (projectFolder === undefined) throw new RangeError("channels show files under slates/, and projectFolder does not say where that is");
  return projectFolder;
}
