/** Prints docs/policies.md from the rules; `--write` puts it there and writes the config files of each kind of environment. */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { PolicyConfigSchema } from "@pulumi/policy";
import type { Rule } from "./rules/index.ts";
import { delivery, encryption, redundancy, rules } from "./rules/index.ts";

/** Kinds of environment, each with a config file of the pack. */
export const KINDS = ["prod", "dev"] as const;
export type Kind = (typeof KINDS)[number];

/** In production a rule has the level it gives itself, else it is mandatory; in development it only advises. */
export function configOf(kind: Kind): Record<string, string> {
  return Object.fromEntries(rules.map((rule) => [rule.name, kind === "dev" ? "advisory" : levelOf(rule)]));
}

function levelOf(rule: Rule): string {
  return rule.enforcementLevel ?? "mandatory";
}

/** Paths, from here, of the files that are made from the rules, with their text. */
export function generatedFiles(): Readonly<Record<string, string>> {
  const configs = KINDS.map((kind) => [`./config/${kind}.json`, `${JSON.stringify(configOf(kind), null, 2)}\n`] as const);
  return { "../docs/policies.md": ruleTable(), ...Object.fromEntries(configs) };
}

export function ruleTable(): string {
  const groups = [
    ["Encryption", encryption],
    ["Delivery", delivery],
    ["Redundancy", redundancy],
  ] as const;
  return [
    "# What the policy pack refuses",
    "",
    "Made from the rules by `node policy/ruleTable.ts --write`; a test compares it. How the pack is run: [security.md](security.md).",
    "",
    "Without a config file every rule is mandatory, except where the table says advisory. `policy/config/prod.json` says the same of each rule by",
    "name; `policy/config/dev.json` makes every rule advice. A rule takes `exempt`, a map from a resource's name or URN to the reason, in a sentence,",
    "why it is passed over; settings of single rules are listed below the tables. _Stack_ rules look at all resources together, when a preview or",
    "an update has gone through them; all others look at each resource before it is created or changed.",
    "",
    ...groups.flatMap(([title, group]) => [`## ${title}`, "", ...tableOf(group), ""]),
    "## Settings",
    "",
    ...rules.flatMap(settingLines),
    "",
  ].join("\n");
}

function tableOf(group: readonly Rule[]): readonly string[] {
  const rows = group.map((rule) =>
    [nameCell(rule), rule.description, rule.remediationSteps ?? "", severityCell(rule), sourceCell(rule)].map(escaped),
  );
  return aligned([["rule", "what holds", "how to mend it", "severity", "source"], ...rows]);
}

/** Columns of one width, as the formatter of this project writes a table. */
function aligned([head = [], ...rows]: readonly (readonly string[])[]): readonly string[] {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)];
}

function escaped(cell: string): string {
  return cell.replace(/[<|*]/g, "\\$&");
}

function nameCell(rule: Rule): string {
  return "validateStack" in rule ? `\`${rule.name}\` (stack)` : `\`${rule.name}\``;
}

function severityCell(rule: Rule): string {
  return levelOf(rule) === "mandatory" ? (rule.severity ?? "") : `${rule.severity ?? ""}, ${levelOf(rule)}`;
}

function sourceCell({ url, framework }: Rule): string {
  const page = `[page](${url ?? ""})`;
  return framework === undefined ? page : `${page}, ${framework.reference}`;
}

function settingLines({ name, configSchema }: Rule): readonly string[] {
  const properties: PolicyConfigSchema["properties"] = configSchema?.properties ?? {};
  return Object.entries(properties)
    .filter(([key]) => key !== "exempt")
    .map(([key, setting]) => `- \`${name}.${key}\` (${JSON.stringify(setting.default)}): ${setting.description ?? ""}`);
}

function main(write: boolean): void {
  if (!write) {
    console.log(ruleTable());
    return;
  }
  for (const [path, text] of Object.entries(generatedFiles())) {
    writeFileSync(new URL(path, import.meta.url), text);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main(process.argv.includes("--write"));
}
