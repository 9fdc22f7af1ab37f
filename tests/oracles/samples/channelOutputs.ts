import type { Sample } from "../spoil.ts";
import { template } from "./template.ts";

const reference = "{{resolve:secretsmanager:onair/prod/news/outputs/tube/stream-key-1:SecretString}}";

interface Channel {
  ChannelClass: string;
  Destinations: Record<string, unknown>[];
  EncoderSettings: { VideoDescriptions: Record<string, unknown>[]; OutputGroups: Record<string, unknown>[] };
}

const group = (Name: string, settings: object, output: object): Record<string, unknown> => ({
  Name,
  OutputGroupSettings: settings,
  Outputs: [{ OutputName: Name, ...output }],
});

/** The template of the other sample with an RTMP output, pictures and a feed by SRT. */
function withOutputs(change: (channel: Channel) => void = () => undefined): string {
  const copy = structuredClone(template) as unknown as {
    Parameters: Record<string, object>;
    Resources: { Channel: { Properties: Channel } };
  };
  const channel = copy.Resources.Channel.Properties;
  for (const name of ["FlowA", "FlowB", "Passphrase"]) copy.Parameters[name] = { Type: "String" };
  channel.Destinations.push(
    {
      Id: "tube",
      Settings: ["a", "b"].map((host) => ({ Url: `rtmps://${host}.tv/live`, StreamName: reference, Username: "me", PasswordParam: "p" })),
    },
    { Id: "pictures", Settings: ["a", "b"].map((pipeline) => ({ Url: `s3ssl://onair-frames/${pipeline}/news` })) },
    { Id: "club", SrtSettings: ["FlowA", "FlowB"].map((Ref) => ({ Url: { Ref }, EncryptionPassphraseSecretArn: { Ref: "Passphrase" } })) },
  );
  channel.EncoderSettings.VideoDescriptions.push({
    Name: "jpeg",
    Width: 640,
    Height: 360,
    CodecSettings: { FrameCaptureSettings: { CaptureInterval: 10, CaptureIntervalUnits: "SECONDS" } },
  });
  const sent = { VideoDescriptionName: "video", AudioDescriptionNames: ["audio"] };
  channel.EncoderSettings.OutputGroups.push(
    group(
      "tube",
      {
        RtmpGroupSettings: {
          AuthenticationScheme: "COMMON",
          CacheFullBehavior: "DISCONNECT_IMMEDIATELY",
          CacheLength: 30,
          RestartDelay: 15,
        },
      },
      {
        ...sent,
        OutputSettings: {
          RtmpOutputSettings: {
            CertificateMode: "VERIFY_AUTHENTICITY",
            ConnectionRetryInterval: 5,
            Destination: { DestinationRefId: "tube" },
            NumRetries: 10,
          },
        },
      },
    ),
    group(
      "pictures",
      { FrameCaptureGroupSettings: { Destination: { DestinationRefId: "pictures" } } },
      { VideoDescriptionName: "jpeg", OutputSettings: { FrameCaptureOutputSettings: {} } },
    ),
    group(
      "club",
      { SrtGroupSettings: { InputLossAction: "EMIT_PROGRAM" } },
      {
        ...sent,
        OutputSettings: {
          SrtOutputSettings: {
            ContainerSettings: { M2tsSettings: { RateMode: "VBR" } },
            Destination: { DestinationRefId: "club" },
            EncryptionType: "AES256",
            Latency: 2000,
          },
        },
      },
    ),
  );
  change(channel);
  return JSON.stringify(copy);
}

/** Some part of a channel, by its path. */
const part = (channel: Channel, ...path: readonly (string | number)[]): Record<string, unknown> =>
  path.reduce<unknown>((value, key) => (value as Record<string | number, unknown>)[key], channel) as Record<string, unknown>;

const properties = "templateBody.Resources.Channel.Properties";
const groups = `${properties}.EncoderSettings.OutputGroups`;
const rtmpOf = (channel: Channel): Record<string, unknown> =>
  part(channel, "EncoderSettings", "OutputGroups", 1, "Outputs", 0, "OutputSettings", "RtmpOutputSettings");
const srtOf = (channel: Channel): Record<string, unknown> =>
  part(channel, "EncoderSettings", "OutputGroups", 3, "Outputs", 0, "OutputSettings", "SrtOutputSettings");

const values = {
  IngestA: "https://a.ingest.mediapackagev2.us-east-1.amazonaws.com/in/v1/main/1/news/",
  IngestB: "https://b.ingest.mediapackagev2.us-east-1.amazonaws.com/in/v1/main/2/news/",
  InputId: "1234567",
  RoleArn: "arn:aws:iam::123456789012:role/encode",
  FlowA: "srt://198.51.100.7:5000",
  FlowB: "srt://198.51.100.8:5000",
  Passphrase: "arn:aws:secretsmanager:us-east-1:123456789012:secret:onair/prod/news/outputs/club/passphrase-1-AbCdEf",
};

/** RTMP, frame capture and SRT, which only the template of a channel has. */
export const outputSamples: Sample[] = [
  {
    type: "aws:cloudformation/stack:Stack",
    region: "us-east-1",
    inputs: { name: "onair-news-outputs", onFailure: "DELETE", templateBody: withOutputs(), parameters: values },
    spoilt: [
      {
        what: "enum",
        set: ["templateBody", withOutputs((channel) => (rtmpOf(channel)["CertificateMode"] = "TRUST"))],
        at: `${groups}[1].Outputs[0].OutputSettings.RtmpOutputSettings.CertificateMode`,
        by: "botocore",
      },
      {
        what: "range",
        set: ["templateBody", withOutputs((channel) => (rtmpOf(channel)["ConnectionRetryInterval"] = 0))],
        at: `${groups}[1].Outputs[0].OutputSettings.RtmpOutputSettings.ConnectionRetryInterval`,
        by: "botocore",
      },
      {
        what: "range",
        set: [
          "templateBody",
          withOutputs((channel) => {
            part(channel, "EncoderSettings", "OutputGroups", 1, "OutputGroupSettings", "RtmpGroupSettings")["CacheLength"] = 29;
          }),
        ],
        at: `${groups}[1].OutputGroupSettings.RtmpGroupSettings.CacheLength`,
        by: "botocore",
      },
      {
        what: "unknown property",
        set: [
          "templateBody",
          withOutputs((channel) => {
            part(channel, "Destinations", 1, "Settings", 0)["StreamKey"] = reference;
          }),
        ],
        at: `${properties}.Destinations[1].Settings[0].StreamKey`,
        by: "cfn-lint",
      },
      {
        what: "range",
        set: [
          "templateBody",
          withOutputs((channel) => {
            part(channel, "EncoderSettings", "VideoDescriptions", 1, "CodecSettings", "FrameCaptureSettings")["CaptureInterval"] = 0;
          }),
        ],
        at: `${properties}.EncoderSettings.VideoDescriptions[1].CodecSettings.FrameCaptureSettings.CaptureInterval`,
        by: "botocore",
      },
      {
        what: "enum",
        set: ["templateBody", withOutputs((channel) => (srtOf(channel)["EncryptionType"] = "NONE"))],
        at: `${groups}[3].Outputs[0].OutputSettings.SrtOutputSettings.EncryptionType`,
        by: "botocore",
      },
      {
        what: "range",
        set: ["templateBody", withOutputs((channel) => (srtOf(channel)["Latency"] = 39))],
        at: `${groups}[3].Outputs[0].OutputSettings.SrtOutputSettings.Latency`,
        by: "botocore",
      },
      {
        what: "missing",
        set: ["templateBody", withOutputs((channel) => Reflect.deleteProperty(srtOf(channel), "ContainerSettings"))],
        at: `${groups}[3].Outputs[0].OutputSettings.SrtOutputSettings.ContainerSettings`,
        by: "botocore",
      },
      {
        what: "unknown property",
        set: [
          "templateBody",
          withOutputs((channel) => {
            part(channel, "Destinations", 3, "SrtSettings", 0)["Passphrase"] = "x";
          }),
        ],
        at: `${properties}.Destinations[3].SrtSettings[0].Passphrase`,
        by: "cfn-lint",
      },
    ],
  },
];
