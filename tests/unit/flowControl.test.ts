import assert from "node:assert/strict";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import {
  bringChannels,
  bringFlows,
  flowsOfChannel,
  flowStatus,
  lookAtChannels,
  nextFlowStep,
  sendSigned,
  type ControlledChannel,
  type WantedState,
} from "../../control/index.ts";
import { setChannelState } from "../../rehearsal/cloud/channels.ts";
import { flowStatus as statusOf, setFlowStatus, type FlowStatus } from "../../rehearsal/cloud/flows.ts";
import { serveSdk, type SdkEndpoint } from "../../rehearsal/cloud/sdk/server.ts";
import { text } from "../../rehearsal/cloud/values.ts";
import { awsEnvironment } from "../support/awsEnvironment.ts";
import { World } from "../support/cloudWorld.ts";

/** Flow, `status`, in the MediaConnect API reference, and what is no flow at all. */
const STATUSES = ["STANDBY", "ACTIVE", "UPDATING", "DELETING", "STARTING", "STOPPING", "ERROR", "absent"];

describe("what to do about a flow next", () => {
  it("[L9] is asked for once, waited for, and given up when somebody undoes it", () => {
    const all = fc.record({
      wanted: fc.constantFrom<WantedState>("running", "stopped"),
      status: fc.constantFrom(...STATUSES),
      asked: fc.boolean(),
      moved: fc.boolean(),
    });
    fc.assert(
      fc.property(all, ({ wanted, status, asked, moved }) => {
        const step = nextFlowStep(wanted, status, { asked, moved: asked && moved });
        if (step.do === "ask") assert.ok(!asked, "never asked twice");
        if (step.do === "ask" && wanted === "running") assert.equal(status, "STANDBY");
        if (step.do === "done") assert.ok(wanted === "running" ? status === "ACTIVE" : ["STANDBY", "absent", "DELETING"].includes(status));
        if (step.do === "fail") assert.ok(step.reason.length > 5);
      }),
    );
  });

  const step = (wanted: WantedState, status: string, asked = false, moved = false): string =>
    nextFlowStep(wanted, status, { asked, moved }).do;

  it("[L9] knows each status by name", () => {
    assert.deepEqual(
      STATUSES.map((status) => step("running", status)),
      ["ask", "done", "wait", "fail", "wait", "wait", "fail", "fail"],
    );
    assert.deepEqual(
      STATUSES.map((status) => step("stopped", status)),
      ["done", "ask", "wait", "done", "wait", "wait", "ask", "done"],
    );
    assert.deepEqual(
      [step("running", "STANDBY", true), step("running", "STANDBY", true, true), step("stopped", "ACTIVE", true, true)],
      ["wait", "fail", "fail"],
    );
  });
});

describe("channels with flows", () => {
  const access = { region: "eu-west-1" };
  const quick = { pollSeconds: 0.005, timeoutSeconds: 5 };
  let world: World;
  let endpoint: SdkEndpoint;
  let restore: () => void;
  let channel: ControlledChannel;

  beforeEach(async () => {
    world = await World.full();
    endpoint = await serveSdk(world.cloud, () => undefined);
    restore = awsEnvironment(endpoint.url);
    const made = world.store.all("AWS::MediaLive::Channel")[0];
    assert.ok(made !== undefined);
    const flows = ["flowA", "flowB"].map((name) => ({ name, arn: world.id(name) }));
    channel = { name: "news", id: made.id, arn: text(made.outputs["arn"]) ?? "", environment: "prod", flows };
  });
  afterEach(async () => {
    restore();
    await endpoint.close();
  });

  const status = (name: string): FlowStatus => statusOf(world.object(name), world.cloud.transition);
  const set = (name: string, to: FlowStatus): void => {
    setFlowStatus(world.object(name), to, world.store);
  };
  /** What MediaLive and MediaConnect were asked to change, in order. */
  const watch = (): string[] => {
    const asked: string[] = [];
    const { faults } = world;
    const meet = faults.meet.bind(faults);
    faults.meet = (operation, type, region) => {
      if (operation === "call" && /:(Start|Stop)/.test(type)) asked.push(type);
      return meet(operation, type, region);
    };
    return asked;
  };

  it("[L9] start their flows, wait until both are active, and only then start themselves", async () => {
    const asked = watch();
    const states: string[] = [];
    const [outcome] = await bringChannels(access, [channel], "running", {
      ...quick,
      onState: (_name, state) => states.push(`${state} ${status("flowA")}`),
    });
    assert.equal(outcome?.error, undefined);
    assert.deepEqual([outcome?.now, status("flowA"), status("flowB")], ["RUNNING", "ACTIVE", "ACTIVE"]);
    assert.deepEqual(asked, ["mediaconnect:StartFlow", "mediaconnect:StartFlow", "medialive:StartChannel"]);
    assert.deepEqual(
      states.filter((state) => !state.startsWith("IDLE")).filter((state) => !state.endsWith(" ACTIVE")),
      [],
      states.join(", "),
    );
  });

  it("[L9] stop before their flows do, which cost no longer than they serve", async () => {
    await bringChannels(access, [channel], "running", quick);
    const asked = watch();
    const [outcome] = await bringChannels(access, [channel], "stopped", quick);
    assert.equal(outcome?.error, undefined);
    assert.deepEqual([outcome?.now, status("flowA"), status("flowB")], ["IDLE", "STANDBY", "STANDBY"]);
    assert.deepEqual(asked, ["medialive:StopChannel", "mediaconnect:StopFlow", "mediaconnect:StopFlow"]);
  });

  it("[L9] that run already get a flow back that somebody stopped, and are not asked to start again", async () => {
    await bringChannels(access, [channel], "running", quick);
    set("flowB", "STANDBY");
    const asked = watch();
    const [outcome] = await bringChannels(access, [channel], "running", quick);
    assert.deepEqual([outcome?.error, status("flowB"), asked], [undefined, "ACTIVE", ["mediaconnect:StartFlow"]]);
  });

  it("[L9] go on air without a flow that does not start, and say which", async () => {
    world.faults.fail("mediaconnect:StartFlow", "no capacity", { on: ["call"] });
    set("flowA", "ACTIVE");
    const [outcome] = await bringChannels(access, [channel], "running", quick);
    assert.equal(outcome?.now, "RUNNING");
    assert.match(String(outcome.error), /is RUNNING, but flow flowB: no capacity/);
  });

  /** Lets StartFlow find a flow that was in STANDBY a moment ago in another status: AWS's own refusal, 400. */
  const refuseStart = (times: number): void => {
    const { faults } = world;
    const meet = faults.meet.bind(faults);
    let left = times;
    faults.meet = (operation, type, region) => {
      if (type === "mediaconnect:StartFlow" && left-- > 0) for (const name of ["flowA", "flowB"]) stick(name, "STOPPING");
      else if (type === "mediaconnect:DescribeFlow")
        for (const name of ["flowA", "flowB"]) if (status(name) === "STOPPING") set(name, "STANDBY");
      return meet(operation, type, region);
    };
  };
  /** A flow that stays on its way. */
  const stick = (name: string, to: "STARTING" | "STOPPING"): void => {
    set(name, to);
    world.object(name).hidden["since"] = Date.now() + 600_000;
  };

  it("[L9] ask a flow again that was refused in passing", async () => {
    refuseStart(2);
    const [outcome] = await bringChannels(access, [channel], "running", quick);
    assert.deepEqual([outcome?.error, outcome?.now, status("flowA"), status("flowB")], [undefined, "RUNNING", "ACTIVE", "ACTIVE"]);
  });

  it("[L9] go on air without flows that are refused three times, with AWS's own words", async () => {
    refuseStart(Infinity);
    const asked = watch();
    const [outcome] = await bringChannels(access, [channel], "running", { ...quick, timeoutSeconds: 60 });
    assert.equal(outcome?.now, "RUNNING");
    assert.match(String(outcome.error), /is RUNNING, but flow flowA: the flow \S+ is STOPPING, not STANDBY; flow flowB: the flow/);
    assert.deepEqual(asked, [...Array.from({ length: 6 }, () => "mediaconnect:StartFlow"), "medialive:StartChannel"]);
  });

  it("[L9] go on air without a flow that takes too long, and say which", async () => {
    stick("flowA", "STOPPING");
    const [outcome] = await bringChannels(access, [channel], "running", { pollSeconds: 0.005, timeoutSeconds: 60, flowSeconds: 0.1 });
    assert.match(String(outcome?.error), /is RUNNING, but flow flowA: is still STOPPING after 0.1 s$/);
    assert.deepEqual([outcome?.now, status("flowB")], ["RUNNING", "ACTIVE"]);
  });

  it("[L9] are stopped when a flow is late to stop, and say which", async () => {
    await bringChannels(access, [channel], "running", quick);
    stick("flowA", "STARTING");
    const [outcome] = await bringChannels(access, [channel], "stopped", { pollSeconds: 0.005, timeoutSeconds: 60, flowSeconds: 0.1 });
    assert.match(String(outcome?.error), /is IDLE, but flow flowA: is still STARTING after 0.1 s$/);
    assert.deepEqual([outcome?.now, status("flowB")], ["IDLE", "STANDBY"]);
  });

  it("[L9] have each flow brought there, whatever becomes of another", async () => {
    stick("flowA", "STOPPING");
    const gone = { name: "gone", arn: "arn:aws:mediaconnect:eu-west-1:123456789012:flow:1-a-b:gone" };
    await assert.rejects(
      bringFlows(access, [gone, ...(channel.flows ?? [])], "running", { pollSeconds: 0.005, timeoutSeconds: 0.1 }),
      /^Error: flow gone: is not there; flow flowA: is still STOPPING after 0.1 s$/,
    );
    assert.equal(status("flowB"), "ACTIVE");
  });

  it("[L9] say which flow they still wait for when time is over", async () => {
    set("flowA", "STOPPING");
    world.object("flowA").hidden["since"] = Date.now() + 60_000;
    const [outcome] = await bringChannels(access, [channel], "running", { pollSeconds: 0.005, timeoutSeconds: 0.05 });
    assert.match(String(outcome?.error), /is still IDLE \(flow flowA is STOPPING\) after 0.05 s/);
    assert.equal(outcome?.now, "IDLE", "no channel starts before its flows");
  });

  it("[L9] without flows ask MediaConnect for nothing", async () => {
    const asked = watch();
    const { name, id, arn, environment } = channel;
    await bringChannels(access, [{ name, id, arn, environment }], "running", quick);
    assert.deepEqual(asked, ["medialive:StartChannel"]);
  });

  it("[O1 L9] are shown with what their flows are, and a flow that runs alone stands out", async () => {
    set("flowA", "ACTIVE");
    const [look] = await lookAtChannels(access, [channel]);
    assert.deepEqual(look?.flows, [
      { name: "flowA", status: "ACTIVE", astray: true },
      { name: "flowB", status: "STANDBY", astray: false },
    ]);
    const made = world.store.get("AWS::MediaLive::Channel", "eu-west-1", channel.id);
    assert.ok(made !== undefined);
    setChannelState(made, "RUNNING", world.store);
    const [running] = await lookAtChannels(access, [channel]);
    assert.deepEqual(
      running?.flows?.map(({ astray }) => astray),
      [false, true],
    );
  });

  it("[L9] name their flows to whoever knows only the channel", async () => {
    await world.update("stack", {
      parameters: { ...(world.inputs("stack")["parameters"] as Record<string, string>), InputId: world.id("flowInput") },
    });
    const found = await flowsOfChannel(access, world.store.all("AWS::MediaLive::Channel")[0]?.id ?? "");
    assert.deepEqual(found, channel.flows);
    await bringFlows(access, found, "running", quick);
    assert.deepEqual([status("flowA"), status("flowB")], ["ACTIVE", "ACTIVE"]);
  });

  it("[L9] tell a flow that is not there from one that cannot be read", async () => {
    const gone = { name: "gone", arn: "arn:aws:mediaconnect:eu-west-1:123456789012:flow:1-a-b:gone" };
    assert.equal(await flowStatus(access, gone.arn), "absent");
    await assert.rejects(bringFlows(access, [gone], "running", quick), /flow gone: is not there/);
    world.faults.fail("mediaconnect:DescribeFlow", "out of order", { on: ["call"] });
    await assert.rejects(flowStatus(access, world.id("flowA")), { name: "InternalServerErrorException", message: "out of order" });
  });
});

describe("a signed request", () => {
  let server: Server;
  let restore: () => void;
  const seen: { url: string; headers: IncomingHttpHeaders; body: string }[] = [];
  let answers: number[] = [];

  beforeEach(async () => {
    seen.length = 0;
    answers = [];
    server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on("data", (part: Buffer) => parts.push(part));
      request.on("end", () => {
        seen.push({ url: request.url ?? "", headers: request.headers, body: Buffer.concat(parts).toString("utf8") });
        response.writeHead(answers.shift() ?? 200, { "x-amzn-errortype": "SomeException" });
        response.end("said");
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    restore = awsEnvironment(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}`);
  });
  afterEach(async () => {
    restore();
    await new Promise((resolve) => server.close(resolve));
  });

  const request = {
    method: "GET",
    service: "mediaconnect",
    host: "mediaconnect.eu-west-1.amazonaws.com",
    path: "/v1/flows/arn%3Aaws",
  } as const;

  it("[L9] carries the service's own host wherever it goes, and names region and service in its signature", async () => {
    const { status, body } = await sendSigned({ region: "eu-west-1" }, { ...request, query: { "a b": "c&d" } });
    assert.deepEqual([status, body, seen.length], [200, "said", 1]);
    const [one] = seen;
    assert.equal(one?.headers.host, request.host);
    assert.match(
      one.headers.authorization ?? "",
      /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/mediaconnect\/aws4_request, SignedHeaders=host;/,
    );
    assert.equal(one.url, "/v1/flows/arn%3Aaws?a%20b=c%26d");
  });

  it("[L9] is tried again while AWS is busy or fails, and takes any other status for an answer", async () => {
    answers = [429, 503, 404];
    const answer = await sendSigned({ region: "eu-west-1" }, request);
    assert.deepEqual([answer.status, answer.headers["x-amzn-errortype"], seen.length], [404, "SomeException", 3]);
    answers = [500, 500, 500, 500];
    assert.equal((await sendSigned({ region: "eu-west-1" }, request, { tries: 2 })).status, 500);
  });

  it("[L9] ends with an error where nobody answers", async () => {
    await new Promise((resolve) => server.close(resolve));
    await assert.rejects(sendSigned({ region: "eu-west-1" }, request, { tries: 1 }), /ECONNREFUSED/);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
});
