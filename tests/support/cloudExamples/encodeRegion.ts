/** A region with two channels and their origin. */
import { channelTemplate, encoderSettings } from "../cloudChannel.ts";
import { CALLER, inputTemplate } from "../srtTemplates.ts";
import { allow, type Example } from "./example.ts";

export const encodeRegion: Example[] = [
  {
    name: "admitted",
    token: "aws:medialive/inputSecurityGroup:InputSecurityGroup",
    inputs: () => ({ whitelistRules: [{ cidr: "203.0.113.0/24" }] }),
  },
  {
    name: "rtmp",
    token: "aws:medialive/input:Input",
    inputs: (made) => ({
      name: "news",
      type: "RTMP_PUSH",
      inputSecurityGroups: [made.id("admitted")],
      destinations: [{ streamName: "news/a" }, { streamName: "news/b" }],
    }),
  },
  {
    name: "rtp",
    token: "aws:medialive/input:Input",
    inputs: (made) => ({ name: "sport", type: "RTP_PUSH", inputSecurityGroups: [made.id("admitted")] }),
  },
  {
    name: "film",
    token: "aws:medialive/input:Input",
    inputs: () => ({
      name: "film",
      type: "MP4_FILE",
      sources: [{ url: "s3ssl://onair-archive/demo.mp4", username: "", passwordParam: "" }],
    }),
  },
  {
    name: "hls",
    token: "aws:medialive/input:Input",
    inputs: () => ({
      name: "news-backup",
      type: "URL_PULL",
      sources: ["a", "b"].map((host) => ({ url: `https://${host}.example/live.m3u8`, username: "onair", passwordParam: "feed" })),
    }),
  },
  {
    name: "rtmpPull",
    token: "aws:medialive/input:Input",
    inputs: () => ({
      name: "feed",
      type: "RTMP_PULL",
      sources: ["a", "b"].map((host) => ({ url: `rtmp://${host}.example:1935/live/one`, username: "", passwordParam: "" })),
    }),
  },
  {
    name: "placed",
    token: "aws:medialive/input:Input",
    inputs: (made) => ({
      name: "placed",
      type: "RTMP_PUSH",
      roleArn: made.output("role", "arn"),
      vpc: { subnetIds: ["subnet-0a", "subnet-0b"], securityGroupIds: ["sg-0a"] },
      destinations: [{ streamName: "placed/a" }, { streamName: "placed/b" }],
    }),
  },
  {
    name: "srt",
    token: "aws:cloudformation/stack:Stack",
    inputs: () => ({ name: "onair-feed--srt", onFailure: "DELETE", templateBody: inputTemplate(CALLER) }),
  },
  {
    name: "group",
    token: "aws-native:mediapackagev2:ChannelGroup",
    inputs: () => ({ channelGroupName: "main", tags: [{ key: "system", value: "onair" }] }),
  },
  {
    name: "origin",
    token: "aws-native:mediapackagev2:Channel",
    inputs: () => ({
      channelGroupName: "main",
      channelName: "news",
      inputType: "CMAF",
      outputLockingMode: "NON_EPOCH_LOCKED",
      inputSwitchConfiguration: { mqcsInputSwitching: true },
      outputHeaderConfiguration: { publishMqcs: true },
    }),
  },
  {
    name: "originPolicy",
    token: "aws-native:mediapackagev2:ChannelPolicy",
    inputs: (made) => ({
      channelGroupName: "main",
      channelName: "news",
      policy: {
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { AWS: made.output("role", "arn") },
            Action: "mediapackagev2:PutObject",
            Resource: made.id("origin"),
          },
        ],
      },
    }),
  },
  {
    name: "endpoint",
    token: "aws-native:mediapackagev2:OriginEndpoint",
    inputs: () => ({
      channelGroupName: "main",
      channelName: "news",
      originEndpointName: "live",
      containerType: "CMAF",
      hlsManifests: [{ manifestName: "index", programDateTimeIntervalSeconds: 6, scteHls: { adMarkerHls: "DATERANGE" } }],
      lowLatencyHlsManifests: [{ manifestName: "low", uriPathType: "LEAF" }],
      dashManifests: [{ manifestName: "dash", drmSignaling: "INDIVIDUAL", periodTriggers: ["AVAILS"] }],
      segment: { segmentDurationSeconds: 6, segmentName: "segment" },
      forceEndpointErrorConfiguration: { endpointErrorConditions: ["STALE_MANIFEST", "SLATE_INPUT"] },
      startoverWindowSeconds: 3600,
    }),
  },
  {
    name: "endpointPolicy",
    token: "aws-native:mediapackagev2:OriginEndpointPolicy",
    inputs: (made) => ({
      channelGroupName: "main",
      channelName: "news",
      originEndpointName: "live",
      policy: { Version: "2012-10-17", Statement: [allow("cloudfront.amazonaws.com", ["mediapackagev2:GetObject"], made.id("endpoint"))] },
    }),
  },
  {
    name: "stack",
    token: "aws:cloudformation/stack:Stack",
    inputs: (made) => ({
      name: "onair-news",
      onFailure: "DELETE",
      templateBody: channelTemplate("STANDARD"),
      parameters: {
        IngestA: "https://a.example/in/",
        IngestB: "https://b.example/in/",
        InputId: made.id("rtmp"),
        RoleArn: made.output("role", "arn"),
      },
    }),
  },
  {
    name: "typedChannel",
    token: "aws:medialive/channel:Channel",
    inputs: (made) => ({
      name: "film",
      channelClass: "SINGLE_PIPELINE",
      roleArn: made.output("role", "arn"),
      startChannel: false,
      inputSpecification: { codec: "AVC", inputResolution: "HD", maximumBitrate: "MAX_20_MBPS" },
      inputAttachments: [{ inputAttachmentName: "film", inputId: made.id("film"), inputSettings: { sourceEndBehavior: "LOOP" } }],
      destinations: [{ id: "origin", settings: [{ url: "https://a.example/in/index" }] }],
      encoderSettings,
    }),
  },
];
