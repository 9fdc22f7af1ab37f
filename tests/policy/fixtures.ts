import type { Props, TestProvider, TestResource } from "./harness.ts";
import { resource, UNKNOWN_STRING } from "./harness.ts";

export const ACCOUNT = "123456789012";
export const KEY_ARN = `arn:aws:kms:us-east-1:${ACCOUNT}:key/1111`;

export const TYPES = {
  alarm: "aws:cloudwatch/metricAlarm:MetricAlarm",
  alias: "aws:kms/alias:Alias",
  bucket: "aws:s3/bucket:Bucket",
  bucketBlock: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  bucketEncryption: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  bucketPolicy: "aws:s3/bucketPolicy:BucketPolicy",
  nativeBucketPolicy: "aws-native:s3:BucketPolicy",
  bucketLifecycle: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  bucketOwnership: "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
  bucketVersioning: "aws:s3/bucketVersioning:BucketVersioning",
  channel: "aws:medialive/channel:Channel",
  cloudFormation: "aws:cloudformation/stack:Stack",
  nativeCloudFormation: "aws-native:cloudformation:Stack",
  compositeAlarm: "aws:cloudwatch/compositeAlarm:CompositeAlarm",
  distribution: "aws:cloudfront/distribution:Distribution",
  nativeDistribution: "aws-native:cloudfront:Distribution",
  endpoint: "aws-native:mediapackagev2:OriginEndpoint",
  endpointPolicy: "aws-native:mediapackagev2:OriginEndpointPolicy",
  eventTarget: "aws:cloudwatch/eventTarget:EventTarget",
  flow: "aws-native:mediaconnect:Flow",
  healthCheck: "aws:route53/healthCheck:HealthCheck",
  input: "aws:medialive/input:Input",
  inputSecurityGroup: "aws:medialive/inputSecurityGroup:InputSecurityGroup",
  key: "aws:kms/key:Key",
  logDelivery: "aws:cloudwatch/logDelivery:LogDelivery",
  logDestination: "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination",
  logGroup: "aws:cloudwatch/logGroup:LogGroup",
  logSource: "aws:cloudwatch/logDeliverySource:LogDeliverySource",
  originAccessControl: "aws:cloudfront/originAccessControl:OriginAccessControl",
  queue: "aws:sqs/queue:Queue",
  record: "aws:route53/record:Record",
  nativeRecord: "aws-native:route53:RecordSet",
  role: "aws:iam/role:Role",
  rolePolicy: "aws:iam/rolePolicy:RolePolicy",
  stack: "pulumi:pulumi:Stack",
  table: "aws:dynamodb/table:Table",
  subscription: "aws:sns/topicSubscription:TopicSubscription",
  topic: "aws:sns/topic:Topic",
  trail: "aws:cloudtrail/trail:Trail",
  webAcl: "aws:wafv2/webAcl:WebAcl",
  webAclLogging: "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
} as const;

/** A provider that a program makes, with a region and tags for everything. */
export const PROVIDER: TestProvider = {
  type: "pulumi:providers:aws",
  name: "aws",
  props: { region: "us-east-1", defaultTags: JSON.stringify({ tags: { "onair:environment": "prod" } }) },
};

/** What the engine makes where a program passes no provider. */
export const DEFAULT_PROVIDER: TestProvider = { type: "pulumi:providers:aws", name: "default_7_48_0", props: { region: "us-east-1" } };

export function policy(...statements: readonly Props[]): Props {
  return { Version: "2012-10-17", Statement: statements };
}

export const ACCOUNT_STATEMENT: Props = {
  Sid: "account",
  Effect: "Allow",
  Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
  Action: "kms:*",
  Resource: "*",
};

const HOSTS = {
  first: "abc123.egress.def456.mediapackagev2.us-east-1.amazonaws.com",
  second: "abc123.egress.def456.mediapackagev2.eu-west-1.amazonaws.com",
};

function origin(id: string, domainName: string): Props {
  return {
    originId: id,
    domainName,
    originAccessControlId: UNKNOWN_STRING,
    customOriginConfig: { httpPort: 80, httpsPort: 443, originProtocolPolicy: "https-only", originSslProtocols: ["TLSv1.2"] },
  };
}

/** A distribution as a first preview shows it: ids and domains of what is being made are unknown. */
export const DISTRIBUTION = {
  enabled: true,
  aliases: ["watch.example.com"],
  viewerCertificate: { acmCertificateArn: UNKNOWN_STRING, minimumProtocolVersion: "TLSv1.2_2021", sslSupportMethod: "sni-only" },
  origins: [
    origin("main-us-east-1", HOSTS.first),
    origin("main-eu-west-1", HOSTS.second),
    {
      originId: "player",
      domainName: "player.s3.us-east-1.amazonaws.com",
      originAccessControlId: UNKNOWN_STRING,
      s3OriginConfig: { originAccessIdentity: "" },
    },
    {
      originId: "session",
      domainName: "session.example.com",
      customOriginConfig: { httpPort: 80, httpsPort: 443, originProtocolPolicy: "https-only", originSslProtocols: ["TLSv1.2"] },
    },
  ],
  originGroups: [
    {
      originId: "main",
      failoverCriteria: { statusCodes: [403, 404, 500, 502, 503, 504] },
      members: [{ originId: "main-us-east-1" }, { originId: "main-eu-west-1" }],
    },
  ],
  defaultCacheBehavior: { targetOriginId: "main", viewerProtocolPolicy: "redirect-to-https", trustedKeyGroups: [UNKNOWN_STRING] },
  orderedCacheBehaviors: [
    { pathPattern: "/out/v1/main/news/*", targetOriginId: "main", viewerProtocolPolicy: "https-only", trustedKeyGroups: [UNKNOWN_STRING] },
    { pathPattern: "/session/*", targetOriginId: "session", viewerProtocolPolicy: "https-only" },
    { pathPattern: "/player/*", targetOriginId: "player", viewerProtocolPolicy: "https-only" },
  ],
};

/** The same distribution as `aws-native` writes it. */
export const NATIVE_DISTRIBUTION = {
  distributionConfig: {
    enabled: true,
    aliases: DISTRIBUTION.aliases,
    viewerCertificate: DISTRIBUTION.viewerCertificate,
    origins: DISTRIBUTION.origins.map(({ originId, ...rest }: Props) => ({ id: originId, ...rest })),
    originGroups: {
      quantity: 1,
      items: [
        {
          id: "main",
          selectionCriteria: "media-quality-based",
          failoverCriteria: { statusCodes: { quantity: 6, items: [403, 404, 500, 502, 503, 504] } },
          members: { quantity: 2, items: [{ originId: "main-us-east-1" }, { originId: "main-eu-west-1" }] },
        },
      ],
    },
    defaultCacheBehavior: DISTRIBUTION.defaultCacheBehavior,
    cacheBehaviors: DISTRIBUTION.orderedCacheBehaviors,
  },
};

/** A typed channel of the kind that `dev` makes, made STANDARD. */
export const CHANNEL = {
  name: "news",
  channelClass: "STANDARD",
  destinations: [
    { id: "package", settings: [{ url: "https://one.example.com/in/1/index" }, { url: "https://two.example.com/in/2/index" }] },
  ],
  encoderSettings: {
    outputGroups: [
      {
        name: "package",
        outputGroupSettings: { hlsGroupSettings: { inputLossAction: "PAUSE_OUTPUT", hlsCdnSettings: [{ hlsBasicPutSettings: {} }] } },
      },
    ],
  },
  inputAttachments: [{ inputAttachmentName: "news", inputId: UNKNOWN_STRING }],
};

/** The template of a production channel: what is unknown comes in by parameters. */
export const TEMPLATE = {
  Parameters: {
    IngestUrl1: { Type: "String" },
    IngestUrl2: { Type: "String" },
    RoleArn: { Type: "String" },
    Class: { Type: "String", Default: "STANDARD" },
  },
  Resources: {
    Channel: {
      Type: "AWS::MediaLive::Channel",
      Properties: {
        ChannelClass: "STANDARD",
        RoleArn: { Ref: "RoleArn" },
        Destinations: [{ Id: "package", Settings: [{ Url: { Ref: "IngestUrl1" } }, { Url: { Ref: "IngestUrl2" } }] }],
        EncoderSettings: { OutputGroups: [{ Name: "package", OutputGroupSettings: { CmafIngestGroupSettings: { SegmentLength: 2 } } }] },
      },
    },
  },
};

export const PARAMETERS = { IngestUrl1: UNKNOWN_STRING, IngestUrl2: UNKNOWN_STRING, RoleArn: UNKNOWN_STRING };

export function templateStack(template: unknown, parameters: Props = PARAMETERS): Props {
  return { name: "onair-news", templateBody: JSON.stringify(template), parameters };
}

/** A bucket with all that must stand beside it. */
export function bucketParts(): readonly TestResource[] {
  const beside = (type: string, name: string): TestResource => resource(type, name, { bucket: UNKNOWN_STRING }, { bucket: ["archive"] });
  return [
    resource(TYPES.bucket, "archive", { forceDestroy: false }),
    beside(TYPES.bucketEncryption, "archive-encryption"),
    beside(TYPES.bucketPolicy, "archive-policy"),
    beside(TYPES.bucketBlock, "archive-block"),
  ];
}

export function without(stack: readonly TestResource[], name: string): readonly TestResource[] {
  return stack.filter((one) => one.name !== name);
}

export function replaced(
  stack: readonly TestResource[],
  name: string,
  props: Props,
  dependsOn?: TestResource["dependsOn"],
): readonly TestResource[] {
  return stack.map((one) => (one.name === name ? { ...one, props, dependsOn: dependsOn ?? one.dependsOn ?? {} } : one));
}

/** A channel that locks to the epoch, with both kinds of output group. */
export const EPOCH_CHANNEL = {
  ...CHANNEL,
  encoderSettings: {
    globalConfiguration: { outputLockingMode: "EPOCH_LOCKING", outputTimingSource: "INPUT_CLOCK" },
    timecodeConfig: { source: "EMBEDDED" },
    videoDescriptions: [
      {
        name: "1080p",
        codecSettings: { h264Settings: { framerateControl: "SPECIFIED", framerateNumerator: 50, framerateDenominator: 1 } },
      },
    ],
    outputGroups: [
      { name: "cmaf", outputGroupSettings: { cmafIngestGroupSettings: { scte35Type: "SCTE_35_WITHOUT_SEGMENTATION" } } },
      {
        name: "hls",
        outputGroupSettings: {
          hlsGroupSettings: { inputLossAction: "PAUSE_OUTPUT", programDateTimeClock: "INITIALIZE_FROM_OUTPUT_TIMECODE" },
        },
        outputs: [],
      },
    ],
  },
};

/** A MediaConnect flow that a known sender pushes to. */
export const FLOW = {
  name: "news",
  source: { protocol: "srt-listener", whitelistCidr: "203.0.113.7/32", decryption: { roleArn: UNKNOWN_STRING, secretArn: UNKNOWN_STRING } },
};

function webAclRule(name: string, statement: Props): Props {
  return {
    name,
    priority: 0,
    statement,
    visibilityConfig: { cloudwatchMetricsEnabled: true, metricName: name, sampledRequestsEnabled: false },
  };
}

/** A web ACL of the two rules that count: what is known to be bad, and too much from one address. */
export const WEB_ACL = {
  scope: "CLOUDFRONT",
  visibilityConfig: { cloudwatchMetricsEnabled: true, metricName: "viewers", sampledRequestsEnabled: false },
  rules: [
    webAclRule("common", { managedRuleGroupStatement: { name: "AWSManagedRulesCommonRuleSet", vendorName: "AWS" } }),
    webAclRule("rate", { rateBasedStatement: { limit: 2000 } }),
  ],
};
