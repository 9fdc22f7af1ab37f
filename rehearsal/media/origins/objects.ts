/** Buckets as origins: what lies in them, and who may read it. */
import { admitsRequest, sourceContext, type CloudObject, type ObjectStore, type StoredObject } from "../../cloud/index.ts";
import type { EdgeOrigin, OriginRequest } from "../types.ts";
import type { Exchange } from "./exchange.ts";
import type { Timers } from "./timers.ts";

/** What an origin of kind `s3` reads. */
export interface Storage {
  readonly objects: Pick<ObjectStore, "get">;
  /** The policy attached to a bucket, JSON; absent, there is none and nobody but the owner reads. */
  policyOf(bucket: string): string | undefined;
  /** The policy of a KMS key by ARN, JSON. */
  keyPolicyOf(arn: string): string | undefined;
}

/** What S3 answers: a status and what belongs to it. */
export interface ObjectAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Types of bucket policies, and the property that holds the document. */
const POLICIES: Readonly<Partial<Record<string, string>>> = {
  "aws:s3/bucketPolicy:BucketPolicy": "policy",
  "aws-native:s3:BucketPolicy": "policyDocument",
};

/** The deployed buckets. Policies are read at each request, so that a change counts at once. */
export function storageOf(resources: () => readonly CloudObject[], objects: Pick<ObjectStore, "get">): Storage {
  return {
    objects,
    policyOf: (bucket) => {
      const found = resources().find(({ type, inputs }) => POLICIES[type] !== undefined && inputs["bucket"] === bucket);
      return found === undefined ? undefined : textOf(found, POLICIES[found.type] ?? "policy");
    },
    keyPolicyOf: (arn) => {
      const found = resources().find(({ type, outputs }) => type === "aws:kms/key:Key" && outputs["arn"] === arn);
      return found === undefined ? undefined : textOf(found, "policy");
    },
  };
}

function textOf({ inputs }: CloudObject, property: string): string | undefined {
  const policy = inputs[property];
  if (policy === undefined || policy === null) return undefined;
  return typeof policy === "string" ? policy : JSON.stringify(policy);
}

/** An exchange with the buckets of this account; there is no connection to lose but the network's. */
export function objectExchange(storage: Storage, distributionArn: string, timers: Timers): Exchange {
  return (origin, request, events) =>
    timers.after(0, () => {
      const { status, headers, body } = answerOf(storage, origin, request, distributionArn);
      events.connected();
      events.head(status, { server: "AmazonS3", "content-length": String(body.length), ...headers });
      if (body.length > 0 && request.method !== "HEAD") events.data(body);
      events.end(true);
    });
}

/**
 * S3's answer to a request that an origin access control signed, or nobody did. Without `s3:ListBucket` a missing object is
 * forbidden and not missing (S3 API Reference, GetObject). An object under a KMS key needs the key's consent as well
 * (CloudFront Developer Guide, "Restrict access to an Amazon S3 origin"). A bucket without CORS rules forbids OPTIONS.
 */
export function answerOf(storage: Storage, origin: EdgeOrigin, request: OriginRequest, distributionArn: string): ObjectAnswer {
  const bucket = origin.bucket ?? "";
  const key = keyOf(origin, request);
  if (request.method === "OPTIONS" || key === undefined) return refusal(403, "AccessDenied");
  const may = (policy: string | undefined, action: string, resource: string): boolean =>
    admitsRequest(policy, {
      ...(origin.signed ? { service: "cloudfront.amazonaws.com" } : {}),
      action,
      resource,
      context: { "aws:securetransport": "true", ...sourceContext(origin.signed ? distributionArn : undefined) },
    });
  const policy = storage.policyOf(bucket);
  if (!may(policy, "s3:GetObject", `arn:aws:s3:::${bucket}/${key}`)) return refusal(403, "AccessDenied");
  const found = storage.objects.get(bucket, key);
  if (found === undefined) {
    return may(policy, "s3:ListBucket", `arn:aws:s3:::${bucket}`) ? refusal(404, "NoSuchKey") : refusal(403, "AccessDenied");
  }
  if (found.keyArn !== undefined && !may(storage.keyPolicyOf(found.keyArn), "kms:Decrypt", found.keyArn)) {
    return refusal(403, "AccessDenied");
  }
  return conditional(found, request);
}

function keyOf(origin: EdgeOrigin, request: OriginRequest): string | undefined {
  try {
    return decodeURIComponent(`${origin.path}${request.path}`).slice(1);
  } catch {
    return undefined;
  }
}

/** `If-None-Match` goes before `If-Modified-Since` (RFC 9110, "Precedence of Preconditions"). */
function conditional(found: StoredObject, { headers }: OriginRequest): ObjectAnswer {
  const modified = new Date(found.lastModified);
  const fields = {
    etag: found.etag,
    "last-modified": modified.toUTCString(),
    "accept-ranges": "bytes",
    ...(found.cacheControl === undefined ? {} : { "cache-control": found.cacheControl }),
  };
  const tags = headers["if-none-match"];
  const since = headers["if-modified-since"];
  const same =
    tags === undefined
      ? since !== undefined && Math.floor(modified.getTime() / 1000) * 1000 <= Date.parse(since)
      : tags.split(",").some((tag) => tag.trim() === "*" || tag.trim().replace(/^W\//, "") === found.etag);
  if (same) return { status: 304, headers: fields, body: Buffer.alloc(0) };
  return {
    status: 200,
    headers: { ...fields, "content-type": found.contentType, "content-length": String(found.bytes.length) },
    body: found.bytes,
  };
}

function refusal(status: number, code: string): ObjectAnswer {
  const body = Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code></Error>`);
  return { status, headers: { "content-type": "application/xml" }, body };
}
