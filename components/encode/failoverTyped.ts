import type aws from "@pulumi/aws";
import type pulumi from "@pulumi/pulumi";
import type { FailoverConditionPlan, FailoverPlan } from "./failoverPlan.ts";

type Settings = aws.types.input.medialive.ChannelInputAttachmentAutomaticInputFailoverSettings;
type Condition = aws.types.input.medialive.ChannelInputAttachmentAutomaticInputFailoverSettingsFailoverConditionFailoverConditionSettings;

/** The pair of an attachment in the typed resource's spelling; `failoverSettings` is its twin. `inputId` finds an input by its attachment. */
export function typedFailover(
  { secondary, preference, clearMilliseconds, conditions }: FailoverPlan,
  inputId: (attachment: string) => pulumi.Input<string>,
): Settings {
  return {
    errorClearTimeMsec: clearMilliseconds,
    failoverConditions: conditions.map((condition) => ({ failoverConditionSettings: conditionSettings(condition) })),
    inputPreference: preference,
    secondaryInputId: inputId(secondary),
  };
}

function conditionSettings(condition: FailoverConditionPlan): Condition {
  switch (condition.kind) {
    case "input-loss":
      return { inputLossSettings: { inputLossThresholdMsec: condition.milliseconds } };
    case "video-black":
      return { videoBlackSettings: { blackDetectThreshold: condition.level, videoBlackThresholdMsec: condition.milliseconds } };
    case "audio-silence":
      return { audioSilenceSettings: { audioSelectorName: condition.selector, audioSilenceThresholdMsec: condition.milliseconds } };
  }
}
