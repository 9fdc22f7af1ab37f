import type { Sample } from "../spoil.ts";
import { archiveDestination, archiveGroup, hlsAttachment, inputSpoils } from "./channelInputs.ts";
import { failoverSettings, inputLossBehavior, signalSpoils } from "./channelSignals.ts";
import { captionDescriptions, soundSelectors, soundSpoils } from "./channelSound.ts";

const h264 = {
  adaptiveQuantization: "HIGH",
  afdSignaling: "NONE",
  bitrate: 4_000_000,
  entropyEncoding: "CABAC",
  flickerAq: "ENABLED",
  framerateControl: "SPECIFIED",
  framerateDenominator: 1,
  framerateNumerator: 50,
  gopBReference: "ENABLED",
  gopClosedCadence: 1,
  gopNumBFrames: 3,
  gopSize: 2,
  gopSizeUnits: "SECONDS",
  level: "H264_LEVEL_AUTO",
  lookAheadRateControl: "HIGH",
  maxBitrate: 5_000_000,
  numRefFrames: 3,
  parControl: "SPECIFIED",
  profile: "HIGH",
  qvbrQualityLevel: 8,
  rateControlMode: "QVBR",
  scanType: "PROGRESSIVE",
  sceneChangeDetect: "ENABLED",
  timecodeInsertion: "PIC_TIMING_SEI",
};

/** A small development channel: the typed resource, one rendition, HLS basic PUT. */
const inputs = {
  name: "news",
  region: "us-east-1",
  channelClass: "SINGLE_PIPELINE",
  roleArn: "arn:aws:iam::123456789012:role/encode",
  logLevel: "WARNING",
  startChannel: false,
  inputSpecification: { codec: "AVC", inputResolution: "HD", maximumBitrate: "MAX_20_MBPS" },
  inputAttachments: [
    {
      inputAttachmentName: "main",
      inputId: "1234567",
      automaticInputFailoverSettings: failoverSettings,
      inputSettings: { ...soundSelectors, sourceEndBehavior: "CONTINUE", inputFilter: "AUTO" },
    },
    hlsAttachment,
  ],
  maintenance: { maintenanceDay: "TUESDAY", maintenanceStartTime: "03:00" },
  destinations: [
    { id: "origin", settings: [{ url: "https://abc.ingest.mediapackagev2.us-east-1.amazonaws.com/in/v1/main/1/news/index" }] },
    archiveDestination,
  ],
  encoderSettings: {
    timecodeConfig: { source: "SYSTEMCLOCK", syncThreshold: 5 },
    globalConfiguration: {
      inputEndAction: "NONE",
      outputTimingSource: "SYSTEM_CLOCK",
      supportLowFramerateInputs: "DISABLED",
      inputLossBehavior,
    },
    audioDescriptions: [
      {
        name: "audio_high",
        audioSelectorName: "default",
        codecSettings: { aacSettings: { bitrate: 192000, codingMode: "CODING_MODE_2_0", sampleRate: 48000, rateControlMode: "CBR" } },
        audioNormalizationSettings: { algorithm: "ITU_1770_2", algorithmControl: "CORRECT_AUDIO", targetLkfs: -23 },
      },
    ],
    captionDescriptions,
    videoDescriptions: [
      {
        name: "video_1080p",
        width: 1920,
        height: 1080,
        respondToAfd: "NONE",
        scalingBehavior: "DEFAULT",
        sharpness: 50,
        codecSettings: { h264Settings: h264 },
      },
    ],
    outputGroups: [
      {
        name: "origin",
        outputGroupSettings: {
          hlsGroupSettings: {
            destination: { destinationRefId: "origin" },
            hlsCdnSettings: [
              { hlsBasicPutSettings: { connectionRetryInterval: 1, filecacheDuration: 300, numRetries: 10, restartDelay: 15 } },
            ],
            segmentLength: 4,
            programDateTime: "INCLUDE",
            inputLossAction: "PAUSE_OUTPUT",
          },
        },
        outputs: [
          {
            outputName: "o1080p",
            videoDescriptionName: "video_1080p",
            audioDescriptionNames: ["audio_high"],
            outputSettings: {
              hlsOutputSettings: {
                nameModifier: "_1080p",
                hlsSettings: { standardHlsSettings: { m3u8Settings: { scte35Behavior: "PASSTHROUGH" } } },
              },
            },
          },
        ],
      },
      archiveGroup,
    ],
  },
  tags: { project: "onair" },
};

const video = "encoderSettings.videoDescriptions[0]";
const codec = `${video}.codecSettings.h264Settings`;

export const channelSamples: Sample[] = [
  {
    type: "aws:medialive/channel:Channel",
    region: "us-east-1",
    inputs,
    spoilt: [
      { what: "enum", set: [`${codec}.rateControlMode`, "QVBRR"], at: `${codec}.rateControlMode`, by: "botocore" },
      { what: "enum", set: ["channelClass", "DUAL"], at: "channelClass", by: "botocore" },
      { what: "enum", set: ["inputSpecification.inputResolution", "FHD"], at: "inputSpecification.inputResolution", by: "botocore" },
      { what: "range", set: [`${codec}.qvbrQualityLevel`, 11], at: `${codec}.qvbrQualityLevel`, by: "botocore" },
      { what: "range", set: [`${codec}.qvbrQualityLevel`, 0], at: `${codec}.qvbrQualityLevel`, by: "botocore" },
      { what: "range", set: [`${codec}.bitrate`, 500], at: `${codec}.bitrate`, by: "botocore" },
      { what: "range", set: [`${codec}.numRefFrames`, 7], at: `${codec}.numRefFrames`, by: "botocore" },
      { what: "range", set: [`${video}.sharpness`, 101], at: `${video}.sharpness`, by: "botocore" },
      {
        what: "range",
        set: ["encoderSettings.timecodeConfig.syncThreshold", 0],
        at: "encoderSettings.timecodeConfig.syncThreshold",
        by: "botocore",
      },
      {
        what: "range",
        set: ["encoderSettings.audioDescriptions[0].audioNormalizationSettings.targetLkfs", 1],
        at: "encoderSettings.audioDescriptions[0].audioNormalizationSettings.targetLkfs",
        by: "botocore",
      },
      {
        what: "range",
        set: ["encoderSettings.audioDescriptions[0].audioNormalizationSettings.targetLkfs", -60],
        at: "encoderSettings.audioDescriptions[0].audioNormalizationSettings.targetLkfs",
        by: "botocore",
      },
      {
        what: "length",
        set: ["encoderSettings.audioDescriptions[0].name", "x".repeat(256)],
        at: "encoderSettings.audioDescriptions[0].name",
        by: "botocore",
      },
      { what: "pattern", set: ["maintenance.maintenanceStartTime", "03:30"], at: "maintenance.maintenanceStartTime", by: "botocore" },
      { what: "unknown property", set: [`${codec}.minBitrat`, 1], at: `${codec}.minBitrat`, by: "botocore" },
      { what: "missing", drop: "encoderSettings.timecodeConfig", at: "encoderSettings.TimecodeConfig", by: "botocore" },
      { what: "wrong type", set: [`${video}.width`, "1920"], at: `${video}.width`, by: "botocore" },
      { what: "wrong type", set: [`${video}.width`, true], at: `${video}.width`, by: "botocore" },
      {
        what: "wrong type",
        set: ["encoderSettings.outputGroups[0].outputGroupSettings.hlsGroupSettings.hlsCdnSettings", []],
        at: "encoderSettings.outputGroups[0].outputGroupSettings.hlsGroupSettings.hlsCdnSettings",
        by: "botocore",
      },
      ...soundSpoils,
      ...inputSpoils,
      ...signalSpoils,
      { what: "region", region: "us-west-1", at: "region", by: "botocore" },
    ],
  },
  {
    type: "aws:medialive/input:Input",
    region: "eu-west-1",
    inputs: {
      name: "news",
      type: "RTMP_PUSH",
      inputSecurityGroups: ["7654321"],
      destinations: [{ streamName: "news/a" }, { streamName: "news/b" }],
      sources: [{ url: "https://a.example/live.m3u8", username: "onair", passwordParam: "feed" }],
      vpc: { subnetIds: ["subnet-1", "subnet-2"], securityGroupIds: ["sg-1"] },
      roleArn: "arn:aws:iam::123456789012:role/encode",
      tags: { project: "onair" },
    },
    spoilt: [
      { what: "enum", set: ["type", "RTMP"], at: "type", by: "botocore" },
      { what: "unknown property", set: ["destinations[1].streamNam", "x"], at: "destinations[1].streamNam", by: "botocore" },
      { what: "wrong type", set: ["inputSecurityGroups", "7654321"], at: "inputSecurityGroups", by: "botocore" },
      { what: "missing", set: ["vpc", { securityGroupIds: ["sg-1"] }], at: "vpc.SubnetIds", by: "botocore" },
      { what: "wrong type", set: ["vpc.subnetIds", "subnet-1"], at: "vpc.subnetIds", by: "botocore" },
      { what: "unknown property", set: ["sources[0].password", "x"], at: "sources[0].password", by: "botocore" },
      { what: "enum", set: ["type", "HLS_PULL"], at: "type", by: "botocore" },
    ],
  },
  {
    type: "aws:medialive/inputSecurityGroup:InputSecurityGroup",
    region: "eu-west-1",
    inputs: { whitelistRules: [{ cidr: "203.0.113.0/24" }], region: "eu-west-1" },
    spoilt: [
      { what: "wrong type", set: ["whitelistRules[0].cidr", 10], at: "whitelistRules[0].cidr", by: "botocore" },
      { what: "unknown property", set: ["whitelistRules[0].cidrs", "x"], at: "whitelistRules[0].cidrs", by: "botocore" },
    ],
  },
];
