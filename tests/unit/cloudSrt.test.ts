import assert from "node:assert/strict";
import {
  CreateSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ReplicateSecretToRegionsCommand,
  ResourceExistsException,
  ResourceNotFoundException,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { DescribeInputCommand, MediaLiveClient } from "@aws-sdk/client-medialive";
import { invoke } from "../../rehearsal/cloud/provider/invokes.ts";
import { serveSdk, type SdkEndpoint } from "../../rehearsal/cloud/sdk/server.ts";
import { objects, spelled, type Properties } from "../../rehearsal/cloud/values.ts";
import { srtTemplate } from "../../components/encode/index.ts";
import { inputPlans } from "../../components/encode/index.ts";
import { BROUGHT_KEY, World } from "../support/cloudWorld.ts";
import { ARENA } from "../support/lineups.ts";
import { inputTemplate, keptSecret, LISTENER, listenerStack, PASSPHRASE } from "../support/srtTemplates.ts";

const credentials = { accessKeyId: "AKIAREHEARSAL", secretAccessKey: "rehearsal" };

function inputId(world: World, stack: string): string {
  return (world.output(stack, "outputs") as unknown as { InputArn: string }).InputArn.split(":").at(-1) ?? "";
}

describe("SRT inputs in the simulated AWS", () => {
  let world: World;
  beforeEach(async () => {
    world = await World.full();
  });

  it("[L1] listen on two addresses, port 5050, fixed for their life", async () => {
    await world.make("srt", listenerStack(world), "listener");
    const look = (): Properties => invoke(world.cloud, "aws:medialive/getInput:getInput", "eu-west-1", { id: inputId(world, "listener") });
    const before = look();
    assert.deepEqual([before["type"], before["inputClass"], objects(before["destinations"]).length], ["SRT_LISTENER", "STANDARD", 2]);
    for (const { url } of objects(before["destinations"])) assert.match(spelled(url), /^srt:\/\/198\.[\d.]+:5050$/);
    const settings = { SrtSettings: { SrtListenerSettings: { ...listenerOf(LISTENER), MinimumLatency: 3000 } } };
    await world.update("listener", { templateBody: inputTemplate({ ...LISTENER, ...settings }) });
    assert.deepEqual(look()["destinations"], before["destinations"]);
  });

  it("[L1] that call have no address, and a class by the number of their sources", () => {
    const found = invoke(world.cloud, "aws:medialive/getInput:getInput", "eu-west-1", { id: inputId(world, "srt") });
    assert.deepEqual([found["destinations"], found["inputClass"], found["securityGroups"]], [[], "STANDARD", []]);
  });

  it("[L1] take the program's own template, and feed a channel whose role may read the passphrase", async () => {
    const [plan] = inputPlans(
      { ...ARENA, name: "feed", source: { type: "srt-listener", timecode: "none", latencyMilliseconds: 120, encryption: "aes192" } },
      { environment: "prod", production: true },
    );
    assert.ok(plan?.type === "SRT_LISTENER");
    const arn = keptSecret(world);
    const parameters = { SecurityGroupId: world.id("admitted"), PassphraseArn: arn };
    await world.make("srt", { name: "onair-prod-feed--srt", templateBody: srtTemplate(plan).body, parameters }, "listener");
    const Statement = [{ Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: arn }];
    await world.cloud.create({
      token: "aws:iam/rolePolicy:RolePolicy",
      region: "eu-west-1",
      urn: "urn:pulumi:test::cloud::aws:iam/rolePolicy:RolePolicy::srt",
      inputs: { name: "srt", role: world.id("role"), policy: JSON.stringify({ Version: "2012-10-17", Statement }) },
    });
    const inputAttachments = [{ inputAttachmentName: "srt", inputId: inputId(world, "listener") }];
    assert.ok(await world.make("typedChannel", { name: "srt", inputAttachments }, "srtChannel"));
  });

  it("[L1] count as pushed among a channel's inputs", async () => {
    const inputAttachments: Properties[] = [];
    for (const number of [1, 2, 3]) {
      const name = `listener${String(number)}`;
      await world.make("srt", listenerStack(world, { name }), name);
      inputAttachments.push({ inputAttachmentName: name, inputId: inputId(world, name) });
    }
    await assert.rejects(world.make("typedChannel", { name: "srt", inputAttachments }, "srtChannel"), /2 push inputs, not 3/);
  });

  it("go away with their stack", async () => {
    await world.make("srt", listenerStack(world), "listener");
    const id = inputId(world, "listener");
    await world.remove("listener");
    assert.throws(() => invoke(world.cloud, "aws:medialive/getInput:getInput", "eu-west-1", { id }), /does not exist/);
  });
});

function listenerOf(properties: Properties): Properties {
  return (properties["SrtSettings"] as { SrtListenerSettings: Properties }).SrtListenerSettings;
}

describe("Secrets Manager in the simulated AWS", () => {
  let world: World;
  let endpoint: SdkEndpoint;
  beforeEach(async () => {
    world = await World.full();
    endpoint = await serveSdk(world.cloud, () => undefined);
  });
  afterEach(() => endpoint.close());
  const clientOf = (region: string): SecretsManagerClient => new SecretsManagerClient({ region, credentials, endpoint: endpoint.url });
  const name = "onair/prod/feed/srt";

  it("[L2] keeps a secret, copies it, and gives it out by name and by ARN", async () => {
    const eu = clientOf("eu-west-1");
    const made = await eu.send(
      new CreateSecretCommand({
        Name: name,
        SecretString: PASSPHRASE,
        KmsKeyId: BROUGHT_KEY,
        AddReplicaRegions: [{ Region: "us-east-1" }],
      }),
    );
    assert.match(made.ARN ?? "", /^arn:aws:secretsmanager:eu-west-1:123456789012:secret:onair\/prod\/feed\/srt-\w{6}$/);
    const us = clientOf("us-east-1");
    assert.equal((await us.send(new GetSecretValueCommand({ SecretId: name }))).SecretString, PASSPHRASE);
    assert.equal((await eu.send(new GetSecretValueCommand({ SecretId: made.ARN ?? "" }))).SecretString, PASSPHRASE);
    const there = await us.send(new DescribeSecretCommand({ SecretId: name }));
    assert.deepEqual([there.PrimaryRegion, there.KmsKeyId], ["eu-west-1", undefined]);
    assert.equal((await eu.send(new DescribeSecretCommand({ SecretId: name }))).KmsKeyId, BROUGHT_KEY);
    assert.equal(invoke(world.cloud, "aws:secretsmanager/getSecret:getSecret", "us-east-1", { name })["arn"], there.ARN);
    assert.throws(() => invoke(world.cloud, "aws:secretsmanager/getSecret:getSecret", "ap-south-1", { name }), /couldn't find resource/);
  });

  it("[L2] takes a new value in the primary region alone, and the copies follow", async () => {
    const [eu, us] = [clientOf("eu-west-1"), clientOf("us-east-1")];
    await eu.send(new CreateSecretCommand({ Name: name, SecretString: PASSPHRASE }));
    await assert.rejects(us.send(new GetSecretValueCommand({ SecretId: name })), ResourceNotFoundException);
    const { ReplicationStatus } = await eu.send(
      new ReplicateSecretToRegionsCommand({ SecretId: name, AddReplicaRegions: [{ Region: "us-east-1" }] }),
    );
    assert.equal(ReplicationStatus?.[0]?.Status, "InProgress");
    await assert.rejects(
      us.send(new PutSecretValueCommand({ SecretId: name, SecretString: "another" })),
      /primary secret's region: eu-west-1/,
    );
    await eu.send(new PutSecretValueCommand({ SecretId: name, SecretString: "another" }));
    assert.equal((await us.send(new GetSecretValueCommand({ SecretId: name }))).SecretString, "another");
  });

  it("[L2] refuses a name twice, a name that is none, nothing to keep, and a key of another region", async () => {
    const eu = clientOf("eu-west-1");
    await eu.send(new CreateSecretCommand({ Name: name, SecretString: PASSPHRASE }));
    await assert.rejects(eu.send(new CreateSecretCommand({ Name: name, SecretString: "x" })), ResourceExistsException);
    await assert.rejects(eu.send(new CreateSecretCommand({ Name: "a b", SecretString: "x" })), /Invalid name/);
    await assert.rejects(eu.send(new CreateSecretCommand({ Name: "b", SecretString: "" })), /SecretString/);
    const foreign = new CreateSecretCommand({ Name: "c", SecretString: "x", KmsKeyId: BROUGHT_KEY });
    await assert.rejects(clientOf("us-east-1").send(foreign), /cannot be used in us-east-1/);
    await clientOf("us-east-1").send(new CreateSecretCommand({ Name: "d", SecretString: "x" }));
    const copied = await eu.send(new CreateSecretCommand({ Name: "d", SecretString: "y", AddReplicaRegions: [{ Region: "us-east-1" }] }));
    assert.match(copied.ReplicationStatus?.[0]?.StatusMessage ?? "", /already exists in region us-east-1/);
  });

  it("[L1] tells MediaLive's clients of an SRT input what it was made with", async () => {
    await world.make("srt", listenerStack(world), "listener");
    const medialive = new MediaLiveClient({ region: "eu-west-1", credentials, endpoint: endpoint.url });
    const input = await medialive.send(new DescribeInputCommand({ InputId: inputId(world, "listener") }));
    assert.equal(input.Type, "SRT_LISTENER");
    assert.equal(input.SrtSettings?.SrtListenerSettings?.Decryption?.Algorithm, "AES256");
    assert.doesNotMatch(JSON.stringify(input), new RegExp(PASSPHRASE));
  });
});
