/** The egress of all regions' channel groups on one port of this machine; a request's Host says which one it means. */
import { fastify, type FastifyReply, type FastifyRequest } from "fastify";
import type { LiveChannels, OriginEndpoint } from "../types.ts";
import { answer, type Ask } from "./answer.ts";
import { DiscontinuityHistory } from "./history.ts";

export interface OriginsOptions {
  /** As deployed; asked at every request. */
  readonly endpoints: () => readonly OriginEndpoint[];
  readonly live: LiveChannels;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

export interface RunningOrigins {
  /** On 127.0.0.1, plain HTTP. */
  readonly port: number;
  close(): Promise<void>;
}

/** Serves MediaPackage v2 endpoints to whoever their policies let in. */
export async function startOrigins({ endpoints, live, now = Date.now }: OriginsOptions): Promise<RunningOrigins> {
  const context = { endpoints, live, now, history: new DiscontinuityHistory() };
  const server = fastify({
    exposeHeadRoutes: false,
    forceCloseConnections: true,
    return503OnClosing: false,
    routerOptions: { maxParamLength: 2000 },
  });
  server.all("*", async (request: FastifyRequest, reply: FastifyReply) => {
    const { status, headers, body } = await answer(askOf(request), context);
    // Of a HEAD, too: the length of what a GET would bring.
    await reply
      .code(status)
      .headers({ ...headers, "content-length": String(body.length) })
      .send(request.method === "HEAD" ? undefined : body);
  });
  await server.listen({ host: "127.0.0.1", port: 0 });
  const address = server.server.address();
  if (address === null || typeof address === "string") throw new Error("the origins listen on no port");
  return { port: address.port, close: () => server.close() };
}

function askOf({ method, url, headers }: FastifyRequest): Ask {
  const [path = "", ...query] = url.split("?");
  const flat = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : value]));
  return { method, host: (headers.host ?? "").replace(/:\d+$/, "").toLowerCase(), path, query: query.join("?"), headers: flat };
}
