import assert from "node:assert/strict";
import { request, type IncomingMessage } from "node:http";
import { originEndpoints } from "../../rehearsal/media/deployed/endpoints.ts";
import { startOrigins, type RunningOrigins } from "../../rehearsal/media/origin/index.ts";
import type { OriginEndpoint } from "../../rehearsal/media/types.ts";
import { World } from "../support/cloudWorld.ts";
import { HandMadeChannel, handMadeEndpoint, signedFor } from "../support/liveTracks.ts";

const full = await World.full();

function only(world: World): OriginEndpoint {
  const [endpoint, ...others] = originEndpoints(world.store.everything());
  assert.ok(endpoint && others.length === 0);
  return endpoint;
}

describe("deployed origin endpoints", () => {
  it("[L7] are read from the resources: host, manifests, window, forced errors, policy", () => {
    const endpoint = only(full);
    const { inputs } = full.object("endpoint");
    assert.equal(endpoint.host, full.object("group").outputs["egressDomain"]);
    assert.equal(endpoint.channelGroup, inputs["channelGroupName"]);
    assert.equal(endpoint.originChannel, inputs["channelName"]);
    assert.equal(endpoint.endpoint, inputs["originEndpointName"]);
    assert.deepEqual(endpoint.forcedErrors, ["STALE_MANIFEST", "SLATE_INPUT"]);
    assert.equal(endpoint.arn, full.object("endpoint").outputs["arn"]);
    assert.match(endpoint.policy ?? "", /cloudfront.amazonaws.com/);
  });

  it("[L7] have no policy before the edge gives them one", async () => {
    const world = await World.full();
    await world.remove("endpointPolicy");
    assert.equal(only(world).policy, undefined);
  });

  it("[L7] say whether the score is published and the channel locked to the epoch", async () => {
    const world = await World.full();
    await world.update("origin", { outputHeaderConfiguration: { publishMqcs: false } });
    assert.equal(only(world).publishMqcs, false);
    assert.equal(only(full).publishMqcs, true);
    const locked = (outputLockingMode: string): boolean | undefined => {
      const origin = full.object("origin");
      const all = full.store.everything().map((one) => (one === origin ? { ...one, inputs: { ...one.inputs, outputLockingMode } } : one));
      return originEndpoints(all)[0]?.epochLocked;
    };
    assert.deepEqual(["EPOCH_LOCKED", "NON_EPOCH_LOCKED"].map(locked), [true, false]);
  });

  it("[L7] are not served without the channel group's egress domain", () => {
    const others = full.store.everything().filter((one) => one !== full.object("group"));
    assert.deepEqual(originEndpoints(others), []);
  });
});

interface Got {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

function get(port: number, path: string, headers: Record<string, string>, method = "GET"): Promise<Got> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, path, headers, method }, (reply) => {
      const chunks: Buffer[] = [];
      reply.on("data", (chunk: Buffer) => chunks.push(chunk));
      reply.on("end", () => {
        resolve({ status: reply.statusCode ?? 0, headers: reply.headers, body: Buffer.concat(chunks).toString("utf8") });
      });
    });
    sent.on("error", reject);
    sent.end();
  });
}

describe("the rehearsed origins' server", () => {
  const regions = ["us-east-1", "eu-west-1"] as const;
  const endpoints = regions.map((region) => handMadeEndpoint({ region }));
  const channels = new Map<string, HandMadeChannel>(regions.map((region) => [region, new HandMadeChannel({ region }, 1_795_280_401_300)]));
  const live = { find: (region: string) => channels.get(region), all: () => [...channels.values()] };
  const path = "/out/v1/group/channel/live/index_v1-1080p.m3u8";
  let origins: RunningOrigins;

  before(async () => {
    origins = await startOrigins({ endpoints: () => endpoints, live, now: () => 1_795_280_401_300 });
  });
  after(() => origins.close());

  it("[E3] answers for every region by the name that is asked for, with one body where they are aligned", async () => {
    const answers = await Promise.all(endpoints.map((endpoint) => get(origins.port, path, signedFor(endpoint))));
    assert.equal(answers[0]?.body, answers[1]?.body);
    assert.deepEqual(
      answers.map(({ status, headers }) => [status, /n="MediaPackage:([^:]+):/.exec(String(headers["cmsd-static"]))?.[1]]),
      [
        [200, "us-east-1"],
        [200, "eu-west-1"],
      ],
    );
    assert.equal((await get(origins.port, path, { host: "127.0.0.1" })).status, 404);
  });

  it("[L7] answers HEAD with the headers of GET and no body", async () => {
    const [endpoint] = endpoints;
    assert.ok(endpoint);
    const [whole, head] = [await get(origins.port, path, signedFor(endpoint)), await get(origins.port, path, signedFor(endpoint), "HEAD")];
    const constant = ({ headers }: Got): unknown => ({ ...headers, date: "", "x-amzn-requestid": "" });
    assert.deepEqual(constant(head), constant(whole));
    assert.equal(head.headers["content-length"], String(Buffer.byteLength(whole.body)));
    assert.equal(head.body, "");
    assert.equal((await get(origins.port, path, signedFor(endpoint), "DELETE")).status, 405);
  });

  it("[E5] turns away what is not signed, and paths that are none", async () => {
    const [endpoint] = endpoints;
    assert.ok(endpoint);
    assert.equal((await get(origins.port, path, { host: endpoint.host })).status, 403);
    assert.equal((await get(origins.port, "/out/v1/group", signedFor(endpoint))).status, 404);
    assert.equal((await get(origins.port, "/out/v1/%zz", signedFor(endpoint))).status, 400);
  });
});
