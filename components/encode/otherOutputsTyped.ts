import type aws from "@pulumi/aws";
import type pulumi from "@pulumi/pulumi";
import type { FrameCapturePlan, OtherOutputPlan } from "./otherOutputs.ts";

/**
 * Why the typed channel cannot have an output; nothing when it can. It would write a stream key into the program's state,
 * for no dynamic reference reaches it, and it has no SRT group (typings of `aws.medialive.Channel`).
 */
export function untypedOutput(type: OtherOutputPlan["type"]): string | undefined {
  switch (type) {
    case "rtmp":
      return "a development channel would keep the stream key in the stack's state";
    case "mediaconnect":
      return "a development channel cannot send by SRT";
    case "frame-capture":
      return undefined;
  }
}

/** What the typed channel says of its frame captures. @throws RangeError for what it cannot say; settings refuse it before */
export function typedFrameCaptures(plans: readonly OtherOutputPlan[]): readonly FrameCapturePlan[] {
  return plans.map((plan) => {
    if (plan.type === "frame-capture") return plan;
    throw new RangeError(`output ${plan.key}: ${untypedOutput(plan.type) ?? "cannot be made"}`);
  });
}

/** `outputDestination` is its twin in the template's spelling, as each of these has one. */
export function typedFrameDestination(
  plan: FrameCapturePlan,
  urls: readonly pulumi.Input<string>[],
): aws.types.input.medialive.ChannelDestination {
  return { id: plan.name, settings: urls.map((url) => ({ url })) };
}

export function typedFrameDescription({ encode }: FrameCapturePlan): aws.types.input.medialive.ChannelEncoderSettingsVideoDescription {
  return {
    name: encode.name,
    width: encode.width,
    height: encode.height,
    respondToAfd: "NONE",
    scalingBehavior: "DEFAULT",
    sharpness: 50,
    codecSettings: { frameCaptureSettings: { captureInterval: encode.everySeconds, captureIntervalUnits: "SECONDS" } },
  };
}

export function typedFrameGroup(plan: FrameCapturePlan): aws.types.input.medialive.ChannelEncoderSettingsOutputGroup {
  return {
    name: plan.name,
    outputGroupSettings: { frameCaptureGroupSettings: { destination: { destinationRefId: plan.name } } },
    outputs: [{ outputName: plan.name, videoDescriptionName: plan.encode.name, outputSettings: { frameCaptureOutputSettings: {} } }],
  };
}
