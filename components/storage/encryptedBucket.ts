import aws from "@pulumi/aws";
import pulumi from "@pulumi/pulumi";
import { type PolicyStatement, policyJson } from "./document.ts";
import { lifecycleRule, type StorageLife } from "./lifecycle.ts";

export interface EncryptedBucketArgs {
  readonly environment: string;
  /** What the bucket is for, part of its name: `demo`, `logs`. */
  readonly purpose: string;
  readonly accountId: string;
  /** Where the bucket is, whatever the provider's own region. */
  readonly region: string;
  /** Key of the objects. */
  readonly keyArn: pulumi.Input<string>;
  /** Bucket policy statements beside the refusal of plain HTTP; write ARNs with `bucketName`. */
  readonly statements?: readonly PolicyStatement[];
  /** S3 keeps one policy per bucket. Set when something else writes it, with `bucketPolicyJson` as its text. Default false. */
  readonly policyElsewhere?: boolean;
  /** Days after which objects are deleted; kept for good when absent. */
  readonly expireAfterDays?: number;
  /** What becomes of the objects under a prefix, in any order; each prefix once. */
  readonly lives?: readonly StorageLife[];
  /** Whether `destroy` may delete a bucket that still holds objects. Default false. */
  readonly forceDestroy?: boolean;
  readonly protect?: boolean;
}

/** Name of a bucket: known before it exists, so that policies can be written first. At most 63 characters. */
export function bucketName(of: Pick<EncryptedBucketArgs, "environment" | "purpose" | "accountId" | "region">): string {
  return `onair-${of.environment}-${of.purpose}-${of.accountId}-${of.region}`;
}

/** A private, versioned bucket encrypted with a customer key, reachable over TLS only. */
export class EncryptedBucket extends pulumi.ComponentResource {
  readonly bucket: aws.s3.Bucket;
  readonly name: string;
  readonly arn: pulumi.Output<string>;
  /** What must be in place before anything is written to the bucket. */
  readonly ready: readonly pulumi.Resource[];
  readonly #region: string;

  constructor(name: string, args: EncryptedBucketArgs, opts?: pulumi.ComponentResourceOptions) {
    super("onair:storage:EncryptedBucket", name, {}, opts);
    this.name = bucketName(args);
    this.#region = args.region;
    this.bucket = new aws.s3.Bucket(
      name,
      { bucket: this.name, region: this.#region, forceDestroy: args.forceDestroy ?? false },
      { parent: this, protect: args.protect ?? false },
    );
    this.arn = this.bucket.arn;
    this.ready = [
      this.#block(name),
      this.#own(name),
      this.#encrypt(name, args.keyArn),
      this.#version(name),
      ...(args.policyElsewhere === true ? [] : [this.#allow(name, args.statements ?? [])]),
      this.#expire(name, args),
    ];
    this.registerOutputs({ name: this.name, arn: this.arn });
  }

  #of(): { bucket: pulumi.Output<string>; region: string } {
    return { bucket: this.bucket.bucket, region: this.#region };
  }

  #block(name: string): pulumi.Resource {
    const blocked = { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true };
    return new aws.s3.BucketPublicAccessBlock(name, { ...this.#of(), ...blocked }, { parent: this });
  }

  /** ACLs off: only policies decide. */
  #own(name: string): pulumi.Resource {
    return new aws.s3.BucketOwnershipControls(name, { ...this.#of(), rule: { objectOwnership: "BucketOwnerEnforced" } }, { parent: this });
  }

  #encrypt(name: string, keyArn: pulumi.Input<string>): pulumi.Resource {
    const rule = { applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: keyArn }, bucketKeyEnabled: true };
    return new aws.s3.BucketServerSideEncryptionConfiguration(name, { ...this.#of(), rules: [rule] }, { parent: this });
  }

  #version(name: string): pulumi.Resource {
    return new aws.s3.BucketVersioning(name, { ...this.#of(), versioningConfiguration: { status: "Enabled" } }, { parent: this });
  }

  #allow(name: string, statements: readonly PolicyStatement[]): pulumi.Resource {
    return new aws.s3.BucketPolicy(name, { ...this.#of(), policy: bucketPolicyJson(this.name, statements) }, { parent: this });
  }

  #expire(name: string, { expireAfterDays: days, lives = [] }: EncryptedBucketArgs): pulumi.Resource {
    const rules = [
      // Parts of a broken upload cost money and show up nowhere.
      { id: "abort-broken-uploads", status: "Enabled", filter: { prefix: "" }, abortIncompleteMultipartUpload: { daysAfterInitiation: 7 } },
      { id: "drop-old-versions", status: "Enabled", filter: { prefix: "" }, noncurrentVersionExpiration: { noncurrentDays: 30 } },
      ...(days === undefined ? [] : [{ id: "expire", status: "Enabled", filter: { prefix: "" }, expiration: { days } }]),
      ...[...lives].sort((a, b) => (a.prefix < b.prefix ? -1 : 1)).map(lifecycleRule),
    ];
    return new aws.s3.BucketLifecycleConfiguration(name, { ...this.#of(), rules }, { parent: this });
  }
}

/** A bucket's whole policy: plain HTTP refused, and the statements given. */
export function bucketPolicyJson(bucket: string, statements: readonly PolicyStatement[]): string {
  return policyJson(plainHttpRefusal(bucket), ...statements);
}

/** What every bucket policy begins with. */
export function plainHttpRefusal(bucket: string): PolicyStatement {
  return {
    Sid: "RefusePlainHttp",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}
