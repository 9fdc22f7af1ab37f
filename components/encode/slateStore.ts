import { basename, join } from "node:path";
import aws from "@pulumi/aws";
import pulumi from "@pulumi/pulumi";
import { EncryptedBucket, type KeyHandle, bucketName } from "../storage/index.ts";
import { picturesOf, S3, slateFiles, type PictureUse } from "./signalPlan.ts";
import type { SlateLocation } from "./slateAccess.ts";
import type { Picture } from "./signalTypes.ts";
import type { Channel, Region } from "./types.ts";

export interface SlateStoreArgs {
  readonly environment: string;
  readonly accountId: string;
  readonly region: Region;
  /** Channels of the region; those that show no file of the project have no part in it. */
  readonly channels: readonly Channel[];
  /** The project's folder, which holds `slates/`. */
  readonly folder: string;
  readonly key: KeyHandle;
}

/** The project's slates in a private, versioned, encrypted bucket of the region, each under its own name. */
export class SlateStore extends pulumi.ComponentResource {
  readonly location: SlateLocation;
  /** What a channel must wait for before it can show a picture. */
  readonly objects: readonly aws.s3.BucketObjectv2[];

  constructor(name: string, args: SlateStoreArgs, opts?: pulumi.ComponentResourceOptions) {
    super("onair:encode:SlateStore", name, {}, opts);
    const { environment, accountId, region, key, channels, folder } = args;
    const of = { environment, purpose: "slates", accountId, region };
    this.location = { bucket: bucketName(of), key: key.id };
    // The bucket holds nothing but copies of files of the project.
    const bucket = new EncryptedBucket(name, { ...of, keyArn: key.arn, forceDestroy: true }, { parent: this });
    const files = [...new Set(channels.flatMap(slateFiles))].sort();
    this.objects = files.map(
      (file) =>
        new aws.s3.BucketObjectv2(
          basename(file),
          {
            bucket: bucket.bucket.bucket,
            key: basename(file),
            source: new pulumi.asset.FileAsset(join(folder, file)),
            contentType: file.endsWith(".png") ? "image/png" : "image/bmp",
          },
          { parent: this, dependsOn: [...bucket.ready] },
        ),
    );
    this.registerOutputs({ bucket: this.location.bucket });
  }
}

/** Addresses of a channel's pictures in a region. @throws RangeError when it shows a file and there is no store */
export function pictureUrls(channel: Channel, slates: SlateLocation | undefined): Readonly<Partial<Record<PictureUse, string>>> {
  const urls = Object.entries(picturesOf(channel)).map(([use, picture]) => [use, urlOf(picture, slates)] as const);
  return Object.fromEntries(urls);
}

function urlOf(picture: Picture, slates: SlateLocation | undefined): string {
  if ("url" in picture) return picture.url;
  if (slates === undefined) throw new RangeError(`${picture.file} has no bucket to lie in`);
  return `${S3}${slates.bucket}/${basename(picture.file)}`;
}
