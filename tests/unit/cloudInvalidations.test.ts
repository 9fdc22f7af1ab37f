import {
  CloudFrontClient,
  CloudFrontServiceException,
  CreateInvalidationCommand,
  GetInvalidationCommand,
} from "@aws-sdk/client-cloudfront";
import assert from "node:assert/strict";
import { serveSdk, type SdkEndpoint } from "../../rehearsal/cloud/sdk/server.ts";
import { World } from "../support/cloudWorld.ts";

describe("the simulated CloudFront's invalidations", () => {
  let world: World;
  let endpoint: SdkEndpoint;
  let client: CloudFrontClient;
  let DistributionId: string;

  const create = (Items: string[], CallerReference = Items.join(), Quantity = Items.length) =>
    client.send(new CreateInvalidationCommand({ DistributionId, InvalidationBatch: { CallerReference, Paths: { Quantity, Items } } }));
  const code = (wanted: string) => (error: unknown) => error instanceof CloudFrontServiceException && error.name === wanted;

  beforeEach(async () => {
    world = await World.full();
    endpoint = await serveSdk(world.cloud, () => undefined);
    client = new CloudFrontClient({
      region: "us-east-1",
      endpoint: endpoint.url,
      credentials: { accessKeyId: "rehearsal", secretAccessKey: "rehearsal" },
      maxAttempts: 1,
    });
    DistributionId = world.store.all("aws:cloudfront/distribution:Distribution")[0]?.id ?? "";
    assert.notEqual(DistributionId, "");
  });
  afterEach(async () => {
    client.destroy();
    await endpoint.close();
  });

  it("[E9] takes paths, is in progress, and completes", async () => {
    const { Invalidation } = await create(["/player/index.html", "/player/a%20b&c"]);
    assert.equal(Invalidation?.Status, "InProgress");
    const kept = world.store.all("cloudfront:Invalidation");
    assert.deepEqual(
      kept.map(({ inputs }) => [inputs["distributionId"], inputs["paths"]]),
      [[DistributionId, ["/player/index.html", "/player/a%20b&c"]]],
    );
    const read = () => client.send(new GetInvalidationCommand({ DistributionId, Id: Invalidation.Id }));
    assert.deepEqual((await read()).Invalidation?.InvalidationBatch?.Paths?.Items, ["/player/index.html", "/player/a%20b&c"]);
    const end = Date.now() + 2000;
    while ((await read()).Invalidation?.Status !== "Completed") assert.ok(Date.now() < end, "never completed");
  });

  it("[E9] answers the same request again, and refuses another under the same reference", async () => {
    const [first, again] = [await create(["/a"], "one"), await create(["/a"], "one")];
    assert.equal(first.Invalidation?.Id, again.Invalidation?.Id);
    await assert.rejects(create(["/b"], "one"), code("InvalidationBatchAlreadyExists"));
    assert.equal(world.store.all("cloudfront:Invalidation").length, 1);
  });

  it("[E9] refuses wrong paths, wrong counts and unknown names", async () => {
    for (const path of ["player/index.html", "/a*b", "/é", "/with blank", `/${"x".repeat(4000)}`])
      await assert.rejects(create([path], "wrong"), code("InvalidArgument"), path);
    await assert.rejects(create(["/a"], "wrong", 2), code("InconsistentQuantities"));
    await assert.rejects(create([], "wrong"), code("InvalidArgument"));
    await assert.rejects(client.send(new GetInvalidationCommand({ DistributionId, Id: "INONE" })), code("NoSuchInvalidation"));
    DistributionId = "ENONE";
    await assert.rejects(create(["/a"]), code("NoSuchDistribution"));
    assert.deepEqual(world.store.all("cloudfront:Invalidation"), []);
  });

  it("[E9] has at most 3,000 files and 15 wildcards in progress", async () => {
    const files = Array.from({ length: 3000 }, (_, index) => `/player/${String(index)}`);
    await assert.rejects(create([...files, "/one-more"], "too many"), code("TooManyInvalidationsInProgress"));
    const wildcards = Array.from({ length: 16 }, (_, index) => `/${String(index)}/*`);
    await assert.rejects(create(wildcards, "too wide"), code("TooManyInvalidationsInProgress"));
    await create([...files, ...wildcards.slice(0, 15)], "both in full");
  });

  it("[E9] go with their distribution", async () => {
    await create(["/a"]);
    const found = world.store.all("aws:cloudfront/distribution:Distribution")[0];
    assert.ok(found !== undefined);
    const { type: token, owner: urn, inputs } = found;
    await world.cloud.delete(found.id, { token, region: "us-east-1", urn, inputs }).catch(() => {
      found.inputs = { ...inputs, enabled: false };
    });
    if (world.store.all("aws:cloudfront/distribution:Distribution").includes(found))
      await world.cloud.delete(found.id, { token, region: "us-east-1", urn, inputs });
    assert.deepEqual(world.store.all("cloudfront:Invalidation"), []);
  });
});
