import { resourceRule } from "../../lib/rule.ts";

/** Types that are twins of ones the rules read, or that can create any type at all, and what to write in their place. */
const INSTEAD: Readonly<Record<string, string>> = {
  "aws-native:sns:Topic": "aws.sns.Topic",
  "aws-native:sqs:Queue": "aws.sqs.Queue",
  "aws-native:s3:Bucket": "aws.s3.Bucket",
  "aws-native:s3:BucketPolicy": "aws.s3.BucketPolicy",
  "aws-native:dynamodb:Table": "aws.dynamodb.Table",
  "aws-native:dynamodb:GlobalTable": "aws.dynamodb.Table with replicas",
  "aws-native:kinesis:Stream": "aws.kinesis.Stream",
  "aws-native:kinesisvideo:Stream": "aws.kinesis.VideoStream",
  "aws-native:logs:LogGroup": "aws.cloudwatch.LogGroup",
  "aws-native:kms:Key": "aws.kms.Key",
  "aws-native:kms:ReplicaKey": "aws.kms.ReplicaKey",
  "aws-native:cloudtrail:Trail": "aws.cloudtrail.Trail",
  "aws-native:secretsmanager:Secret": "aws.secretsmanager.Secret",
  "aws-native:sns:Subscription": "aws.sns.TopicSubscription",
  "aws-native:route53:HealthCheck": "aws.route53.HealthCheck",
  "aws-native:mediapackage:OriginEndpoint": "aws-native.mediapackagev2.OriginEndpoint",
  "aws-native:index:ExtensionResource": "the resource's own class",
  "aws:cloudcontrol/resource:Resource": "the resource's own class",
  "aws:cloudformation/stackSet:StackSet": "aws.cloudformation.Stack",
  "aws:cloudfront/multitenantDistribution:MultitenantDistribution": "aws.cloudfront.Distribution",
  "aws:dynamodb/globalTable:GlobalTable": "aws.dynamodb.Table with replicas",
  "aws:s3/directoryBucket:DirectoryBucket": "aws.s3.Bucket",
  "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2":
    "aws.s3.BucketServerSideEncryptionConfiguration",
};

export const typesUnderPolicy = resourceRule(
  {
    name: "types-under-policy",
    group: "encryption",
    description: "A resource is written with the class that this pack reads, so that no second way to make it goes unchecked.",
    severity: "high",
    remediation: "Use the class named in the message.",
    source: "https://www.pulumi.com/docs/insights/policy/policy-packs/authoring/",
  },
  Object.keys(INSTEAD),
  ({ type }) => [`is made in a way that no rule reads. Use ${INSTEAD[type] ?? "the resource's own class"}.`],
);
