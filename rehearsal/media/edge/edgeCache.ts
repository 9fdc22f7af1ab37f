/** What the edge keeps. Source: CloudFront Developer Guide, "Invalidate files" (paths), "Manage how long content stays in the cache" (eviction). */
import { LRUCache } from "lru-cache";
import type { OriginReply } from "../types.ts";

/** An answer of the origin, as viewers may get it. Times in milliseconds since 1970. */
export interface Kept {
  readonly reply: OriginReply;
  /** The origin's own validators; a compressed body has another tag. */
  readonly validators: Readonly<Record<string, string>>;
  /** For invalidations: path and query of what reached the origin. */
  readonly path: string;
  readonly query: string;
  readonly origin: string;
  readonly storedAt: number;
  readonly freshUntil: number;
}

/** Bytes of header and bookkeeping that each object costs beside its body. */
const OVERHEAD = 1024;

/** Least recently used objects go first, when the bytes are used up. */
export class EdgeCache {
  readonly #kept: LRUCache<string, Kept>;
  #generation = 0;

  constructor(bytes: number) {
    this.#kept = new LRUCache({ maxSize: bytes, sizeCalculation: ({ reply }) => reply.body.length + OVERHEAD });
  }

  find(key: string): Kept | undefined {
    return this.#kept.get(key);
  }

  /** Changes with each invalidation: what was asked for before one is not kept after it. */
  get generation(): number {
    return this.#generation;
  }

  put(key: string, kept: Kept, generation: number): void {
    if (generation === this.#generation) this.#kept.set(key, kept);
  }

  forget(key: string): void {
    this.#kept.delete(key);
  }

  get size(): number {
    return this.#kept.size;
  }

  /** Drops what the paths name; a `*` at the end stands for any rest, and case counts. */
  purge(paths: readonly string[]): void {
    this.#generation += 1;
    for (const [key, kept] of this.#kept.entries()) {
      if (paths.some((path) => isNamed(path, kept))) this.#kept.delete(key);
    }
  }
}

/** Whether an invalidation path names an object; its query string counts where the cache key has it. */
export function isNamed(path: string, { path: own, query }: Pick<Kept, "path" | "query">): boolean {
  const whole = query === "" ? own : `${own}?${query}`;
  return path.endsWith("*") ? whole.startsWith(path.slice(0, -1)) : whole === path;
}
