import assert from "node:assert/strict";
import { Agent } from "node:https";
import { mock } from "node:test";
import fc from "fast-check";
import {
  CloudFrontKeyValueStoreClient,
  DeleteKeyCommand,
  DescribeKeyValueStoreCommand,
  ListKeysCommand,
  PutKeyCommand,
  UpdateKeysCommand,
} from "@aws-sdk/client-cloudfront-keyvaluestore";
import "@aws-sdk/signature-v4a";
import { openViewerStore, type ViewerStore } from "../../control/index.ts";
import { STORE_LIMITS } from "../../rehearsal/cloud/sdk/keyValueStore.ts";
import { serveSdk, type SdkEndpoint } from "../../rehearsal/cloud/sdk/server.ts";
import { World } from "../support/cloudWorld.ts";
import { awsEnvironment } from "../support/awsEnvironment.ts";

const AUTHENTICATION = {
  name: "sigv4a",
  signingName: "cloudfront-keyvaluestore",
  signingRegion: "*",
  signingRegionSet: ["*"],
  properties: {},
};

describe("the viewers' key-value store", () => {
  let world: World;
  let endpoint: SdkEndpoint;
  let restore: () => void;
  let store: ViewerStore;
  let arn: string;

  beforeEach(async () => {
    world = new World();
    await world.make("values");
    arn = world.output("values", "arn");
    endpoint = await serveSdk(world.cloud, () => undefined);
    restore = awsEnvironment(endpoint.url);
    store = await openViewerStore({ region: "eu-west-1" }, arn, { callSeconds: 1 });
  });
  afterEach(async () => {
    store.close();
    restore();
    await endpoint.close();
  });

  const raw = (): CloudFrontKeyValueStoreClient =>
    new CloudFrontKeyValueStoreClient({
      region: "eu-west-1",
      maxAttempts: 1,
      endpointProvider: () => ({
        url: new URL(endpoint.url),
        properties: { authSchemes: [AUTHENTICATION] },
      }),
    });

  it("[E4] reads what was written, and nothing that was not", async () => {
    assert.equal(await store.get("evacuate"), undefined);
    await store.put("evacuate", "eu-west-1");
    await store.put("route:prod-main/arena", '{"leave":"us-east-1","plain":true}');
    assert.equal(await store.get("evacuate"), "eu-west-1");
    assert.equal(await store.get("toString"), undefined);
    assert.deepEqual(await store.list(), { evacuate: "eu-west-1", "route:prod-main/arena": '{"leave":"us-east-1","plain":true}' });
    await store.delete("evacuate");
    await store.delete("evacuate");
    assert.deepEqual(Object.keys(await store.list()), ["route:prod-main/arena"]);
  });

  it("goes through any keys and values that fit, slashes and spaces included", async () => {
    const key = fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 60 }).filter((text) => !/^\.{1,2}$/.test(text));
    await fc.assert(
      fc.asyncProperty(key, fc.string({ maxLength: 100 }), async (name, value) => {
        await store.put(name, value);
        assert.equal(await store.get(name), value);
        await store.delete(name);
        assert.equal(await store.get(name), undefined);
      }),
      { numRuns: 25 },
    );
  });

  it("writes again when somebody else was faster, until everybody's word is there", async () => {
    const others = await Promise.all([1, 2, 3].map(() => openViewerStore({ region: "us-east-1" }, arn)));
    await Promise.all([store, ...others].map((one, index) => one.put(`revoked:${String(index)}`, "1")));
    assert.deepEqual(Object.keys(await store.list()), ["revoked:0", "revoked:1", "revoked:2", "revoked:3"]);
    for (const one of others) one.close();
  });

  it("[E4] decides on what is there at the moment of writing: of two that leave a region each, one is refused", async () => {
    const other = await openViewerStore({ region: "us-east-1" }, arn);
    const leave = (one: ViewerStore, region: string): Promise<void> =>
      one.change("evacuate", (now) => {
        if (now !== undefined && now !== region) throw new Error(`${now} is evacuated already`);
        return region;
      });
    const ends = await Promise.allSettled([leave(store, "eu-west-1"), leave(other, "us-east-1")]);
    assert.deepEqual(ends.map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
    assert.equal(await store.get("evacuate"), ends[0].status === "fulfilled" ? "eu-west-1" : "us-east-1");
    other.close();
  });

  it("leaves the store alone when nothing changes", async () => {
    await store.put("evacuate", "eu-west-1");
    world.faults.fail("cloudfront-keyvaluestore:PutKey", "no write was expected", { on: ["call"] });
    await store.change("evacuate", (now) => now);
    await store.change("nothing", () => undefined);
  });

  it("lists more than a page", async () => {
    for (let index = 0; index < 12; index++) await store.put(`k${String(index)}`, "v");
    assert.equal(Object.keys(await store.list()).length, 12);
  });

  it("[E4] ends each call in time when nothing answers, and says whom it asked", async () => {
    world.faults.darken("");
    await assert.rejects(store.get("evacuate"), /no answer from the key-value store of CloudFront within 1 s/);
  });

  it("tells a store that is not there from a key that is not there", async () => {
    const gone = await openViewerStore({ region: "eu-west-1" }, `${arn}0`);
    await assert.rejects(gone.get("evacuate"), { name: "ResourceNotFoundException" });
    await assert.rejects(gone.delete("evacuate"), { name: "ResourceNotFoundException" });
    gone.close();
    await assert.rejects(openViewerStore({ region: "eu-west-1" }, "arn:aws:s3:::bucket"), /is no ARN of a key-value store/);
  });

  it("[E4] asks AWS's own endpoint of the store's account where no other is configured, signed for all regions", async () => {
    const asked: string[] = [];
    const connect = mock.method(Agent.prototype, "createConnection", ({ host }: { host?: string | null }) => {
      asked.push(host ?? "");
      throw new Error("no network in this test");
    });
    restore();
    const credentials = awsEnvironment("");
    Reflect.deleteProperty(process.env, "AWS_ENDPOINT_URL");
    try {
      const real = await openViewerStore({ region: "eu-west-1" }, "arn:aws:cloudfront::123456789012:key-value-store/uuid", {
        callSeconds: 2,
      });
      await assert.rejects(real.get("evacuate"));
      real.close();
    } finally {
      connect.mock.restore();
      credentials();
    }
    assert.deepEqual([...new Set(asked)], ["123456789012.cloudfront-kvs.global.api.aws"]);
  });

  it("fails on request", async () => {
    world.faults.fail("cloudfront-keyvaluestore:PutKey", "the service failed", { on: ["call"] });
    await assert.rejects(store.put("evacuate", "eu-west-1"), { name: "InternalServerException", message: "the service failed" });
  });

  describe("in the simulated cloud", () => {
    const refusal = async (input: object, name: string): Promise<void> => {
      const client = raw();
      await assert.rejects(client.send(new PutKeyCommand({ KvsARN: arn, Key: "k", Value: "v", IfMatch: await version(), ...input })), {
        name,
      });
      client.destroy();
    };
    const version = async (): Promise<string> => {
      const client = raw();
      const { ETag } = await client.send(new DescribeKeyValueStoreCommand({ KvsARN: arn }));
      client.destroy();
      return ETag ?? "";
    };

    it("refuses what is too large, and a version that is not the present one", async () => {
      await refusal({ Key: "k".repeat(STORE_LIMITS.key + 1) }, "ValidationException");
      await refusal({ Value: "v".repeat(STORE_LIMITS.value + 1) }, "ValidationException");
      await refusal({ Value: "ü".repeat(STORE_LIMITS.value / 2 + 1) }, "ValidationException");
      await refusal({ IfMatch: "ETOLD" }, "ConflictException");
      await store.put("k".repeat(STORE_LIMITS.key), "v".repeat(STORE_LIMITS.value));
    });

    it("takes an update whole or not at all, up to fifty keys", async () => {
      const client = raw();
      const puts = (count: number): { Key: string; Value: string }[] =>
        Array.from({ length: count }, (_, index) => ({ Key: `k${String(index)}`, Value: "v" }));
      const update = async (input: object): Promise<unknown> =>
        client.send(new UpdateKeysCommand({ KvsARN: arn, IfMatch: await version(), ...input }));
      await assert.rejects(update({ Puts: puts(51) }), { name: "ValidationException" });
      await assert.rejects(update({ Puts: puts(2), Deletes: [{ Key: "none" }] }), { name: "ResourceNotFoundException" });
      assert.deepEqual(await store.list(), {});
      await update({ Puts: puts(50) });
      await update({ Puts: [{ Key: "k0", Value: "w" }], Deletes: [{ Key: "k1" }] });
      assert.equal((await client.send(new ListKeysCommand({ KvsARN: arn, MaxResults: 50 }))).Items?.length, 49);
      assert.equal(await store.get("k0"), "w");
      await assert.rejects(client.send(new ListKeysCommand({ KvsARN: arn, MaxResults: 51 })), { name: "ValidationException" });
      await assert.rejects(client.send(new DeleteKeyCommand({ KvsARN: arn, Key: "none", IfMatch: await version() })), {
        name: "ResourceNotFoundException",
      });
      client.destroy();
    });

    it("keeps its keys when the stack is deployed again", async () => {
      await store.put("evacuate", "eu-west-1");
      await world.update("values", { comment: "another" });
      assert.equal(await store.get("evacuate"), "eu-west-1");
    });
  });
});
