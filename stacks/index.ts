/** Programs of the three stack roles, the settings they run on, and the contract between stacks. */
export { runStack } from "./run.ts";
export { readSettings, type RawSettings, type Settings } from "./settings.ts";
export { loadLineup } from "./lineup.ts";
export { ladderSchema } from "./ladder.ts";
export { lineupSchema } from "./lineupSchema.ts";
export { PLACEHOLDERS, settingsSchema, type Role } from "./settingsSchema.ts";
export { SettingsError, type Problem } from "./problems.ts";
export * from "./consumer.ts";
