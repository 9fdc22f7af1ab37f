/** Which channels are drilled, and what a drill must know of each. Pure. */
import type { ChannelEntry } from "../../player/index.ts";
import type { CloudObject } from "../cloud/index.ts";
import { RehearsalError } from "../errors.ts";
import { deployedEdge } from "../media/deployed/index.ts";
import type { EncoderChannel, WatchedChannel } from "../media/types.ts";
import type { DrilledChannel } from "./types.ts";

/** Origin channels to encode. @throws RehearsalError naming what there is, for a name nobody knows */
export function chooseChannels(encoders: readonly EncoderChannel[], names: readonly string[] | undefined): string[] {
  const known = [...new Set(encoders.map(({ originChannel }) => originChannel))];
  if (known.length === 0) throw new RehearsalError("Nothing is deployed here that encodes: run npm run rehearse first.");
  if (names !== undefined) {
    const unknown = names.filter((name) => !known.includes(name));
    if (unknown.length > 0) throw new RehearsalError(`No channel ${unknown.join(", ")} is deployed here. There are: ${known.join(", ")}.`);
    return [...new Set(names)];
  }
  const first = (epochLocked: boolean): string[] =>
    encoders
      .filter((encoder) => encoder.epochLocked === epochLocked)
      .slice(0, 1)
      .map(({ originChannel }) => originChannel);
  return [...first(true), ...first(false)];
}

/** In the order of the lineup's names; what is in no lineup comes last. */
export function inOrder(encoders: readonly EncoderChannel[], names: readonly string[]): EncoderChannel[] {
  const place = (name: string): number => (names.includes(name) ? names.indexOf(name) : names.length);
  return encoders.toSorted((left, right) => place(left.originChannel) - place(right.originChannel));
}

/** The watched channels with what a drill must know of each. */
export function drilledChannels(
  watched: readonly WatchedChannel[],
  resources: readonly CloudObject[],
  published: readonly ChannelEntry[],
): DrilledChannel[] {
  const behaviours = deployedEdge(resources)?.behaviours ?? [];
  return watched.map((channel): DrilledChannel => {
    const { playback, cookiePath, resource, originChannel, channelGroup, regions } = channel;
    const listed = published.find((entry) => entry.playback.hls.startsWith(cookiePath));
    const target = behaviours.find(({ path }) => path === `${cookiePath}*`)?.target;
    return {
      name: listed?.name ?? originChannel,
      title: listed?.title ?? originChannel,
      aligned: channel.epochLocked,
      byQuality: target?.kind === "group" && target.byQuality,
      segmentSeconds: channel.segmentMs / 1000,
      regions,
      channelGroup,
      originChannel,
      playback: {
        hls: playback.hls,
        ...(playback.lowLatencyHls === undefined ? {} : { "ll-hls": playback.lowLatencyHls }),
        ...(playback.dash === undefined ? {} : { dash: playback.dash }),
      },
      resource,
      cookiePath,
    };
  });
}
