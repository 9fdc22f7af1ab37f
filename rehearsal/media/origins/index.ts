/** How the edge asks the origins of its distribution. Source: CloudFront Developer Guide, the pages named beside each rule. */
export { askOrigins, type AskOriginsOptions, type OriginSide } from "./askOrigins.ts";
export { Network, regionOfDomain, regionsOfOrigins } from "./network.ts";
export { storageOf, type Storage } from "./objects.ts";
export { realTimers, type Timers } from "./timers.ts";
