/** Environments that Onair must accept, as a user would write them: one file of this folder for each subject. */
export { environmentFiles, type EnvironmentFiles } from "./environment.ts";
export { ladderFile } from "./ladders.ts";
