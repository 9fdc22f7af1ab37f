/** The ways from the edge to the regions, and how a drill breaks them. */
import type { EdgeOrigin, NetworkFault, OriginRequest } from "../types.ts";
import type { Exchange, ExchangeEvents } from "./exchange.ts";
import type { Timers } from "./timers.ts";

/** Hosts of MediaPackage v2 and of S3 say their region. */
const REGIONS: readonly RegExp[] = [/\.mediapackagev2\.([a-z0-9-]+)\.amazonaws\.com$/, /\.s3[.-]([a-z0-9-]+)\.amazonaws\.com$/];

/** Region of an origin from its domain name; `undefined` where the name says none. */
export function regionOfDomain(domainName: string): string | undefined {
  for (const pattern of REGIONS) {
    const region = pattern.exec(domainName)?.[1];
    if (region !== undefined) return region;
  }
  return undefined;
}

/** Region by origin id, of the origins whose domain name says it. */
export function regionsOfOrigins(origins: readonly EdgeOrigin[]): Map<string, string> {
  return new Map(
    origins.flatMap(({ id, domainName }) => {
      const region = regionOfDomain(domainName);
      return region === undefined ? [] : [[id, region] as const];
    }),
  );
}

/** One fault at a time for each region; a region without one is reached as ever. */
export class Network {
  readonly #faults = new Map<string, NetworkFault>();

  set(region: string, fault: NetworkFault | undefined): void {
    if (fault === undefined) this.#faults.delete(region);
    else this.#faults.set(region, fault);
  }

  clear(): void {
    this.#faults.clear();
  }

  /** What is broken on the way to that host. */
  faultTo(domainName: string): NetworkFault | undefined {
    const region = regionOfDomain(domainName);
    return region === undefined ? undefined : this.#faults.get(region);
  }
}

/** An exchange over that network. */
export function overNetwork(network: Network, exchange: Exchange, timers: Timers): Exchange {
  return (origin, request, events) => {
    const fault = network.faultTo(origin.domainName);
    switch (fault?.kind) {
      case undefined:
        return exchange(origin, request, mutable(network, origin, events));
      case "black-hole":
        return () => undefined;
      case "refused":
        return timers.after(0, () => {
          events.failed("refused");
        });
      case "status":
        return timers.after(0, () => {
          events.connected();
          events.head(fault.status, { "content-length": "0" });
          events.end(true);
        });
      case "hung-body":
        return exchange(origin, request, hanging(request, events));
    }
  };
}

/** A connection that stands when its region goes dark says nothing any more, and does not come back. */
function mutable(network: Network, origin: EdgeOrigin, events: ExchangeEvents): ExchangeEvents {
  let dark = false;
  const unless = (pass: () => void): void => {
    dark ||= network.faultTo(origin.domainName)?.kind === "black-hole";
    if (!dark) pass();
  };
  return {
    connected: () => unless(() => events.connected()),
    head: (status, headers) => unless(() => events.head(status, headers)),
    data: (chunk) => unless(() => events.data(chunk)),
    end: (complete) => unless(() => events.end(complete)),
    failed: (reason) => unless(() => events.failed(reason)),
  };
}

/** Headers and the first half of the body. What has no body comes whole: it is in the headers' packet. */
function hanging(request: OriginRequest, events: ExchangeEvents): ExchangeEvents {
  let left = 0;
  let bodiless = request.method === "HEAD";
  return {
    connected: () => events.connected(),
    head: (status, headers) => {
      const length = Number(headers["content-length"] ?? Number.NaN);
      bodiless ||= status === 204 || status === 304 || length === 0;
      // Of a body of unknown length the first byte comes.
      left = Number.isNaN(length) ? 1 : Math.floor(length / 2);
      events.head(status, headers);
    },
    data: (chunk) => {
      const part = chunk.subarray(0, left);
      left -= part.length;
      if (part.length > 0) events.data(part);
    },
    end: (complete) => {
      if (bodiless) events.end(complete);
    },
    failed: (reason) => events.failed(reason),
  };
}
