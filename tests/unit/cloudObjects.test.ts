import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  NotFound,
  paginateListObjectsV2,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { Buckets } from "../../rehearsal/cloud/buckets.ts";
import { serveSdk, type SdkEndpoint } from "../../rehearsal/cloud/sdk/server.ts";
import { World } from "../support/cloudWorld.ts";

const BUCKET = "aws:s3/bucket:Bucket";
const ENCRYPTION = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";

describe("the simulated S3", () => {
  let world: World;
  let endpoint: SdkEndpoint;
  let client: S3Client;
  let Bucket: string;
  let region: string;
  const clients: S3Client[] = [];

  const clientOf = (where: string): S3Client => {
    const made = new S3Client({
      region: where,
      endpoint: endpoint.url,
      credentials: { accessKeyId: "rehearsal", secretAccessKey: "rehearsal" },
      maxAttempts: 1,
    });
    clients.push(made);
    return made;
  };
  const code = (wanted: string, status: number) => (error: unknown) =>
    error instanceof S3ServiceException && error.name === wanted && error.$metadata.httpStatusCode === status;

  beforeEach(async () => {
    world = await World.full();
    endpoint = await serveSdk(world.cloud, () => undefined);
    const bucket = world.store.all(BUCKET)[0];
    assert.ok(bucket !== undefined);
    [Bucket, region] = [bucket.id, bucket.region];
    client = clientOf(region);
  });
  afterEach(async () => {
    for (const one of clients.splice(0)) one.destroy();
    await endpoint.close();
  });

  it("[E8] keeps what it is given, byte for byte, with its type, its life and its own words", async () => {
    const Body = Buffer.from([0, 255, 128, 10, 13, 0xc3, 0x28]);
    const more = { ContentType: "image/png", CacheControl: "max-age=60", Metadata: { "onair-digest": "abc" } };
    const put = await client.send(new PutObjectCommand({ Bucket, Key: "player/a b&<ü>.png", Body, ...more }));
    const got = await client.send(new GetObjectCommand({ Bucket, Key: "player/a b&<ü>.png" }));
    assert.deepEqual(Buffer.from((await got.Body?.transformToByteArray()) ?? []), Body);
    assert.equal(got.ETag, put.ETag);
    const head = await client.send(new HeadObjectCommand({ Bucket, Key: "player/a b&<ü>.png" }));
    for (const one of [got, head])
      assert.deepEqual(
        [one.ContentType, one.CacheControl, one.Metadata, one.ContentLength],
        ["image/png", "max-age=60", more.Metadata, Body.length],
      );
    assert.deepEqual(world.cloud.objects.get(Bucket, "player/a b&<ü>.png")?.bytes, Body);
  });

  it("gives an MD5 for an ETag only where no KMS key encrypts", async () => {
    const md5 = `"${createHash("md5").update("x").digest("hex")}"`;
    const configured = world.store.get(ENCRYPTION, region, Bucket);
    const put = (): Promise<{ ETag?: string | undefined; ServerSideEncryption?: string | undefined }> =>
      client.send(new PutObjectCommand({ Bucket, Key: "x", Body: "x" }));
    assert.ok(configured !== undefined, "the example's bucket has a key");
    const encrypted = await put();
    assert.equal(encrypted.ServerSideEncryption, "aws:kms");
    assert.notEqual(encrypted.ETag, md5);
    world.store.remove(configured);
    assert.equal((await put()).ETag, md5);
    await assert.rejects(
      client.send(new PutObjectCommand({ Bucket, Key: "x", Body: "x", ServerSideEncryption: "aws:kms", SSEKMSKeyId: "alias/none" })),
      code("KMS.NotFoundException", 400),
    );
  });

  it("refuses what S3 refuses: no such bucket or key, another region, broken bytes, what it cannot do", async () => {
    await assert.rejects(client.send(new PutObjectCommand({ Bucket: "nobodys", Key: "x", Body: "x" })), code("NoSuchBucket", 404));
    await assert.rejects(client.send(new GetObjectCommand({ Bucket, Key: "none" })), NoSuchKey);
    await assert.rejects(client.send(new HeadObjectCommand({ Bucket, Key: "none" })), NotFound);
    const elsewhere = clientOf(region === "us-east-1" ? "eu-west-1" : "us-east-1");
    await assert.rejects(elsewhere.send(new ListObjectsV2Command({ Bucket })), code("PermanentRedirect", 301));
    await assert.rejects(
      client.send(new PutObjectCommand({ Bucket, Key: "x", Body: "x", ChecksumCRC32: "AAAAAA==" })),
      code("BadDigest", 400),
    );
    await assert.rejects(client.send(new PutObjectCommand({ Bucket, Key: "k".repeat(1025), Body: "x" })), code("KeyTooLongError", 400));
    await assert.rejects(client.send(new GetObjectCommand({ Bucket, Key: "x", VersionId: "1" })), code("NotImplemented", 501));
    assert.deepEqual(world.cloud.objects.list(Bucket), []);
  });

  it("fails an operation on request, and answers nothing while its region is dark", async () => {
    world.faults.fail("s3:PutObject", "InternalError: on request", { on: ["call"], once: true });
    await assert.rejects(client.send(new PutObjectCommand({ Bucket, Key: "x", Body: "x" })), code("InternalError", 500));
    world.faults.darken(region, "refuses");
    await assert.rejects(client.send(new ListObjectsV2Command({ Bucket })));
    world.faults.clear();
    await client.send(new PutObjectCommand({ Bucket, Key: "x", Body: "x" }));
  });

  it("lists in the order of bytes, page by page, and deletes one or many", async () => {
    const keys = ["a", "a/b", "a/é", "b", "player/1", "player/2", "Z"];
    for (const Key of keys) await client.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
    const found: string[] = [];
    for await (const page of paginateListObjectsV2({ client, pageSize: 2 }, { Bucket }))
      found.push(...(page.Contents ?? []).map(({ Key, Size }) => `${Key ?? ""} ${String(Size)}`));
    assert.deepEqual(found, ["Z 1", "a 1", "a/b 3", "a/é 4", "b 1", "player/1 8", "player/2 8"]);
    const some = await client.send(new ListObjectsV2Command({ Bucket, Prefix: "player/", StartAfter: "player/1" }));
    assert.deepEqual([some.KeyCount, some.Contents?.map(({ Key }) => Key)], [1, ["player/2"]]);
    await client.send(new DeleteObjectCommand({ Bucket, Key: "none" }));
    await client.send(new DeleteObjectCommand({ Bucket, Key: "b" }));
    const { Deleted } = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: "a" }, { Key: "a/é" }] } }));
    assert.deepEqual(
      Deleted?.map(({ Key }) => Key),
      ["a", "a/é"],
    );
    assert.deepEqual(world.cloud.objects.list(Bucket), ["Z", "a/b", "player/1", "player/2"]);
  });

  it("keeps a bucket that holds anything, or has held it, from being deleted", async () => {
    const bucket = world.store.all(BUCKET)[0];
    assert.ok(bucket !== undefined);
    const { type: token, owner: urn, inputs } = bucket;
    await client.send(new PutObjectCommand({ Bucket, Key: "x", Body: "x" }));
    await client.send(new DeleteObjectCommand({ Bucket, Key: "x" }));
    bucket.inputs = { ...inputs, forceDestroy: false };
    await assert.rejects(world.cloud.delete(Bucket, { token, region, urn, inputs }), /BucketNotEmpty/);
    bucket.inputs = { ...inputs, forceDestroy: true };
    await world.cloud.delete(Bucket, { token, region, urn, inputs });
    assert.equal(world.cloud.objects.used(Bucket), false);
  });
});

describe("the contents of simulated buckets", () => {
  const name = fc.string({ minLength: 1, maxLength: 20 });
  const step = fc.oneof(fc.record({ put: name, bytes: fc.uint8Array({ maxLength: 50 }) }), fc.record({ remove: name }));

  it("are the same in another process", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const folder = mkdtempSync(join(tmpdir(), "onair-objects-"));
        try {
          const [kept, model] = [new Buckets(folder), new Map<string, Buffer>()];
          for (const one of steps) {
            if ("put" in one) {
              kept.put("bucket", one.put, { bytes: Buffer.from(one.bytes) });
              model.set(one.put, Buffer.from(one.bytes));
            } else {
              kept.delete("bucket", one.remove);
              model.delete(one.remove);
            }
          }
          const again = new Buckets(folder);
          assert.deepEqual(new Set(again.list("bucket")), new Set(model.keys()));
          for (const [key, bytes] of model) assert.deepEqual(again.get("bucket", key)?.bytes, bytes);
          assert.equal(again.used("bucket"), kept.used("bucket"));
        } finally {
          rmSync(folder, { recursive: true, force: true });
        }
      }),
      { numRuns: 30 },
    );
  });
});
