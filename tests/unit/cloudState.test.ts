import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readAccount } from "../../rehearsal/cloud/account.ts";
import { channelState, setChannelState } from "../../rehearsal/cloud/channels.ts";
import { startCloud } from "../../rehearsal/cloud/index.ts";
import { Store } from "../../rehearsal/cloud/store.ts";
import { undeliverable } from "../../rehearsal/cloud/undeliverable.ts";
import { spelled } from "../../rehearsal/cloud/values.ts";
import { accountId, allow, policy } from "../support/cloudExamples/index.ts";
import { accountFile, World } from "../support/cloudWorld.ts";

describe("the state of the simulated AWS", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "onair-cloud-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("goes on where an earlier process left it", async () => {
    const file = join(folder, "deep", "cloud.json");
    const full = await World.full();
    const store = new Store(file);
    for (const object of full.store.everything()) store.put(object);
    store.flush();
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.deepEqual(new Store(file).everything(), full.store.everything());
    const [first] = store.everything();
    assert.ok(first);
    store.remove(first);
    store.flush();
    assert.equal(new Store(file).everything().length, full.store.everything().length - 1);
  });

  it("is written without being asked", async () => {
    const file = join(folder, "cloud.json");
    const store = new Store(file);
    store.put({ type: "t", region: "r", id: "i", owner: "", inputs: {}, outputs: {}, hidden: {} });
    await new Promise((resolve) => setTimeout(resolve, 150));
    assert.match(readFileSync(file, "utf8"), /"id":"i"/);
  });

  it("refuses a file of another version", () => {
    const file = join(folder, "cloud.json");
    writeFileSync(file, '{"version":99,"objects":[]}');
    assert.throws(() => new Store(file), /written by another version/);
  });

  it("belongs to one process at a time", async () => {
    const stateFile = join(folder, "cloud.json");
    const cloud = await startCloud({ stateFile, accountFile });
    await assert.rejects(startCloud({ stateFile, accountFile }), new RegExp(`in use by process ${String(process.pid)}`));
    await cloud.close();
    assert.equal(existsSync(`${stateFile}.lock`), false);
    writeFileSync(`${stateFile}.lock`, "999999999");
    await (await startCloud({ stateFile, accountFile })).close();
  });

  it("takes the account from its file, and says all that is wrong with one", () => {
    const account = readAccount(accountFile);
    assert.deepEqual(
      [account.accountId, account.hostedZones[0]?.name, account.quota("mediapackagev2/channelGroups")],
      ["123456789012", "onair.test.example", 3],
    );
    const file = join(folder, "account.yaml");
    writeFileSync(file, "accountId: '123456789012'\npartition: aws\nhostedZones: []\nquotas: { mediapackagev2/channelGroups: 6 }\n");
    assert.equal(readAccount(file).quota("mediapackagev2/channelGroups"), 6);
    writeFileSync(file, "accountId: '12'\npartition: aws\nhostedZones: [{ id: x, name: y.example }]\nquotas: { cups: 6 }\n");
    assert.throws(
      () => readAccount(file),
      (error: Error) => /twelve digits/.test(error.message) && /hosted zone id/.test(error.message) && /cups/.test(error.message),
    );
  });

  it("raises the quotas that the account has raised", async () => {
    const file = join(folder, "account.yaml");
    writeFileSync(file, "accountId: '123456789012'\npartition: aws\nhostedZones: []\nquotas: { mediapackagev2/channelGroups: 4 }\n");
    const world = new World(readAccount(file));
    for (const name of ["a", "b", "c", "d"]) await world.make("group", { channelGroupName: name }, name);
    await assert.rejects(world.make("group", { channelGroupName: "e" }, "e"), /4 channel groups a region/);
  });
});

describe("a CloudFormation stack that fails", () => {
  const broken = { name: "broken", parameters: { IngestA: "a", IngestB: "b", InputId: "99", RoleArn: "" } };

  it("leaves nothing with onFailure DELETE", async () => {
    const world = await World.full();
    const before = world.store.everything().length;
    await assert.rejects(world.make("stack", broken, "broken"), /stack status \(DELETE_COMPLETE\).*input 99 does not exist/);
    assert.equal(world.store.everything().length, before);
  });

  it("keeps its name, and nothing else, where it rolls back", async () => {
    const world = await World.full();
    const stays = { ...broken, onFailure: "ROLLBACK" };
    await assert.rejects(world.make("stack", stays, "broken"), /stack status \(ROLLBACK_COMPLETE\)/);
    assert.equal(
      world.store.find("AWS::MediaLive::Channel", ({ inputs }) => inputs["InputAttachments"] !== undefined && inputs["RoleArn"] === ""),
      undefined,
    );
    await assert.rejects(world.make("stack", stays, "broken"), /AlreadyExistsException: broken already exists/);
  });

  it("stays as it was when an update fails", async () => {
    const world = await World.full();
    // Of the stack itself its state tells.
    const everything = (): unknown =>
      structuredClone(world.store.everything()).map((one) =>
        one.type === "aws:cloudformation/stack:Stack" ? { ...one, hidden: {} } : one,
      );
    const before = everything();
    const parameters = { ...(world.inputs("stack")["parameters"] as object), InputId: "99" };
    await assert.rejects(world.update("stack", { parameters }), /UPDATE_ROLLBACK_COMPLETE.*input 99/);
    assert.deepEqual(everything(), before);
  });

  it("keeps its channel through a change of the template", async () => {
    const world = await World.full();
    const channel = (): string | undefined => world.store.all("AWS::MediaLive::Channel")[0]?.id;
    const before = channel();
    const template = spelled(world.inputs("stack")["templateBody"]).replace("WARNING", "DEBUG");
    await world.update("stack", { templateBody: template });
    assert.equal(channel(), before);
    assert.equal(world.store.all("AWS::MediaLive::Channel")[0]?.inputs["LogLevel"], "DEBUG");
    await world.remove("stack");
    assert.equal(channel(), undefined);
  });

  it("can be changed beside a running channel as long as the channel stays the same", async () => {
    const world = await World.full();
    const [channel] = world.store.all("AWS::MediaLive::Channel");
    assert.ok(channel);
    setChannelState(channel, "RUNNING", world.store);
    world.faults.fail("AWS::MediaLive::Channel");
    await world.update("stack", { tags: { owner: "me" } });
    assert.equal(channelState(channel, 0), "RUNNING");
  });
});

describe("a typed channel that runs", () => {
  it("is stopped by the provider before a change, as the real one does, but not for its tags", async () => {
    const world = await World.full();
    const channel = (): { hidden: object } => world.object("typedChannel");
    setChannelState(world.object("typedChannel"), "RUNNING", world.store);
    await world.update("typedChannel", { tags: { owner: "me" } });
    assert.equal(channelState(channel() as never, 0), "RUNNING");
    await world.update("typedChannel", { logLevel: "DEBUG" });
    assert.equal(channelState(channel() as never, 0), "IDLE");
  });
});

describe("faults on request", () => {
  it("fail a type, in one region only, once or always", async () => {
    const world = new World();
    world.faults.fail("mediapackagev2:ChannelGroup@eu-west-1", "ThrottlingException: on request", { once: true });
    await assert.rejects(world.make("group"), /ThrottlingException: on request/);
    await world.make("group");
    world.faults.fail("aws:medialive/input@us-east-1");
    await world.make("admitted");
    await world.make("rtmp");
    world.faults.fail("aws:medialive/input");
    await assert.rejects(world.make("rtp"), /InternalServerError/);
    await assert.rejects(world.remove("rtmp"), /InternalServerError/);
    await world.make("admitted", {}, "more");
    world.faults.clear();
    await world.make("rtp");
  });

  it("reach a channel inside a template", async () => {
    const world = await World.full();
    world.faults.fail("AWS::MediaLive::Channel", "TooManyRequestsException: on request", { on: ["update"] });
    const template = spelled(world.inputs("stack")["templateBody"]).replace("WARNING", "DEBUG");
    await assert.rejects(world.update("stack", { templateBody: template }), /UPDATE_ROLLBACK_COMPLETE.*TooManyRequestsException/);
  });

  it("slow operations down, and let them run out of time", async () => {
    const world = new World();
    const timed = async (work: Promise<unknown>): Promise<number> => {
      const start = performance.now();
      await work.catch(() => undefined);
      return performance.now() - start;
    };
    world.faults.slow(60);
    assert.ok((await timed(world.make("group"))) >= 55);
    world.faults.clear();
    world.faults.timeout("aws:kms/key:Key");
    await assert.rejects(world.make("key"), /RequestTimeout/);
    assert.throws(() => {
      world.faults.fail("@eu-west-1");
    }, /a fault needs a type/);
  });
});

describe("what would be lost on the way", () => {
  const root = { Effect: "Allow", Principal: { AWS: `arn:aws:iam::${accountId}:root` }, Action: "kms:*", Resource: "*" };

  it("is nothing but what the examples leave open", async () => {
    const world = await World.full();
    assert.deepEqual(
      undeliverable(world.store).map(({ reason }) => reason.replace(/arn:\S+/, "ROLE")),
      ["role ROLE may not sns:Publish"],
    );
  });

  it("is told of an alarm whose topic's key keeps CloudWatch out", async () => {
    const world = await World.full();
    await world.update("key", { policy: policy(root) });
    const alarm = (): string | undefined => undeliverable(world.store).find(({ from }) => from === "alarm news-outputs")?.reason;
    assert.match(alarm() ?? "", /does not let cloudwatch.amazonaws.com encrypt/);
    await world.update("topic", { kmsMasterKeyId: "alias/aws/sns" });
    assert.match(alarm() ?? "", /AWS's own/);
    await world.update("topic", { kmsMasterKeyId: "" });
    assert.equal(alarm(), undefined);
    await world.update("topicPolicy", { policy: policy(allow("events.amazonaws.com", ["sns:Publish"], world.id("topic"))) });
    assert.match(alarm() ?? "", /does not let cloudwatch.amazonaws.com publish/);
  });

  it("is told of events without a role, and of logs into a closed bucket", async () => {
    const world = await World.full();
    await world.update("target", { roleArn: undefined });
    assert.match(undeliverable(world.store)[0]?.reason ?? "", /does not let events.amazonaws.com publish/);
    const encryption = {
      bucket: "onair-logs",
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: world.output("edgeKey", "arn") } }],
    };
    const token = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
    await world.cloud.create({ token, region: "us-east-1", urn: world.urn(token, "logs"), inputs: encryption });
    assert.equal(
      undeliverable(world.store).some(({ to }) => to === "arn:aws:s3:::onair-logs"),
      false,
    );
    await world.update("edgeKey", { policy: policy(root) });
    assert.match(
      undeliverable(world.store).find(({ to }) => to === "arn:aws:s3:::onair-logs")?.reason ?? "",
      /delivery.logs.amazonaws.com/,
    );
  });
});
