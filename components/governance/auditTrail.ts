import cloudtrail from "@pulumi/awsx/cloudtrail/index.js";
import pulumi from "@pulumi/pulumi";
import { EncryptedBucket, EncryptionKey, bucketPolicyJson } from "../storage/index.ts";
import type { PolicyStatement } from "../storage/index.ts";

export interface AuditTrailArgs {
  readonly environment: string;
  readonly production: boolean;
  readonly accountId: string;
  /** Home region of the trail. It records every region. */
  readonly region: string;
  /** Days that records are kept. */
  readonly retentionDays: number;
}

/** Who changed what in the account, in every region, with digests that prove that no record was altered. */
export class AuditTrail extends pulumi.ComponentResource {
  readonly bucket: EncryptedBucket;

  constructor(name: string, args: AuditTrailArgs, opts?: pulumi.ComponentResourceOptions) {
    super("onair:governance:AuditTrail", name, {}, opts);
    const key = this.key(name, args);
    this.bucket = this.makeBucket(name, key, args);
    new cloudtrail.Trail(
      name,
      {
        name: trailName(args.environment),
        region: args.region,
        // By ARN: from a name alone the component makes an ARN that S3 refuses.
        s3Bucket: { existing: { arn: this.bucket.arn } },
        cloudWatchLogsGroup: { enable: false },
        kmsKeyId: key.arn,
        enableLogging: true,
        enableLogFileValidation: true,
        includeGlobalServiceEvents: true,
        isMultiRegionTrail: true,
      },
      // CloudTrail tries the bucket when the trail is made and refuses one that it may not write to.
      { parent: this, dependsOn: [...this.bucket.ready, key], transforms: [ownBucketPolicy(this.bucket.name, args)] },
    );
    this.registerOutputs({ bucket: this.bucket.name });
  }

  private key(name: string, args: AuditTrailArgs): EncryptionKey {
    return new EncryptionKey(
      `${name}-key`,
      {
        alias: `onair-${args.environment}-audit`,
        description: `Onair ${args.environment}: audit trail`,
        accountId: args.accountId,
        region: args.region,
        publishers: [],
        statements: keyStatements(args),
        protect: args.production,
      },
      { parent: this },
    );
  }

  private makeBucket(name: string, key: EncryptionKey, args: AuditTrailArgs): EncryptedBucket {
    const of = { environment: args.environment, purpose: "audit", accountId: args.accountId, region: args.region };
    return new EncryptedBucket(
      `${name}-bucket`,
      {
        ...of,
        keyArn: key.arn,
        policyElsewhere: true,
        expireAfterDays: args.retentionDays,
        forceDestroy: !args.production,
        protect: args.production,
      },
      { parent: this },
    );
  }
}

/**
 * The component always writes the bucket's policy itself: with no condition on which trail, and without refusing plain HTTP.
 * S3 keeps one policy per bucket, so ours takes the place of its text.
 */
export function ownBucketPolicy(bucket: string, args: AuditTrailArgs): pulumi.ResourceTransform {
  const policy = bucketPolicyJson(bucket, bucketStatements(bucket, args));
  return ({ type, props, opts }) =>
    type === "aws:s3/bucketPolicy:BucketPolicy" ? { props: { ...(props as object), policy }, opts } : undefined;
}

function trailName(environment: string): string {
  return `onair-${environment}-audit`;
}

function trailArn(args: AuditTrailArgs): string {
  return `arn:aws:cloudtrail:${args.region}:${args.accountId}:trail/${trailName(args.environment)}`;
}

const CLOUDTRAIL = { Effect: "Allow" as const, Principal: { Service: "cloudtrail.amazonaws.com" } };

/** CloudTrail User Guide, "Amazon S3 bucket policy for CloudTrail", with this trail alone. */
function bucketStatements(bucket: string, args: AuditTrailArgs): PolicyStatement[] {
  const source = { "aws:SourceArn": trailArn(args) };
  return [
    {
      Sid: "TrailCheck",
      ...CLOUDTRAIL,
      Action: "s3:GetBucketAcl",
      Resource: `arn:aws:s3:::${bucket}`,
      Condition: { StringEquals: source },
    },
    {
      Sid: "TrailWrite",
      ...CLOUDTRAIL,
      Action: "s3:PutObject",
      Resource: `arn:aws:s3:::${bucket}/AWSLogs/${args.accountId}/*`,
      Condition: { StringEquals: { ...source, "s3:x-amz-acl": "bucket-owner-full-control" } },
    },
  ];
}

/** CloudTrail User Guide, "Configure AWS KMS key policies for CloudTrail"; decryption because the bucket uses a bucket key. */
function keyStatements(args: AuditTrailArgs): PolicyStatement[] {
  const source = { "aws:SourceArn": trailArn(args) };
  return [
    {
      Sid: "TrailEncrypt",
      ...CLOUDTRAIL,
      Action: "kms:GenerateDataKey*",
      Resource: "*",
      Condition: {
        StringEquals: source,
        StringLike: { "kms:EncryptionContext:aws:cloudtrail:arn": `arn:aws:cloudtrail:*:${args.accountId}:trail/*` },
      },
    },
    { Sid: "TrailUse", ...CLOUDTRAIL, Action: ["kms:Decrypt", "kms:DescribeKey"], Resource: "*", Condition: { StringEquals: source } },
  ];
}
