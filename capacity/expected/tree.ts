import { topologyOf } from "../topology.ts";
import type { CacheLayers, LayerName } from "../types.ts";

/** The caches of one layer, as shares of all viewers that they stand behind. */
export interface Layer {
  readonly name: LayerName;
  /** Caches of the same share are counted once, with how many of them there are. */
  readonly nodes: readonly Node[];
}

export interface Node {
  readonly share: number;
  readonly count: number;
  /** Share of the last cache that this one is served through. */
  readonly topShare: number;
}

/** Layers from the viewers towards the origin. */
export function treeOf(caches: CacheLayers): Layer[] {
  const { popShares, regionalOf, layers } = topologyOf(caches);
  const regionals = Array.from({ length: caches.regionals }, () => 0);
  for (const [pop, regional] of regionalOf.entries()) regionals[regional] = (regionals[regional] ?? 0) + (popShares[pop] ?? 0);
  const top = (regional: number | undefined, own: number): number =>
    caches.shield ? 1 : ((regional === undefined ? undefined : regionals[regional]) ?? own);
  const nodes: Record<LayerName, Node[]> = {
    pop: popShares.map((share, pop) => ({ share, count: 1, topShare: top(regionalOf[pop], share) })),
    regional: regionals.filter((share) => share > 0).map((share) => ({ share, count: 1, topShare: caches.shield ? 1 : share })),
    shield: [{ share: 1, count: 1, topShare: 1 }],
  };
  return layers.map((name) => ({ name, nodes: merged(nodes[name]) }));
}

function merged(nodes: readonly Node[]): Node[] {
  const groups = new Map<string, Node>();
  for (const node of nodes) {
    const key = `${node.share.toPrecision(9)} ${node.topShare.toPrecision(9)}`;
    groups.set(key, { ...node, count: (groups.get(key)?.count ?? 0) + node.count });
  }
  return [...groups.values()];
}
