import type { Json } from "../storage/index.ts";
import type { FrameCapturePlan, MediaConnectPlan, OtherOutputPlan, RtmpPlan } from "./otherOutputs.ts";
import type { Pipeline } from "./types.ts";

/** Parameters that an output's destination takes, for what AWS makes up or differs between regions; none for RTMP. */
export function outputParameters(plan: OtherOutputPlan, pipelines: readonly Pipeline[]): readonly string[] {
  switch (plan.type) {
    case "rtmp":
      return [];
    case "frame-capture":
      return pipelines.map((pipeline) => frameParameter(plan.key, pipeline));
    case "mediaconnect":
      return [...pipelines.map((pipeline) => flowParameter(plan.key, pipeline)), passphraseParameter(plan.key)];
  }
}

/** Parameter of the folder that one pipeline puts its pictures in. */
export function frameParameter(key: string, pipeline: Pipeline): string {
  return `FrameUrl${key}${pipeline.toUpperCase()}`;
}

/** Parameter of the address of one pipeline's flow. */
export function flowParameter(key: string, pipeline: Pipeline): string {
  return `FlowUrl${key}${pipeline.toUpperCase()}`;
}

/** Parameter of the ARN of the passphrase that both pipelines encrypt with. */
export function passphraseParameter(key: string): string {
  return `FlowPassphrase${key}`;
}

/**
 * A dynamic reference: CloudFormation puts the secret in place as it makes or changes the channel, and keeps the
 * reference alone, in template, state and answers (CloudFormation User Guide, "Get a secret or secret value from Secrets
 * Manager"). It is good in every property; `ssm-secure` is not in this one. A new value reaches the channel only when
 * the text of a property changes, so the secret's name counts up.
 */
export function secretReference(secret: string): string {
  return `{{resolve:secretsmanager:${secret}:SecretString}}`;
}

export function outputDestination(plan: OtherOutputPlan, pipelines: readonly Pipeline[]): Json {
  switch (plan.type) {
    case "rtmp":
      return {
        Id: plan.name,
        // MediaLive takes a stream key for the stream's name, in plain text: it has no other place for it (API, OutputDestinationSettings).
        Settings: plan.destinations.map(({ url, secret }) => ({
          Url: url,
          StreamName: secretReference(secret),
          ...(plan.login === undefined ? {} : { Username: plan.login.username, PasswordParam: plan.login.passwordParam }),
        })),
      };
    case "frame-capture":
      return { Id: plan.name, Settings: pipelines.map((pipeline) => ({ Url: { Ref: frameParameter(plan.key, pipeline) } })) };
    case "mediaconnect":
      return {
        Id: plan.name,
        SrtSettings: pipelines.map((pipeline) => ({
          Url: { Ref: flowParameter(plan.key, pipeline) },
          EncryptionPassphraseSecretArn: { Ref: passphraseParameter(plan.key) },
        })),
      };
  }
}

/** Encodes that an output has for itself. */
export function outputVideoDescriptions(plan: OtherOutputPlan): readonly Json[] {
  if (plan.type !== "frame-capture") return [];
  const { name, width, height, everySeconds } = plan.encode;
  return [
    {
      Name: name,
      Width: width,
      Height: height,
      RespondToAfd: "NONE",
      ScalingBehavior: "DEFAULT",
      Sharpness: 50,
      CodecSettings: { FrameCaptureSettings: { CaptureInterval: everySeconds, CaptureIntervalUnits: "SECONDS" } },
    },
  ];
}

/** @param scte35 what becomes of markers in a transport stream */
export function outputGroupOf(plan: OtherOutputPlan, scte35: string): Json {
  switch (plan.type) {
    case "rtmp":
      return rtmpGroup(plan);
    case "frame-capture":
      return frameGroup(plan);
    case "mediaconnect":
      return srtGroup(plan, scte35);
  }
}

/**
 * How long an RTMP server may be away. When the retries are used up "this output stops", and with it perhaps the channel
 * (MediaLive User Guide, "Fields for the RTMP connection"): a platform's outage must not reach viewers, so a day of them.
 */
const RETRY_SECONDS = 5;
const RETRIES = (24 * 60 * 60) / RETRY_SECONDS;

/** A live programme that has waited is no use: drop what is kept and connect again. The shortest cache there is (API, RtmpGroupSettings). */
const CACHE_SECONDS = 30;
const RESTART_SECONDS = 15;

function rtmpGroup(plan: RtmpPlan): Json {
  return {
    Name: plan.name,
    OutputGroupSettings: {
      RtmpGroupSettings: {
        AuthenticationScheme: plan.authentication,
        CacheFullBehavior: "DISCONNECT_IMMEDIATELY",
        CacheLength: CACHE_SECONDS,
        CaptionData: "ALL",
        // A platform ends a broadcast that pauses.
        InputLossAction: "EMIT_OUTPUT",
        RestartDelay: RESTART_SECONDS,
      },
    },
    Outputs: [
      {
        OutputName: plan.name,
        VideoDescriptionName: plan.video,
        ...(plan.audio === undefined ? {} : { AudioDescriptionNames: [plan.audio] }),
        OutputSettings: {
          RtmpOutputSettings: {
            CertificateMode: plan.certificate,
            ConnectionRetryInterval: RETRY_SECONDS,
            Destination: { DestinationRefId: plan.name },
            NumRetries: RETRIES,
          },
        },
      },
    ],
  };
}

/**
 * No canned ACL: the bucket's are off. No name modifier: it is optional, and the identifier of a channel's start is not
 * taken here (MediaLive User Guide, "Rules for using variable data"), so a new run counts from zero over the last one's files.
 */
function frameGroup(plan: FrameCapturePlan): Json {
  return {
    Name: plan.name,
    OutputGroupSettings: { FrameCaptureGroupSettings: { Destination: { DestinationRefId: plan.name } } },
    Outputs: [{ OutputName: plan.name, VideoDescriptionName: plan.encode.name, OutputSettings: { FrameCaptureOutputSettings: {} } }],
  };
}

function srtGroup(plan: MediaConnectPlan, scte35: string): Json {
  return {
    Name: plan.name,
    OutputGroupSettings: { SrtGroupSettings: { InputLossAction: "EMIT_PROGRAM" } },
    Outputs: [
      {
        OutputName: plan.name,
        VideoDescriptionName: plan.video,
        AudioDescriptionNames: [...plan.audios],
        OutputSettings: {
          SrtOutputSettings: {
            ContainerSettings: {
              M2tsSettings: { AbsentInputAudioBehavior: "ENCODE_SILENCE", RateMode: "VBR", Scte35Control: scte35 },
            },
            Destination: { DestinationRefId: plan.name },
            EncryptionType: "AES256",
            Latency: plan.latencyMilliseconds,
          },
        },
      },
    ],
  };
}
