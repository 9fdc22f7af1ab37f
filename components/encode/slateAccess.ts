import { basename } from "node:path";
import type { PolicyStatement } from "../storage/index.ts";

/** Where a region's pictures lie, for the roles that read them. */
export interface SlateLocation {
  readonly bucket: string;
  /** Id of the objects' key: `alias/…` or an ARN. */
  readonly key: string;
}

/** The pictures of one channel. */
export interface SlateUse {
  /** Only for a channel that shows files of the project. */
  readonly location?: SlateLocation;
  /** Files of the project, `slates/<name>`. */
  readonly files: readonly string[];
  /** Objects in buckets of the user's, as `bucket/key`. */
  readonly objects: readonly string[];
}

/** Exactly the channel's own pictures; nothing for a channel without any in S3. */
export function readSlates(use: SlateUse | undefined): PolicyStatement[] {
  if (use === undefined) return [];
  const { location, files, objects } = use;
  const shipped = location === undefined ? [] : files.map((file) => `${location.bucket}/${basename(file)}`);
  const resources = [...shipped, ...objects].map((object) => `arn:aws:s3:::${object}`);
  return resources.length === 0 ? [] : [{ Sid: "ReadSlates", Effect: "Allow", Action: "s3:GetObject", Resource: resources }];
}
