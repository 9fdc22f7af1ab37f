import assert from "node:assert/strict";
import * as fc from "fast-check";
import { checkSettings, decoded, providerSettings, withDefaultTags } from "../../rehearsal/cloud/provider/settings.ts";
import { ResourceProvider, type Difference } from "../../rehearsal/cloud/provider/resources.ts";
import { spelled, unknown, type Properties } from "../../rehearsal/cloud/values.ts";
import { examples, policy } from "../support/cloudExamples/index.ts";
import { World } from "../support/cloudWorld.ts";

const settings = { region: "eu-west-1", defaultTags: {} };

function urn(token: string, name = "one"): string {
  return `urn:pulumi:test::cloud::onair:x:Parent$${token}::${name}`;
}

function provider(world = new World()): ResourceProvider {
  return new ResourceProvider(world.cloud);
}

function diff(token: string, before: Properties, after: Properties, state: Properties = before): Difference {
  return provider().diff(settings, urn(token), before, state, after);
}

describe("the configuration of a simulated provider", () => {
  it("needs a region that AWS has", () => {
    const reasons = (args: Properties): string[] => checkSettings(args).map(({ reason }) => reason);
    assert.deepEqual(reasons({ region: "eu-west-1" }), []);
    assert.deepEqual(reasons({ region: unknown }), []);
    assert.deepEqual(reasons({ region: "eu-west-9" }), ['invalid AWS Region: "eu-west-9"']);
    assert.match(reasons({})[0] ?? "", /an AWS region is needed/);
  });

  it("reads what the SDK sends as JSON text, and keeps to the accounts allowed", () => {
    const { account } = new World().cloud;
    const args = decoded({
      region: "eu-west-1",
      allowedAccountIds: '["123456789012"]',
      defaultTags: '{"tags":{"system":"onair"}}',
      skipRegionValidation: "true",
    });
    assert.deepEqual(providerSettings(args, account), { region: "eu-west-1", defaultTags: { system: "onair" } });
    assert.throws(
      () => providerSettings(decoded({ allowedAccountIds: '["210987654321"]' }), account),
      /AWS account ID not allowed: 123456789012/,
    );
    assert.throws(() => providerSettings({ forbiddenAccountIds: ["123456789012"] }, account), /not allowed/);
  });

  it("puts default tags under a resource's own, in the provider's own form", () => {
    assert.deepEqual(withDefaultTags({ a: "own" }, { a: "default", b: "default" }, "map"), { a: "own", b: "default" });
    assert.deepEqual(withDefaultTags([{ key: "a", value: "own" }], { a: "default", b: "default" }, "list"), [
      { key: "a", value: "own" },
      { key: "b", value: "default" },
    ]);
    const checked = provider().check({ ...settings, defaultTags: { system: "onair" } }, urn("aws:sns/topic:Topic"), { name: "x" }, {});
    assert.deepEqual(checked.inputs, { name: "x", tags: { system: "onair" } });
  });
});

describe("checking in a simulated provider", () => {
  it("refuses a type that is not simulated, by name", () => {
    const { failures } = provider().check(settings, urn("aws:ec2/vpc:Vpc"), {}, {});
    assert.match(failures[0]?.reason ?? "", /no type aws:ec2\/vpc:Vpc/);
  });

  it("makes up a name once, keeps it, and finds another for a replacement", async () => {
    const world = new World();
    const own = provider(world);
    const token = "aws:sns/topic:Topic";
    const first = own.check(settings, urn(token), {}, {}).inputs;
    assert.match(spelled(first["name"]), /^one-[0-9a-f]{7}$/);
    assert.deepEqual(own.check(settings, urn(token), {}, {}).inputs, first, "the same at preview and at the update");
    await own.create(settings, urn(token), first);
    assert.deepEqual(own.check(settings, urn(token), {}, first).inputs, first);
    assert.notDeepEqual(own.check(settings, urn(token), {}, {}).inputs, first);
    assert.match(spelled(own.check(settings, urn("aws:kms/alias:Alias"), { targetKeyId: "x" }, {}).inputs["name"]), /^alias\/one-/);
  });
});

describe("the difference that a simulated provider sees", () => {
  it("is nested, and knows what needs a new resource", () => {
    const before = { name: "x", type: "RTMP_PUSH", destinations: [{ streamName: "a/b" }] };
    const { changes } = diff("aws:medialive/input:Input", before, {
      ...before,
      type: "RTP_PUSH",
      destinations: [{ streamName: "a/c" }, { streamName: "d/e" }],
    });
    assert.deepEqual(changes, [
      { path: "type", kind: "update", replace: true },
      { path: "destinations[0].streamName", kind: "update", replace: false },
      { path: "destinations[1]", kind: "add", replace: false },
    ]);
  });

  it("takes replacements of aws-native from its typings", () => {
    const { changes } = diff(
      "aws-native:mediapackagev2:Channel",
      { channelName: "a", inputType: "HLS" },
      { channelName: "a", inputType: "CMAF" },
    );
    assert.deepEqual(changes, [{ path: "inputType", kind: "update", replace: true }]);
  });

  it("sees the order of a list, but not the spelling of a document", () => {
    const token = "aws:s3/bucketPolicy:BucketPolicy";
    const statement = { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "*" };
    const spelt = `{ "Statement": [${JSON.stringify(statement)}],\n "Version": "2012-10-17" }`;
    assert.deepEqual(diff(token, { bucket: "b", policy: policy(statement) }, { bucket: "b", policy: spelt }).changes, []);
    assert.deepEqual(
      diff(token, { bucket: "b", policy: policy(statement) }, { bucket: "b", policy: policy() }).changes.map(({ path }) => path),
      ["policy"],
    );
    const order = diff("aws:cloudfront/keyGroup:KeyGroup", { items: ["a", "b"] }, { items: ["b", "a"] });
    assert.deepEqual(
      order.changes.map(({ path }) => path),
      ["items[0]", "items[1]"],
    );
  });

  it("holds an unknown for a change, and a forced one where it would be", () => {
    const { changes } = diff("aws:kms/alias:Alias", { name: "alias/a", targetKeyId: "k" }, { name: unknown, targetKeyId: "k" });
    assert.deepEqual(changes, [{ path: "name", kind: "update", replace: true }]);
  });

  it("is none when the region that a resource is in anyway is written down", () => {
    const token = "aws:sns/topic:Topic";
    assert.deepEqual(diff(token, { name: "x" }, { name: "x", region: "eu-west-1" }, { name: "x", region: "eu-west-1" }).changes, []);
    const moved = diff(token, { name: "x" }, { name: "x", region: "us-east-1" }, { name: "x", region: "eu-west-1" });
    assert.deepEqual(moved.changes, [{ path: "region", kind: "update", replace: true }]);
  });

  it("deletes first only where the name is fixed", () => {
    const token = "aws:sns/topic:Topic";
    const change = { fifoTopic: true };
    assert.equal(diff(token, { name: "fixed" }, { name: "fixed", ...change }).deleteBeforeReplace, true);
    assert.equal(diff(token, { name: "one-0123456" }, { name: "one-0123456", ...change }).deleteBeforeReplace, false);
    assert.equal(diff(token, { name: "fixed" }, { name: "fixed", displayName: "x" }).deleteBeforeReplace, false);
  });

  it("is none between equal inputs, for every example", async () => {
    const world = await World.full();
    for (const { name, token } of examples)
      assert.deepEqual(diff(token, world.inputs(name), structuredClone(world.inputs(name))).changes, [], name);
  });

  it("names exactly the property that was altered", () => {
    const token = "aws:cloudwatch/metricAlarm:MetricAlarm";
    const inputs = fc.record({
      period: fc.integer(),
      threshold: fc.integer(),
      metricName: fc.string(),
      alarmActions: fc.array(fc.string()),
    });
    fc.assert(
      fc.property(inputs, fc.constantFrom("period", "threshold", "metricName"), (before, altered) => {
        const after = { ...before, [altered]: "altered" };
        assert.deepEqual(
          diff(token, before, after).changes.map(({ path }) => path),
          before.metricName === "altered" && altered === "metricName" ? [] : [altered],
        );
      }),
    );
  });
});
