/**
 * `npm test`: sets up the tools, then runs every test, and prints what each part took.
 * `npm test -- unit` runs the parts named.
 */
import { spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

interface Part {
  readonly name: string;
  readonly specs: string;
  /** Files of a part run side by side where they share nothing. */
  readonly parallel: boolean;
}

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

const PARTS: readonly Part[] = [
  { name: "unit", specs: "tests/unit/**/*.test.ts", parallel: true },
  { name: "stacks", specs: "tests/stacks/**/*.test.ts", parallel: true },
  { name: "policy", specs: "tests/policy/**/*.test.ts", parallel: true },
  { name: "oracles", specs: "tests/oracles/**/*.test.ts", parallel: false },
  { name: "engine", specs: "tests/engine/**/*.test.ts", parallel: true },
];

const MINUTE = 60_000;

async function main(wanted: readonly string[]): Promise<number> {
  const parts = wanted.length === 0 ? PARTS : PARTS.filter(({ name }) => wanted.includes(name));
  if (parts.length === 0) {
    console.error(`No such part: ${wanted.join(", ")}. Use: ${PARTS.map(({ name }) => name).join(", ")}`);
    return 2;
  }
  const report: { name: string; seconds: number; ok: boolean }[] = [];
  const setUp = await timed(() => setUpTools(parts));
  report.push({ name: "set-up of tools", seconds: setUp.seconds, ok: setUp.value });
  for (const part of parts) {
    const run = await timed(() => runPart(part));
    report.push({ name: part.name, seconds: run.seconds, ok: run.value });
  }
  printReport(report);
  return report.every(({ ok }) => ok) ? 0 : 1;
}

/** The Pulumi CLI is wanted by the engine tests only; the oracles set up their own environment and say so. */
async function setUpTools(parts: readonly Part[]): Promise<boolean> {
  if (!parts.some(({ name }) => name === "engine")) return true;
  const { ensurePulumi } = await import("../cli/toolchain/index.ts");
  await ensurePulumi();
  return true;
}

function runPart({ name, specs, parallel }: Part): boolean {
  console.log(`\n=== ${name}`);
  const jobs = parallel ? ["--parallel", "--jobs", String(availableParallelism())] : [];
  const mocha = join(root, "node_modules/mocha/bin/mocha.js");
  const { status } = spawnSync(process.execPath, [mocha, ...jobs, specs], { cwd: root, stdio: "inherit" });
  return status === 0;
}

async function timed<T>(work: () => T | Promise<T>): Promise<{ seconds: number; value: T }> {
  const start = Date.now();
  const value = await work();
  return { seconds: (Date.now() - start) / 1000, value };
}

function printReport(report: readonly { name: string; seconds: number; ok: boolean }[]): void {
  console.log("");
  for (const { name, seconds, ok } of report)
    console.log(`${ok ? "passed" : "FAILED"}  ${name.padEnd(16)} ${seconds.toFixed(1).padStart(7)} s`);
  const [setUp, ...parts] = report;
  const tests = parts.reduce((sum, { seconds }) => sum + seconds, 0);
  console.log(`\nset-up ${(((setUp?.seconds ?? 0) * 1000) / MINUTE).toFixed(1)} min, tests ${((tests * 1000) / MINUTE).toFixed(1)} min`);
}

process.exitCode = await main(process.argv.slice(2));
