import type aws from "@pulumi/aws";
import type pulumi from "@pulumi/pulumi";
import type { AttachmentPlan } from "./attachments.ts";
import { typedFailover } from "./failoverTyped.ts";

type Attachment = aws.types.input.medialive.ChannelInputAttachment;
type Settings = aws.types.input.medialive.ChannelInputAttachmentInputSettings;

/** One input attachment in the typed resource's spelling; `inputAttachment` is its twin. `inputId` finds an input by its attachment. */
export function typedInputAttachment(
  attachment: AttachmentPlan,
  inputId: (attachment: string) => pulumi.Input<string>,
  selectors: Pick<Settings, "audioSelectors" | "captionSelectors">,
): Attachment {
  const { name, sourceEndBehavior, colorSpace, hls, failover } = attachment;
  return {
    inputAttachmentName: name,
    inputId: inputId(name),
    ...(failover === undefined ? {} : { automaticInputFailoverSettings: typedFailover(failover, inputId) }),
    inputSettings: {
      ...selectors,
      ...(hls === undefined ? {} : { networkInputSettings: networkInputSettings(hls) }),
      sourceEndBehavior,
      ...(colorSpace === undefined ? {} : { videoSelector: { colorSpace, colorSpaceUsage: "FALLBACK" } }),
    },
  };
}

function networkInputSettings({ bufferSegments, bandwidth }: NonNullable<AttachmentPlan["hls"]>): Settings["networkInputSettings"] {
  return {
    hlsInputSettings: { bufferSegments, ...(bandwidth === undefined ? {} : { bandwidth }) },
    serverValidation: "CHECK_CRYPTOGRAPHY_AND_VALIDATE_NAME",
  };
}
