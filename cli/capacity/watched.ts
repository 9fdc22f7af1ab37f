import { PARAMETERS, spread, type LoadChannel } from "../../capacity/index.ts";
import { selectionOf, type SelectionContext } from "../../components/edge/plan.ts";
import { alignmentOf, audioRates, segmentMilliseconds, updatePeriodSeconds, type Channel } from "../../components/encode/plan.ts";

/** The channels of a lineup as their viewers load them, watched alike, or one of them by everybody. */
export function watchedChannels(channels: readonly Channel[], context: SelectionContext & { readonly production: boolean }): LoadChannel[] {
  return channels.map((channel) => {
    const { name, regions, ladder } = channel;
    const alignment = alignmentOf(channel, { production: context.production });
    return {
      name,
      share: 1 / channels.length,
      regions: regions.slice(0, 2),
      segmentSeconds: segmentMilliseconds(ladder) / 1000,
      partSeconds: PARAMETERS.partSeconds.value,
      updateSeconds: updatePeriodSeconds(ladder.segmentSeconds),
      byQuality: selectionOf({ channelGroup: channel.group, regions, alignment }, context) === "media-quality-based",
      tracks: spread({
        videos: ladder.rungs,
        audioTracks: audioNames(channel),
        audioBitrates: audioRates(ladder),
        captions: (channel.captions ?? []).map((track) => track.name),
      }),
    };
  });
}

function audioNames({ audio }: Pick<Channel, "audio">): string[] {
  const tracks = [...(audio?.tracks ?? [])].sort((one, other) => Number(other.isDefault) - Number(one.isDefault));
  return tracks.length === 0 ? ["source"] : tracks.map(({ name }) => name);
}
