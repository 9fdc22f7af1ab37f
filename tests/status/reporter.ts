import { writeFileSync } from "node:fs";
import { relative, sep } from "node:path";
import Mocha from "mocha";
import { RESULTS_FILE, type State, type TestResult } from "./results.ts";

const { EVENT_RUN_END, EVENT_TEST_FAIL, EVENT_TEST_PASS, EVENT_TEST_PENDING } = Mocha.Runner.constants;

/** Mocha's `spec` on the screen, and beside it each test with its outcome as JSON. Hooks that fail count as failed tests. */
export default class StatusReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options?: Mocha.MochaOptions) {
    super(runner, options);
    const results: TestResult[] = [];
    const note =
      (state: State) =>
      (test: Mocha.Test): void =>
        void results.push({ file: fromProject(test.file ?? ""), titles: test.titlePath(), state });
    runner.on(EVENT_TEST_PASS, note("passed"));
    runner.on(EVENT_TEST_FAIL, note("failed"));
    runner.on(EVENT_TEST_PENDING, note("skipped"));
    runner.once(EVENT_RUN_END, () => {
      const file = process.env[RESULTS_FILE];
      if (file !== undefined) writeFileSync(file, JSON.stringify(results));
    });
  }
}

function fromProject(file: string): string {
  return relative(process.cwd(), file).split(sep).join("/");
}
