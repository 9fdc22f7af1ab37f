import type aws from "@pulumi/aws";
import type pulumi from "@pulumi/pulumi";
import { ARCHIVE, type ArchivePlan } from "./archivePlan.ts";

/** The destination of the archive group in the typed resource's spelling; `archiveDestination` is its twin. */
export function typedArchiveDestination(urls: readonly pulumi.Input<string>[]): aws.types.input.medialive.ChannelDestination {
  return { id: ARCHIVE, settings: urls.map((url) => ({ url })) };
}

/** The archive group in the typed resource's spelling; `archiveGroup` is its twin and says why. No `scte35` here: development has none. */
export function typedArchiveGroup(plan: ArchivePlan): aws.types.input.medialive.ChannelEncoderSettingsOutputGroup {
  return {
    name: plan.outputGroup,
    outputGroupSettings: { archiveGroupSettings: [{ destination: { destinationRefId: ARCHIVE }, rolloverInterval: plan.rolloverSeconds }] },
    outputs: [
      {
        outputName: plan.output,
        videoDescriptionName: plan.video,
        audioDescriptionNames: [...plan.audios],
        outputSettings: {
          archiveOutputSettings: {
            containerSettings: {
              m2tsSettings: { absentInputAudioBehavior: "ENCODE_SILENCE", rateMode: "VBR", scte35Control: "SCTE_35_WITHOUT_IDR" },
            },
            extension: "ts",
            nameModifier: plan.nameModifier,
          },
        },
      },
    ],
  };
}
