/** The edge's HTTP server on this machine's loopback address. */
import type { IncomingHttpHeaders } from "node:http";
import fastify from "fastify";
import { EdgeService, type EdgeOptions } from "./serve.ts";

export interface RunningEdge {
  /** Where browsers reach it, `http://127.0.0.1:<port>`. */
  readonly url: string;
  purge(paths: readonly string[]): void;
  close(): Promise<void>;
}

/** Bytes of request line and headers that reach the edge's own check of the URL's length. */
const LARGEST_HEADERS = 64 * 1024;

/** Starts the edge on a free port, or on the port given. */
export async function startEdge({ port = 0, ...options }: EdgeOptions & { readonly port?: number }): Promise<RunningEdge> {
  const service = new EdgeService(options);
  const server = fastify({ http: { maxHeaderSize: LARGEST_HEADERS }, forceCloseConnections: true, rewriteUrl: () => "/" });
  // Bodies are nobody's here, of whatever type they are.
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("*", (_request, _payload, done) => {
    done(null);
  });
  server.setNotFoundHandler(async (request, reply) => {
    const { method, originalUrl, headers, ip } = request;
    const answer = await service.serve({ method, url: originalUrl, headers: plain(headers), ip });
    reply.hijack();
    // A viewer may have gone while he waited.
    reply.raw.on("error", () => undefined);
    if (reply.raw.destroyed) return;
    reply.raw.writeHead(answer.status, { ...answer.headers });
    if (answer.incomplete === true) reply.raw.write(answer.body, () => reply.raw.destroy());
    else reply.raw.end(answer.body);
  });
  const url = await server.listen({ host: "127.0.0.1", port });
  return {
    url,
    purge: (paths) => {
      service.purge(paths);
    },
    close: async () => {
      await server.close();
      await service.close();
    },
  };
}

/** Node joins what came more than once; only Set-Cookie, which no request has, is a list. */
function plain(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(", ") : value]],
    ),
  );
}
