import assert from "node:assert/strict";
import http from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { askOrigins, Network, type OriginSide } from "../../rehearsal/media/origins/index.ts";
import type { OriginRequest, OriginTarget } from "../../rehearsal/media/types.ts";
import { originIn } from "../support/scriptedOrigins.ts";

const DISTRIBUTION = "arn:aws:cloudfront::123456789012:distribution/EDFDVBD6EXAMPLE";
// Patient, so that a busy machine fails no test; the hasty one is for answers that never come.
const US = originIn("us", "us-east-1", { connectionTimeout: 10, readTimeout: 10 });
const HASTY = originIn("hasty", "us-east-1", { connectionTimeout: 10, readTimeout: 0.2 });
const EU = originIn("eu", "eu-west-1", { connectionTimeout: 10, readTimeout: 10, signed: false, path: "/below" });
const us = { kind: "origin", origin: "us" } as const;
const hasty = { kind: "origin", origin: "hasty" } as const;
const group = { kind: "group", origins: ["us", "eu"], statusCodes: [502, 503, 504], byQuality: false } as const;
const get = (path: string, query = ""): OriginRequest => ({
  method: "GET",
  path,
  query,
  headers: { "accept-encoding": "gzip", authorization: "viewer" },
});

/** A server that behaves as its path says, and remembers what it was asked. */
class Server {
  readonly asked: http.IncomingMessage[] = [];
  readonly connections = new Set<Socket>();
  readonly #server = http.createServer((request, response) => {
    this.asked.push(request);
    this.connections.add(request.socket);
    switch (request.url) {
      case "/drop":
        request.socket.destroy();
        return;
      case "/cut":
        response.writeHead(200, { "content-length": "10" });
        response.write("part", () => request.socket.destroy());
        return;
      case "/cut-chunked":
        response.writeHead(200);
        response.write("part", () => setTimeout(() => request.socket.destroy(), 20));
        return;
      case "/silent":
        return;
      case "/hangs":
        response.writeHead(200, { "content-length": "10" });
        response.write("part");
        return;
      case "/close":
        response.writeHead(200, { connection: "close" });
        response.end("whole");
        return;
      default:
        response.writeHead(200, { "Set-Cookie": ["a=1", "b=2"], "CMSD-Static": "st=l" });
        response.end(request.method === "HEAD" ? undefined : "whole");
    }
  });

  async port(): Promise<number> {
    if (!this.#server.listening) await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return (this.#server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

describe("the edge and its origins over HTTP", () => {
  let server: Server;
  let ask: OriginSide;
  const network = new Network();

  beforeEach(async () => {
    server = new Server();
    network.clear();
    ask = askOrigins({ origins: () => [US, HASTY, EU], port: await server.port(), distributionArn: DISTRIBUTION, network });
  });
  afterEach(async () => {
    ask.close();
    await server.close();
  });

  // CloudFront Developer Guide, "Request and response behavior for custom origins": Host, User-Agent.
  it("[E3] asks by the origin's own name, signed where the origin is signed", async () => {
    const { reply } = await ask(us, get("/out/v1/a%20b.m3u8", "_HLS_msn=1"));
    assert.equal(reply.body.toString(), "whole");
    assert.equal(reply.headers["set-cookie"], "a=1, b=2");
    assert.equal(reply.headers["connection"], undefined);
    await ask({ kind: "origin", origin: "eu" }, get("/x"));
    const [first, second] = server.asked;
    assert.equal(first?.url, "/out/v1/a%20b.m3u8?_HLS_msn=1");
    assert.equal(first.headers.host, US.domainName);
    assert.equal(first.headers["user-agent"], "Amazon CloudFront");
    assert.equal(first.headers["accept-encoding"], "gzip");
    assert.match(first.headers.authorization ?? "", /^AWS4-HMAC-SHA256 /);
    assert.equal(first.headers["x-rehearsal-source-arn"], DISTRIBUTION);
    assert.equal(second?.url, "/below/x");
    assert.equal(second.headers.host, EU.domainName);
    assert.equal(second.headers.authorization, undefined);
    assert.equal(second.headers["x-rehearsal-principal"], undefined);
  });

  // CloudFront Developer Guide, "Request and response behavior for custom origins", "Persistent connections".
  it("[E1] keeps its connection to an origin, and makes a new one when that was closed meanwhile", async () => {
    for (const path of ["/1", "/2", "/3"]) await ask(us, get(path));
    assert.equal(server.connections.size, 1);
    for (const socket of server.connections) socket.destroy();
    assert.equal((await ask(us, get("/4"))).reply.status, 200);
    assert.equal((await ask(us, get("/close"))).reply.body.toString(), "whole");
    assert.equal((await ask(us, get("/5"))).reply.status, 200);
    assert.equal(server.connections.size, 3);
  });

  it("[E3] tells a dropped, a cut and a silent answer apart", async () => {
    assert.deepEqual(await outcome(us, "/drop"), { status: 502, body: "", failed: ["incomplete"] });
    assert.deepEqual(await outcome(us, "/cut"), { status: 200, body: "part", failed: ["incomplete"], incomplete: true });
    assert.deepEqual(await outcome(us, "/cut-chunked"), { status: 200, body: "part", failed: ["incomplete"], incomplete: true });
    assert.deepEqual(await outcome(hasty, "/silent"), { status: 504, body: "", failed: ["timeout", "timeout"] });
    assert.deepEqual(await outcome(hasty, "/hangs"), { status: 504, body: "", failed: ["timeout", "timeout"] });
  });

  it("[E3] answers HEAD with headers alone, and refuses no method of the edge", async () => {
    const head = await ask(us, { ...get("/x"), method: "HEAD" });
    assert.deepEqual([head.reply.status, head.reply.body.length], [200, 0]);
    assert.equal((await ask(us, { ...get("/x"), method: "OPTIONS" })).reply.status, 200);
  });

  it("[E3] is 502 where nobody listens, and where the path is none", async () => {
    const port = await server.port();
    await server.close();
    const nobody = askOrigins({ origins: () => [US, EU], port, distributionArn: DISTRIBUTION });
    const { reply, attempts } = await nobody(group, get("/x"));
    assert.equal(reply.status, 502);
    assert.equal(attempts.length, 4);
    assert.equal((await nobody(us, get("/a b"))).reply.status, 502);
    nobody.close();
  });

  it("[E3] takes the other region while one is broken, over real connections", async () => {
    await ask(us, get("/1"));
    for (const fault of [{ kind: "refused" }, { kind: "hung-body" }, { kind: "status", status: 503 }] as const) {
      network.set("us-east-1", fault);
      const first = fault.kind === "hung-body" ? "hasty" : "us";
      const { reply, origin } = await ask({ ...group, origins: [first, "eu"] }, get("/1"));
      assert.deepEqual([reply.status, origin, reply.body.toString()], [200, "eu", "whole"], fault.kind);
      network.clear();
      assert.equal((await ask(group, get("/1"))).origin, "us");
    }
  });

  async function outcome(target: OriginTarget, path: string): Promise<object> {
    const { reply, attempts } = await ask(target, get(path));
    return {
      status: reply.status,
      body: reply.status === 200 ? reply.body.toString() : "",
      failed: attempts.map(({ failed }) => failed),
      ...(reply.incomplete === undefined ? {} : { incomplete: true }),
    };
  }
});
