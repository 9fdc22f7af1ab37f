import { audioSelectors } from "./audioPlan.ts";
import type { Channel } from "./types.ts";

/** What makes MediaLive turn to the other input of a pair. Times in milliseconds. */
export type FailoverConditionPlan =
  | { readonly kind: "input-loss"; readonly milliseconds: number }
  /** `level`: part of white below which every pixel of a frame must be. */
  | { readonly kind: "video-black"; readonly milliseconds: number; readonly level: number }
  /** `selector`: name of an audio selector of both inputs. */
  | { readonly kind: "audio-silence"; readonly milliseconds: number; readonly selector: string };

/** The pair that an attachment is the primary input of (MediaLive User Guide, "Automatic input failover"). */
export interface FailoverPlan {
  /** Name of the other input's attachment. */
  readonly secondary: string;
  readonly preference: "PRIMARY_INPUT_PREFERRED" | "EQUAL_INPUT_PREFERENCE";
  readonly clearMilliseconds: number;
  readonly conditions: readonly FailoverConditionPlan[];
}

/**
 * Types of source that can make a pair: MediaLive takes push inputs of one type (User Guide, "Limits for inputs": two
 * push inputs, never pull inputs; "Setting up automatic input failover": the types are the same). Its overview names SRT
 * caller too, which the limits exclude: the stricter page counts.
 */
export const FAILOVER_TYPES: readonly string[] = ["rtp-push", "rtmp-push", "srt-listener", "mediaconnect"];

/** The pair of a channel's source; undefined without one. */
export function failoverPlan(channel: Pick<Channel, "inputFailover" | "audio">): FailoverPlan | undefined {
  const { inputFailover: wanted } = channel;
  if (wanted === undefined) return undefined;
  const { inputLossMilliseconds, videoBlack, audioSilence } = wanted;
  return {
    secondary: wanted.to,
    preference: wanted.prefer === "primary" ? "PRIMARY_INPUT_PREFERRED" : "EQUAL_INPUT_PREFERENCE",
    clearMilliseconds: wanted.clearMilliseconds,
    conditions: [
      ...(inputLossMilliseconds === undefined ? [] : [{ kind: "input-loss" as const, milliseconds: inputLossMilliseconds }]),
      ...(videoBlack === undefined ? [] : [{ kind: "video-black" as const, ...videoBlack }]),
      ...(audioSilence === undefined
        ? []
        : [
            {
              kind: "audio-silence" as const,
              milliseconds: audioSilence.milliseconds,
              selector: audioSilence.track ?? defaultSelector(channel),
            },
          ]),
    ],
  };
}

/** The default track comes first. */
function defaultSelector(channel: Pick<Channel, "audio">): string {
  const [first] = audioSelectors(channel);
  if (first === undefined) throw new RangeError("a channel has no audio selector to listen to");
  return first.name;
}
