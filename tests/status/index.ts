export { judgeStatus, type Judgement } from "./judge.ts";
export { differences, PAGE, rowProblems, statusPage, unknownIds, unproven } from "./page.ts";
export { countsLine, countsOf, proofOf, RESULTS_FILE, rowsOf, type Counts, type PartResults, type TestResult } from "./results.ts";
export { GROUPS, LANDED, REQUIREMENTS, worksOf } from "./requirements.ts";
