export { encoderChannels, type StateOptions } from "./channels.ts";
export { deployedEdge, deployedEdges } from "./edge.ts";
export { DEFAULT_ERROR_TTL } from "./edgeTypes.ts";
export type {
  DeployedEdge,
  EdgeBehaviour,
  EdgeCachePolicy,
  EdgeCors,
  EdgeFirewall,
  EdgeFunction,
  EdgeHeader,
  EdgeInvalidation,
  EdgeRequestPolicy,
  EdgeResponseHeaders,
  Named,
} from "./edgeTypes.ts";
export { originEndpoints } from "./endpoints.ts";
