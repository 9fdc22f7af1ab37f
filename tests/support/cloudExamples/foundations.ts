/** Keys, topics, buckets, roles. */
import type { Properties } from "../../../rehearsal/cloud/values.ts";
import { allow, edge, keyPolicy, policy, region, type Example } from "./example.ts";

function part(file: string, type: string, more: Properties): Example {
  return { name: file, token: `aws:s3/${file}:${type}`, inputs: () => ({ bucket: "onair-archive", ...more }) };
}

const trust = (service: string): string => policy({ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" });

export const foundations: Example[] = [
  {
    name: "key",
    token: "aws:kms/key:Key",
    inputs: () => ({
      description: "alerts",
      enableKeyRotation: true,
      keyUsage: "ENCRYPT_DECRYPT",
      customerMasterKeySpec: "SYMMETRIC_DEFAULT",
      policy: keyPolicy(region),
    }),
  },
  { name: "edgeKey", token: "aws:kms/key:Key", region: edge, inputs: () => ({ policy: keyPolicy(edge) }) },
  { name: "alias", token: "aws:kms/alias:Alias", inputs: (made) => ({ name: "alias/onair-alerts", targetKeyId: made.id("key") }) },
  {
    name: "topic",
    token: "aws:sns/topic:Topic",
    inputs: () => ({ name: "alerts", kmsMasterKeyId: "alias/onair-alerts", tracingConfig: "PassThrough" }),
  },
  {
    name: "topicPolicy",
    token: "aws:sns/topicPolicy:TopicPolicy",
    inputs: (made) => ({ arn: made.id("topic"), policy: policy(allow("cloudwatch.amazonaws.com", ["sns:Publish"], made.id("topic"))) }),
  },
  {
    name: "subscription",
    token: "aws:sns/topicSubscription:TopicSubscription",
    inputs: (made) => ({
      topic: made.id("topic"),
      protocol: "email",
      endpoint: "ops@onair.test.example",
      filterPolicyScope: "MessageBody",
    }),
  },
  { name: "bucket", token: "aws:s3/bucket:Bucket", inputs: () => ({ bucket: "onair-archive", tags: { system: "onair" } }) },
  part("bucketVersioning", "BucketVersioning", { versioningConfiguration: { status: "Enabled" } }),
  {
    name: "encryption",
    token: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    inputs: (made) => ({
      bucket: "onair-archive",
      rules: [
        {
          applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: made.output("key", "arn") },
          bucketKeyEnabled: true,
        },
      ],
    }),
  },
  part("bucketPublicAccessBlock", "BucketPublicAccessBlock", { blockPublicAcls: true, blockPublicPolicy: true }),
  part("bucketOwnershipControls", "BucketOwnershipControls", { rule: { objectOwnership: "BucketOwnerEnforced" } }),
  part("bucketLifecycleConfiguration", "BucketLifecycleConfiguration", {
    rules: [{ id: "old", status: "Enabled", transitions: [{ days: 30, storageClass: "GLACIER_IR" }] }],
  }),
  part("bucketPolicy", "BucketPolicy", {
    policy: policy(allow("medialive.amazonaws.com", ["s3:PutObject"], "arn:aws:s3:::onair-archive/*")),
  }),
  {
    name: "demo",
    token: "aws:s3/bucketObjectv2:BucketObjectv2",
    inputs: () => ({ bucket: "onair-archive", key: "demo.mp4", content: "film", storageClass: "STANDARD" }),
  },
  {
    name: "role",
    token: "aws:iam/role:Role",
    inputs: () => ({ name: "onair-encoder", assumeRolePolicy: trust("medialive.amazonaws.com") }),
  },
  {
    name: "rolePolicy",
    token: "aws:iam/rolePolicy:RolePolicy",
    inputs: () => ({
      name: "ingest",
      role: "onair-encoder",
      policy: policy({ Effect: "Allow", Action: ["mediapackagev2:PutObject"], Resource: "*" }),
    }),
  },
];
