import pulumi from "@pulumi/pulumi";
import { EncryptedBucket, type KeyHandle, type StorageLife, bucketName } from "../storage/index.ts";
import { archivePrefix } from "./archivePlan.ts";
import type { Channel, Region } from "./types.ts";

/** Where a region's archive lies, for the roles that write it. */
export interface ArchiveLocation {
  readonly bucket: string;
  /** Id of the objects' key: `alias/…` or an ARN. */
  readonly key: string;
}

export interface ArchiveStoreArgs {
  readonly environment: string;
  readonly accountId: string;
  readonly region: Region;
  /** Channels of the region; those without an archive have no part in it. */
  readonly channels: readonly Pick<Channel, "name" | "archive">[];
  readonly key: KeyHandle;
  /** Recordings cannot be made again: in production nothing deletes the bucket; elsewhere a destroy takes them along. */
  readonly protect: boolean;
}

/** A private, versioned, encrypted bucket of the region, one folder per channel, each with a life of its own. */
export class ArchiveStore extends pulumi.ComponentResource {
  readonly location: ArchiveLocation;
  /** What a channel must wait for before it can write. */
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: ArchiveStoreArgs, opts?: pulumi.ComponentResourceOptions) {
    super("onair:encode:ArchiveStore", name, {}, opts);
    const { environment, accountId, region, key, protect } = args;
    const of = { environment, purpose: "archive", accountId, region };
    this.location = { bucket: bucketName(of), key: key.id };
    const bucket = new EncryptedBucket(
      name,
      { ...of, keyArn: key.arn, lives: archiveLives(args.channels), protect, forceDestroy: !protect },
      { parent: this },
    );
    this.ready = bucket.ready;
    this.registerOutputs({ bucket: this.location.bucket });
  }
}

/** How long each channel's recordings are kept, and where. */
export function archiveLives(channels: readonly Pick<Channel, "name" | "archive">[]): StorageLife[] {
  return channels.flatMap(({ name, archive }) => {
    if (archive === undefined) return [];
    const { retentionDays, infrequentAccessDays, glacierDays } = archive;
    return [
      {
        prefix: archivePrefix(name),
        expireAfterDays: retentionDays,
        ...(infrequentAccessDays === undefined ? {} : { infrequentAccessDays }),
        ...(glacierDays === undefined ? {} : { glacierDays }),
      },
    ];
  });
}
