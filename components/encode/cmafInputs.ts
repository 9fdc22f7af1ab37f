import type { Json } from "../storage/index.ts";
import type { AttachmentPlan } from "./attachments.ts";
import { failoverSettings } from "./failoverTemplate.ts";
import { PRIMARY } from "./sources.ts";

/** Parameter of the id of one input. Keys have no dashes, so that two of them never make one name. */
export function inputParameter(attachment: string): string {
  return attachment === PRIMARY ? "InputId" : `InputId${attachment.charAt(0).toUpperCase()}${attachment.slice(1)}`;
}

/** One input attachment in CloudFormation's spelling; `selectors` picks sound and captions. */
export function inputAttachment(attachment: AttachmentPlan, selectors: Readonly<Record<string, Json>>): Json {
  const { name, sourceEndBehavior, colorSpace, hls, failover, scte35Pid } = attachment;
  return {
    InputAttachmentName: name,
    InputId: { Ref: inputParameter(name) },
    ...(failover === undefined ? {} : { AutomaticInputFailoverSettings: failoverSettings(failover, inputParameter) }),
    InputSettings: {
      ...selectors,
      ...(hls === undefined ? {} : { NetworkInputSettings: networkInputSettings(hls) }),
      ...(scte35Pid === undefined ? {} : { Scte35Pid: scte35Pid }),
      SourceEndBehavior: sourceEndBehavior,
      ...(colorSpace === undefined ? {} : { VideoSelector: { ColorSpace: colorSpace, ColorSpaceUsage: "FALLBACK" } }),
    },
  };
}

function networkInputSettings({ bufferSegments, bandwidth }: NonNullable<AttachmentPlan["hls"]>): Json {
  return {
    HlsInputSettings: { BufferSegments: bufferSegments, ...(bandwidth === undefined ? {} : { Bandwidth: bandwidth }) },
    ServerValidation: "CHECK_CRYPTOGRAPHY_AND_VALIDATE_NAME",
  };
}
