/**
 * `npm test`: sets up the tools, then runs every test, and prints what each part took.
 * `npm test -- unit` runs the parts named. `npm test -- --write-status` runs all and writes docs/status.md.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { countsLine, countsOf, judgeStatus, proofOf, RESULTS_FILE, type PartResults, type TestResult } from "./status/index.ts";

interface Part {
  readonly name: string;
  readonly specs: string;
  /** Files of a part run side by side where they share nothing: as many as there are cores, and `more`. */
  readonly parallel: boolean;
  readonly more?: number;
  /** A part that takes longer has failed and is ended; without, it may take what it takes. Minutes. */
  readonly limit?: number;
  /** End mocha with its last test. */
  readonly exit?: boolean;
}

interface Ran {
  readonly name: string;
  readonly seconds: number;
  readonly ok: boolean;
  readonly results: PartResults;
}

/** `npm run test:long` asks the end-to-end tests for much more. */
const LONG = ["ONAIR_TEST_REGION_LOSSES", "ONAIR_TEST_LIVE_MINUTES", "ONAIR_TEST_PLAYERS"].some((name) => process.env[name] !== undefined);

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

const PARTS: readonly Part[] = [
  { name: "unit", specs: "tests/unit/**/*.test.ts", parallel: true },
  { name: "stacks", specs: "tests/stacks/**/*.test.ts", parallel: true },
  { name: "policy", specs: "tests/policy/**/*.test.ts", parallel: true },
  { name: "oracles", specs: "tests/oracles/**/*.test.ts", parallel: false },
  // Engine, program and pack wait for each other: two deployments leave a sixth of two cores idle.
  { name: "engine", specs: "tests/engine/**/*.test.ts", parallel: true, more: 1 },
  // One deployment, two cores' worth of encoders and a browser: one after the other.
  // A connection that a browser or an edge keeps open for a moment must not keep CI waiting: tests of their own see that every encoder
  // has ended and every port is free.
  { name: "e2e", specs: "tests/e2e/**/*.test.ts", parallel: false, limit: LONG ? 120 : 20, exit: true },
];

const WRITE_STATUS = "--write-status";

const MINUTE = 60_000;

async function main(args: readonly string[]): Promise<number> {
  const wanted = args.filter((arg) => arg !== WRITE_STATUS);
  const unknown = wanted.filter((name) => PARTS.every((part) => part.name !== name));
  if (unknown.length > 0) {
    console.error(`No such part: ${unknown.join(", ")}. Use: ${PARTS.map(({ name }) => name).join(", ")}, or ${WRITE_STATUS}`);
    return 2;
  }
  const parts = wanted.length === 0 ? PARTS : PARTS.filter(({ name }) => wanted.includes(name));
  const setUp = await timed(() => setUpTools(parts));
  const ran: Ran[] = [];
  for (const part of parts) {
    const { seconds, value } = await timed(() => runPart(part));
    ran.push({ name: part.name, seconds, ...value });
  }
  const tests = ran.flatMap((part) => part.results);
  const complete = parts.length === PARTS.length && ran.every(({ ok }) => ok);
  const status = judgeStatus(root, tests, { complete, write: args.includes(WRITE_STATUS) });
  for (const line of status.lines) console.log(line);
  tellSkipped(tests);
  console.log(`\n${countsLine(countsOf(status.ok ? tests : [...tests, failure("status", "the requirement rows and their page")]))}\n`);
  printTimes(setUp.seconds, ran);
  return ran.every(({ ok }) => ok) && status.ok ? 0 : 1;
}

/** The Pulumi CLI is wanted by the tests that deploy; the oracles set up their own environment and say so. */
async function setUpTools(parts: readonly Part[]): Promise<void> {
  if (!parts.some(({ name }) => name === "engine" || name === "e2e")) return;
  const { ensurePulumi } = await import("../cli/toolchain/index.ts");
  await ensurePulumi();
}

function runPart({ name, specs, parallel, more = 0, limit, exit = false }: Part): { ok: boolean; results: PartResults } {
  console.log(`\n=== ${name}`);
  const folder = mkdtempSync(join(tmpdir(), "onair-results-"));
  try {
    const file = join(folder, "results.json");
    const options = [...(parallel ? ["--parallel", "--jobs", String(availableParallelism() + more)] : []), ...(exit ? ["--exit"] : [])];
    const mocha = join(root, "node_modules/mocha/bin/mocha.js");
    const reporter = join(root, "tests/status/reporter.ts");
    const { status, error } = spawnSync(process.execPath, [mocha, "--reporter", reporter, ...options, specs], {
      cwd: root,
      stdio: "inherit",
      env: { ...process.env, [RESULTS_FILE]: file },
      ...(limit === undefined ? {} : { timeout: limit * MINUTE, killSignal: "SIGKILL" }),
    });
    if (error !== undefined) console.error(`${name}: ${limit === undefined ? "" : `it has ${limit} minutes; `}${error.message}`);
    const results = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as PartResults) : [];
    return { ok: status === 0, results: told(name, results, status === 0) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A part that breaks down without a failing test, or without any test at all, is a failure too. */
function told(part: string, results: PartResults, ok: boolean): PartResults {
  if (ok || results.some(({ state }) => state === "failed")) return results;
  return [...results, failure(part, "the part did not run to its end")];
}

function failure(part: string, title: string): TestResult {
  return { file: part, titles: [title], state: "failed" };
}

function tellSkipped(results: PartResults): void {
  const skipped = results.filter(({ state }) => state === "skipped");
  if (skipped.length === 0) return;
  const bar = "!".repeat(100);
  console.log(`\n${bar}\n!!  ${skipped.length} TESTS WERE SKIPPED: what they prove is not proven by this run.`);
  for (const test of skipped) console.log(`!!  ${test.file}: ${proofOf(test)}`);
  console.log(bar);
}

async function timed<T>(work: () => T | Promise<T>): Promise<{ seconds: number; value: T }> {
  const start = Date.now();
  const value = await work();
  return { seconds: (Date.now() - start) / 1000, value };
}

function printTimes(setUp: number, ran: readonly Ran[]): void {
  const line = (state: string, name: string, seconds: number): string => `${state}  ${name.padEnd(16)} ${seconds.toFixed(1).padStart(7)} s`;
  console.log(line("passed", "set-up of tools", setUp));
  for (const { name, seconds, ok } of ran) console.log(line(ok ? "passed" : "FAILED", name, seconds));
  const tests = ran.reduce((sum, { seconds }) => sum + seconds, 0);
  console.log(`\nset-up ${((setUp * 1000) / MINUTE).toFixed(1)} min, tests ${((tests * 1000) / MINUTE).toFixed(1)} min`);
}

process.exitCode = await main(process.argv.slice(2));
