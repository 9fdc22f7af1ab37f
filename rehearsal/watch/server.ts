import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ServerResponse } from "node:http";
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { COOKIE_NAMES, KINDS, viewerCookies, type DrilledChannel, type Right, type Stage } from "../drills/index.ts";
import { figuresOf, type Figures } from "./figures.ts";
import { passThrough } from "./passThrough.ts";
import { Switchboard, type Lever } from "./switchboard.ts";

export interface WatchServer {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  close(): Promise<void>;
}

/** What the page is told every second, and whenever something changes. */
export interface WatchState {
  readonly channels: readonly {
    readonly name: string;
    readonly title: string;
    readonly aligned: boolean;
    readonly byQuality: boolean;
    readonly regions: readonly string[];
    readonly segmentSeconds: number;
    readonly formats: readonly string[];
  }[];
  readonly viewerHost: string;
  readonly levers: readonly Lever[];
  readonly right: Right;
  readonly figures: Figures;
}

const RIGHTS: readonly Right[] = ["signed", "none", "expired", "forged"];

/** Nothing from elsewhere, nothing inline; the player page stands in a frame of the same origin. */
const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const FILES: Readonly<Record<string, readonly [file: string, type: string]>> = {
  "/": ["index.html", "text/html; charset=utf-8"],
  "/watch.css": ["watch.css", "text/css; charset=utf-8"],
  "/watch.js": ["watch.js", "text/javascript; charset=utf-8"],
  "/happenings.js": ["happenings.js", "text/javascript; charset=utf-8"],
};

/** Milliseconds. */
const TELL_EVERY = 1000;

/** Serves the page beside the picture, on this machine only. `port` 0 takes a free one. */
export async function serveWatch(stage: Stage, port: number): Promise<WatchServer> {
  const listeners = new Map<ServerResponse, DrilledChannel>();
  const tell = (): void => {
    for (const [response, channel] of listeners) send(response, stateFor(channel));
  };
  const board = new Switchboard(stage, tell);
  const stateFor = (channel: DrilledChannel): WatchState => ({
    channels: stage.channels.map(({ name, title, aligned, byQuality, regions, segmentSeconds, playback }) => {
      return { name, title, aligned, byQuality, regions, segmentSeconds, formats: Object.keys(playback) };
    }),
    viewerHost: stage.media.viewerHost,
    levers: board.levers(channel),
    right: board.right(channel),
    figures: figuresOf(stage.media.served(), Date.now()),
  });

  const app = fastify({ forceCloseConnections: true, bodyLimit: 1024 });
  // Another site's page may send text without asking first; JSON it may not.
  app.removeContentTypeParser("text/plain");
  app.addHook("onRequest", refuseStrangers(app));
  for (const [path, [file, type]] of Object.entries(FILES)) {
    const bytes = readFileSync(join(import.meta.dirname, "page", file));
    app.get(path, (_request, reply) => {
      if (path === "/") {
        void reply.header("set-cookie", allCookies(stage, board));
      }
      return reply.headers(pageHeaders(type)).send(bytes);
    });
  }
  app.get("/events", (request, reply) => {
    const channel = channelOf(stage, request);
    if (channel === undefined) return unknownChannel(reply, stage);
    reply.hijack();
    reply.raw.writeHead(200, { ...pageHeaders("text/event-stream"), connection: "keep-alive" });
    listeners.set(reply.raw, channel);
    reply.raw.on("close", () => listeners.delete(reply.raw));
    send(reply.raw, stateFor(channel));
    return reply;
  });
  app.post("/drills", async (request, reply) => {
    const { kind, on } = bodyOf(request);
    const channel = channelOf(stage, request);
    if (channel === undefined) return unknownChannel(reply, stage);
    const known = KINDS.find((one) => one === kind);
    if (known === undefined || typeof on !== "boolean") return reply.code(400).send({ message: `There is no drill ${String(kind)}.` });
    await board.set(channel, known, on);
    return reply.header("set-cookie", cookieHeaders(stage, channel, board.right(channel))).send(stateFor(channel));
  });
  app.post("/right", (request, reply) => {
    const right = RIGHTS.find((one) => one === bodyOf(request)["right"]);
    const channel = channelOf(stage, request);
    if (channel === undefined) return unknownChannel(reply, stage);
    if (right === undefined) return reply.code(400).send({ message: `A right is one of ${RIGHTS.join(", ")}.` });
    board.setRight(channel, right);
    return reply.header("set-cookie", cookieHeaders(stage, channel, right)).send(stateFor(channel));
  });
  app.post("/heal", async (_request, reply) => {
    await board.healAll();
    return reply.header("set-cookie", allCookies(stage, board)).send({});
  });
  for (const path of ["/player/*", "/out/*"]) {
    app.all(path, (request, reply) => {
      reply.hijack();
      passThrough(stage.media.edgeUrl, request.raw, reply.raw);
    });
  }
  const ticking = setInterval(tell, TELL_EVERY);
  const url = await app.listen({ host: "127.0.0.1", port });
  return {
    url,
    close: async () => {
      clearInterval(ticking);
      for (const response of listeners.keys()) response.end();
      await app.close();
    },
  };
}

function pageHeaders(type: string): Record<string, string> {
  return {
    "content-type": type,
    "content-security-policy": PAGE_POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
  };
}

/** Only a page of this server may ask it: another site's page could otherwise pull its levers through the visitor's browser. */
function refuseStrangers(app: FastifyInstance) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const address = app.server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const own = [`127.0.0.1:${port}`, `localhost:${port}`];
    const { host, origin } = request.headers;
    const fromElsewhere = origin !== undefined && !own.some((name) => origin === `http://${name}`);
    if (host === undefined || !own.includes(host) || (request.method === "POST" && fromElsewhere)) await reply.code(403).send();
  };
}

function allCookies(stage: Stage, board: Switchboard): string[] {
  return stage.channels.flatMap((channel) => cookieHeaders(stage, channel, board.right(channel)));
}

function cookieHeaders(stage: Stage, channel: DrilledChannel, right: Right): string[] {
  const cookies = viewerCookies(stage.key, channel.resource, right, Math.floor(Date.now() / 1000));
  return COOKIE_NAMES.map((name) => {
    const value = cookies[name];
    const life = value === undefined ? "; Max-Age=0" : "";
    // On AWS these carry `Secure`; browsers differ on it over plain loopback.
    return `${name}=${value ?? ""}; Path=${channel.cookiePath}; HttpOnly; SameSite=Lax${life}`;
  });
}

function send(response: ServerResponse, state: WatchState): void {
  response.write(`data: ${JSON.stringify(state)}\n\n`);
}

function channelOf(stage: Stage, request: FastifyRequest): DrilledChannel | undefined {
  const { channel } = request.method === "GET" ? (request.query as Record<string, unknown>) : bodyOf(request);
  return (
    stage.channels.find(({ name }) => name === channel) ??
    (request.method === "GET" && channel === undefined ? stage.channels[0] : undefined)
  );
}

function bodyOf({ body }: FastifyRequest): Record<string, unknown> {
  return typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
}

function unknownChannel(reply: FastifyReply, stage: Stage): FastifyReply {
  return reply.code(404).send({ message: `There are: ${stage.channels.map(({ name }) => name).join(", ")}.` });
}
