/**
 * The data of CloudFront's key-value stores as the commands call it. CloudFront KeyValueStore API Reference:
 * DescribeKeyValueStore, GetKey, PutKey, DeleteKey, ListKeys, UpdateKeys. Requests are signed for all regions at once, and
 * a write names the version of the whole store that it was meant for.
 */
import { createHash } from "node:crypto";
import type { Cloud } from "../cloud.ts";
import { findByArn } from "../lookups.ts";
import type { CloudObject } from "../store.ts";
import { object, objects, text, type Properties } from "../values.ts";
import { json, ServiceError, type Answer, type Call } from "./protocol.ts";

/** CloudFront Developer Guide, "Quotas", key value stores. Bytes, and keys of one UpdateKeys. */
export const STORE_LIMITS = { key: 512, value: 1024, store: 5 * 1024 * 1024, keysPerUpdate: 50, bytesPerUpdate: 3 * 1024 * 1024 } as const;

type Pairs = Readonly<Record<string, string>>;
type Operation = (cloud: Cloud, call: Call, store: CloudObject, key: string) => Answer;

/** The ARN holds one slash; a key may hold more. */
const operations: readonly { method: string; path: RegExp; name: string; answer: Operation }[] = [
  { method: "GET", path: /^\/key-value-stores\/(arn:[^/]+\/[^/]+)$/, name: "DescribeKeyValueStore", answer: describe },
  { method: "GET", path: /^\/key-value-stores\/(arn:[^/]+\/[^/]+)\/keys$/, name: "ListKeys", answer: listKeys },
  { method: "POST", path: /^\/key-value-stores\/(arn:[^/]+\/[^/]+)\/keys$/, name: "UpdateKeys", answer: updateKeys },
  { method: "GET", path: /^\/key-value-stores\/(arn:[^/]+\/[^/]+)\/keys\/(.+)$/, name: "GetKey", answer: getKey },
  { method: "PUT", path: /^\/key-value-stores\/(arn:[^/]+\/[^/]+)\/keys\/(.+)$/, name: "PutKey", answer: putKey },
  { method: "DELETE", path: /^\/key-value-stores\/(arn:[^/]+\/[^/]+)\/keys\/(.+)$/, name: "DeleteKey", answer: deleteKey },
];

export async function answerKeyValueStore(cloud: Cloud, call: Call): Promise<Answer> {
  for (const { method, path, name, answer } of operations) {
    const match = path.exec(call.path);
    if (match === null || method !== call.method) continue;
    try {
      await cloud.faults.meet("call", `cloudfront-keyvaluestore:${name}`, call.region);
    } catch (error) {
      throw new ServiceError(500, "InternalServerException", error instanceof Error ? error.message : String(error));
    }
    const store = findByArn(cloud.store, "aws:cloudfront/keyValueStore:KeyValueStore", match[1] ?? "");
    if (store === undefined) throw new ServiceError(404, "ResourceNotFoundException", "The KeyValueStore was not found");
    return answer(cloud, call, store, match[2] ?? "");
  }
  throw new ServiceError(501, "NotImplemented", `the rehearsal's key-value store does not know ${call.method} ${call.path}`);
}

/** The keys of a deployed store: what the viewer-request function would read. */
export function storedPairs(store: CloudObject): Pairs {
  return Object.fromEntries(Object.entries(object(store.hidden["keys"])).map(([key, value]) => [key, text(value) ?? ""]));
}

function describe(_cloud: Cloud, _call: Call, store: CloudObject): Answer {
  const { inputs, outputs } = store;
  const body = {
    ...counts(storedPairs(store)),
    KvsARN: outputs["arn"],
    Created: 0,
    LastModified: 0,
    Status: "READY",
    Name: inputs["name"],
  };
  return versioned(store, body);
}

function getKey(_cloud: Cloud, _call: Call, store: CloudObject, key: string): Answer {
  const pairs = storedPairs(store);
  const value = own(pairs, key);
  if (value === undefined) throw new ServiceError(404, "ResourceNotFoundException", `The key ${key} was not found`);
  return json(200, { Key: key, Value: value, ...counts(pairs) });
}

/** A page has 10 keys unless asked otherwise, and 50 at most (API Reference, ListKeys). */
function listKeys(_cloud: Cloud, { query }: Call, store: CloudObject): Answer {
  const start = Number(query.get("NextToken") ?? "0");
  const size = Number(query.get("MaxResults") ?? "10");
  if (!Number.isInteger(start) || !Number.isInteger(size) || size < 1 || size > 50)
    throw new ServiceError(400, "ValidationException", "MaxResults must be between 1 and 50");
  const all = Object.entries(storedPairs(store))
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([Key, Value]) => ({ Key, Value }));
  return json(200, { Items: all.slice(start, start + size), ...(start + size < all.length ? { NextToken: String(start + size) } : {}) });
}

function putKey(cloud: Cloud, call: Call, store: CloudObject, key: string): Answer {
  const value = text((JSON.parse(call.body) as Properties)["Value"]);
  if (value === undefined) throw new ServiceError(400, "ValidationException", "Value is required");
  return write(cloud, call, store, { [key]: value }, []);
}

function deleteKey(cloud: Cloud, call: Call, store: CloudObject, key: string): Answer {
  return write(cloud, call, store, {}, [key]);
}

function updateKeys(cloud: Cloud, call: Call, store: CloudObject): Answer {
  const body = JSON.parse(call.body) as Properties;
  const puts = Object.fromEntries(objects(body["Puts"]).map((put) => [text(put["Key"]) ?? "", text(put["Value"]) ?? ""]));
  const deletes = objects(body["Deletes"]).flatMap((one) => text(one["Key"]) ?? []);
  if (Object.keys(puts).length + deletes.length > STORE_LIMITS.keysPerUpdate || bytes(puts) > STORE_LIMITS.bytesPerUpdate)
    throw new ServiceError(400, "ValidationException", "An update takes 50 keys and 3 MB at most");
  return write(cloud, call, store, puts, deletes);
}

function write(cloud: Cloud, { headers }: Call, store: CloudObject, puts: Pairs, deletes: readonly string[]): Answer {
  const given = headers["if-match"];
  if (given === undefined || given === "") throw new ServiceError(400, "ValidationException", "If-Match is required");
  if (given !== versionOf(store)) throw new ServiceError(409, "ConflictException", "The KeyValueStore has changed; get its ETag again");
  for (const [key, value] of Object.entries(puts)) refuseTooLarge(key, value);
  const before = storedPairs(store);
  const gone = deletes.find((key) => own(before, key) === undefined);
  if (gone !== undefined) throw new ServiceError(404, "ResourceNotFoundException", `The key ${gone} was not found`);
  const after = Object.fromEntries(Object.entries({ ...before, ...puts }).filter(([key]) => !deletes.includes(key)));
  if (bytes(after) > STORE_LIMITS.store) throw new ServiceError(402, "ServiceQuotaExceededException", "The store would exceed 5 MB");
  store.hidden = { ...store.hidden, keys: after, writes: Number(store.hidden["writes"] ?? 0) + 1 };
  cloud.store.changed();
  return versioned(store, counts(after));
}

function refuseTooLarge(key: string, value: string): void {
  const { key: keyLimit, value: valueLimit } = STORE_LIMITS;
  if (key === "" || Buffer.byteLength(key) > keyLimit)
    throw new ServiceError(400, "ValidationException", `A key has 1 to ${String(keyLimit)} bytes`);
  if (Buffer.byteLength(value) > valueLimit)
    throw new ServiceError(400, "ValidationException", `A value has at most ${String(valueLimit)} bytes`);
}

function own(pairs: Pairs, key: string): string | undefined {
  return Object.hasOwn(pairs, key) ? pairs[key] : undefined;
}

function counts(pairs: Pairs): { ItemCount: number; TotalSizeInBytes: number } {
  return { ItemCount: Object.keys(pairs).length, TotalSizeInBytes: bytes(pairs) };
}

function bytes(pairs: Pairs): number {
  return Object.entries(pairs).reduce((sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value), 0);
}

function versionOf({ id, hidden }: CloudObject): string {
  const digest = createHash("sha256").update(`${id} ${String(Number(hidden["writes"] ?? 0))}`);
  return `ET${digest.digest("hex").slice(0, 12).toUpperCase()}`;
}

function versioned(store: CloudObject, body: unknown): Answer {
  const answer = json(200, body);
  return { ...answer, headers: { ...answer.headers, etag: versionOf(store) } };
}
