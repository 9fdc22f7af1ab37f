import { Agent, request } from "node:http";
import type { RequestKind } from "./players/index.ts";

/** One request as a player saw it. */
export interface Seen {
  /** Seconds since 1970 at which it was sent. */
  readonly at: number;
  readonly kind: RequestKind;
  /** 0: no answer. */
  readonly status: number;
  readonly bytes: number;
  /** Until the last byte, milliseconds. */
  readonly ms: number;
}

/** Longer than any answer that is held back. */
const TIMEOUT_MS = 20_000;

/** Asks an edge over connections that stay open, as players do, and notes every request. */
export class Client {
  readonly seen: Seen[] = [];
  readonly #agent = new Agent({ keepAlive: true });
  readonly #edge: URL;
  readonly #cookies: string;

  constructor(edgeUrl: string, cookies: string) {
    this.#edge = new URL(edgeUrl);
    this.#cookies = cookies;
  }

  fetch(path: string, kind: RequestKind): Promise<{ status: number; text: string }> {
    const [at, began] = [(performance.timeOrigin + performance.now()) / 1000, performance.now()];
    return new Promise((resolve) => {
      const settle = (status: number, body: Buffer): void => {
        this.seen.push({ at, kind, status, bytes: body.length, ms: performance.now() - began });
        resolve({ status, text: kind === "manifests" ? body.toString("utf8") : "" });
      };
      const { hostname, port } = this.#edge;
      const asked = request(
        { hostname, port, path, agent: this.#agent, headers: { cookie: this.#cookies }, timeout: TIMEOUT_MS },
        (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.once("end", () => settle(response.complete ? (response.statusCode ?? 0) : 0, Buffer.concat(chunks)));
          response.once("error", () => settle(0, Buffer.alloc(0)));
        },
      );
      asked.once("timeout", () => asked.destroy(new Error("no answer")));
      asked.once("error", () => settle(0, Buffer.alloc(0)));
      asked.end();
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
