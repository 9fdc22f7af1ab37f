import assert from "node:assert/strict";
import * as fc from "fast-check";
import { ResourceProvider } from "../../rehearsal/cloud/provider/resources.ts";
import { invoke } from "../../rehearsal/cloud/provider/invokes.ts";
import { seeded } from "../../rehearsal/cloud/seeded.ts";
import { canonical, isObject, isUnknown, spelled, unknown, without, type Properties } from "../../rehearsal/cloud/values.ts";
import { examples } from "../support/cloudExamples/index.ts";
import { World } from "../support/cloudWorld.ts";

const settings = { region: "eu-west-1", defaultTags: {} };

function urn(token: string, name = "one"): string {
  return `urn:pulumi:test::cloud::onair:x:Parent$${token}::${name}`;
}

function provider(world = new World()): ResourceProvider {
  return new ResourceProvider(world.cloud);
}

describe("what a simulated provider promises before it acts", () => {
  it("leaves open what AWS draws, and knows what follows from the inputs", () => {
    const planned = provider().plannedCreate(settings, urn("aws:kms/key:Key"), { tags: { a: "b" } });
    assert.deepEqual(planned, { arn: unknown, keyId: unknown, tagsAll: { a: "b" }, tags: { a: "b" }, region: "eu-west-1" });
  });

  it("knows at an update what stays, and leaves the outputs of a stack open", () => {
    const own = provider();
    const stack = own.plannedUpdate(
      settings,
      urn("aws:cloudformation/stack:Stack"),
      { outputs: { A: "b" } },
      { name: "x", templateBody: "{}" },
    );
    assert.deepEqual(stack["outputs"], unknown);
    const channel = own.plannedUpdate(
      settings,
      urn("aws-native:mediapackagev2:Channel"),
      { arn: "arn", ingestEndpointUrls: ["a"], modifiedAt: "then" },
      { description: "new" },
    );
    assert.deepEqual(
      [channel["arn"], channel["ingestEndpointUrls"], channel["modifiedAt"], channel["description"]],
      ["arn", ["a"], unknown, "new"],
    );
  });

  it("is kept: nothing that was known turns out otherwise", async () => {
    const world = await World.full();
    const own = provider(world);
    for (const { name, region = "eu-west-1" } of examples) {
      const { inputs, owner, outputs } = world.object(name);
      const planned = own.plannedCreate({ ...settings, region }, owner, inputs);
      for (const [property, value] of Object.entries(planned)) {
        if (isUnknown(value) || ["region", "tagsAll"].includes(property)) continue;
        // What AWS adds inside an object, such as the address of a flow's source, contradicts nothing that was known of it.
        const told = outputs[property] ?? inputs[property];
        const known = isObject(told) && isObject(value) ? Object.fromEntries(Object.keys(value).map((key) => [key, told[key]])) : told;
        assert.equal(canonical(known), canonical(value), `${name}.${property}`);
      }
    }
  });
});

describe("the values that the simulated AWS gives", () => {
  it("are every output that the typings promise, or none where AWS leaves it out", async () => {
    const world = await World.full();
    const own = provider(world);
    // Not given to these examples: no website, no stream, no NDI, no validity before a certificate is in use.
    const absent = new Set([
      "flowNdiMachineName",
      "websiteDomain",
      "websiteEndpoint",
      "notAfter",
      "notBefore",
      "checksumCrc32",
      "checksumCrc32c",
      "checksumCrc64nvme",
      "checksumSha1",
      "checksumSha256",
    ]);
    for (const { name, token, region = "eu-west-1" } of examples) {
      const { owner, id, inputs } = world.object(name);
      const found = await own.read({ ...settings, region }, owner, id, inputs);
      const promised = Object.keys(own.plannedCreate(settings, owner, {}));
      for (const property of promised)
        if (!absent.has(property)) assert.notEqual(found?.outputs[property], undefined, `${token}.${property}`);
    }
  });

  it("are the same in every run", async () => {
    const [one, two] = [await World.full(), await World.full()];
    const plain = (world: World): Properties[] =>
      world.store.everything().map(({ hidden, ...object }) => ({ ...object, hidden: without(hidden, "since") }));
    assert.deepEqual(plain(one), plain(two));
  });

  it("have AWS's form", async () => {
    const world = await World.full();
    const [first, second] = world.output("origin", "ingestEndpointUrls") as string[];
    assert.match(
      first ?? "",
      /^https:\/\/[a-z0-9]+-1\.ingest\.[a-z0-9]+\.mediapackagev2\.eu-west-1\.amazonaws\.com\/in\/v1\/main\/1\/news\/$/,
    );
    assert.match(second ?? "", /-2\.ingest\..*\/in\/v1\/main\/2\/news\/$/);
    const hls = await world.make(
      "origin",
      { channelName: "other", inputType: "HLS", inputSwitchConfiguration: undefined, outputHeaderConfiguration: undefined },
      "hls",
    );
    assert.match(String((hls.outputs["ingestEndpointUrls"] as string[])[0]), /\/in\/v1\/main\/1\/other\/index$/);
    assert.match(
      String((world.output("endpoint", "hlsManifestUrls") as string[])[0]),
      /^https:\/\/\w+\.egress\..*\/out\/v1\/main\/news\/live\/index\.m3u8$/,
    );
    assert.match(world.output("distribution", "domainName"), /^d[a-z0-9]{13}\.cloudfront\.net$/);
    assert.match(world.id("distribution"), /^E[A-Z0-9]{13}$/);
    assert.match(
      spelled((world.output("stack", "outputs") as Properties)["ChannelArn"]),
      /^arn:aws:medialive:eu-west-1:123456789012:channel:\d{7}$/,
    );
  });

  it("give each input endpoint an address of its own that lasts", async () => {
    const world = await World.full();
    const addresses = (id: string): string[] =>
      (invoke(world.cloud, "aws:medialive/getInput:getInput", "eu-west-1", { id })["destinations"] as { ip: string; url: string }[]).map(
        ({ ip }) => ip,
      );
    const before = addresses(world.id("rtmp"));
    const all = [...before, ...addresses(world.id("rtp"))];
    assert.equal(new Set(all).size, 4);
    for (const ip of all) assert.match(ip, /^198\.1[89]\.\d+\.\d+$/);
    await world.update("rtmp", { tags: { a: "b" } });
    assert.deepEqual(addresses(world.id("rtmp")), before);
  });

  it("are drawn evenly enough from a seed, and repeat", () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        const seed = seeded("x", name);
        assert.equal(seed.uuid(), seeded("x", name).uuid());
        assert.match(seed.uuid(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
        assert.match(seed.upper(13), /^[A-Z][A-Z0-9]{12}$/);
        assert.match(seed.digits(7), /^[1-9]\d{6}$/);
        assert.ok(seed.number(10) < 10);
        assert.ok(!Number.isNaN(Date.parse(seed.moment())));
      }),
    );
  });
});

describe("the functions of the simulated provider", () => {
  it("answer for the account, and refuse what they do not know", async () => {
    const { cloud } = await World.full();
    assert.equal(invoke(cloud, "aws:index/getCallerIdentity:getCallerIdentity", "eu-west-1", {})["accountId"], "123456789012");
    assert.equal(invoke(cloud, "aws:index/getRegion:getRegion", "eu-west-1", {})["region"], "eu-west-1");
    assert.equal(invoke(cloud, "aws:index/getRegion:getRegion", "eu-west-1", { region: "us-east-1" })["region"], "us-east-1");
    assert.equal(invoke(cloud, "aws:index/getPartition:getPartition", "eu-west-1", {})["partition"], "aws");
    assert.equal(
      invoke(cloud, "aws:route53/getZone:getZone", "eu-west-1", { name: "onair.test.example." })["zoneId"],
      "Z0EXAMPLE0ONAIR00001",
    );
    assert.throws(
      () => invoke(cloud, "aws:route53/getZone:getZone", "eu-west-1", { name: "example.com" }),
      /no matching Route 53 Hosted Zone/,
    );
    assert.throws(() => invoke(cloud, "aws:medialive/getInput:getInput", "us-east-1", { id: "1" }), /input 1 does not exist in us-east-1/);
    assert.throws(() => invoke(cloud, "aws:ec2/getVpc:getVpc", "eu-west-1", {}), /does not know the function/);
  });
});
