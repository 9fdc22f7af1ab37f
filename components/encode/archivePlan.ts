import type { AudioEncode } from "./audioPlan.ts";
import type { VideoEncode } from "./encodes.ts";
import type { Archive, Pipeline } from "./types.ts";

/**
 * The archive of a channel: one MPEG-TS output of the top rung with every audio. It shares the encodes that viewers
 * get, so recording encodes nothing twice (MediaLive User Guide, "Sharing encodes among outputs"). A channel takes one
 * archive group at most (User Guide, "Limits for outputs").
 */
export interface ArchivePlan {
  readonly outputGroup: string;
  readonly output: string;
  readonly video: string;
  readonly audios: readonly string[];
  readonly rolloverSeconds: number;
  /**
   * Added to every file's name. A channel counts its files from zero each time it starts; its start time, which
   * MediaLive puts here, keeps a later run from writing over an earlier one (User Guide, "identifiers for variable data").
   */
  readonly nameModifier: string;
}

/** Name of the archive's output group, and id of its destination. */
export const ARCHIVE = "archive";

/** @throws RangeError when the channel has no picture to record */
export function archivePlan(archive: Archive, videos: readonly VideoEncode[], audios: readonly AudioEncode[]): ArchivePlan {
  const [top] = videos;
  if (top === undefined) throw new RangeError("an archive needs a video rendition, and the ladder has none");
  return {
    outputGroup: ARCHIVE,
    output: ARCHIVE,
    video: top.name,
    audios: audios.map(({ name }) => name),
    rolloverSeconds: archive.rolloverSeconds,
    nameModifier: "-$dt$",
  };
}

/** Where a channel's files lie in the bucket; each pipeline writes to a folder of its own. */
export function archivePrefix(channel: string): string {
  return `${channel}/`;
}

/** Destination of one pipeline: the protocol is always `s3ssl`, and the last part begins each file's name (User Guide, "archive destinations"). */
export function archiveUrl(bucket: string, channel: string, pipeline: Pipeline): string {
  return `s3ssl://${bucket}/${archivePrefix(channel)}${pipeline}/${channel}`;
}
