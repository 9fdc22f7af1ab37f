import type { ChannelEntry, ChannelsFile } from "../../player/index.ts";
import type { GlobalEdgeContract } from "../../stacks/plain.ts";
import type { PageFile } from "./plan.ts";

/** Segments of a channel that was deployed before its edge told their length, seconds. */
const USUAL_SEGMENT = 4;

/** What the page may offer: the channels of the edge, by name. Only paths, for the page plays from its own host. */
export function channelsFile({ environment, channels }: GlobalEdgeContract): ChannelsFile {
  const names = Object.keys(channels).sort();
  return {
    version: 1,
    environment,
    channels: names.flatMap((name): ChannelEntry[] => {
      const channel = channels[name];
      if (channel === undefined) return [];
      const { title, alignment, regions, segmentSeconds = USUAL_SEGMENT, playback } = channel;
      return [
        {
          name,
          title,
          failover: alignment.failover,
          regions,
          segmentSeconds,
          playback: { hls: pathOf(playback.hls), lowLatencyHls: pathOf(playback.lowLatencyHls), dash: pathOf(playback.dash) },
        },
      ];
    }),
  };
}

/** The file beside the page. */
export function channelsPageFile(contract: GlobalEdgeContract): PageFile {
  const bytes = Buffer.from(`${JSON.stringify(channelsFile(contract), undefined, 2)}\n`);
  return { path: "channels.json", bytes, contentType: "application/json", immutable: false };
}

function pathOf(url: string): string {
  return new URL(url).pathname;
}
