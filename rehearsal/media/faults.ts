import type { Encoder } from "./encoder/index.ts";
import type { Network } from "./origins/index.ts";
import type { Packager } from "./packager/index.ts";
import type { ChannelPlace, MediaFaults } from "./types.ts";

/** Faults of a running media plane, each at the part that it befalls. */
export function mediaFaults(encoder: Encoder, packager: Packager, network: Network): MediaFaults {
  const unfed = new Map<string, ChannelPlace>();
  return {
    pipeline: (place, input, lost) => {
      packager.loseInput(place, input, lost);
    },
    input: (place, lost) => {
      const key = `${place.region} ${place.channelGroup} ${place.originChannel}`;
      if (lost) unfed.set(key, place);
      else unfed.delete(key);
      encoder.loseInput(place, lost);
    },
    stale: (place, on) => {
      packager.loseAll(place, on);
    },
    score: (place, score) => {
      packager.forceScore(place, score);
    },
    network: (region, fault) => {
      network.set(region, fault);
    },
    clear: () => {
      packager.mend();
      network.clear();
      for (const place of unfed.values()) encoder.loseInput(place, false);
      unfed.clear();
    },
  };
}
