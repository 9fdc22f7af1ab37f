import type { StorageLife } from "../storage/index.ts";
import { outputsOf, runsIn } from "./otherOutputs.ts";
import type { Channel, Pipeline, Region } from "./types.ts";

type Framed = Pick<Channel, "name" | "regions" | "outputs">;

/** Where the pictures of one output lie in the bucket; each pipeline has a folder of its own. */
export function framePrefix(channel: string, key: string): string {
  return `${channel}/${key}/`;
}

/**
 * Destination of one pipeline: always `s3ssl`, a bucket without dots, and a last part that begins each file's name;
 * MediaLive adds `.00000.jpg` and counts on (User Guide, "Frame capture destination").
 */
export function frameUrl(bucket: string, channel: string, key: string, pipeline: Pipeline): string {
  return `s3ssl://${bucket}/${framePrefix(channel, key)}${pipeline}/${channel}`;
}

/** Keys of a channel's frame captures that a region runs. */
export function frameKeys(channel: Framed, region: Region): readonly string[] {
  return outputsOf(channel).flatMap(([key, output]) => (output.type === "frame-capture" && runsIn(output, channel, region) ? [key] : []));
}

/** How long the pictures of each output are kept. */
export function frameLives(channels: readonly Framed[], region: Region): StorageLife[] {
  return channels.flatMap((channel) =>
    outputsOf(channel).flatMap(([key, output]) =>
      output.type === "frame-capture" && runsIn(output, channel, region)
        ? [{ prefix: framePrefix(channel.name, key), expireAfterDays: output.retentionDays }]
        : [],
    ),
  );
}
