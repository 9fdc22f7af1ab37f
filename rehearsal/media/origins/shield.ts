import type { EdgeOrigin, OriginRequest } from "../types.ts";
import type { Asked } from "./tries.ts";

/** Of the request and not of the object: what differs here asks for the same thing. */
const OF_THE_REQUEST: ReadonlySet<string> = new Set(["via", "x-amz-cf-id", "x-forwarded-for"]);

/**
 * Origin Shield as one more place where requests wait for each other: what every edge asks of an origin at the same time goes to it
 * once (CloudFront Developer Guide, "Use Amazon CloudFront Origin Shield", "Reduced origin load"). Its own cache, its place in the
 * region, the way there and its second location are not modelled. The first request has the attempts; those that waited have none.
 */
export class Shields {
  readonly #underway = new Map<string, Promise<Asked>>();

  async ask(origin: EdgeOrigin, request: OriginRequest, ask: () => Promise<Asked>): Promise<Asked> {
    if (origin.shieldRegion === undefined || request.method === "OPTIONS") return ask();
    const headers = Object.entries(request.headers).filter(([name]) => !OF_THE_REQUEST.has(name));
    const key = JSON.stringify([origin.id, request.method, request.path, request.query, headers.sort()]);
    const underway = this.#underway.get(key);
    if (underway !== undefined) return { outcome: (await underway).outcome, attempts: [] };
    const first = ask();
    this.#underway.set(key, first);
    try {
      return await first;
    } finally {
      this.#underway.delete(key);
    }
  }
}
