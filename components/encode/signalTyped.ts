import type aws from "@pulumi/aws";
import type { SignalPlan } from "./signalPlan.ts";

type GlobalConfiguration = aws.types.input.medialive.ChannelEncoderSettingsGlobalConfiguration;

/**
 * What the typed channel shows when nothing arrives; `inputLossBehavior` is its twin.
 * @throws RangeError for what the resource cannot say (no ad avail mode, no blackout slate); settings refuse it before
 */
export function typedInputLoss(signals: SignalPlan | undefined, url: string | undefined): Pick<GlobalConfiguration, "inputLossBehavior"> {
  if (signals === undefined) return {};
  if (signals.avails !== undefined) throw new RangeError("a development channel cannot be told what an ad avail is");
  if (signals.inputLoss === undefined) return {};
  if (url === undefined) throw new RangeError("an input loss slate has no address");
  const { repeatMilliseconds, blackMilliseconds } = signals.inputLoss;
  return {
    inputLossBehavior: {
      blackFrameMsec: blackMilliseconds,
      inputLossImageSlate: { uri: url },
      inputLossImageType: "SLATE",
      repeatFrameMsec: repeatMilliseconds,
    },
  };
}
