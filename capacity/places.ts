import type { LoadChannel } from "./types.ts";

/** Which regions of a channel's pair are asked. */
export interface Serving {
  /** Its endpoint gets the GETs. */
  readonly gets: string;
  /** Its endpoint gets a HEAD for each of them. */
  readonly heads?: string;
}

/**
 * By order the first region that answers gets everything. By quality CloudFront sends a GET to the first and a HEAD to the second
 * at once (CloudFront Developer Guide, "Media quality-based origin selection"); scores are taken to be equal, so that the first is
 * chosen. Without the first region the second gets the GETs as well.
 * @throws RangeError when no region of the channel is left
 */
export function servingOf({ name, regions, byQuality }: Pick<LoadChannel, "name" | "regions" | "byQuality">, lostRegion?: string): Serving {
  const pair = regions.slice(0, 2);
  const gets = pair.find((region) => region !== lostRegion);
  if (gets === undefined) throw new RangeError(`channel ${name} has no region besides ${lostRegion ?? "none at all"}`);
  const second = pair[1];
  const asked = byQuality && second !== undefined && second !== lostRegion;
  return asked ? { gets, heads: second } : { gets };
}
