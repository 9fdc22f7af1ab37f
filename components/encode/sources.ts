import type { Channel, Pulled, Source } from "./types.ts";

/** Key of the input that is on air when a channel starts; no other input may have it. */
export const PRIMARY = "primary";

/** A source of a channel under the key that names its input and its attachment. */
export interface KeyedSource {
  readonly key: string;
  readonly source: Source;
}

/** Name of an input's resource: the channel's own, or `<channel>-<key>`. */
export function inputResourceName(channel: string, key: string): string {
  return key === PRIMARY ? channel : `${channel}-${key}`;
}

type Sourced = Pick<Channel, "source" | "moreInputs">;

/** All sources of a channel: the primary one, then the others by key, whatever order they were written in. */
export function sourcesOf({ source, moreInputs = {} }: Sourced): readonly KeyedSource[] {
  const others = Object.entries(moreInputs).sort(([a], [b]) => (a < b ? -1 : 1));
  return [{ key: PRIMARY, source }, ...others.map(([key, other]) => ({ key, source: other }))];
}

/** Whether an encoder sends the signal to MediaLive, which then has an address for it. */
export function isPushSource({ type }: Pick<Source, "type">): boolean {
  return type === "rtp-push" || type === "rtmp-push" || type === "srt-listener";
}

/** Whether encoders push to any input of the channel, so that it needs a guard and has addresses. */
export function isPush(channel: Sourced): boolean {
  return sourcesOf(channel).some(({ source }) => isPushSource(source));
}

/** Whether any input of the channel plays the file that ships with Onair. */
export function playsDemo(channel: Sourced): boolean {
  return sourcesOf(channel).some(({ source }) => source.type === "mp4-demo");
}

/** SSM parameters that the channel's inputs take a password from, each once, in alphabetical order. */
export function passwordParams(channel: Sourced): readonly string[] {
  const pulled = sourcesOf(channel).flatMap(({ source }): Pulled[] => ("urls" in source ? [source] : []));
  return [...new Set(pulled.flatMap(({ passwordParam }) => passwordParam ?? []))].sort();
}
