import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { BAD_INPUT_CLASSES } from "../support/badInputClasses.ts";
import { FAULTS } from "../support/brokenSettings/index.ts";
import { ROOT } from "../support/shipped.ts";

/** The classes that the live path can meet, by their numbers. */
const ROWS = [...range(3, 60), ...range(66, 70)];

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** All of a test file's text, or of every file in a folder of tests. */
function textOf(path: string): string {
  const full = join(ROOT, "tests", path);
  if (!statSync(full).isDirectory()) return readFileSync(full, "utf8");
  return readdirSync(full)
    .map((name) => textOf(join(path, name)))
    .join("\n");
}

describe("settings: classes of bad input", () => {
  it("[S3] has each class of the live path once", () => {
    assert.deepEqual(
      BAD_INPUT_CLASSES.map(({ row }) => row),
      ROWS,
    );
  });

  it("[S3] proves each class with a fault or a test, or says why nobody can make the mistake", () => {
    const byFaults = new Map(ROWS.map((row) => [row, FAULTS.filter(({ rows }) => rows?.includes(row)).map(({ title }) => title)]));
    const unproven: string[] = [];
    for (const { row, input, tests = [], because } of BAD_INPUT_CLASSES) {
      const faults = byFaults.get(row) ?? [];
      for (const { file, words } of tests)
        if (!textOf(file).includes(words)) unproven.push(`${row} ${input}: ${file} says nothing of ${words}`);
      if (because !== undefined) {
        if (faults.length > 0 || because.length < 30) unproven.push(`${row} ${input}: has faults and a reason to have none`);
        console.log(`      not applicable: class ${row}, ${input}: ${because}`);
      } else if (faults.length === 0 && tests.length === 0) unproven.push(`${row} ${input}: no fault names this row`);
    }
    const cases = [...byFaults.values()].reduce((sum, titles) => sum + titles.length, 0);
    console.log(`      ${ROWS.length} classes, ${cases} faults name one; ${FAULTS.length} faults in all`);
    assert.deepEqual(unproven, []);
  });
});
