import {
  ConflictException,
  CreateTagsCommand,
  DeleteTagsCommand,
  DescribeChannelCommand,
  DescribeInputCommand,
  ListChannelsCommand,
  ListInputsCommand,
  ListTagsForResourceCommand,
  MediaLiveClient,
  NotFoundException,
  paginateListChannels,
  StartChannelCommand,
  StopChannelCommand,
  UpdateChannelCommand,
} from "@aws-sdk/client-medialive";
import assert from "node:assert/strict";
import { serveSdk, type SdkEndpoint } from "../../rehearsal/cloud/sdk/server.ts";
import { World } from "../support/cloudWorld.ts";

const credentials = { accessKeyId: "rehearsal", secretAccessKey: "rehearsal" };

describe("the endpoint for the AWS SDK", () => {
  const logged: string[] = [];
  let world: World;
  let endpoint: SdkEndpoint;
  let client: MediaLiveClient;
  let channelId: string;

  const clientOf = (region: string): MediaLiveClient =>
    new MediaLiveClient({ region, endpoint: endpoint.url, credentials, maxAttempts: 1 });
  const state = async (): Promise<string | undefined> => (await client.send(new DescribeChannelCommand({ ChannelId: channelId }))).State;
  const until = async (wanted: string): Promise<void> => {
    const end = Date.now() + 2000;
    while ((await state()) !== wanted) if (Date.now() > end) throw new Error(`the channel did not become ${wanted}`);
  };

  beforeEach(async () => {
    logged.length = 0;
    world = await World.full();
    endpoint = await serveSdk(world.cloud, (message) => logged.push(message));
    client = clientOf("eu-west-1");
    channelId = world.store.all("AWS::MediaLive::Channel")[0]?.id ?? "";
  });
  afterEach(async () => {
    client.destroy();
    await endpoint.close();
  });

  it("describes a channel of a template as MediaLive does", async () => {
    const channel = await client.send(new DescribeChannelCommand({ ChannelId: channelId }));
    assert.equal(channel.Name, "news");
    assert.equal(channel.ChannelClass, "STANDARD");
    assert.equal(channel.State, "IDLE");
    assert.equal(channel.PipelinesRunningCount, 0);
    assert.equal(channel.InputAttachments?.[0]?.InputId, world.id("rtmp"));
    assert.equal(channel.Destinations?.[0]?.Settings?.[1]?.Url, "https://b.example/in/");
    const [group] = channel.EncoderSettings?.OutputGroups ?? [];
    assert.equal(group?.OutputGroupSettings?.CmafIngestGroupSettings?.SegmentLength, 2);
    assert.equal(channel.EgressEndpoints?.length, 2);
  });

  it("describes a typed channel in the same form", async () => {
    const channel = await client.send(new DescribeChannelCommand({ ChannelId: world.id("typedChannel") }));
    assert.equal(channel.InputSpecification?.Resolution, "HD");
    assert.equal(
      channel.EncoderSettings?.OutputGroups?.[0]?.OutputGroupSettings?.HlsGroupSettings?.HlsCdnSettings?.HlsBasicPutSettings?.NumRetries,
      10,
    );
  });

  it("starts and stops a channel, which takes its time", async () => {
    assert.equal((await client.send(new StartChannelCommand({ ChannelId: channelId }))).State, "STARTING");
    await assert.rejects(client.send(new StartChannelCommand({ ChannelId: channelId })), ConflictException);
    await until("RUNNING");
    const running = await client.send(new DescribeChannelCommand({ ChannelId: channelId }));
    assert.deepEqual([running.PipelinesRunningCount, running.PipelineDetails?.map(({ PipelineId }) => PipelineId)], [2, ["0", "1"]]);
    await assert.rejects(client.send(new StartChannelCommand({ ChannelId: channelId })), ConflictException);
    assert.equal((await client.send(new StopChannelCommand({ ChannelId: channelId }))).State, "STOPPING");
    await until("IDLE");
    await assert.rejects(client.send(new StopChannelCommand({ ChannelId: channelId })), (error: unknown) => {
      assert.ok(error instanceof ConflictException);
      assert.match(error.message, /Cannot stop channel .*: it is in state IDLE/);
      assert.equal(error.$metadata.httpStatusCode, 409);
      return true;
    });
  });

  it("stops a channel that is still starting", async () => {
    await client.send(new StartChannelCommand({ ChannelId: channelId }));
    assert.equal((await client.send(new StopChannelCommand({ ChannelId: channelId }))).State, "STOPPING");
  });

  it("shows the provider a channel that the SDK started", async () => {
    await client.send(new StartChannelCommand({ ChannelId: channelId }));
    await until("RUNNING");
    await assert.rejects(world.remove("stack"), /Cannot delete a channel that has not been stopped yet/);
  });

  it("lists page by page, of its region only", async () => {
    const found: (string | undefined)[] = [];
    for await (const page of paginateListChannels({ client, pageSize: 1 }, {})) found.push(...(page.Channels ?? []).map(({ Id }) => Id));
    assert.deepEqual(found.sort(), [channelId, world.id("typedChannel")].sort());
    const one = await client.send(new ListChannelsCommand({ MaxResults: 1 }));
    assert.ok(one.NextToken);
    assert.equal((one.Channels?.[0] as { EncoderSettings?: unknown }).EncoderSettings, undefined);
    const elsewhere = clientOf("us-east-1");
    assert.deepEqual((await elsewhere.send(new ListChannelsCommand({}))).Channels, []);
    await assert.rejects(elsewhere.send(new DescribeChannelCommand({ ChannelId: channelId })), NotFoundException);
  });

  it("describes inputs with their addresses and what they are attached to", async () => {
    const input = await client.send(new DescribeInputCommand({ InputId: world.id("rtmp") }));
    assert.equal(input.State, "ATTACHED");
    assert.deepEqual(input.AttachedChannels, [channelId]);
    assert.match(input.Destinations?.[1]?.Url ?? "", /^rtmp:\/\/198\.[\d.]+:1935\/news\/b$/);
    // Those of their own, and the one in a template.
    const made = world.store.all("aws:medialive/input:Input", "eu-west-1").length + 1;
    assert.equal((await client.send(new ListInputsCommand({}))).Inputs?.length, made);
  });

  it("keeps tags on a channel, beside those it was made with", async () => {
    const { Arn } = await client.send(new DescribeChannelCommand({ ChannelId: channelId }));
    await client.send(new StartChannelCommand({ ChannelId: channelId }));
    await client.send(new CreateTagsCommand({ ResourceArn: Arn, Tags: { "onair:wanted-state": "running" } }));
    const tags = async (): Promise<unknown> => (await client.send(new ListTagsForResourceCommand({ ResourceArn: Arn }))).Tags;
    assert.deepEqual(await tags(), { system: "onair", "onair:wanted-state": "running" });
    assert.deepEqual((await client.send(new DescribeChannelCommand({ ChannelId: channelId }))).Tags, await tags());
    await client.send(new DeleteTagsCommand({ ResourceArn: Arn, TagKeys: ["onair:wanted-state"] }));
    assert.deepEqual(await tags(), { system: "onair" });
    await assert.rejects(client.send(new CreateTagsCommand({ ResourceArn: `${String(Arn)}0`, Tags: {} })), NotFoundException);
  });

  it("answers an operation that it does not know with an error, and logs it", async () => {
    await assert.rejects(client.send(new UpdateChannelCommand({ ChannelId: channelId })), /does not know PUT \/prod\/channels/);
    assert.match(logged[0] ?? "", /PUT \/prod\/channels\/\d+: NotImplemented/);
    const unsigned = await fetch(`${endpoint.url}/prod/channels`);
    assert.deepEqual([unsigned.status, unsigned.headers.get("x-amzn-errortype")], [403, "MissingAuthenticationTokenException"]);
  });

  it("fails a call on request", async () => {
    world.faults.fail("medialive:StartChannel@eu-west-1", "the service failed", { once: true, on: ["call"] });
    await assert.rejects(client.send(new StartChannelCommand({ ChannelId: channelId })), {
      name: "InternalServerErrorException",
      message: "the service failed",
    });
    await client.send(new StartChannelCommand({ ChannelId: channelId }));
  });

  it("says who is calling, and describes stacks", async () => {
    const query = async (service: string, body: string): Promise<{ status: number; text: string }> => {
      const authorization = `AWS4-HMAC-SHA256 Credential=x/20261121/eu-west-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;
      const response = await fetch(endpoint.url, { method: "POST", headers: { authorization }, body });
      return { status: response.status, text: await response.text() };
    };
    assert.match((await query("sts", "Action=GetCallerIdentity&Version=2011-06-15")).text, /<Account>123456789012<\/Account>/);
    assert.match(
      (await query("cloudformation", "Action=DescribeStacks&StackName=onair-news")).text,
      /<OutputKey>ChannelArn<\/OutputKey><OutputValue>arn:aws:medialive/,
    );
    const missing = await query("cloudformation", "Action=DescribeStacks&StackName=none");
    assert.deepEqual([missing.status, /<Code>ValidationError<\/Code>/.test(missing.text)], [400, true]);
    assert.match((await query("sts", "Action=AssumeRole")).text, /<Code>InvalidAction<\/Code>/);
    assert.equal((await query("s3", "")).status, 501);
  });
});
