/** For other teams: the contract's readers, shapes and errors, without Onair's own settings and programs. */
export { openStack, readEncodeRegion, readGlobalEdge } from "./readers.ts";
export { StackContractError } from "./contractErrors.ts";
export {
  CONTRACT_VERSION,
  encodeRegionContract,
  globalEdgeContract,
  standaloneContract,
  type EncodeRegionContract,
  type GlobalEdgeContract,
  type StandaloneContract,
} from "./contract.ts";
