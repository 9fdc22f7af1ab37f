import { z } from "zod";
import type { InputFailover } from "../components/encode/index.ts";
import { must } from "./schemaProblems.ts";
import { whole } from "./whole.ts";

/** MediaLive's API has no top for a threshold; what waits longer than an hour helps nobody. */
const LONGEST_WAIT = 3_600_000;
/**
 * MediaLive's API takes an input loss from 100. MediaConnect changes between its own sources within 500 (Streaming Media
 * Lens, SMREL01-BP01): an input that gives up sooner would leave while the first is coming back.
 */
const SHORTEST_LOSS = 501;
/** MediaLive API: AudioSilenceThresholdMsec and VideoBlackThresholdMsec. */
const SHORTEST_FAULT = 1000;

/** "A typical trigger is 1000 Msecs" (MediaLive User Guide, "Handling loss of video input"). */
const USUAL_LOSS = 1000;
/** What MediaLive waited before the time could be set (User Guide, "Failover and failback scenarios"). */
const USUAL_CLEAR = 30_000;
/** Black in broadcast video is 16 of 255, 6 % of white: a lower level would never see it. The API's own example. */
const USUAL_BLACK = 0.1;

const videoBlack = z
  .strictObject({
    milliseconds: whole(SHORTEST_FAULT, LONGEST_WAIT).meta({ description: "How long the picture must be black." }),
    level: z
      .number()
      .min(0, must("is below 0", "use a part of white from 0 to 1, such as 0.1"))
      .max(1, must("is above 1", "use a part of white from 0 to 1, such as 0.1"))
      .default(USUAL_BLACK)
      .meta({ description: "Black is what is darker than this part of white in every pixel." }),
  })
  .meta({ description: "Turns to the other input when the picture is black." });

const audioSilence = z
  .strictObject({
    milliseconds: whole(SHORTEST_FAULT, LONGEST_WAIT).meta({ description: "How long the sound must be silent (below -50 dBFS)." }),
    track: z.string().optional().meta({ description: "Which of the channel's audio tracks; the default one unless given." }),
  })
  .meta({ description: "Turns to the other input when a track is silent." });

/** A channel's `inputFailover`. */
export const inputFailoverSchema = z
  .strictObject({
    to: z.string().meta({ description: "Key of the further input (moreInputs) that stands in: pushed, and of the source's own type." }),
    prefer: z
      .enum(["primary", "either"])
      .default("primary")
      .meta({ description: "primary: back to the source as soon as it is well. either: stay, and let people switch by hand." }),
    clearMilliseconds: whole(1, LONGEST_WAIT)
      .default(USUAL_CLEAR)
      .meta({ description: "How long an input must be well again before it counts as well." }),
    inputLossMilliseconds: whole(SHORTEST_LOSS, LONGEST_WAIT)
      .optional()
      .meta({ description: "Turns to the other input when nothing arrives for so long; 1000 where no condition is written." }),
    videoBlack: videoBlack.optional(),
    audioSilence: audioSilence.optional(),
  })
  .meta({ description: "MediaLive itself turns to another input when the one on air fails." });

export type InputFailoverFile = z.output<typeof inputFailoverSchema>;

/** The pair as plans read it: settings that are left out are not there, and at least one condition is. */
export function buildInputFailover({
  inputLossMilliseconds,
  videoBlack: black,
  audioSilence: silence,
  ...rest
}: InputFailoverFile): InputFailover {
  const loss = inputLossMilliseconds ?? (black === undefined && silence === undefined ? USUAL_LOSS : undefined);
  return {
    ...rest,
    ...(loss === undefined ? {} : { inputLossMilliseconds: loss }),
    ...(black === undefined ? {} : { videoBlack: black }),
    ...(silence === undefined
      ? {}
      : { audioSilence: { milliseconds: silence.milliseconds, ...(silence.track === undefined ? {} : { track: silence.track }) } }),
  };
}
