/** An HTTP server that answers AWS SDK calls over the same state: what AWS_ENDPOINT_URL points to. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Cloud } from "../cloud.ts";
import type { Log } from "../provider/unary.ts";
import { answerCloudWatch } from "./cloudWatch.ts";
import { answerMediaLive } from "./mediaLive.ts";
import { ServiceError, type Answer, type Call } from "./protocol.ts";
import { answerQuery } from "./query.ts";

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
  if (call.service === "medialive") return answerMediaLive(cloud, call);
  if (call.service === "monitoring") return answerCloudWatch(cloud, call);
  if (call.service === "sts" || call.service === "cloudformation") return answerQuery(cloud, call);
  throw new ServiceError(501, "NotImplemented", `the rehearsal's AWS answers no calls of the service "${call.service}"`);
}

async function callOf(request: IncomingMessage): Promise<Call> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  // Signature version 4: Credential=<key>/<date>/<region>/<service>/aws4_request
  const scope = /Credential=[^/]+\/\d+\/([^/]+)\/([^/]+)\/aws4_request/.exec(request.headers.authorization ?? "");
  const [, region, service] = scope ?? [];
  if (region === undefined || service === undefined) {
    throw new ServiceError(403, "MissingAuthenticationTokenException", "the request is not signed, so it names no region and service");
  }
  const url = new URL(request.url ?? "/", "http://localhost");
  return {
    method: request.method ?? "GET",
    path: decodeURIComponent(url.pathname),
    query: url.searchParams,
    region,
    service,
    body: Buffer.concat(chunks).toString("utf8"),
    target: String(request.headers["x-amz-target"] ?? ""),
  };
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { "x-amzn-requestid": "rehearsal", ...headers });
  response.end(body);
}
