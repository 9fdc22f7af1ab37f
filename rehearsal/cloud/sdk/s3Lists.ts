/** Lists of keys, in both directions: what ListObjectsV2 answers and what DeleteObjects is asked. S3 API Reference. */
import { isObject, list, text, type Value } from "../values.ts";
import { ServiceError, type Answer } from "./protocol.ts";
import { escape } from "./queryProtocol.ts";
import type { BucketCall } from "./s3.ts";
import { parsed } from "./xmlBody.ts";

/** Keys of a page and of a deletion, at most (S3 API Reference, ListObjectsV2, DeleteObjects). */
const PAGE = 1000;

/** In the order of the keys' bytes. The token is the last key of the page before, out of sight. */
export function listed({ cloud, call, bucket }: BucketCall): Answer {
  const { query } = call;
  const prefix = query.get("prefix") ?? "";
  const size = Number(query.get("max-keys") ?? String(PAGE));
  if (!Number.isInteger(size) || size < 0)
    throw new ServiceError(400, "InvalidArgument", "Provided max-keys not an integer or within integer range");
  if (query.has("delimiter")) throw new ServiceError(501, "NotImplemented", "the rehearsal's S3 lists without delimiters");
  const token = query.get("continuation-token");
  const after = token === null ? (query.get("start-after") ?? "") : Buffer.from(token, "base64url").toString("utf8");
  const all = cloud.objects.list(bucket.id, prefix);
  const left = after === "" ? all : all.filter((key) => Buffer.compare(Buffer.from(key), Buffer.from(after)) > 0);
  const page = left.slice(0, Math.min(size, PAGE));
  const more = page.length > 0 && page.length < left.length;
  const spelled = query.get("encoding-type") === "url" ? encodeURIComponent : escape;
  const contents = page.map((key) => {
    const found = cloud.objects.get(bucket.id, key);
    return `<Contents><Key>${spelled(key)}</Key><LastModified>${found?.lastModified ?? ""}</LastModified><ETag>${escape(found?.etag ?? "")}</ETag><Size>${String(found?.bytes.length ?? 0)}</Size><StorageClass>STANDARD</StorageClass></Contents>`;
  });
  const next = Buffer.from(page.at(-1) ?? "").toString("base64url");
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>${bucket.id}</Name><Prefix>${escape(prefix)}</Prefix><KeyCount>${String(page.length)}</KeyCount><MaxKeys>${String(size)}</MaxKeys><IsTruncated>${String(more)}</IsTruncated>${more ? `<NextContinuationToken>${next}</NextContinuationToken>` : ""}${contents.join("")}</ListBucketResult>`;
  return { status: 200, headers: { "content-type": "application/xml" }, body };
}

/** The keys of a `<Delete>`. @throws ServiceError MalformedXML, also for more keys than one request may name. */
export function keysOf(body: string): string[] {
  const root = (parsed(body) as { readonly Delete?: { readonly Object?: Value } }).Delete;
  const keys = list(root?.Object).flatMap((one) => (isObject(one) ? (text(one["Key"]) ?? []) : []));
  if (keys.length === 0 || keys.length > PAGE)
    throw new ServiceError(
      400,
      "MalformedXML",
      "The XML you provided was not well-formed or did not validate against our published schema",
    );
  return keys;
}
