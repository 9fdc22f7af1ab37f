/**
 * An object from the cache, or from the origin by way of it. Sources: CloudFront Developer Guide, "Request and response behavior for
 * custom origins" (conditional requests, request collapsing, origin unavailable), "How CloudFront processes HTTP 4xx and 5xx status
 * codes from your origin" (an expired object is served while the origin fails).
 */
import type { DeployedEdge, EdgeBehaviour } from "../deployed/index.ts";
import type { AskOrigins, OriginAnswer, OriginAttempt, OriginReply, OriginRequest, OriginTarget } from "../types.ts";
import { cacheKey, originRequest, type CacheKey } from "./cacheKey.ts";
import { compressed } from "./compression.ts";
import type { EdgeCache, Kept } from "./edgeCache.ts";
import { errorTtl, lifetimeOf } from "./freshness.ts";
import { fromOrigin } from "./responseHeaders.ts";
import type { ViewerAsk } from "./viewerRequest.ts";

export interface Found {
  readonly reply: OriginReply;
  readonly result: "Hit" | "RefreshHit" | "Miss" | "Error";
  readonly attempts: readonly OriginAttempt[];
  readonly origin?: string;
  /** Seconds since the origin made it; absent where it comes from there now. */
  readonly age?: number;
}

/** One request on its way to the origin, and whether its answer may serve others too. */
interface Fetched {
  readonly found: Found;
  readonly shared: boolean;
}

/** The origin's answer as viewers may get it, and as it was sent. */
interface Made extends OriginAnswer {
  readonly asSent: OriginReply;
}

export interface Wanted {
  readonly edge: DeployedEdge;
  readonly behaviour: EdgeBehaviour;
  readonly ask: ViewerAsk;
  readonly target: OriginTarget;
  readonly method: "GET" | "HEAD" | "OPTIONS";
  /** Headers of the edge's own for the origin. */
  readonly headers: Readonly<Record<string, string>>;
}

/** How an object is looked for. `now` in milliseconds since 1970. */
export interface LookupOptions {
  readonly cache: EdgeCache;
  readonly ask: AskOrigins;
  readonly now: () => number;
}

export class Lookup {
  readonly #options: LookupOptions;
  readonly #underway = new Map<string, Promise<Fetched>>();

  constructor(options: LookupOptions) {
    this.#options = options;
  }

  async find(wanted: Wanted): Promise<Found> {
    const { ask, behaviour, method } = wanted;
    const whole = cacheKey(ask, behaviour, method === "HEAD" ? "GET" : method);
    const kept = this.#fresh(whole.key);
    if (kept !== undefined) return this.#hit(kept);
    const ahead = this.#underway.get(whole.key);
    if (ahead !== undefined) {
      const { found, shared } = await ahead;
      if (shared) return { ...found, result: found.reply.status < 400 ? "Hit" : "Error", attempts: [] };
    }
    // A HEAD that no cached GET answers asks the origin for a HEAD, and is kept beside it.
    return method === "HEAD" ? this.#head(wanted) : this.#fetchOnce(wanted, whole);
  }

  async #head(wanted: Wanted): Promise<Found> {
    const key = cacheKey(wanted.ask, wanted.behaviour, "HEAD");
    const kept = this.#fresh(key.key);
    return kept === undefined ? this.#fetchOnce(wanted, key) : this.#hit(kept);
  }

  #fresh(key: string): Kept | undefined {
    const kept = this.#options.cache.find(key);
    return kept !== undefined && this.#options.now() < kept.freshUntil ? kept : undefined;
  }

  #hit(kept: Kept): Found {
    return {
      reply: kept.reply,
      result: kept.reply.status < 400 ? "Hit" : "Error",
      attempts: [],
      origin: kept.origin,
      age: this.#ageOf(kept),
    };
  }

  #ageOf({ storedAt }: Kept): number {
    return Math.max(0, Math.floor((this.#options.now() - storedAt) / 1000));
  }

  async #fetchOnce(wanted: Wanted, key: CacheKey): Promise<Found> {
    const fetching = this.#fetch(wanted, key);
    const cached = wanted.behaviour.cachedMethods.includes(wanted.method);
    if (cached && !this.#underway.has(key.key)) {
      this.#underway.set(key.key, fetching);
      const over = (): void => {
        if (this.#underway.get(key.key) === fetching) this.#underway.delete(key.key);
      };
      fetching.then(over, over);
    }
    return (await fetching).found;
  }

  async #fetch(wanted: Wanted, { key, accepts }: CacheKey): Promise<Fetched> {
    const { cache, ask } = this.#options;
    const generation = cache.generation;
    const stale = cache.find(key);
    const request = originRequest(wanted.ask, wanted.behaviour, wanted.method, { ...wanted.headers, ...stale?.validators });
    const answer = await ask(targetOf(wanted), request);
    if (stale !== undefined && answer.reply.status === 304) return this.#confirmed(wanted, key, stale, answer, generation);
    if (stale !== undefined && stale.reply.status < 400 && answer.reply.status >= 500) {
      return this.#stillServed(wanted, key, stale, answer, generation);
    }
    const passed = { ...answer.reply, headers: fromOrigin(answer.reply.headers, wanted.behaviour) };
    const whole = wanted.method === "GET" && passed.incomplete !== true;
    const reply = wanted.behaviour.compress && whole ? await compressed(passed, accepts) : passed;
    return this.#keep(wanted, key, request, { ...answer, reply, asSent: answer.reply }, generation);
  }

  /** The origin has nothing newer: the object is as new again. */
  #confirmed(wanted: Wanted, key: string, stale: Kept, answer: OriginAnswer, generation: number): Fetched {
    const { etag, "content-length": length } = stale.reply.headers;
    const body = { ...(etag === undefined ? {} : { etag }), ...(length === undefined ? {} : { "content-length": length }) };
    const reply = { ...stale.reply, headers: { ...stale.reply.headers, ...fromOrigin(answer.reply.headers, wanted.behaviour), ...body } };
    const now = this.#options.now();
    const { seconds, shared } = lifetimeOf(reply, wanted.behaviour.cache, wanted.edge.errorTtls, now);
    const kept = { ...stale, reply, storedAt: now, freshUntil: now + seconds * 1000 };
    this.#options.cache.put(key, kept, generation);
    return { found: { reply, result: "RefreshHit", attempts: answer.attempts, origin: answer.origin, age: 0 }, shared };
  }

  /** The origin fails: what has expired is served, and the origin is not asked again before the error's time is over. */
  #stillServed({ edge }: Wanted, key: string, stale: Kept, answer: OriginAnswer, generation: number): Fetched {
    const { cache, now } = this.#options;
    const seconds = errorTtl(answer.reply.status, edge.errorTtls);
    cache.put(key, { ...stale, freshUntil: now() + seconds * 1000 }, generation);
    return {
      found: { reply: stale.reply, result: "Hit", attempts: answer.attempts, origin: stale.origin, age: this.#ageOf(stale) },
      shared: true,
    };
  }

  #keep({ edge, behaviour }: Wanted, key: string, { method, path, query }: OriginRequest, made: Made, generation: number): Fetched {
    const now = this.#options.now();
    const { reply, asSent, attempts, origin } = made;
    const { stored, seconds, shared } = lifetimeOf(asSent, behaviour.cache, edge.errorTtls, now);
    const cached = behaviour.cachedMethods.includes(method);
    const kept = { reply, validators: validatorsOf(asSent), path, query, origin, storedAt: now, freshUntil: now + seconds * 1000 };
    if (stored && cached) this.#options.cache.put(key, kept, generation);
    else this.#options.cache.forget(key);
    return { found: { reply, result: reply.status < 400 ? "Miss" : "Error", attempts, origin }, shared: shared && cached };
  }
}

/** Only cached methods fail over (CloudFront Developer Guide, "Optimize high availability with CloudFront origin failover"). */
function targetOf({ target, behaviour, method }: Wanted): OriginTarget {
  return target.kind === "group" && !behaviour.cachedMethods.includes(method) ? { kind: "origin", origin: target.origins[0] } : target;
}

/** With what a kept object is confirmed at the origin. */
function validatorsOf({ headers }: OriginReply): Record<string, string> {
  const { etag, "last-modified": modified } = headers;
  return { ...(etag === undefined ? {} : { "if-none-match": etag }), ...(modified === undefined ? {} : { "if-modified-since": modified }) };
}
