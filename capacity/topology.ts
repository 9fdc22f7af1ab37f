import { zipfShares } from "./random.ts";
import type { CacheLayers, LayerName } from "./types.ts";

/** The caches as a tree: every point of presence asks one regional cache, all of them one shield, where there are such. */
export interface Topology {
  /** Share of the viewers at each point of presence, largest first. */
  readonly popShares: readonly number[];
  /** Regional cache of each point of presence; empty where there are none. */
  readonly regionalOf: readonly number[];
  /** Layers from the viewers towards the origin. */
  readonly layers: readonly LayerName[];
}

/** Points of presence are dealt to the regional caches in turn, so that the largest ones are apart. */
export function topologyOf({ pops, popSkew, regionals, shield }: CacheLayers): Topology {
  return {
    popShares: zipfShares(pops, popSkew),
    regionalOf: regionals === 0 ? [] : Array.from({ length: pops }, (_, pop) => pop % regionals),
    layers: ["pop", ...(regionals === 0 ? [] : (["regional"] as const)), ...(shield ? (["shield"] as const) : [])],
  };
}

/**
 * The layer that chooses between the regions: the last one before the shields, since a shield belongs to an origin and each origin of
 * a group is asked through its own (CloudFront Developer Guide, "Use Amazon CloudFront Origin Shield", with origin groups).
 */
export function choosingLayer({ layers }: Topology): LayerName {
  return layers.includes("regional") ? "regional" : "pop";
}
