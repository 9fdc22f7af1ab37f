/**
 * The part of this room that needs neither engine nor provider: the contract, the lineup's schema, problems.
 * A second door beside `index.ts`, for the command: opening that one loads every provider SDK, which takes seconds.
 */
export {
  CONTRACT_OUTPUT,
  encodeRegionContract,
  globalEdgeContract,
  parseEncodeRegion,
  parseGlobalEdge,
  type EncodeRegionContract,
  type GlobalEdgeContract,
} from "./contract.ts";
export { StackContractError } from "./contractErrors.ts";
export { loadLineup, type LineupResult } from "./lineup.ts";
export { environmentName, lineupSchema, type LineupFile } from "./lineupSchema.ts";
export { freeWindow, windowOf, type MaintenanceWindow } from "./maintenance.ts";
export { buildOutputs } from "./outputSchema.ts";
export { PLACEHOLDERS } from "./placeholders.ts";
export { didYouMean, refuse, SettingsError, showValue, type Problem } from "./problems.ts";
export { dotted, problemsOf } from "./schemaProblems.ts";
export { settingsSchema, type Role } from "./settingsSchema.ts";
export { atLines, readYaml } from "./yamlFile.ts";
