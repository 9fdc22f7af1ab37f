/** Where logs and records go, and what is left: queue, table, stream. */
import { accountId, allow, edge, policy, type Example } from "./example.ts";

export const logs: Example[] = [
  { name: "logBucket", token: "aws:s3/bucket:Bucket", region: edge, inputs: () => ({ bucket: "onair-logs" }) },
  {
    name: "logBucketPolicy",
    token: "aws:s3/bucketPolicy:BucketPolicy",
    region: edge,
    inputs: () => ({
      bucket: "onair-logs",
      policy: policy(
        allow("delivery.logs.amazonaws.com", ["s3:PutObject"], "arn:aws:s3:::onair-logs/*"),
        allow("cloudtrail.amazonaws.com", ["s3:GetBucketAcl"], "arn:aws:s3:::onair-logs"),
        allow("cloudtrail.amazonaws.com", ["s3:PutObject"], "arn:aws:s3:::onair-logs/*"),
      ),
    }),
  },
  { name: "playerBucket", token: "aws:s3/bucket:Bucket", inputs: () => ({ bucket: "onair-player" }) },
  {
    name: "playerBucketPolicy",
    token: "aws-native:s3:BucketPolicy",
    inputs: (made) => ({
      bucket: "onair-player",
      policyDocument: {
        Version: "2012-10-17",
        Statement: [
          {
            ...allow("cloudfront.amazonaws.com", ["s3:GetObject"], "arn:aws:s3:::onair-player/player/*"),
            Condition: { StringEquals: { "AWS:SourceArn": `arn:aws:cloudfront::${accountId}:distribution/${made.id("distribution")}` } },
          },
        ],
      },
    }),
  },
  {
    name: "logSource",
    token: "aws:cloudwatch/logDeliverySource:LogDeliverySource",
    region: edge,
    inputs: (made) => ({
      name: "onair",
      logType: "ACCESS_LOGS",
      resourceArn: `arn:aws:cloudfront::${accountId}:distribution/${made.id("distribution")}`,
    }),
  },
  {
    name: "logDestination",
    token: "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination",
    region: edge,
    inputs: () => ({
      name: "onair",
      outputFormat: "json",
      deliveryDestinationType: "S3",
      deliveryDestinationConfiguration: { destinationResourceArn: "arn:aws:s3:::onair-logs" },
    }),
  },
  {
    name: "delivery",
    token: "aws:cloudwatch/logDelivery:LogDelivery",
    region: edge,
    inputs: (made) => ({ deliverySourceName: "onair", deliveryDestinationArn: made.output("logDestination", "arn") }),
  },
  {
    name: "monitoring",
    token: "aws:cloudfront/monitoringSubscription:MonitoringSubscription",
    region: edge,
    inputs: (made) => ({
      distributionId: made.id("distribution"),
      monitoringSubscription: { realtimeMetricsSubscriptionConfig: { realtimeMetricsSubscriptionStatus: "Enabled" } },
    }),
  },
  {
    name: "trail",
    token: "aws:cloudtrail/trail:Trail",
    region: edge,
    inputs: (made) => ({
      name: "onair",
      s3BucketName: "onair-logs",
      kmsKeyId: made.output("edgeKey", "arn"),
      isMultiRegionTrail: true,
      eventSelectors: [{ readWriteType: "All" }],
    }),
  },
  { name: "queue", token: "aws:sqs/queue:Queue", inputs: () => ({ name: "lost", kmsMasterKeyId: "alias/onair-alerts" }) },
  {
    name: "queuePolicy",
    token: "aws:sqs/queuePolicy:QueuePolicy",
    inputs: (made) => ({ queueUrl: made.id("queue"), policy: policy(allow("events.amazonaws.com", ["sqs:SendMessage"], "*")) }),
  },
  {
    name: "table",
    token: "aws:dynamodb/table:Table",
    inputs: (made) => ({
      name: "sessions",
      billingMode: "PAY_PER_REQUEST",
      hashKey: "session",
      attributes: [{ name: "session", type: "S" }],
      streamEnabled: true,
      streamViewType: "NEW_AND_OLD_IMAGES",
      tableClass: "STANDARD",
      serverSideEncryption: { enabled: true, kmsKeyArn: made.output("key", "arn") },
    }),
  },
  {
    name: "stream",
    token: "aws:kinesis/stream:Stream",
    inputs: (made) => ({
      name: "events",
      streamModeDetails: { streamMode: "ON_DEMAND" },
      encryptionType: "KMS",
      kmsKeyId: made.output("key", "arn"),
    }),
  },
];
