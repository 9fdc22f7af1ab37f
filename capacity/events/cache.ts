import type { LayerName } from "../types.ts";
import type { Tally } from "./tally.ts";

/** One object asked for. */
export interface Ask {
  readonly kind: "manifests" | "segments";
  /** Cache key. */
  readonly key: string;
  /** Index of the channel. */
  readonly channel: number;
  /** Seconds that the answer lives from when the origin gave it. */
  readonly life: number;
  /** When the origin can answer at all, for what it holds back until it exists. */
  readonly existsAt?: number;
  /** Size of the media in it; manifests are counted by themselves, and initialisation segments hold none. */
  readonly bits?: number;
}

export interface Answer {
  /** When it is here. */
  readonly at: number;
  /** When the origin gave it: what it tells is as of then. */
  readonly given: number;
}

/** Whoever can be asked at a time. */
export type Upstream = (ask: Ask, at: number) => Answer;

/**
 * A cache of shared answers. An answer's age travels with it (RFC 9111, 4.2.3), so that it dies everywhere at the same moment.
 * The way to the layer behind takes the same time for everyone, so whoever asks first here also arrives first there, and the
 * answer can be worked out at once.
 */
export class Cache {
  readonly #held = new Map<string, Answer & { readonly dies: number }>();
  readonly #layer: LayerName;
  readonly #upstream: Upstream;
  readonly #delay: number;
  readonly #tally: Tally;
  readonly #collapsing: boolean;

  constructor(layer: LayerName, upstream: Upstream, delay: number, tally: Tally, collapsing: boolean) {
    this.#layer = layer;
    this.#upstream = upstream;
    this.#delay = delay;
    this.#tally = tally;
    this.#collapsing = collapsing;
  }

  ask(ask: Ask, at: number): Answer {
    const held = this.#held.get(ask.key);
    const coming = held !== undefined && at < held.at;
    const hit = held !== undefined && (coming ? this.#collapsing : at < held.dies);
    this.#tally.request(this.#layer, ask, at, !hit);
    if (hit) return { at: Math.max(at, held.at), given: held.given };
    const answer = this.#upstream(ask, at + this.#delay / 2);
    const here = { at: answer.at + this.#delay / 2, given: answer.given, dies: answer.given + ask.life };
    this.#held.set(ask.key, here);
    return here;
  }
}
