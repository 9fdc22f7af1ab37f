/** An HTTP server that answers AWS SDK calls over the same state: what AWS_ENDPOINT_URL points to. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Cloud } from "../cloud.ts";
import type { Log } from "../provider/unary.ts";
import { answerCloudFront } from "./cloudFront.ts";
import { answerCloudWatch } from "./cloudWatch.ts";
import { answerKeyValueStore } from "./keyValueStore.ts";
import { answerManifest } from "./manifests.ts";
import { answerMediaConnect } from "./mediaConnect.ts";
import { answerMediaLive } from "./mediaLive.ts";
import { ServiceError, type Answer, type Call } from "./protocol.ts";
import { answerQuery } from "./query.ts";
import { answerS3 } from "./s3.ts";
import { answerSecretsManager } from "./secretsManager.ts";

export interface SdkEndpoint {
  url: string;
  close(): Promise<void>;
}

export async function serveSdk(cloud: Cloud, log: Log): Promise<SdkEndpoint> {
  const server = createServer((request, response) => {
    respond(cloud, request).then(
      (answer) => {
        send(response, answer);
      },
      (error: unknown) => {
        const failure = error instanceof ServiceError ? error : new ServiceError(500, "InternalServerErrorException", String(error));
        log(`${request.method ?? ""} ${request.url ?? ""}: ${failure.code}: ${failure.message}`);
        send(response, failure.answer());
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function respond(cloud: Cloud, request: IncomingMessage): Promise<Answer> {
  const call = await callOf(request);
  // What viewers are served goes on without the region's control plane.
  if (call.service === "mediapackagev2") return answerManifest(cloud, call);
  await reach(cloud, call.region, request);
  if (call.service === "medialive") return answerMediaLive(cloud, call);
  if (call.service === "mediaconnect") return answerMediaConnect(cloud, call);
  if (call.service === "monitoring") return answerCloudWatch(cloud, call);
  if (call.service === "s3") return answerS3(cloud, call);
  if (call.service === "cloudfront") return answerCloudFront(cloud, call);
  if (call.service === "cloudfront-keyvaluestore") return answerKeyValueStore(cloud, call);
  if (call.service === "secretsmanager") return answerSecretsManager(cloud, call);
  if (call.service === "sts" || call.service === "cloudformation") return answerQuery(cloud, call);
  throw new ServiceError(501, "NotImplemented", `the rehearsal's AWS answers no calls of the service "${call.service}"`);
}

/** A region that is dark answers nothing: the caller waits until its own patience ends, or finds nobody listening. */
async function reach(cloud: Cloud, region: string, request: IncomingMessage): Promise<void> {
  const how = cloud.faults.darkness(region);
  if (how === undefined) return;
  if (how === "refuses") request.socket.destroy();
  await new Promise(() => undefined);
}

async function callOf(request: IncomingMessage): Promise<Call> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  // Signature version 4: Credential=<key>/<date>/<region>/<service>/aws4_request; version 4A, for all regions, names none.
  const scope = /Credential=[^/]+\/\d+\/(?:([^/]+)\/)?([^/]+)\/aws4_request/.exec(request.headers.authorization ?? "");
  const [, region = request.headers["x-amz-region-set"] === undefined ? undefined : "", service] = scope ?? [];
  if (region === undefined || service === undefined) {
    throw new ServiceError(403, "MissingAuthenticationTokenException", "the request is not signed, so it names no region and service");
  }
  const bytes = Buffer.concat(chunks);
  const url = new URL(request.url ?? "/", "http://localhost");
  return {
    method: request.method ?? "GET",
    path: decodeURIComponent(url.pathname),
    query: url.searchParams,
    region,
    service,
    body: bytes.toString("utf8"),
    bytes,
    target: String(request.headers["x-amz-target"] ?? ""),
    headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value ?? "")])),
  };
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { "x-amzn-requestid": "rehearsal", ...headers });
  response.end(body);
}
