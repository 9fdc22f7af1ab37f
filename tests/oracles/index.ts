export { choicesOf } from "./ask.ts";
export { coverage, coverageTable } from "./coverage.ts";
export { judge } from "./judge.ts";
export { closeOracles, oraclesReady } from "./ready.ts";
export { unexcused, unjudgedTypes } from "./unjudged.ts";
export { UNKNOWN } from "./types.ts";
export type { Complaint, Coverage, JudgeOptions, Oracle, OracleReport, RecordedResource, Wanted } from "./types.ts";
