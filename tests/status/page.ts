import { GROUPS, LANDED, REQUIREMENTS, worksOf, type Requirement } from "./requirements.ts";
import { proofOf, rowsOf, type PartResults, type TestResult } from "./results.ts";

export const PAGE = "docs/status.md";

/** What a whole run says against the rows, one sentence each; nothing when every row that has landed is proven. */
export function rowProblems(results: PartResults): string[] {
  const passed = new Set(results.filter(({ state }) => state === "passed").flatMap(rowsOf));
  return REQUIREMENTS.filter((row) => hasLanded(row) && !passed.has(row.id)).map(
    ({ id, title }) => `${id} (${title}) has landed, and no test with [${id}] in its title passed`,
  );
}

/** Ids in titles that no row has: a row's proof would be lost by a slip of the pen. */
export function unknownIds(results: PartResults): string[] {
  const known = new Set(REQUIREMENTS.map(({ id }) => id));
  return results.flatMap((test) =>
    rowsOf(test)
      .filter((id) => !known.has(id))
      .map((id) => `${test.file}: "${proofOf(test)}" carries [${id}], and there is no such row`),
  );
}

/** Tests of rows that did not pass: the page may not name them. */
export function unproven(results: PartResults): string[] {
  return results
    .filter((test) => test.state !== "passed" && rowsOf(test).length > 0)
    .map((test) => `${test.state}: ${test.file}: ${proofOf(test)}`);
}

/** The page, row by row. Depends on the titles of tests alone, neither on their order nor on how long they took. */
export function statusPage(results: PartResults): string {
  const proofs = new Map(REQUIREMENTS.map(({ id }) => [id, results.filter((test) => rowsOf(test).includes(id))]));
  const rows = REQUIREMENTS.map((row) => ({ row, tests: proofs.get(row.id) ?? [] }));
  return [
    "# Status",
    "",
    "What the service must do, and the tests that prove it. Every test named here passed in the run that wrote this page (`npm run status`);",
    "`npm test` fails when a row has landed and no test proves it, or when the page does not name the tests that are there.",
    "What no test on one machine can prove stands in [what the rehearsal does not prove](rehearsal-limits.md).",
    "",
    ...summary(rows),
    ...Object.entries(GROUPS).flatMap(([letter, heading]) => {
      const proven = rows.filter(({ row, tests }) => row.id.startsWith(letter) && tests.length > 0);
      return proven.length === 0 ? [] : [`## ${heading}`, "", ...proven.flatMap(({ row, tests }) => section(row, tests))];
    }),
  ].join("\n");
}

/** Lines that only one of two texts has, the first few: what to look at when a page is out of date. */
export function differences(committed: string, current: string, most = 12): string[] {
  const [before, after] = [new Set(committed.split("\n")), new Set(current.split("\n"))];
  const lines = [
    ...[...after].filter((line) => !before.has(line)).map((line) => `+ ${line}`),
    ...[...before].filter((line) => !after.has(line)).map((line) => `- ${line}`),
  ];
  return lines.length <= most ? lines : [...lines.slice(0, most), `… and ${lines.length - most} more`];
}

interface Proven {
  readonly row: Requirement;
  readonly tests: readonly TestResult[];
}

function summary(rows: readonly Proven[]): string[] {
  return [
    "| row | what | work | tests |",
    "| --- | ---- | ---- | ----: |",
    ...rows.map(({ row, tests }) => `| ${row.id} | ${row.title} | ${workOf(row)} | ${tests.length === 0 ? "" : tests.length} |`),
    "",
  ];
}

function workOf(row: Requirement): string {
  return worksOf(row)
    .map((work) => {
      const brings = row.works[work] ?? "";
      const what = brings === "" ? work : `${work}: ${brings}`;
      return LANDED.has(work) ? `**${what}**` : `${what} (to come)`;
    })
    .join("; ");
}

function section({ id, title }: Requirement, tests: readonly TestResult[]): string[] {
  const files = [...new Set(tests.map(({ file }) => file))].sort();
  return [
    `### ${id} ${title}`,
    "",
    "<details>",
    `<summary>${tests.length} ${tests.length === 1 ? "test" : "tests"} in ${files.length} ${files.length === 1 ? "file" : "files"}</summary>`,
    "",
    ...files.flatMap((file) => [
      `- \`${file}\``,
      ...tests
        .filter((test) => test.file === file)
        .map((test) => `  - ${escaped(proofOf(test))}`)
        .sort(),
    ]),
    "",
    "</details>",
    "",
  ];
}

function hasLanded(row: Requirement): boolean {
  const [first] = worksOf(row);
  return first !== undefined && LANDED.has(first);
}

/** Titles are plain text; what Markdown or HTML would read into them is not meant. */
function escaped(text: string): string {
  return text.replace(/[\\`*_<>|[\]#]/g, "\\$&");
}
