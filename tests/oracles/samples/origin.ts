import type { Sample } from "../spoil.ts";

const names = { channelGroupName: "main", channelName: "news" };
const segment = { segmentDurationSeconds: 4, segmentName: "segment", includeIframeOnlyStreams: false };
const drm = {
  encryptionMethod: { cmafEncryptionMethod: "CBCS" },
  spekeKeyProvider: {
    resourceId: "news",
    roleArn: "arn:aws:iam::123456789012:role/speke",
    url: "https://speke.example.com/v2",
    drmSystems: ["FAIRPLAY", "WIDEVINE"],
    encryptionContractConfiguration: { presetSpeke20Audio: "SHARED", presetSpeke20Video: "SHARED" },
  },
};
const arn = "arn:aws:mediapackagev2:us-east-1:123456789012:channelGroup/main/channel/news";
const ingest = {
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "Ingest",
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::123456789012:role/encode" },
      Action: "mediapackagev2:PutObject",
      Resource: arn,
    },
  ],
};
const playback = {
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { Service: "cloudfront.amazonaws.com" },
      Action: ["mediapackagev2:GetObject", "mediapackagev2:GetHeadObject"],
      Resource: `${arn}/originEndpoint/hls`,
      Condition: { StringEquals: { "aws:SourceArn": "arn:aws:cloudfront::123456789012:distribution/E1ABC" } },
    },
  ],
};

export const originSamples: Sample[] = [
  {
    type: "aws-native:mediapackagev2:ChannelGroup",
    region: "us-east-1",
    inputs: { channelGroupName: "main", description: "live", tags: [{ key: "project", value: "onair" }] },
    spoilt: [
      { what: "pattern", set: ["channelGroupName", "main group"], at: "channelGroupName", by: "cfn-lint" },
      { what: "wrong type", set: ["tags", { project: "onair" }], at: "tags", by: "cfn-lint" },
      { what: "missing", drop: "channelGroupName", at: "ChannelGroupName", by: "botocore" },
    ],
  },
  {
    type: "aws-native:mediapackagev2:Channel",
    region: "us-east-1",
    inputs: {
      ...names,
      inputType: "CMAF",
      outputLockingMode: "EPOCH_LOCKED",
      inputSwitchConfiguration: { mqcsInputSwitching: true, preferredInput: 1 },
      outputHeaderConfiguration: { publishMqcs: true },
    },
    spoilt: [
      { what: "enum", set: ["inputType", "DASH"], at: "inputType", by: "cfn-lint" },
      { what: "range", set: ["inputSwitchConfiguration.preferredInput", 3], at: "inputSwitchConfiguration.preferredInput", by: "cfn-lint" },
      {
        what: "wrong type",
        set: ["outputHeaderConfiguration.publishMqcs", "maybe"],
        at: "outputHeaderConfiguration.publishMqcs",
        by: "cfn-lint",
      },
      {
        what: "unknown property",
        set: ["outputHeaderConfiguration.publishMqc", true],
        at: "outputHeaderConfiguration.publishMqc",
        by: "cfn-lint",
      },
      { what: "region", region: "eu-south-1", at: "", by: "cfn-lint" },
    ],
  },
  {
    type: "aws-native:mediapackagev2:OriginEndpoint",
    region: "us-east-1",
    inputs: {
      ...names,
      originEndpointName: "hls",
      containerType: "CMAF",
      segment: { ...segment, encryption: drm, scte: { scteFilter: ["SPLICE_INSERT", "NETWORK"], scteInSegments: "MATCHES_FILTER" } },
      startoverWindowSeconds: 0,
      hlsManifests: [
        {
          manifestName: "index",
          manifestWindowSeconds: 60,
          programDateTimeIntervalSeconds: 4,
          urlEncodeChildManifest: true,
          scteHls: { adMarkerHls: "DATERANGE", scteInManifests: "ALL" },
        },
      ],
      lowLatencyHlsManifests: [{ manifestName: "ll", manifestWindowSeconds: 60, scteHls: { adMarkerHls: "SCTE35_ENHANCED" } }],
      dashManifests: [
        {
          manifestName: "dash",
          utcTiming: { timingMode: "HTTP_ISO", timingSource: "https://time.akamai.com/?iso" },
          periodTriggers: ["AVAILS"],
          scteDash: { adMarkerDash: "BINARY", scteInManifests: "MATCHES_FILTER" },
        },
      ],
      forceEndpointErrorConfiguration: { endpointErrorConditions: ["STALE_MANIFEST", "INCOMPLETE_MANIFEST", "SLATE_INPUT"] },
      uriSeparator: "HYPHEN",
    },
    spoilt: [
      { what: "enum", set: ["containerType", "MP4"], at: "containerType", by: "cfn-lint" },
      {
        what: "enum",
        set: ["forceEndpointErrorConfiguration.endpointErrorConditions[1]", "BLACK"],
        at: "forceEndpointErrorConfiguration.endpointErrorConditions[1]",
        by: "cfn-lint",
      },
      { what: "enum", set: ["segment.scte.scteFilter[1]", "NETWORKS"], at: "segment.scte.scteFilter[1]", by: "cfn-lint" },
      { what: "enum", set: ["segment.scte.scteInSegments", "SOME"], at: "segment.scte.scteInSegments", by: "botocore" },
      {
        what: "enum",
        set: ["hlsManifests[0].scteHls.adMarkerHls", "PASSTHROUGH"],
        at: "hlsManifests[0].scteHls.adMarkerHls",
        by: "cfn-lint",
      },
      {
        what: "enum",
        set: ["dashManifests[0].scteDash.adMarkerDash", "JSON"],
        at: "dashManifests[0].scteDash.adMarkerDash",
        by: "cfn-lint",
      },
      { what: "enum", set: ["dashManifests[0].periodTriggers[0]", "ADS"], at: "dashManifests[0].periodTriggers[0]", by: "cfn-lint" },
      { what: "range", set: ["segment.segmentDurationSeconds", 31], at: "segment.segmentDurationSeconds", by: "cfn-lint" },
      { what: "range", set: ["segment.segmentDurationSeconds", 31], at: "segment.segmentDurationSeconds", by: "botocore" },
      { what: "range", set: ["hlsManifests[0].manifestWindowSeconds", 29], at: "hlsManifests[0].manifestWindowSeconds", by: "botocore" },
      { what: "pattern", set: ["channelName", "news channel"], at: "channelName", by: "cfn-lint" },
      { what: "pattern", set: ["hlsManifests[0].manifestName", "index_1"], at: "hlsManifests[0].manifestName", by: "botocore" },
      { what: "unknown property", set: ["hlsManifest", []], at: "hlsManifest", by: "cfn-lint" },
      { what: "unknown property", set: ["segment.segmentNames", "x"], at: "segment.segmentNames", by: "cfn-lint" },
      { what: "missing", drop: "containerType", at: "ContainerType", by: "botocore" },
      {
        what: "missing",
        drop: "segment.encryption.spekeKeyProvider.roleArn",
        at: "segment.encryption.spekeKeyProvider.RoleArn",
        by: "botocore",
      },
      { what: "missing", drop: "segment.encryption.spekeKeyProvider.roleArn", at: "segment.encryption.spekeKeyProvider", by: "cfn-lint" },
      { what: "wrong type", set: ["startoverWindowSeconds", "long"], at: "startoverWindowSeconds", by: "cfn-lint" },
      { what: "region", region: "eu-south-1", at: "", by: "cfn-lint" },
    ],
  },
  {
    type: "aws-native:mediapackagev2:ChannelPolicy",
    region: "us-east-1",
    inputs: { ...names, policy: ingest },
    spoilt: [
      {
        what: "policy",
        set: ["policy.Statement[0].Action", "mediapackagev2:PutObjekt"],
        at: "policy.Statement[0].Action",
        by: "policy_sentry",
      },
      {
        what: "policy",
        set: ["policy.Statement[0].Resource", `${arn}/originEndpoint/hls`],
        at: "policy.Statement[0].Resource",
        by: "policy_sentry",
      },
      { what: "policy", set: ["policy.Statement[0].effect", "Allow"], at: "policy.Statement[0].effect", by: "policy_sentry" },
      { what: "policy", drop: "policy.Statement[0].Principal", at: "policy.Statement[0].Principal", by: "policy_sentry" },
      { what: "missing", drop: "channelName", at: "", by: "cfn-lint" },
    ],
  },
  {
    type: "aws-native:mediapackagev2:OriginEndpointPolicy",
    region: "us-east-1",
    inputs: { ...names, originEndpointName: "hls", policy: playback },
    spoilt: [
      {
        what: "policy",
        set: ["policy.Statement[0].Action[1]", "mediapackagev2:HeadObject"],
        at: "policy.Statement[0].Action[1]",
        by: "policy_sentry",
      },
      { what: "policy", set: ["policy.Statement[0].Resource", arn], at: "policy.Statement[0].Resource", by: "policy_sentry" },
      {
        what: "policy",
        set: ["policy.Statement[0].Condition", { StringEqual: { "aws:SourceArn": "x" } }],
        at: "policy.Statement[0].Condition.StringEqual",
        by: "policy_sentry",
      },
      {
        what: "policy",
        set: ["policy.Statement[0].Condition", { StringEquals: { "aws:SourceARNs": "x" } }],
        at: "policy.Statement[0].Condition.StringEquals.aws:SourceARNs",
        by: "policy_sentry",
      },
      { what: "length", set: ["policy.Statement[0].Sid", "x".repeat(6200)], at: "policy", by: "botocore" },
      { what: "pattern", set: ["originEndpointName", "hls/1"], at: "originEndpointName", by: "cfn-lint" },
    ],
  },
];
