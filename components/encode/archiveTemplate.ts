import type { Json } from "../storage/index.ts";
import { ARCHIVE, type ArchivePlan } from "./archivePlan.ts";
import type { Pipeline } from "./types.ts";

/** Parameter of the archive's address of one pipeline: the bucket differs between regions, the template does not. */
export function archiveParameter(pipeline: Pipeline): string {
  return `ArchiveUrl${pipeline.toUpperCase()}`;
}

/** The destination of the archive group; MediaLive writes with the channel's role, so it names no login. */
export function archiveDestination(pipelines: readonly Pipeline[]): Json {
  return { Id: ARCHIVE, Settings: pipelines.map((pipeline) => ({ Url: { Ref: archiveParameter(pipeline) } })) };
}

/**
 * The archive group in CloudFormation's spelling. No canned ACL: the bucket is the account's own and its ACLs are off.
 * @param scte35 what becomes of markers in a transport stream
 */
export function archiveGroup(plan: ArchivePlan, scte35: string): Json {
  return {
    Name: plan.outputGroup,
    OutputGroupSettings: { ArchiveGroupSettings: { Destination: { DestinationRefId: ARCHIVE }, RolloverInterval: plan.rolloverSeconds } },
    Outputs: [
      {
        OutputName: plan.output,
        VideoDescriptionName: plan.video,
        AudioDescriptionNames: [...plan.audios],
        OutputSettings: {
          ArchiveOutputSettings: {
            ContainerSettings: {
              M2tsSettings: { AbsentInputAudioBehavior: "ENCODE_SILENCE", RateMode: "VBR", Scte35Control: scte35 },
            },
            Extension: "ts",
            NameModifier: plan.nameModifier,
          },
        },
      },
    ],
  };
}
