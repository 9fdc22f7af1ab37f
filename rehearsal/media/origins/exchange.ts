import type { EdgeOrigin, OriginRequest } from "../types.ts";

/** What happens on a connection to an origin, in this order: connected, head, data, end; or failed at any point before end. */
export interface ExchangeEvents {
  connected(): void;
  /** Header names in lower case. */
  head(status: number, headers: Readonly<Record<string, string>>): void;
  data(chunk: Buffer): void;
  /** `complete` is false when the connection was dropped before all that the head had announced. */
  end(complete: boolean): void;
  /** `dropped`: connected, and closed before any head. */
  failed(reason: "refused" | "dropped"): void;
}

/** Sends one request to an origin and tells what happens, never before it has returned; answers how to give up. */
export type Exchange = (origin: EdgeOrigin, request: OriginRequest, events: ExchangeEvents) => () => void;
