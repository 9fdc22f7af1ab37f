import type { Sample } from "../spoil.ts";

const region = "eu-west-1";
const bucket = "onair-archive-123456789012-eu-west-1";

export const bucketSamples: Sample[] = [
  {
    type: "aws:s3/bucket:Bucket",
    region,
    inputs: { bucket, forceDestroy: false, tags: { project: "onair" } },
    spoilt: [
      { what: "pattern", set: ["bucket", "Onair_Archive"], at: "bucket", by: "cfn-lint" },
      { what: "unknown property", set: ["versioning", { enabled: true }], at: "versioning", by: "cfn-lint" },
    ],
  },
  {
    type: "aws:s3/bucketVersioning:BucketVersioning",
    region,
    inputs: { bucket, versioningConfiguration: { status: "Enabled" } },
    spoilt: [
      { what: "enum", set: ["versioningConfiguration.status", "On"], at: "versioningConfiguration.status", by: "botocore" },
      { what: "missing", drop: "versioningConfiguration", at: "VersioningConfiguration", by: "botocore" },
    ],
  },
  {
    type: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    region,
    inputs: {
      bucket,
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: "key" }, bucketKeyEnabled: true }],
    },
    spoilt: [
      {
        what: "enum",
        set: ["rules[0].applyServerSideEncryptionByDefault.sseAlgorithm", "AES128"],
        at: "rules[0].applyServerSideEncryptionByDefault.sseAlgorithm",
        by: "botocore",
      },
      { what: "unknown property", set: ["rules[0].bucketKey", true], at: "rules[0].bucketKey", by: "botocore" },
    ],
  },
  {
    type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    region,
    inputs: { bucket, blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true },
    spoilt: [
      { what: "wrong type", set: ["blockPublicAcls", "yes"], at: "blockPublicAcls", by: "botocore" },
      { what: "missing", drop: "bucket", at: "Bucket", by: "botocore" },
    ],
  },
  {
    type: "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
    region,
    inputs: { bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
    spoilt: [{ what: "enum", set: ["rule.objectOwnership", "Owner"], at: "rule.objectOwnership", by: "botocore" }],
  },
  {
    type: "aws:s3/bucketPolicy:BucketPolicy",
    region,
    inputs: {
      bucket,
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "TlsOnly",
            Effect: "Deny",
            Principal: "*",
            Action: "s3:*",
            Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
            Condition: { Bool: { "aws:SecureTransport": "false" } },
          },
        ],
      }),
    },
    spoilt: [
      {
        what: "policy",
        set: [
          "policy",
          JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Deny", Principal: "*", Action: "sns:Publish", Resource: "*" }] }),
        ],
        at: "policy.Statement[0].Action",
        by: "cfn-lint",
      },
      {
        what: "policy",
        set: [
          "policy",
          JSON.stringify({ Version: "2008-10-17", Statement: [{ Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "*" }] }),
        ],
        at: "policy.Version",
        by: "policy_sentry",
      },
      { what: "json", set: ["policy", "{]"], at: "policy", by: "policy_sentry" },
      { what: "missing", drop: "bucket", at: "", by: "cfn-lint" },
    ],
  },
  {
    type: "aws-native:s3:BucketPolicy",
    region,
    inputs: {
      bucket,
      policyDocument: {
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "ViewersThroughThisDistribution",
            Effect: "Allow",
            Principal: { Service: "cloudfront.amazonaws.com" },
            Action: "s3:GetObject",
            Resource: `arn:aws:s3:::${bucket}/player/*`,
            Condition: { StringEquals: { "AWS:SourceArn": "arn:aws:cloudfront::123456789012:distribution/E1ABC" } },
          },
        ],
      },
    },
    spoilt: [
      {
        what: "policy",
        set: ["policyDocument.Statement[0].Action", "s3:ReadObject"],
        at: "policyDocument.Statement[0].Action",
        by: "policy_sentry",
      },
      {
        what: "policy",
        set: ["policyDocument.Statement[0].Resource", "arn:aws:sns:us-east-1:123456789012:alerts"],
        at: "policyDocument.Statement[0].Resource",
        by: "policy_sentry",
      },
      {
        what: "policy",
        set: ["policyDocument.Statement[0].Condition", { StringEquals: { "aws:SourceARNs": "x" } }],
        at: "policyDocument.Statement[0].Condition.StringEquals.aws:SourceARNs",
        by: "policy_sentry",
      },
      { what: "missing", drop: "bucket", at: "", by: "cfn-lint" },
    ],
  },
  {
    type: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    region,
    inputs: {
      bucket,
      rules: [
        {
          id: "age",
          status: "Enabled",
          filter: { prefix: "" },
          transitions: [
            { days: 30, storageClass: "STANDARD_IA" },
            { days: 90, storageClass: "GLACIER_IR" },
          ],
          expiration: { days: 400 },
          abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
        },
      ],
    },
    spoilt: [
      { what: "enum", set: ["rules[0].status", "On"], at: "rules[0].status", by: "botocore" },
      { what: "enum", set: ["rules[0].transitions[0].storageClass", "COLD"], at: "rules[0].transitions[0].storageClass", by: "botocore" },
      {
        what: "enum",
        set: ["rules[0].transitions[1].storageClass", "GLACIER_INSTANT"],
        at: "rules[0].transitions[1].storageClass",
        by: "botocore",
      },
      { what: "wrong type", set: ["rules[0].expiration.days", "year"], at: "rules[0].expiration.days", by: "botocore" },
      { what: "missing", drop: "rules[0].status", at: "rules[0].Status", by: "botocore" },
      { what: "wrong type", set: ["rules[0].transitions[0].days", "month"], at: "rules[0].transitions[0].days", by: "botocore" },
    ],
  },
  {
    type: "aws:s3/bucketObjectv2:BucketObjectv2",
    region,
    inputs: {
      bucket,
      key: "demo.mp4",
      contentType: "video/mp4",
      serverSideEncryption: "aws:kms",
      source: { "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", hash: "00", path: "demo.mp4" },
    },
    spoilt: [
      { what: "enum", set: ["serverSideEncryption", "kms"], at: "serverSideEncryption", by: "botocore" },
      { what: "length", set: ["key", ""], at: "key", by: "botocore" },
      { what: "unknown property", set: ["keys", "x"], at: "keys", by: "botocore" },
    ],
  },
];
