import messages from "@pulumi/pulumi/proto/provider_pb.js";
import services from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import assert from "node:assert/strict";
import { startCloud, type RunningCloud } from "../../rehearsal/cloud/index.ts";
import { grpc, StructMessage, type Struct } from "../../rehearsal/cloud/provider/runtime.ts";
import { unknown, type Properties } from "../../rehearsal/cloud/values.ts";
import { accountFile } from "../support/cloudWorld.ts";

type Client = InstanceType<typeof services.ResourceProviderClient>;

function struct(properties: Properties): Struct {
  return StructMessage.fromJavaScript(properties as never);
}

/** One call over the wire. */
function ask<Response>(client: Client, method: keyof Client, request: object): Promise<Response> {
  return new Promise((resolve, reject) => {
    const call = client[method].bind(client) as unknown as (
      request: object,
      done: (error: Error | null, response: Response) => void,
    ) => void;
    call(request, (error, response) => {
      if (error === null) resolve(response);
      else reject(error);
    });
  });
}

const topic = "urn:pulumi:test::cloud::aws:sns/topic:Topic::alerts";

describe("the simulated providers over gRPC", () => {
  let cloud: RunningCloud;
  const clients: Client[] = [];

  /** A connection of its own, as every provider instance of an engine has. */
  const connect = (packageName: string): Client => {
    const port = new RegExp(`(?:^|,)${packageName}:(\\d+)`).exec(cloud.providers)?.[1] ?? "";
    const client = new services.ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), {
      "grpc.use_local_subchannel_pool": 1,
    });
    clients.push(client);
    return client;
  };
  const configure = (client: Client, args: Properties): Promise<messages.ConfigureResponse> =>
    ask(client, "configure", new messages.ConfigureRequest().setArgs(struct(args)));
  const create = (client: Client, urn: string, properties: Properties, preview = false): Promise<messages.CreateResponse> =>
    ask(client, "create", new messages.CreateRequest().setUrn(urn).setProperties(struct(properties)).setPreview(preview));

  before(async function () {
    this.timeout(30_000);
    cloud = await startCloud({ accountFile });
  });
  after(async () => {
    for (const client of clients) client.close();
    await cloud.close();
  });

  it("keep the settings of each connection apart", async () => {
    const [ireland, virginia] = [connect("aws"), connect("aws")];
    const response = await configure(ireland, { region: "eu-west-1" });
    assert.deepEqual([response.getSupportspreview(), response.getAcceptsecrets()], [true, false]);
    await configure(virginia, { region: "us-east-1" });
    const [one, two] = await Promise.all([create(ireland, topic, { name: "one" }), create(virginia, topic, { name: "one" })]);
    assert.deepEqual([one.getId(), two.getId()], ["arn:aws:sns:eu-west-1:123456789012:one", "arn:aws:sns:us-east-1:123456789012:one"]);
    assert.equal(cloud.resources().length, 2);
  });

  it("have to be configured, for a region and an account that will do", async () => {
    await assert.rejects(create(connect("aws"), topic, { name: "x" }), /before it was configured/);
    await assert.rejects(configure(connect("aws-native"), {}), /an AWS region is needed/);
    await assert.rejects(configure(connect("aws-native"), { region: "mars-1" }), /invalid AWS Region: "mars-1"/);
    await assert.rejects(
      configure(connect("aws"), { region: "eu-west-1", allowedAccountIds: '["210987654321"]' }),
      /AWS account ID not allowed/,
    );
    const checked = await ask<messages.CheckResponse>(
      connect("aws"),
      "checkConfig",
      new messages.CheckRequest().setNews(struct({ region: "mars-1" })),
    );
    assert.equal(checked.getFailuresList()[0]?.getProperty(), "region");
  });

  it("make no more of a preview than can be known", async () => {
    const client = connect("aws");
    await configure(client, { region: "eu-west-1" });
    const planned = await create(client, topic, { name: "planned" }, true);
    assert.equal(planned.getId(), "");
    const properties = planned.getProperties()?.toJavaScript() ?? {};
    assert.deepEqual([properties["arn"], properties["name"], properties["region"]], [unknown, "planned", "eu-west-1"]);
    assert.equal(
      cloud.resources().some(({ inputs }) => inputs["name"] === "planned"),
      false,
    );
  });

  it("give failures, differences and errors the engine's form", async () => {
    const client = connect("aws");
    await configure(client, { region: "eu-west-1" });
    const checked = await ask<messages.CheckResponse>(
      client,
      "check",
      new messages.CheckRequest().setUrn(topic).setNews(struct({ name: "x", tags: { a: 1 } })),
    );
    assert.deepEqual(
      checked.getFailuresList().map((failure) => [failure.getProperty(), failure.getReason()]),
      [["tags.a", 'expected "tags.a" to be a string, got 1']],
    );
    const request = new messages.DiffRequest()
      .setUrn(topic)
      .setId("x")
      .setOldInputs(struct({ name: "x", displayName: "a" }))
      .setNews(struct({ name: "y", displayName: "b" }));
    const difference = await ask<messages.DiffResponse>(client, "diff", request);
    assert.equal(difference.getChanges(), messages.DiffResponse.DiffChanges.DIFF_SOME);
    assert.deepEqual([difference.getDiffsList().sort().reverse(), difference.getReplacesList()], [["name", "displayName"], ["name"]]);
    const kinds = ["name", "displayName"].map((path) => difference.getDetaileddiffMap().get(path)?.getKind());
    assert.deepEqual(kinds, [messages.PropertyDiff.Kind.UPDATE_REPLACE, messages.PropertyDiff.Kind.UPDATE]);
    await create(client, topic, { name: "taken" });
    await assert.rejects(create(client, topic, { name: "taken" }), { details: /^InvalidParameter: Topic already exists/ });
  });

  it("read, change and delete what they made", async () => {
    const client = connect("aws");
    await configure(client, { region: "eu-west-1" });
    const id = (await create(client, topic, { name: "life" })).getId();
    const read = (): Promise<messages.ReadResponse> =>
      ask(
        client,
        "read",
        new messages.ReadRequest()
          .setUrn(topic)
          .setId(id)
          .setProperties(struct({ name: "life" })),
      );
    assert.deepEqual((await read()).getInputs()?.toJavaScript(), { name: "life" });
    const changed = await ask<messages.UpdateResponse>(
      client,
      "update",
      new messages.UpdateRequest()
        .setUrn(topic)
        .setId(id)
        .setNews(struct({ name: "life", displayName: "Life" })),
    );
    assert.equal(changed.getProperties()?.toJavaScript()["displayName"], "Life");
    const deletion = new messages.DeleteRequest()
      .setUrn(topic)
      .setId(id)
      .setProperties(struct({ name: "life" }));
    await ask(client, "delete", deletion);
    assert.equal((await read()).getId(), "");
    await ask(client, "delete", deletion);
  });

  it("ask for a replacement when a provider moves to another region", async () => {
    const request = new messages.DiffRequest().setOldInputs(struct({ region: "eu-west-1" })).setNews(struct({ region: "us-east-1" }));
    const difference = await ask<messages.DiffResponse>(connect("aws-native"), "diffConfig", request);
    assert.deepEqual(difference.getReplacesList(), ["region"]);
  });
});
