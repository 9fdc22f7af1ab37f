/** Prints the tables of docs/capacity.md; `--write` puts them there. */
import { readFileSync, writeFileSync } from "node:fs";
import { LIMITS } from "./limits.ts";
import { PARAMETERS, RULES, type Parameter } from "./parameters.ts";

const PAGE = new URL("../docs/capacity.md", import.meta.url);

type Row = readonly string[];

function parameterRows(): Row[] {
  const all: readonly (readonly [string, Parameter<number>])[] = Object.entries(PARAMETERS);
  return [
    ["parameter", "value", "meaning", "source"],
    ...all.map(([name, { value, unit, meaning, source, because }]) => [
      `\`${name}\``,
      `${value.toLocaleString("en-GB", { maximumFractionDigits: 4 })} ${unit}`,
      meaning,
      source ?? `**assumed**: ${because ?? "no figure is published"}`,
    ]),
  ];
}

function ruleRows(): Row[] {
  return [["rule", "source"], ...RULES.map(({ rule, source }) => [rule, source])];
}

function limitRows(): Row[] {
  return [
    ["limit", "figure", "source"],
    ...LIMITS.map(({ what, figure, unit, source }) => [
      what,
      unit === "bit/s" ? `${String(figure / 1e9)} Gbit/s` : `${figure.toLocaleString("en-GB")}${unit}`,
      source,
    ]),
  ];
}

/** A table as the formatter of this project spaces it. */
function markdown(rows: readonly Row[]): string {
  const [heading = [], ...body] = rows;
  const widths = heading.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0), 3));
  const line = (row: Row): string => `| ${widths.map((width, column) => (row[column] ?? "").padEnd(width)).join(" | ")} |`;
  return [line(heading), `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`, ...body.map(line)].join("\n");
}

const TABLES = { parameters: parameterRows, rules: ruleRows, limits: limitRows } as const;

/** The page with its tables made anew: each stands between two comments of its name. */
export function withTables(page: string): string {
  return Object.entries(TABLES).reduce((text, [name, rows]) => {
    const [begin, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
    const [from, to] = [text.indexOf(begin), text.indexOf(end)];
    if (from < 0 || to < from) throw new RangeError(`docs/capacity.md has no place for the table of ${name}`);
    return `${text.slice(0, from + begin.length)}\n\n${markdown(rows())}\n\n${text.slice(to)}`;
  }, page);
}

if (import.meta.main) {
  if (process.argv.includes("--write")) writeFileSync(PAGE, withTables(readFileSync(PAGE, "utf8")));
  else for (const rows of Object.values(TABLES)) console.log(`${markdown(rows())}\n`);
}
