import type aws from "@pulumi/aws";
import type pulumi from "@pulumi/pulumi";
import type { AttachmentPlan } from "./attachments.ts";

type Attachment = aws.types.input.medialive.ChannelInputAttachment;
type Settings = aws.types.input.medialive.ChannelInputAttachmentInputSettings;

/** One input attachment in the typed resource's spelling; `inputAttachment` is its twin. */
export function typedInputAttachment(
  attachment: AttachmentPlan,
  inputId: pulumi.Input<string>,
  selectors: Pick<Settings, "audioSelectors" | "captionSelectors">,
): Attachment {
  const { name, sourceEndBehavior, colorSpace, hls } = attachment;
  return {
    inputAttachmentName: name,
    inputId,
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
