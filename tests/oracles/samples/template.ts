import type { Sample } from "../spoil.ts";
import { templateSignals, templateSignalSpoils } from "./channelSignals.ts";

const resource = {
  Type: "AWS::MediaLive::Channel",
  Properties: {
    Name: "news",
    ChannelClass: "STANDARD",
    RoleArn: { Ref: "RoleArn" },
    InputSpecification: { Codec: "AVC", Resolution: "HD", MaximumBitrate: "MAX_20_MBPS" },
    InputAttachments: [{ InputAttachmentName: "main", InputId: { Ref: "InputId" } }],
    Destinations: [{ Id: "origin", Settings: [{ Url: { Ref: "IngestA" } }, { Url: { "Fn::Sub": "${IngestB}" } }] }],
    EncoderSettings: {
      TimecodeConfig: { Source: "EMBEDDED", SyncThreshold: 5 },
      GlobalConfiguration: { OutputLockingMode: "EPOCH_LOCKING", OutputLockingSettings: { EpochLockingSettings: {} } },
      AudioDescriptions: [
        { Name: "audio", AudioSelectorName: "default", CodecSettings: { AacSettings: { Bitrate: 192000, SampleRate: 48000 } } },
      ],
      VideoDescriptions: [
        {
          Name: "video",
          Width: 1920,
          Height: 1080,
          CodecSettings: { H264Settings: { Bitrate: 4_000_000, MaxBitrate: 5_000_000, QvbrQualityLevel: 8, RateControlMode: "QVBR" } },
        },
      ],
      OutputGroups: [
        {
          Name: "origin",
          OutputGroupSettings: {
            CmafIngestGroupSettings: {
              Destination: { DestinationRefId: "origin" },
              SegmentLength: 4,
              SegmentLengthUnits: "SECONDS",
              SendDelayMs: 0,
            },
          },
          Outputs: [
            { OutputName: "video", VideoDescriptionName: "video", OutputSettings: { CmafIngestOutputSettings: { NameModifier: "video" } } },
            {
              OutputName: "audio",
              AudioDescriptionNames: ["audio"],
              OutputSettings: { CmafIngestOutputSettings: { NameModifier: "audio" } },
            },
          ],
        },
      ],
      ...templateSignals,
      ThumbnailConfiguration: { State: "AUTO" },
    },
    Tags: { project: "onair" },
  },
};

const parameters = ["IngestA", "IngestB", "InputId", "RoleArn"];
export const template = {
  AWSTemplateFormatVersion: "2010-09-09",
  Parameters: Object.fromEntries(parameters.map((name) => [name, { Type: "String" }])),
  Resources: { Channel: resource },
  Outputs: { ChannelArn: { Value: { "Fn::GetAtt": ["Channel", "Arn"] } } },
};

const values = {
  IngestA: "https://a.ingest.mediapackagev2.us-east-1.amazonaws.com/in/v1/main/1/news/",
  IngestB: "https://b.ingest.mediapackagev2.us-east-1.amazonaws.com/in/v1/main/2/news/",
  InputId: "1234567",
  RoleArn: "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
};

/** The template with one place changed: `Properties` paths start at the channel's. */
function changed(change: (properties: typeof resource.Properties & Record<string, unknown>) => void): string {
  const copy = structuredClone(template);
  change(copy.Resources.Channel.Properties);
  return JSON.stringify(copy);
}

const properties = "templateBody.Resources.Channel.Properties";
const h264 = `${properties}.EncoderSettings.VideoDescriptions[0].CodecSettings.H264Settings`;
const group = `${properties}.EncoderSettings.OutputGroups[0].OutputGroupSettings.CmafIngestGroupSettings`;
const codecOf = (p: typeof resource.Properties): Record<string, unknown> =>
  p.EncoderSettings.VideoDescriptions[0]?.CodecSettings.H264Settings ?? {};
const groupOf = (p: typeof resource.Properties): Record<string, unknown> =>
  p.EncoderSettings.OutputGroups[0]?.OutputGroupSettings.CmafIngestGroupSettings ?? {};

export const templateSamples: Sample[] = [
  {
    type: "aws:cloudformation/stack:Stack",
    region: "us-east-1",
    inputs: {
      name: "onair-news",
      onFailure: "DELETE",
      templateBody: JSON.stringify(template),
      parameters: values,
      region: "us-east-1",
      tags: { project: "onair" },
    },
    spoilt: [
      ...templateSignalSpoils.map(({ what, at, change }) => ({
        what,
        set: ["templateBody", changed((p) => change(p.EncoderSettings))] as const,
        at: `${properties}.EncoderSettings.${at}`,
        by: "botocore" as const,
      })),
      { what: "enum", set: ["templateBody", changed((p) => (p.ChannelClass = "DUAL"))], at: `${properties}.ChannelClass`, by: "botocore" },
      {
        what: "range",
        set: ["templateBody", changed((p) => (codecOf(p)["QvbrQualityLevel"] = 11))],
        at: `${h264}.QvbrQualityLevel`,
        by: "botocore",
      },
      {
        what: "range",
        set: ["templateBody", changed((p) => (groupOf(p)["SendDelayMs"] = 5000))],
        at: `${group}.SendDelayMs`,
        by: "botocore",
      },
      {
        what: "missing",
        set: ["templateBody", changed((p) => Reflect.deleteProperty(groupOf(p), "Destination"))],
        at: `${group}.Destination`,
        by: "botocore",
      },
      { what: "unknown property", set: ["templateBody", changed((p) => (codecOf(p)["Bitrat"] = 1))], at: `${h264}.Bitrat`, by: "cfn-lint" },
      { what: "unknown property", set: ["templateBody", changed((p) => (codecOf(p)["Bitrat"] = 1))], at: `${h264}.Bitrat`, by: "botocore" },
      {
        what: "wrong type",
        set: ["templateBody", changed((p) => (codecOf(p)["Bitrate"] = "fast"))],
        at: `${h264}.Bitrate`,
        by: "cfn-lint",
      },
      {
        what: "wrong type",
        set: ["templateBody", changed((p) => (codecOf(p)["Bitrate"] = "fast"))],
        at: `${h264}.Bitrate`,
        by: "botocore",
      },
      {
        what: "consistency",
        set: ["templateBody", changed((p) => (p.RoleArn = { Ref: "Rolle" }))],
        at: `${properties}.RoleArn.Ref`,
        by: "cfn-lint",
      },
      { what: "consistency", set: ["parameters.Extra", "x"], at: "parameters.Extra", by: "cfn-lint" },
      { what: "consistency", drop: "parameters.IngestA", at: "parameters.IngestA", by: "cfn-lint" },
      { what: "region", region: "ca-central-1", at: "templateBody.Resources.Channel.Type", by: "cfn-lint" },
      { what: "json", set: ["templateBody", '{"Resources":'], at: "templateBody", by: "json" },
      { what: "length", set: ["templateBody", changed((p) => (p["Comment"] = "x".repeat(52_000)))], at: "templateBody", by: "cfn-lint" },
      { what: "enum", set: ["onFailure", "REMOVE"], at: "onFailure", by: "botocore" },
      { what: "length", set: ["iamRoleArn", "short"], at: "iamRoleArn", by: "botocore" },
    ],
  },
];
