import { request as ask, type IncomingMessage, type ServerResponse } from "node:http";

/** Headers of one connection that a go-between keeps to itself (RFC 9110, section 7.6.1). */
const OF_THE_CONNECTION = new Set(["connection", "keep-alive", "proxy-connection", "te", "transfer-encoding", "upgrade"]);

/**
 * Passes a request on to the edge and its answer back, both as they are: the player page that was deployed then stands on the
 * watch page's own origin, under the policies it was deployed with.
 */
export function passThrough(edgeUrl: string, request: IncomingMessage, response: ServerResponse): void {
  const { hostname, port } = new URL(edgeUrl);
  const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !OF_THE_CONNECTION.has(name)));
  const asked = ask(
    { hostname, port, path: request.url, method: request.method, headers: { ...headers, host: `${hostname}:${port}` } },
    (answer) => {
      const own = Object.entries(answer.headers).filter(([name]) => !OF_THE_CONNECTION.has(name));
      response.writeHead(answer.statusCode ?? 502, Object.fromEntries(own));
      answer.pipe(response);
      answer.on("error", () => response.destroy());
    },
  );
  asked.on("error", () => {
    if (response.headersSent) response.destroy();
    else response.writeHead(502, { "content-type": "text/plain" }).end("The edge of the rehearsal does not answer.\n");
  });
  response.on("close", () => asked.destroy());
  request.pipe(asked);
}
