/** The rehearsal: the production stacks on this machine, by the real Pulumi CLI, against a simulated AWS. */
export { DEFAULT_ID, rehearse, type RehearseOptions } from "./rehearse.ts";
export { destroyRehearsal, type DestroyOptions, type DestroyReport } from "./destroy.ts";
export { executeInRehearsal } from "./execute.ts";
export { NO_FAULTS, type FaultRequest } from "./faultRequest.ts";
export { RehearsalError } from "./errors.ts";
export { screenOf } from "./screen.ts";
export { isDeployedAsItStands } from "./stamp.ts";
export type { ChannelReport, RefusalReport, Report, StackReport } from "./report.ts";

/** What a measurement or a test does by itself, a step at a time. */
export { writeAccount, type AccountFile } from "./account.ts";
export { fillStackFiles } from "./fill.ts";
export type { OperationOptions, Outcome } from "./operation.ts";
export { lockScratch, prepareScratch, PROJECT, removeScratch, scratchAt, type Scratch } from "./scratch.ts";
export { openSession, type Session } from "./session.ts";
export { editStackFile, stacksOf } from "./stackFiles.ts";
export { failureOf, initStack, packFor } from "./stacks.ts";
