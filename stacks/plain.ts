/**
 * The part of this room that needs neither engine nor provider: the contract, the lineup's schema, problems.
 * A second door beside `index.ts`, for the command: opening that one loads every provider SDK, which takes seconds.
 */
export {
  encodeRegionContract,
  globalEdgeContract,
  parseEncodeRegion,
  parseGlobalEdge,
  type EncodeRegionContract,
  type GlobalEdgeContract,
} from "./contract.ts";
export { StackContractError } from "./contractErrors.ts";
export { environmentName, lineupSchema, type LineupFile } from "./lineupSchema.ts";
export { PLACEHOLDERS } from "./placeholders.ts";
export { didYouMean, refuse, SettingsError, showValue, type Problem } from "./problems.ts";
export { dotted, problemsOf } from "./schemaProblems.ts";
export type { Role } from "./settingsSchema.ts";
export { readYaml } from "./yamlFile.ts";
