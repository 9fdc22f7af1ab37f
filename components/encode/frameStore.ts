import pulumi from "@pulumi/pulumi";
import { EncryptedBucket, type KeyHandle, bucketName } from "../storage/index.ts";
import { frameLives } from "./framePaths.ts";
import type { Channel, Region } from "./types.ts";

/** Where a region's pictures lie, for the roles that write them. */
export interface FrameLocation {
  readonly bucket: string;
  /** Id of the objects' key: `alias/…` or an ARN. */
  readonly key: string;
}

export interface FrameStoreArgs {
  readonly environment: string;
  readonly accountId: string;
  readonly region: Region;
  /** Channels of the region; those without frame capture have no part in it. */
  readonly channels: readonly Pick<Channel, "name" | "regions" | "outputs">[];
  readonly key: KeyHandle;
  readonly protect: boolean;
}

/** A private, encrypted bucket of the region for pictures of its channels, one folder per output, each with a life of its own. */
export class FrameStore extends pulumi.ComponentResource {
  readonly location: FrameLocation;
  /** What a channel must wait for before it can write. */
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: FrameStoreArgs, opts?: pulumi.ComponentResourceOptions) {
    super("onair:encode:FrameStore", name, {}, opts);
    const { environment, accountId, region, key, protect } = args;
    const of = { environment, purpose: "frames", accountId, region };
    this.location = { bucket: bucketName(of), key: key.id };
    const lives = frameLives(args.channels, region);
    const bucket = new EncryptedBucket(name, { ...of, keyArn: key.arn, lives, protect, forceDestroy: !protect }, { parent: this });
    this.ready = bucket.ready;
    this.registerOutputs({ bucket: this.location.bucket });
  }
}
