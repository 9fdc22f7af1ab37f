import { join } from "node:path";
import aws from "@pulumi/aws";
import pulumi from "@pulumi/pulumi";
import { EncryptedBucket, type KeyHandle, bucketName } from "../storage/index.ts";
import type { DemoLocation } from "./encoderRole.ts";
import { PIPELINES, type Region } from "./types.ts";

export interface DemoSourceArgs {
  readonly environment: string;
  readonly accountId: string;
  readonly region: Region;
  readonly key: KeyHandle;
}

/** The file that ships with Onair; `demo/make.sh` makes it. */
export const DEMO_FILE = join(import.meta.dirname, "demo", "demo.mp4");

/** Where the demo lies in a region: known before it is there. One object per pipeline, so that neither reads the other's. */
export function demoLocation({ environment, accountId, region }: Omit<DemoSourceArgs, "key">, key: string): DemoLocation {
  return {
    bucket: bucketName({ environment, purpose: "demo", accountId, region }),
    keys: PIPELINES.map((pipeline) => `demo-${pipeline}.mp4`),
    key,
  };
}

/** The demo file in a private, encrypted bucket of the region, once per pipeline. */
export class DemoSource extends pulumi.ComponentResource {
  readonly location: DemoLocation;
  /** What a channel must wait for before it can play the file. */
  readonly objects: readonly aws.s3.BucketObjectv2[];

  constructor(name: string, args: DemoSourceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("onair:encode:DemoSource", name, {}, opts);
    this.location = demoLocation(args, args.key.id);
    const bucket = new EncryptedBucket(
      name,
      // The bucket holds nothing but copies of a file in this repository.
      { ...args, purpose: "demo", keyArn: args.key.arn, forceDestroy: true },
      { parent: this },
    );
    this.objects = this.location.keys.map(
      (key) =>
        new aws.s3.BucketObjectv2(
          key,
          { bucket: bucket.bucket.bucket, key, source: new pulumi.asset.FileAsset(DEMO_FILE), contentType: "video/mp4" },
          { parent: this, dependsOn: [...bucket.ready] },
        ),
    );
    this.registerOutputs({ bucket: this.location.bucket });
  }
}
