/** Requests over HTTP to the local server that stands for every origin; which one is meant, the Host header says. */
import http from "node:http";
import type { EdgeOrigin, OriginRequest } from "../types.ts";
import type { Exchange, ExchangeEvents } from "./exchange.ts";

export interface HttpOrigins {
  readonly exchange: Exchange;
  /** Closes the connections that are kept. */
  readonly close: () => void;
}

/** Of the connection, not of the object (RFC 9110, "Connection"). */
const OF_THE_CONNECTION: ReadonlySet<string> = new Set(["connection", "keep-alive", "transfer-encoding", "trailer", "upgrade"]);

/** One agent for each origin keeps its connections, as CloudFront keeps those to an origin ("Keep-alive timeout"). */
export function httpOrigins(port: number): HttpOrigins {
  const agents = new Map<string, http.Agent>();
  const agentOf = (id: string): http.Agent => {
    const known = agents.get(id) ?? new http.Agent({ keepAlive: true });
    agents.set(id, known);
    return known;
  };
  return {
    exchange: (origin, request, events) => send(port, agentOf(origin.id), origin, request, events),
    close: () => {
      for (const agent of agents.values()) agent.destroy();
      agents.clear();
    },
  };
}

function send(port: number, agent: http.Agent, origin: EdgeOrigin, request: OriginRequest, events: ExchangeEvents): () => void {
  let connected = false;
  let answered = false;
  let over = false;
  const finish = (tell: () => void): void => {
    if (over) return;
    over = true;
    tell();
  };
  const sent = http.request({
    host: "127.0.0.1",
    port,
    agent,
    method: request.method,
    path: `${origin.path}${request.path}${request.query === "" ? "" : `?${request.query}`}`,
    headers: { ...request.headers, host: origin.domainName },
  });
  sent.on("socket", (socket) => {
    const stands = (): void => {
      connected = true;
      if (!over) events.connected();
    };
    if (socket.connecting) socket.once("connect", stands);
    else stands();
  });
  sent.on("response", (response) => {
    answered = true;
    events.head(response.statusCode ?? 0, headersOf(response));
    response.on("data", (chunk: Buffer) => {
      if (!over) events.data(chunk);
    });
    response.on("end", () => finish(() => events.end(response.complete)));
    // Before "end" only when the connection was dropped.
    response.on("close", () => finish(() => events.end(response.complete)));
    response.on("error", () => undefined);
  });
  sent.on("error", (error: NodeJS.ErrnoException) => {
    if (answered) return;
    // A kept connection that the server closed just now is no answer of the origin's: a new one is made.
    if (sent.reusedSocket && (error.code === "ECONNRESET" || error.code === "EPIPE") && !over) {
      over = true;
      again = send(port, agent, origin, request, events);
      return;
    }
    finish(() => events.failed(connected ? "dropped" : "refused"));
  });
  let again: (() => void) | undefined;
  sent.end();
  return () => {
    over = true;
    sent.destroy();
    again?.();
  };
}

function headersOf(response: http.IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(response.headers)) {
    if (value === undefined || OF_THE_CONNECTION.has(name)) continue;
    headers[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return headers;
}
