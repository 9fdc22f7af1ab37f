import type { S3Client } from "@aws-sdk/client-s3";
import { clientConfig, type AwsAccess } from "./access.ts";

/** An object as a list shows it. */
export interface KeptObject {
  readonly key: string;
  /** Bytes. */
  readonly size: number;
}

export interface ObjectWish {
  readonly key: string;
  readonly bytes: Buffer;
  readonly contentType: string;
  readonly cacheControl: string;
  /** `x-amz-meta-…`, names in small letters. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** Objects of one bucket, in the region where it is. The bucket's own default encryption holds. */
export interface Bucket {
  /** Every object below a prefix. Needs `s3:ListBucket`. */
  list(prefix: string): Promise<KeptObject[]>;
  /** What was put with an object. Needs `s3:GetObject`. */
  metadata(key: string): Promise<Readonly<Record<string, string>>>;
  /** Needs `s3:PutObject`, and the use of the bucket's key (`kms:GenerateDataKey`). */
  put(object: ObjectWish): Promise<void>;
  close(): void;
}

/** A person waits for it, and files are a megabyte. Milliseconds. */
const CONNECT_MS = 3000;
const REQUEST_MS = 30_000;

/** The SDK is loaded on first use. @throws each call when S3 refuses it or does not answer in time */
export async function openBucket(access: AwsAccess, name: string): Promise<Bucket> {
  const { S3Client: Client } = await import("@aws-sdk/client-s3");
  const client = new Client({
    ...(await clientConfig(access)),
    maxAttempts: 3,
    requestHandler: { connectionTimeout: CONNECT_MS, requestTimeout: REQUEST_MS, throwOnRequestTimeout: true },
  });
  return {
    list: (prefix) => list(client, name, prefix),
    metadata: async (key) => {
      const { HeadObjectCommand } = await import("@aws-sdk/client-s3");
      return (await client.send(new HeadObjectCommand({ Bucket: name, Key: key }))).Metadata ?? {};
    },
    put: async ({ key, bytes, contentType, cacheControl, metadata }) => {
      const { PutObjectCommand } = await import("@aws-sdk/client-s3");
      const wish = { Bucket: name, Key: key, Body: bytes, ContentType: contentType, CacheControl: cacheControl, Metadata: { ...metadata } };
      await client.send(new PutObjectCommand(wish));
    },
    close: () => {
      client.destroy();
    },
  };
}

async function list(client: S3Client, name: string, prefix: string): Promise<KeptObject[]> {
  const { paginateListObjectsV2 } = await import("@aws-sdk/client-s3");
  const found: KeptObject[] = [];
  for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket: name, Prefix: prefix }))
    found.push(...Contents.flatMap(({ Key: key, Size: size = 0 }) => (key === undefined ? [] : [{ key, size }])));
  return found;
}
