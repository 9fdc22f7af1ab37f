/** One origin: connections, time-outs and how often it is tried. */
import { scoreOf } from "../cmsd.ts";
import type { EdgeOrigin, OriginAttempt, OriginReply, OriginRequest } from "../types.ts";
import type { Exchange, ExchangeEvents } from "./exchange.ts";
import type { Timers } from "./timers.ts";

/** What a try came to. `unreachable`: nothing answered the connection in time. `timeout`: connected, and then silence. */
export type Outcome =
  { readonly kind: "answer"; readonly reply: OriginReply } | { readonly kind: "refused" | "unreachable" | "timeout" | "dropped" };

export interface Asked {
  readonly outcome: Outcome;
  readonly attempts: readonly OriginAttempt[];
}

/**
 * The status that decides about failover: 503 stands for a connection that could not be made and 504 for a time-out (CloudFront
 * Developer Guide, "Optimize high availability with CloudFront origin failover"). A connection dropped before any answer is
 * counted as 502; no page says so.
 */
export function countedStatus(outcome: Outcome): number {
  switch (outcome.kind) {
    case "answer":
      return outcome.reply.status;
    case "refused":
    case "unreachable":
      return 503;
    case "timeout":
      return 504;
    case "dropped":
      return 502;
  }
}

/**
 * Connections are tried as often as "Connection attempts" says, and so are answers to GET and HEAD that time out; after a time-out
 * of any other method the origin is not asked again (CloudFront Developer Guide, origin settings, "Connection attempts",
 * "Connection timeout", "Response timeout").
 */
export function triesAgain(outcome: Outcome, method: OriginRequest["method"]): boolean {
  if (outcome.kind === "timeout") return method !== "OPTIONS";
  return outcome.kind === "refused" || outcome.kind === "unreachable";
}

/** Asks an origin, as often as it may be asked. Never rejects. */
export async function ask(exchange: Exchange, origin: EdgeOrigin, request: OriginRequest, timers: Timers): Promise<Asked> {
  const attempts: OriginAttempt[] = [];
  for (;;) {
    const from = timers.now();
    const outcome = await tryOnce(exchange, origin, request, timers);
    attempts.push(attemptOf(origin, request, outcome, timers.now() - from));
    if (attempts.length >= origin.connectionAttempts || !triesAgain(outcome, request.method)) return { outcome, attempts };
  }
}

function attemptOf(origin: EdgeOrigin, request: OriginRequest, outcome: Outcome, ms: number): OriginAttempt {
  const score = outcome.kind === "answer" ? scoreOf(outcome.reply.headers) : undefined;
  const failed = failureOf(outcome);
  return {
    origin: origin.id,
    method: request.method,
    status: countedStatus(outcome),
    ms,
    ...(failed === undefined ? {} : { failed }),
    ...(score === undefined ? {} : { score }),
  };
}

function failureOf(outcome: Outcome): OriginAttempt["failed"] {
  switch (outcome.kind) {
    case "answer":
      return outcome.reply.incomplete === true ? "incomplete" : undefined;
    case "refused":
    case "unreachable":
      return "connect";
    case "timeout":
      return "timeout";
    case "dropped":
      return "incomplete";
  }
}

/**
 * One try. "Connection timeout" runs until the connection stands; from then on "Response timeout" runs until the first packet
 * of the answer, and again from each packet to the next (CloudFront Developer Guide, origin settings).
 */
export function tryOnce(exchange: Exchange, origin: EdgeOrigin, request: OriginRequest, timers: Timers): Promise<Outcome> {
  return new Promise((resolve) => {
    let status = 0;
    let headers: Readonly<Record<string, string>> = {};
    const chunks: Buffer[] = [];
    let over = false;
    let stopTimer = (): void => undefined;
    let giveUp = (): void => undefined;
    const settle = (outcome: Outcome): void => {
      if (over) return;
      over = true;
      stopTimer();
      resolve(outcome);
    };
    const wait = (seconds: number, kind: "unreachable" | "timeout"): void => {
      stopTimer();
      if (over) return;
      stopTimer = timers.after(seconds * 1000, () => {
        settle({ kind });
        giveUp();
      });
    };
    wait(origin.connectionTimeout, "unreachable");
    const events: ExchangeEvents = {
      connected: () => {
        wait(origin.readTimeout, "timeout");
      },
      head: (code, fields) => {
        status = code;
        headers = fields;
        wait(origin.readTimeout, "timeout");
      },
      data: (chunk) => {
        chunks.push(chunk);
        wait(origin.readTimeout, "timeout");
      },
      end: (complete) => {
        settle({ kind: "answer", reply: { status, headers, body: Buffer.concat(chunks), ...(complete ? {} : { incomplete: true }) } });
      },
      failed: (reason) => {
        settle({ kind: reason });
      },
    };
    try {
      giveUp = exchange(origin, request, events);
    } catch {
      // A path or a header that no HTTP client would send.
      settle({ kind: "dropped" });
    }
  });
}
