import type { Topology } from "../topology.ts";
import { choosingLayer } from "../topology.ts";
import type { Serving } from "../places.ts";
import type { EndpointLoad, LayerLoad, LayerName, LoadChannel, Rates } from "../types.ts";
import type { Ask } from "./cache.ts";

type Count = { -readonly [key in keyof Rates]: number };
const nothing = (): Count => ({ manifests: 0, segments: 0 });

/** Counts requests between two times. */
export class Tally {
  readonly #from: number;
  readonly #until: number;
  readonly #chooser: LayerName;
  readonly #layers = new Map<LayerName, { readonly requests: Count; readonly misses: Count }>();
  readonly #gets: readonly Count[];
  readonly #heads: readonly Count[];
  #bits = 0;

  constructor(topology: Topology, channels: number, from: number, until: number) {
    [this.#from, this.#until] = [from, until];
    this.#chooser = choosingLayer(topology);
    for (const layer of topology.layers) this.#layers.set(layer, { requests: nothing(), misses: nothing() });
    this.#gets = Array.from({ length: channels }, nothing);
    this.#heads = Array.from({ length: channels }, nothing);
  }

  /** A request to a layer. A miss of the layer that chooses between the regions costs a HEAD where media quality decides. */
  request(layer: LayerName, { kind, channel, bits = 0 }: Ask, at: number, miss: boolean): void {
    if (at < this.#from || at >= this.#until) return;
    const counts = this.#layers.get(layer);
    if (counts === undefined) return;
    counts.requests[kind] += 1;
    if (layer === "pop") this.#bits += bits;
    if (!miss) return;
    counts.misses[kind] += 1;
    const heads = layer === this.#chooser ? this.#heads[channel] : undefined;
    if (heads !== undefined) heads[kind] += 1;
  }

  /** A GET that reaches the origin. */
  origin({ kind, channel }: Ask, at: number): void {
    const gets = this.#gets[channel];
    if (at >= this.#from && at < this.#until && gets !== undefined) gets[kind] += 1;
  }

  /** Media to viewers, in bits per second. */
  mediaBits(): number {
    return this.#bits / (this.#until - this.#from);
  }

  layers(): LayerLoad[] {
    return [...this.#layers].map(([layer, { requests, misses }]) => ({
      layer,
      requests: this.#rate(requests),
      misses: this.#rate(misses),
    }));
  }

  endpoints(channels: readonly LoadChannel[], serving: readonly Serving[]): EndpointLoad[] {
    return channels.flatMap(({ name }, index): EndpointLoad[] => {
      const [place, gets, heads] = [serving[index], this.#gets[index], this.#heads[index]];
      if (place === undefined || gets === undefined || heads === undefined) return [];
      const first = { channel: name, region: place.gets, gets: this.#rate(gets), heads: nothing() };
      if (place.heads === undefined) return [first];
      return place.heads === place.gets
        ? [{ ...first, heads: this.#rate(heads) }]
        : [first, { channel: name, region: place.heads, gets: nothing(), heads: this.#rate(heads) }];
    });
  }

  #rate({ manifests, segments }: Rates): Rates {
    const seconds = this.#until - this.#from;
    return { manifests: manifests / seconds, segments: segments / seconds };
  }
}
