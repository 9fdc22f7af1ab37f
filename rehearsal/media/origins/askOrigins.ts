/** CloudFront's side towards the origins. */
import type { AskOrigins, EdgeOrigin } from "../types.ts";
import type { Exchange } from "./exchange.ts";
import { askTarget, type AskOne } from "./groups.ts";
import { httpOrigins } from "./http.ts";
import { Network, overNetwork } from "./network.ts";
import { objectExchange, type Storage } from "./objects.ts";
import { Scores } from "./scores.ts";
import { Shields } from "./shield.ts";
import { asSent } from "./signing.ts";
import { realTimers, type Timers } from "./timers.ts";
import { ask } from "./tries.ts";

export interface AskOriginsOptions {
  /** The distribution's origins as deployed now; read at every request. */
  readonly origins: () => readonly EdgeOrigin[];
  /** Port of the local server that stands for every MediaPackage origin. */
  readonly port: number;
  /** Whose requests these are, to the policies of endpoints and buckets. */
  readonly distributionArn: string;
  /** What origins of kind `s3` read; absent, they are empty and closed. */
  readonly storage?: Storage;
  /** Faults of the drills; absent, none. */
  readonly network?: Network;
  readonly timers?: Timers;
  /** Stands in for HTTP in tests. */
  readonly exchange?: Exchange;
}

/** With `close`, which lets go of the connections that are kept. */
export type OriginSide = AskOrigins & { close(): void };

const CLOSED: Storage = { objects: { get: () => undefined }, policyOf: () => undefined, keyPolicyOf: () => undefined };

/** Asks origins as CloudFront does. What fails on the way is an answer with its status; an origin that does not exist is 502. */
export function askOrigins(options: AskOriginsOptions): OriginSide {
  const { origins, distributionArn, storage = CLOSED, network = new Network(), timers = realTimers } = options;
  const http = httpOrigins(options.port);
  const media = overNetwork(network, options.exchange ?? http.exchange, timers);
  const buckets = overNetwork(network, objectExchange(storage, distributionArn, timers), timers);
  const scores = new Scores();
  const shields = new Shields();
  const askOne: AskOne = (id, request) => {
    const origin = origins().find((one) => one.id === id);
    // As a name that DNS does not know (CloudFront Developer Guide, "HTTP 502 status code (Bad Gateway)").
    if (origin === undefined) return Promise.resolve({ outcome: { kind: "refused" }, attempts: [] });
    const exchange = origin.kind === "s3" ? buckets : media;
    return shields.ask(origin, request, () => {
      const sent = asSent(origin, request, distributionArn, timers.now());
      return ask(exchange, origin, sent, timers);
    });
  };
  const side: AskOrigins = (target, request) => askTarget(target, request, { ask: askOne, scores, now: () => timers.now() });
  return Object.assign(side, { close: http.close });
}
