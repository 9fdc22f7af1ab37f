import type { Spoil } from "../spoil.ts";

/** An input attachment of an HLS source, and the archive group, as the typed channel spells them. */
export const hlsAttachment = {
  inputAttachmentName: "backup",
  inputId: "7654321",
  inputSettings: {
    networkInputSettings: {
      hlsInputSettings: { bufferSegments: 3, bandwidth: 4_000_000, scte35Source: "MANIFEST" },
      serverValidation: "CHECK_CRYPTOGRAPHY_AND_VALIDATE_NAME",
    },
  },
};

export const archiveDestination = { id: "archive", settings: [{ url: "s3ssl://onair-archive/news/a/news" }] };

export const archiveGroup = {
  name: "archive",
  outputGroupSettings: {
    archiveGroupSettings: [
      {
        destination: { destinationRefId: "archive" },
        rolloverInterval: 300,
        archiveCdnSettings: { archiveS3Settings: { cannedAcl: "BUCKET_OWNER_FULL_CONTROL" } },
      },
    ],
  },
  outputs: [
    {
      outputName: "archive",
      videoDescriptionName: "video_1080p",
      audioDescriptionNames: ["audio_high"],
      outputSettings: {
        archiveOutputSettings: {
          containerSettings: {
            m2tsSettings: { absentInputAudioBehavior: "ENCODE_SILENCE", rateMode: "VBR", scte35Control: "SCTE_35_WITHOUT_IDR" },
          },
          extension: "ts",
          nameModifier: "-$dt$",
        },
      },
    },
  ],
};

const hls = "inputAttachments[1].inputSettings.networkInputSettings";
const group = "encoderSettings.outputGroups[1].outputGroupSettings.archiveGroupSettings[0]";
const m2ts = "encoderSettings.outputGroups[1].outputs[0].outputSettings.archiveOutputSettings.containerSettings.m2tsSettings";

export const inputSpoils: Spoil[] = [
  { what: "range", set: [`${hls}.hlsInputSettings.bufferSegments`, -1], at: `${hls}.hlsInputSettings.bufferSegments`, by: "botocore" },
  { what: "enum", set: [`${hls}.serverValidation`, "NONE"], at: `${hls}.serverValidation`, by: "botocore" },
  { what: "range", set: [`${group}.rolloverInterval`, 0], at: `${group}.rolloverInterval`, by: "botocore" },
  {
    what: "enum",
    set: [`${group}.archiveCdnSettings.archiveS3Settings.cannedAcl`, "PRIVATE"],
    at: `${group}.archiveCdnSettings.archiveS3Settings.cannedAcl`,
    by: "botocore",
  },
  { what: "enum", set: [`${m2ts}.rateMode`, "ABR"], at: `${m2ts}.rateMode`, by: "botocore" },
  { what: "enum", set: [`${m2ts}.scte35Control`, "SCTE35"], at: `${m2ts}.scte35Control`, by: "botocore" },
  { what: "unknown property", set: [`${m2ts}.rateModes`, "VBR"], at: `${m2ts}.rateModes`, by: "botocore" },
];
