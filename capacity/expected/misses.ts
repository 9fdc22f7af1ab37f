import { anyOf, expectation } from "./binomial.ts";
import { fetchRate, randomFetchRate } from "./fetches.ts";
import type { Layer, Node } from "./tree.ts";

/** How one manifest is polled. Times in seconds. */
export interface Polling {
  /** Probability that a viewer plays this. */
  readonly reach: number;
  readonly life: number;
  /** From one load to the next of one player, on average. */
  readonly period: number;
  /** For players that come back sooner when they find nothing new: the time between two changes. */
  readonly changes?: number;
  /** How late players are at most. */
  readonly lateness: number;
}

/**
 * Misses per second of a layer for one manifest that viewers poll. The last cache of the way fetches; an answer's
 * age travels with it, so all caches before it hold the manifest for one and the same while, and each that is asked in it passes one
 * request on.
 */
export function polledMisses(layer: Layer, viewers: number, polling: Polling): number {
  const { reach, life, period, changes } = polling;
  return over(layer, ({ share, topShare }) => {
    const others = viewers * reach * (topShare - share);
    return expectation(viewers, share * reach, (own) => {
      const all = own + others;
      if (own === 0) return 0;
      const fetcher = own / all;
      const apart = fetchRate(all, life, period) * (fetcher + (1 - fetcher) * askedWithin(own, life / period));
      if (changes === undefined) return apart;
      const part = apartness(all, polling.lateness / period);
      return part * apart + (1 - part) / changes;
    });
  });
}

/**
 * Players that come back after half a period when they find nothing new (RFC 8216, 6.3.4) end up asking together, just after the
 * change, and one fetch a change serves them all; that they are late drives them apart again, the sooner the more of them there are.
 * The formula is a fit to the simulation: 0 is together, 1 is apart.
 */
function apartness(players: number, lateness: number): number {
  return -Math.expm1((-players * lateness) / 2);
}

/** Probability that at least one of so many players asks within this part of a period. */
function askedWithin(players: number, part: number): number {
  return part >= 1 ? 1 : 1 - (1 - part) ** players;
}

/** The same of a manifest that is asked for at random moments, `rate` times a second by all viewers together. */
export function randomMisses(layer: Layer, rate: number, life: number): number {
  return over(layer, ({ share, topShare }) => {
    if (rate === 0) return 0;
    const fetcher = share / topShare;
    return randomFetchRate(rate * topShare, life) * (fetcher + (1 - fetcher) * -Math.expm1(-rate * share * life));
  });
}

/** Caches of a layer behind which at least one viewer plays this: each fetches every segment once. */
export function reachedCaches(layer: Layer, viewers: number, reach: number): number {
  return over(layer, ({ share }) => anyOf(viewers, share * reach));
}

function over({ nodes }: Layer, value: (node: Node) => number): number {
  return nodes.reduce((sum, node) => sum + node.count * value(node), 0);
}
