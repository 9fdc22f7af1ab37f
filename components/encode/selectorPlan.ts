import { audioSelectors, type AudioSelectorPlan } from "./audioPlan.ts";
import { captionSelectors, type CaptionSelectorPlan } from "./captionPlan.ts";
import { carriageOf, type Carriage } from "./carriage.ts";
import { sourcesOf } from "./sources.ts";
import type { Channel } from "./types.ts";

/** What is taken out of one input of a channel. */
export interface InputSelectors {
  /** Name of the input's attachment. */
  readonly input: string;
  readonly audio: readonly AudioSelectorPlan[];
  readonly captions: readonly CaptionSelectorPlan[];
}

/**
 * The selectors of every input. Audio selectors have the same names in all of them, as MediaLive asks, whatever each
 * finds its audio by; captions are taken from the inputs that carry them, and pause while another is on air (User
 * Guide, "Plan the audio selectors" and "Planning the captions selectors").
 * @throws RangeError for pictures of text in a language that MediaLive cannot read
 */
export function selectorPlans(channel: Pick<Channel, "source" | "moreInputs" | "audio" | "captions">): readonly InputSelectors[] {
  const [audio, captions] = [audioSelectors(channel), captionSelectors(channel)];
  return sourcesOf(channel).map(({ key, source }) => {
    const carriage = carriageOf(source.type);
    return {
      input: key,
      audio: audio.map((selector) => fitting(selector, carriage)),
      captions: captions.filter((selector) => carriage.captions.includes(selector.source.type)),
    };
  });
}

/** An input with one audio gives that one, whatever tells the audios of another input apart. */
function fitting({ name, pick }: AudioSelectorPlan, { severalAudios, picks }: Carriage): AudioSelectorPlan {
  return pick === undefined || (!severalAudios && !picks.includes(pick.by)) ? { name } : { name, pick };
}
