import aws from "@pulumi/aws";
import type awsNative from "@pulumi/aws-native";
import s3 from "@pulumi/aws-native/s3/index.js";
import pulumi from "@pulumi/pulumi";
import { EncryptedBucket, plainHttpRefusal } from "../storage/index.ts";
import type { KeyHandle } from "../storage/index.ts";
import type { PlayerBindings } from "./bindings.ts";
import { EDGE_REGION } from "./names.ts";
import { PLAYER_PREFIX, bucketHost, playerBucketStatement, playerCachePolicyArgs, playerHeadersPolicyArgs } from "./playerPlan.ts";

export interface PlayerPlaceArgs {
  readonly environment: string;
  readonly production: boolean;
  readonly accountId: string;
  readonly key: KeyHandle;
  readonly allowedOrigins: readonly string[];
}

/** Where the player page lies, and how the distribution serves it. `onair publish` fills it. */
export class PlayerPlace extends pulumi.ComponentResource {
  readonly bucket: EncryptedBucket;
  readonly bindings: PlayerBindings;

  constructor(name: string, args: PlayerPlaceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("onair:edge:PlayerPlace", name, {}, opts);
    const { environment, production, accountId, key } = args;
    const child = { parent: this };
    this.bucket = new EncryptedBucket(
      name,
      {
        environment,
        purpose: "player",
        accountId,
        region: EDGE_REGION,
        keyArn: key.arn,
        policyElsewhere: true,
        // Nothing in it that `onair publish` cannot make again; `protect` is what keeps it from mistakes.
        forceDestroy: true,
        protect: production,
      },
      child,
    );
    const originAccess = new aws.cloudfront.OriginAccessControl(
      name,
      {
        name: `onair-${environment}-player`,
        description: `Onair ${environment}: the player's bucket`,
        originAccessControlOriginType: "s3",
        signingBehavior: "always",
        signingProtocol: "sigv4",
      },
      child,
    );
    const cachePolicy = new aws.cloudfront.CachePolicy(name, playerCachePolicyArgs(environment), child);
    const headers = new aws.cloudfront.ResponseHeadersPolicy(name, playerHeadersPolicyArgs(environment, args.allowedOrigins), child);
    this.bindings = {
      host: bucketHost(this.bucket.name),
      originAccessControlId: originAccess.id,
      cachePolicyId: cachePolicy.id,
      responseHeadersPolicyId: headers.id,
    };
    this.registerOutputs({ bucket: this.bucket.name });
  }

  /** What the contract says of it. */
  output(viewerHost: pulumi.Input<string>): pulumi.Output<{ url: string; bucket: string; prefix: string }> {
    const bucket = this.bucket.name;
    return pulumi
      .output(viewerHost)
      .apply((host) => ({ url: `https://${host}/${PLAYER_PREFIX}index.html`, bucket, prefix: PLAYER_PREFIX }));
  }

  /**
   * Opens the bucket to this distribution and to nobody else. The two name each other, so the policy comes after both; and
   * `aws-native` makes it, for `aws` knows a document with one unknown word in it as one unknown text, which nobody can judge.
   */
  open(name: string, distributionArn: pulumi.Input<string>, provider: awsNative.Provider | undefined): void {
    const { name: bucket } = this.bucket;
    new s3.BucketPolicy(
      name,
      {
        bucket: this.bucket.bucket.bucket,
        policyDocument: {
          Version: "2012-10-17",
          Statement: [plainHttpRefusal(bucket), playerBucketStatement(bucket, distributionArn)],
        },
      },
      { parent: this, ...(provider === undefined ? {} : { provider }) },
    );
  }
}
