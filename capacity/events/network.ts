import type { Topology } from "../topology.ts";
import type { Serving } from "../places.ts";
import type { LoadParameters } from "../types.ts";
import { Cache, type Answer, type Ask, type Upstream } from "./cache.ts";
import type { Tally } from "./tally.ts";

/** Asks the point of presence with this index. */
export type AskPop = (pop: number, ask: Ask, at: number) => Answer;

/** The caches of a distribution, and the origins behind them. */
export function network(
  { caches, delays }: Pick<LoadParameters, "caches" | "delays">,
  topology: Topology,
  serving: readonly Serving[],
  tally: Tally,
): AskPop {
  // Counted when it was sent, as the miss that it belongs to: what is on its way when counting ends is on neither side.
  const origin: Upstream = (ask, at) => {
    tally.origin(ask, at - delays.toOrigin / 2);
    const given = Math.max(at, ask.existsAt ?? at);
    return { at: given, given };
  };
  const cache = (layer: "pop" | "regional" | "shield", upstream: Upstream, delay: number): Cache =>
    new Cache(layer, upstream, delay, tally, caches.collapsing);
  const behind = caches.shield ? shields(cache, origin, serving, delays.toOrigin) : origin;
  const delay = caches.shield ? delays.regionalToShield : delays.toOrigin;
  const regionals = Array.from({ length: caches.regionals }, () => cache("regional", behind, delay));
  const pops = topology.popShares.map((_, pop) => {
    const regional = regionals[topology.regionalOf[pop] ?? -1];
    return regional === undefined ? cache("pop", behind, delay) : cache("pop", regional.ask.bind(regional), delays.popToRegional);
  });
  return (pop, ask, at) => {
    const cacheThere = pops[pop];
    if (cacheThere === undefined) throw new RangeError(`there is no point of presence ${String(pop)}`);
    return cacheThere.ask(ask, at);
  };
}

/** A shield in front of each region. A HEAD for the quality score is not answered from a cache, so it is not followed here. */
function shields(
  cache: (layer: "shield", upstream: Upstream, delay: number) => Cache,
  origin: Upstream,
  serving: readonly Serving[],
  delay: number,
): Upstream {
  const byRegion = new Map([...new Set(serving.map(({ gets }) => gets))].map((region) => [region, cache("shield", origin, delay)]));
  return (ask, at) => {
    const shield = byRegion.get(serving[ask.channel]?.gets ?? "");
    return shield === undefined ? origin(ask, at) : shield.ask(ask, at);
  };
}
