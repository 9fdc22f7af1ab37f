/**
 * A valid example of every type that the simulated cloud knows, in an order in which they can be made: later ones refer to
 * earlier ones. Together they are a small account: a region with two channels, and an edge.
 */
import { encodeRegion } from "./encodeRegion.ts";
import type { Example } from "./example.ts";
import { flows } from "./flows.ts";
import { foundations } from "./foundations.ts";
import { guarded } from "./guarded.ts";
import { logs } from "./logs.ts";
import { viewers } from "./viewers.ts";
import { watched } from "./watched.ts";

export { accountId, allow, domain, keyPolicy, policy, zoneId, type Example, type Made } from "./example.ts";

export const examples: readonly Example[] = [...foundations, ...encodeRegion, ...flows, ...watched, ...guarded, ...viewers, ...logs];
