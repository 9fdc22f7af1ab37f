/**
 * What lies in the buckets of the simulated account, kept in a folder so that a later process goes on from it. Whether a bucket
 * exists, and how it encrypts, the account's resources say; here are only bytes and what S3 keeps of them.
 */
import { createHash, randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";

export interface StoredObject {
  readonly bytes: Buffer;
  readonly contentType: string;
  readonly cacheControl?: string;
  /** With its quotation marks, as in the header. */
  readonly etag: string;
  /** ISO 8601, to the second, as S3 keeps it. */
  readonly lastModified: string;
  /** `x-amz-meta-…` without the prefix, names in small letters. */
  readonly metadata: Readonly<Record<string, string>>;
  /** ARN of the KMS key that it is encrypted with; absent, S3's own. */
  readonly keyArn?: string;
  /** CRC32 of the bytes, as the header `x-amz-checksum-crc32` has it. */
  readonly checksum: string;
}

/** What is given of an object; S3 makes the rest. */
export interface NewObject {
  readonly bytes: Buffer;
  /** `binary/octet-stream` unless given (S3 API Reference, PutObject). */
  readonly contentType?: string;
  readonly cacheControl?: string;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly keyArn?: string;
}

export interface ObjectStore {
  get(bucket: string, key: string): StoredObject | undefined;
  put(bucket: string, key: string, object: NewObject): StoredObject;
  /** Succeeds also where there is no such object. */
  delete(bucket: string, key: string): void;
  /** Keys that begin with `prefix`, in the order of their UTF-8 bytes. */
  list(bucket: string, prefix?: string): string[];
  /** Anything lies in the bucket, or has lain there: a versioned bucket keeps what was overwritten or deleted. */
  used(bucket: string): boolean;
  /** Empties a bucket that is deleted, old versions included. */
  drop(bucket: string): void;
}

interface Entry {
  readonly facts: Omit<StoredObject, "bytes">;
  /** Where its bytes are. */
  readonly file: string;
}

interface Bucket {
  readonly entries: Map<string, Entry>;
  /** Something was overwritten or deleted here. */
  past: boolean;
}

interface Index {
  readonly version: 1;
  readonly past: boolean;
  readonly objects: Readonly<Record<string, Entry>>;
}

export class Buckets implements ObjectStore {
  readonly #folder: string | undefined;
  readonly #now: () => number;
  readonly #buckets = new Map<string, Bucket>();
  /** Bytes by file, read once. */
  readonly #bytes = new Map<string, Buffer>();

  /** Goes on from `folder` where it exists; without one everything stays in memory. `now` is in milliseconds since 1970. */
  constructor(folder?: string, now: () => number = Date.now) {
    this.#folder = folder;
    this.#now = now;
  }

  get(bucket: string, key: string): StoredObject | undefined {
    const entry = this.#bucket(bucket).entries.get(key);
    return entry === undefined ? undefined : { ...entry.facts, bytes: this.#read(bucket, entry.file) };
  }

  put(bucket: string, key: string, given: NewObject): StoredObject {
    const { bytes, contentType = "binary/octet-stream", cacheControl, metadata = {}, keyArn } = given;
    const held = this.#bucket(bucket);
    const file = createHash("sha256").update(bytes).digest("hex");
    const facts = {
      contentType,
      ...(cacheControl === undefined ? {} : { cacheControl }),
      etag: etagOf(bytes, keyArn),
      lastModified: `${new Date(this.#now()).toISOString().slice(0, 19)}.000Z`,
      metadata,
      ...(keyArn === undefined ? {} : { keyArn }),
      checksum: checksumOf(bytes),
    };
    this.#write(bucket, file, bytes);
    held.past ||= held.entries.has(key);
    held.entries.set(key, { facts, file });
    this.#save(bucket, held);
    return { ...facts, bytes };
  }

  delete(bucket: string, key: string): void {
    const held = this.#bucket(bucket);
    if (!held.entries.delete(key)) return;
    held.past = true;
    this.#save(bucket, held);
  }

  list(bucket: string, prefix = ""): string[] {
    return [...this.#bucket(bucket).entries.keys()].filter((key) => key.startsWith(prefix)).sort(byBytes);
  }

  used(bucket: string): boolean {
    const { entries, past } = this.#bucket(bucket);
    return past || entries.size > 0;
  }

  drop(bucket: string): void {
    this.#buckets.delete(bucket);
    if (this.#folder === undefined) this.#bytes.clear();
    else rmSync(join(this.#folder, bucket), { recursive: true, force: true });
  }

  #bucket(name: string): Bucket {
    const known = this.#buckets.get(name);
    if (known !== undefined) return known;
    const index = this.#folder === undefined ? undefined : readIndex(join(this.#folder, name, "index.json"));
    const bucket = { entries: new Map(Object.entries(index?.objects ?? {})), past: index?.past ?? false };
    this.#buckets.set(name, bucket);
    return bucket;
  }

  #read(bucket: string, file: string): Buffer {
    const known = this.#bytes.get(`${bucket}/${file}`);
    if (known !== undefined) return known;
    if (this.#folder === undefined) throw new Error(`the bytes of ${bucket} are gone`);
    const bytes = readFileSync(join(this.#folder, bucket, file));
    this.#bytes.set(`${bucket}/${file}`, bytes);
    return bytes;
  }

  #write(bucket: string, file: string, bytes: Buffer): void {
    this.#bytes.set(`${bucket}/${file}`, bytes);
    if (this.#folder === undefined) return;
    mkdirSync(join(this.#folder, bucket), { recursive: true });
    replace(join(this.#folder, bucket, file), bytes);
  }

  #save(bucket: string, { entries, past }: Bucket): void {
    if (this.#folder === undefined) return;
    const index: Index = { version: 1, past, objects: Object.fromEntries(entries) };
    replace(join(this.#folder, bucket, "index.json"), JSON.stringify(index));
  }
}

/** Header `x-amz-checksum-crc32`: the four bytes, highest first, in base64 (S3 User Guide, "Checking object integrity"). */
export function checksumOf(bytes: Buffer): string {
  const number = Buffer.alloc(4);
  number.writeUInt32BE(crc32(bytes));
  return number.toString("base64");
}

/**
 * The MD5 of the bytes only where S3's own keys encrypt; with a KMS key anything else, another each time (S3 API Reference,
 * Object, ETag). Whoever compares by MD5 must fail here too.
 */
function etagOf(bytes: Buffer, keyArn: string | undefined): string {
  const hash = createHash("md5").update(bytes);
  if (keyArn !== undefined) hash.update(randomUUID());
  return `"${hash.digest("hex")}"`;
}

function byBytes(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}

/** A reader never sees half a file. */
function replace(file: string, content: Buffer | string): void {
  const draft = `${file}.${String(process.pid)}`;
  writeFileSync(draft, content, { mode: 0o600 });
  renameSync(draft, file);
}

function readIndex(file: string): Index | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Index;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
