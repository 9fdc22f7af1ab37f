/** A small MediaLive channel: one rendition with sound, for the typed resource and for a template. */
import type { Properties } from "../../rehearsal/cloud/values.ts";

/** As `aws.medialive.Channel` spells it, into one HLS group. */
export const encoderSettings: Properties = {
  timecodeConfig: { source: "SYSTEMCLOCK" },
  audioDescriptions: [
    { name: "sound", audioSelectorName: "default", codecSettings: { aacSettings: { bitrate: 96_000, codingMode: "CODING_MODE_2_0" } } },
  ],
  videoDescriptions: [
    {
      name: "720p",
      width: 1280,
      height: 720,
      codecSettings: { h264Settings: { rateControlMode: "QVBR", gopSizeUnits: "SECONDS", scanType: "PROGRESSIVE" } },
    },
  ],
  outputGroups: [
    {
      outputGroupSettings: {
        hlsGroupSettings: {
          destination: { destinationRefId: "origin" },
          mode: "LIVE",
          hlsCdnSettings: [{ hlsBasicPutSettings: { numRetries: 10 } }],
        },
      },
      outputs: [
        {
          outputName: "720p",
          videoDescriptionName: "720p",
          audioDescriptionNames: ["sound"],
          outputSettings: {
            hlsOutputSettings: {
              nameModifier: "_720p",
              hlsSettings: { standardHlsSettings: { m3u8Settings: { scte35Behavior: "PASSTHROUGH" } } },
            },
          },
        },
      ],
    },
  ],
};

/** Properties of an `AWS::MediaLive::Channel` with CMAF ingest; what is not known before comes in as parameters. */
export function channelProperties(channelClass: string): Properties {
  const ref = (name: string): Properties => ({ Ref: name });
  const urls = channelClass === "STANDARD" ? ["IngestA", "IngestB"] : ["IngestA"];
  return {
    Name: "news",
    ChannelClass: channelClass,
    RoleArn: ref("RoleArn"),
    LogLevel: "WARNING",
    Tags: { system: "onair" },
    InputSpecification: { Codec: "AVC", Resolution: "HD", MaximumBitrate: "MAX_20_MBPS" },
    InputAttachments: [{ InputAttachmentName: "news", InputId: ref("InputId"), InputSettings: { SourceEndBehavior: "CONTINUE" } }],
    Destinations: [{ Id: "origin", Settings: urls.map((name) => ({ Url: ref(name) })) }],
    EncoderSettings: {
      TimecodeConfig: { Source: "EMBEDDED" },
      AudioDescriptions: [
        { Name: "sound", AudioSelectorName: "default", CodecSettings: { AacSettings: { Bitrate: 96_000, CodingMode: "CODING_MODE_2_0" } } },
      ],
      VideoDescriptions: [
        { Name: "720p", Width: 1280, Height: 720, CodecSettings: { H264Settings: { RateControlMode: "QVBR", GopSizeUnits: "SECONDS" } } },
      ],
      OutputGroups: [
        {
          Name: "origin",
          OutputGroupSettings: {
            CmafIngestGroupSettings: { Destination: { DestinationRefId: "origin" }, SegmentLength: 2, SegmentLengthUnits: "SECONDS" },
          },
          Outputs: [
            { OutputName: "720p", VideoDescriptionName: "720p", OutputSettings: { CmafIngestOutputSettings: { NameModifier: "_720p" } } },
          ],
        },
      ],
    },
  };
}

const parameters = Object.fromEntries(["IngestA", "IngestB", "InputId", "RoleArn"].map((name) => [name, { Type: "String" }]));

/** A template with that channel; `change` alters the whole of it. */
export function channelTemplate(channelClass: string, change: (template: Properties) => Properties = (template) => template): string {
  return JSON.stringify(
    change({
      Parameters: parameters,
      Resources: { Channel: { Type: "AWS::MediaLive::Channel", Properties: channelProperties(channelClass) } },
      Outputs: { ChannelArn: { Value: { "Fn::GetAtt": ["Channel", "Arn"] } } },
    }),
  );
}
