import type { Json } from "../storage/index.ts";
import type { FailoverConditionPlan, FailoverPlan } from "./failoverPlan.ts";

/** `AutomaticInputFailoverSettings` in CloudFormation's spelling; `inputParameter` names the parameter that holds an input's id. */
export function failoverSettings(
  { secondary, preference, clearMilliseconds, conditions }: FailoverPlan,
  inputParameter: (attachment: string) => string,
): Json {
  return {
    ErrorClearTimeMsec: clearMilliseconds,
    FailoverConditions: conditions.map((condition) => ({ FailoverConditionSettings: conditionSettings(condition) })),
    InputPreference: preference,
    SecondaryInputId: { Ref: inputParameter(secondary) },
  };
}

function conditionSettings(condition: FailoverConditionPlan): Json {
  switch (condition.kind) {
    case "input-loss":
      return { InputLossSettings: { InputLossThresholdMsec: condition.milliseconds } };
    case "video-black":
      return { VideoBlackSettings: { BlackDetectThreshold: condition.level, VideoBlackThresholdMsec: condition.milliseconds } };
    case "audio-silence":
      return { AudioSilenceSettings: { AudioSelectorName: condition.selector, AudioSilenceThresholdMsec: condition.milliseconds } };
  }
}
