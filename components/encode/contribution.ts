import { sourcesOf } from "./sources.ts";
import type { Channel } from "./types.ts";

/** MediaLive's coarse classes of what arrives. */
export interface InputSpecification {
  readonly codec: "AVC" | "HEVC";
  readonly resolution: "HD" | "UHD";
  readonly maximumBitrate: "MAX_10_MBPS" | "MAX_20_MBPS" | "MAX_50_MBPS";
}

/**
 * The coarse class of the contribution, which sets its price and the power that MediaLive sets aside. A contribution is
 * taken to be as large as the top rung, and HDR10 to come as HEVC; a heavier class than needed is allowed, a lighter one
 * is not (MediaLive User Guide, "Input specification").
 */
export function inputSpecification(channel: Pick<Channel, "source" | "moreInputs" | "ladder">): InputSpecification {
  if (sourcesOf(channel).every(({ source }) => source.type === "mp4-demo"))
    return { codec: "AVC", resolution: "HD", maximumBitrate: "MAX_10_MBPS" };
  const codec = channel.ladder.dynamicRange === "hdr10" ? "HEVC" : "AVC";
  const height = Math.max(...channel.ladder.rungs.map((rung) => rung.height));
  return height > 1080
    ? { codec, resolution: "UHD", maximumBitrate: "MAX_50_MBPS" }
    : { codec, resolution: "HD", maximumBitrate: "MAX_20_MBPS" };
}
