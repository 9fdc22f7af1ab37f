import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { differences, PAGE, rowProblems, statusPage, unknownIds, unproven } from "./page.ts";
import type { PartResults } from "./results.ts";

export interface Judgement {
  readonly ok: boolean;
  /** What to print. */
  readonly lines: readonly string[];
}

export interface Run {
  /** Every part ran, and passed. */
  readonly complete: boolean;
  /** Write the page instead of checking it. */
  readonly write: boolean;
}

/**
 * Holds a run against the requirement rows and their page. What only a whole run can show (rows without a proof, the page)
 * is judged after a whole run alone, and said so otherwise. Writes nothing but the page, and that only when asked.
 */
export function judgeStatus(root: string, results: PartResults, { complete, write }: Run): Judgement {
  const strays = unknownIds(results);
  if (strays.length > 0) return failed("Ids of requirement rows that there are not:", strays);
  if (!complete) {
    const reason = "requirement rows were not checked: that needs a run of every part, and all of it passing";
    return write ? failed(`${PAGE} was not written:`, [reason]) : { ok: true, lines: [`\n${PAGE} and the ${reason}.`] };
  }
  const missing = rowProblems(results);
  if (missing.length > 0) return failed("Requirement rows without a proof:", missing);
  return write ? writePage(root, results) : checkPage(root, results);
}

function writePage(root: string, results: PartResults): Judgement {
  const open = unproven(results);
  if (open.length > 0) return failed(`${PAGE} was not written, for these tests did not pass:`, open);
  writeFileSync(join(root, PAGE), statusPage(results));
  return { ok: true, lines: [`\n${PAGE} is written.`] };
}

function checkPage(root: string, results: PartResults): Judgement {
  const path = join(root, PAGE);
  const committed = existsSync(path) ? readFileSync(path, "utf8") : "";
  const current = statusPage(results);
  if (committed === current) return { ok: true, lines: [] };
  return failed(`${PAGE} does not name the tests that are there; write it anew: npm run status`, differences(committed, current));
}

function failed(heading: string, lines: readonly string[]): Judgement {
  return { ok: false, lines: [`\nFAILED: ${heading}`, ...lines.map((line) => `  ${line}`)] };
}
