import { readFile } from "node:fs/promises";
import { closeOracles, judge, oraclesReady, unexcused, type Complaint, type RecordedResource } from "./index.ts";

/** `node tests/oracles/judgeFile.ts resources.json`: the complaints about a list of recorded resources, as a table. Exit 0 none, 1 some, 2 not judged. */
async function main(file: string | undefined): Promise<number> {
  if (file === undefined) return refuse("usage: node tests/oracles/judgeFile.ts resources.json");
  const resources = parse(await readFile(file, "utf8").catch(() => undefined));
  if (!resources) return refuse(`${file}: expected a JSON list of { type, name, region, inputs }`);
  if (!(await oraclesReady())) return 2;
  const report = await judge(resources);
  await closeOracles();
  for (const line of table(report.complaints)) console.log(line);
  const strangers = unexcused(report.unjudged);
  if (strangers.length > 0) console.log(`no oracle knows: ${strangers.join(", ")}`);
  const plural = resources.length === 1 ? "" : "s";
  console.log(
    `${resources.length} resource${plural} (${report.distinct} distinct): ${report.complaints.length || "no"} complaint${report.complaints.length > 1 ? "s" : ""}`,
  );
  return report.complaints.length + strangers.length > 0 ? 1 : 0;
}

function parse(text: string | undefined): RecordedResource[] | undefined {
  try {
    const value: unknown = JSON.parse(text ?? "");
    return Array.isArray(value) && value.every(isRecorded) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isRecorded(value: unknown): value is RecordedResource {
  if (typeof value !== "object" || value === null) return false;
  const { type, name, region, inputs } = value as Record<string, unknown>;
  return [type, name, region].every((part) => typeof part === "string") && typeof inputs === "object" && inputs !== null;
}

function table(complaints: readonly Complaint[]): string[] {
  const rows = complaints.map(({ resource, type, oracle, path, message }) => [resource, type, oracle, path, message]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "));
}

function refuse(message: string): number {
  console.error(message);
  return 2;
}

process.exitCode = await main(process.argv[2]);
