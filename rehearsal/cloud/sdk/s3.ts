/**
 * S3 as the commands call it: objects of the account's buckets, the bucket's name in the path. S3 API Reference: PutObject,
 * GetObject, HeadObject, DeleteObject, DeleteObjects, ListObjectsV2; "Error responses".
 */
import { createHash } from "node:crypto";
import { checksumOf, type StoredObject } from "../buckets.ts";
import type { Cloud } from "../cloud.ts";
import { findKey } from "../lookups.ts";
import type { CloudObject } from "../store.ts";
import { object, objects, text } from "../values.ts";
import { ServiceError, type Answer, type Call } from "./protocol.ts";
import { escape } from "./queryProtocol.ts";
import { keysOf, listed } from "./s3Lists.ts";

/** A call to a bucket that is there. */
export interface BucketCall {
  readonly cloud: Cloud;
  readonly call: Call;
  readonly bucket: CloudObject;
  /** Empty for a call to the bucket itself. */
  readonly key: string;
}

interface Operation {
  readonly name: string;
  readonly matches: (method: string, key: string, query: URLSearchParams) => boolean;
  readonly answer: (to: BucketCall) => Answer;
}

const operations: readonly Operation[] = [
  { name: "PutObject", matches: (method, key) => method === "PUT" && key !== "", answer: putObject },
  { name: "GetObject", matches: (method, key) => method === "GET" && key !== "", answer: getObject },
  { name: "HeadObject", matches: (method, key) => method === "HEAD" && key !== "", answer: headObject },
  { name: "DeleteObject", matches: (method, key) => method === "DELETE" && key !== "", answer: deleteObject },
  { name: "DeleteObjects", matches: (method, key, query) => method === "POST" && key === "" && query.has("delete"), answer: deleteObjects },
  {
    name: "ListObjectsV2",
    matches: (method, key, query) => method === "GET" && key === "" && query.get("list-type") === "2",
    answer: listed,
  },
];

/** Parameters that ask for another part of an object or of a bucket than those above. */
const ELSE = ["acl", "tagging", "versionId", "versions", "uploads", "uploadId", "partNumber", "attributes", "policy", "location"];

/** S3's errors are XML, and those to HEAD have no body. */
export async function answerS3(cloud: Cloud, call: Call): Promise<Answer> {
  try {
    return await answer(cloud, call);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const region = cloud.store.find(BUCKET, ({ id }) => id === bucketIn(call.path))?.region;
    const headers = { "content-type": "application/xml", ...(region === undefined ? {} : { "x-amz-bucket-region": region }) };
    const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${error.code}</Code><Message>${escape(error.message)}</Message><RequestId>rehearsal</RequestId></Error>`;
    return { status: error.status, headers, body: call.method === "HEAD" ? "" : body };
  }
}

const BUCKET = "aws:s3/bucket:Bucket";

function bucketIn(path: string): string {
  return path.split("/")[1] ?? "";
}

async function answer(cloud: Cloud, call: Call): Promise<Answer> {
  const name = bucketIn(call.path);
  const key = call.path.slice(name.length + 2);
  const operation = operations.find(({ matches }) => matches(call.method, key, call.query));
  if (operation === undefined || ELSE.some((parameter) => call.query.has(parameter)) || call.headers["x-amz-copy-source"] !== undefined)
    throw new ServiceError(501, "NotImplemented", `the rehearsal's S3 does not know ${call.method} ${call.path}?${call.query.toString()}`);
  try {
    await cloud.faults.meet("call", `s3:${operation.name}`, call.region);
  } catch (error) {
    throw new ServiceError(500, "InternalError", error instanceof Error ? error.message : String(error));
  }
  const bucket = cloud.store.find(BUCKET, ({ id }) => id === name);
  if (bucket === undefined) throw new ServiceError(404, "NoSuchBucket", "The specified bucket does not exist");
  if (bucket.region !== call.region)
    throw new ServiceError(
      301,
      "PermanentRedirect",
      "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.",
    );
  return operation.answer({ cloud, call, bucket, key });
}

/** S3 User Guide, "Creating object key names": up to 1,024 bytes. */
const LONGEST_KEY = 1024;

function putObject({ cloud, call, bucket, key }: BucketCall): Answer {
  if (Buffer.byteLength(key) > LONGEST_KEY) throw new ServiceError(400, "KeyTooLongError", "Your key is too long");
  refuseBroken(call);
  const keyArn = encryption({ cloud, call, bucket, key });
  const stored = cloud.objects.put(bucket.id, key, {
    bytes: call.bytes,
    ...(call.headers["content-type"] === undefined ? {} : { contentType: call.headers["content-type"] }),
    ...(call.headers["cache-control"] === undefined ? {} : { cacheControl: call.headers["cache-control"] }),
    metadata: metadataOf(call),
    ...(keyArn === undefined ? {} : { keyArn }),
  });
  return { status: 200, headers: { etag: stored.etag, ...encryptedBy(stored), "x-amz-checksum-crc32": stored.checksum }, body: "" };
}

/** What arrived is what was sent (S3 User Guide, "Checking object integrity"). */
function refuseBroken({ bytes, headers }: Call): void {
  if (headers["content-encoding"]?.includes("aws-chunked") === true)
    throw new ServiceError(501, "NotImplemented", "the rehearsal's S3 takes no bodies in signed chunks");
  const claims = [
    { name: "CRC32", given: headers["x-amz-checksum-crc32"], found: checksumOf(bytes) },
    { name: "Content-MD5", given: headers["content-md5"], found: createHash("md5").update(bytes).digest("base64") },
  ];
  const wrong = claims.find(({ given, found }) => given !== undefined && given !== found);
  if (wrong !== undefined)
    throw new ServiceError(400, "BadDigest", `The ${wrong.name} you specified did not match the calculated checksum.`);
  const hash = headers["x-amz-content-sha256"] ?? "UNSIGNED-PAYLOAD";
  if (/^[0-9a-f]{64}$/.test(hash) && hash !== createHash("sha256").update(bytes).digest("hex"))
    throw new ServiceError(
      400,
      "XAmzContentSHA256Mismatch",
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
    );
}

/** The key that the request names, or the bucket's own; a key that is not there refuses the object (S3 API Reference, "Error responses", KMS.NotFoundException). */
function encryption({ cloud, call, bucket }: BucketCall): string | undefined {
  const rules = cloud.store.get(
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    bucket.region,
    bucket.id,
  );
  const byDefault = object(objects(rules?.inputs["rules"])[0]?.["applyServerSideEncryptionByDefault"]);
  const asked = call.headers["x-amz-server-side-encryption"];
  const algorithm = asked ?? text(byDefault["sseAlgorithm"]) ?? "AES256";
  if (algorithm === "AES256") return undefined;
  const named = call.headers["x-amz-server-side-encryption-aws-kms-key-id"] ?? (asked === undefined ? byDefault["kmsMasterKeyId"] : "");
  const found =
    text(findKey(cloud.store, bucket.region, named)?.outputs["arn"]) ?? cloud.account.keys.find(({ arn }) => arn === named)?.arn;
  if (found === undefined) throw new ServiceError(400, "KMS.NotFoundException", `Key '${text(named) ?? ""}' does not exist`);
  return found;
}

function encryptedBy({ keyArn }: StoredObject): Record<string, string> {
  if (keyArn === undefined) return { "x-amz-server-side-encryption": "AES256" };
  return { "x-amz-server-side-encryption": "aws:kms", "x-amz-server-side-encryption-aws-kms-key-id": keyArn };
}

function metadataOf({ headers }: Call): Record<string, string> {
  const prefix = "x-amz-meta-";
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : [])),
  );
}

function getObject(to: BucketCall): Answer {
  const stored = existing(to);
  return { status: 200, headers: headersOf(stored, to.call), body: stored.bytes };
}

function headObject(to: BucketCall): Answer {
  return { ...getObject(to), body: "" };
}

function existing({ cloud, bucket, key }: BucketCall): StoredObject {
  const stored = cloud.objects.get(bucket.id, key);
  if (stored === undefined) throw new ServiceError(404, "NoSuchKey", "The specified key does not exist.");
  return stored;
}

function headersOf(stored: StoredObject, { headers }: Call): Record<string, string> {
  return {
    "content-type": stored.contentType,
    "content-length": String(stored.bytes.length),
    ...(stored.cacheControl === undefined ? {} : { "cache-control": stored.cacheControl }),
    etag: stored.etag,
    "last-modified": new Date(stored.lastModified).toUTCString(),
    "accept-ranges": "bytes",
    ...encryptedBy(stored),
    ...Object.fromEntries(Object.entries(stored.metadata).map(([name, value]) => [`x-amz-meta-${name}`, value])),
    ...(headers["x-amz-checksum-mode"] === "ENABLED" ? { "x-amz-checksum-crc32": stored.checksum } : {}),
  };
}

/** Succeeds also where there is no such object. */
function deleteObject({ cloud, bucket, key }: BucketCall): Answer {
  cloud.objects.delete(bucket.id, key);
  return { status: 204, headers: {}, body: "" };
}

/** Up to 1,000 keys, and proof that the list arrived whole (S3 API Reference, DeleteObjects). */
function deleteObjects({ cloud, call, bucket }: BucketCall): Answer {
  if (call.headers["content-md5"] === undefined && !Object.keys(call.headers).some((name) => name.startsWith("x-amz-checksum-")))
    throw new ServiceError(400, "InvalidRequest", "Missing required header for this request: Content-MD5 OR x-amz-checksum-*");
  refuseBroken(call);
  const keys = keysOf(call.body);
  for (const key of keys) cloud.objects.delete(bucket.id, key);
  const deleted = keys.map((key) => `<Deleted><Key>${escape(key)}</Key></Deleted>`).join("");
  return { status: 200, headers: { "content-type": "application/xml" }, body: `<DeleteResult>${deleted}</DeleteResult>` };
}
