/** One thing that must be mended before an edge can be made. `path` is the argument it concerns. */
export interface EdgeProblem {
  readonly path: string;
  readonly what: string;
  readonly given?: string;
  readonly remedy: string;
}

export function describeProblem(problem: EdgeProblem): string {
  const given = problem.given === undefined ? "" : ` (given: ${problem.given})`;
  return `${problem.path} ${problem.what}${given}; ${problem.remedy}`;
}
