/** Environment variable with the file that the reporter writes a run's results to. */
export const RESULTS_FILE = "ONAIR_TEST_RESULTS";

/** What became of one test. */
export type State = "passed" | "failed" | "skipped";

/** One test of a run. */
export interface TestResult {
  /** From the project's folder, with forward slashes. */
  readonly file: string;
  /** Titles of the suites around it, outermost first, then its own. */
  readonly titles: readonly string[];
  readonly state: State;
}

/** What the reporter writes for the run of one part. Read by the process that started it, of the same version. */
export type PartResults = readonly TestResult[];

const IDS = /\[([A-Z]\d+(?: [A-Z]\d+)*)\]/g;

/** Ids of requirement rows in the titles of a test: `[L4]` is one, `[S4 E5]` are two. */
export function rowsOf({ titles }: Pick<TestResult, "titles">): string[] {
  const ids = titles.flatMap((title) => [...title.matchAll(IDS)].flatMap(([, list = ""]) => list.split(" ")));
  return [...new Set(ids)];
}

/** What a test says it proves: its titles without the ids. */
export function proofOf({ titles }: Pick<TestResult, "titles">): string {
  return titles.map((title) => title.replace(IDS, "").replace(/\s+/g, " ").trim()).join(": ");
}

export type Counts = Readonly<Record<State, number>>;

export function countsOf(results: PartResults): Counts {
  const of = (state: State): number => results.filter((one) => one.state === state).length;
  return { passed: of("passed"), failed: of("failed"), skipped: of("skipped") };
}

/** `12 passed, 0 failed, 1 skipped`. */
export function countsLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
