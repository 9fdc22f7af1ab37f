/** Prints docs/policies.md from the rules; `--write` puts it there, with docs/controls.md and the config files of each kind of environment. */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { PolicyConfigSchema } from "@pulumi/policy";
import { controlTable } from "./controlTable.ts";
import type { Rule } from "./rules/index.ts";
import { delivery, encryption, governance, redundancy, rules } from "./rules/index.ts";
import { tableLines } from "./table.ts";

/** Kinds of environment, each with a config file of the pack. */
export const KINDS = ["prod", "dev"] as const;
export type Kind = (typeof KINDS)[number];

/** What Onair's own stacks are held to beyond the defaults of rules: other projects have tags of their own. */
const OWN_SETTINGS: Readonly<Record<string, object>> = {
  "tags-required": { required: ["onair:environment", "onair:stack"] },
};

/** A level, or a level with settings, as a config file of the CLI writes it. */
export type RuleConfig = string | Readonly<Record<string, unknown>>;

/** In production a rule has the level it gives itself, else it is mandatory; in development it only advises. */
export function configOf(kind: Kind): Record<string, RuleConfig> {
  return Object.fromEntries(rules.map((rule) => [rule.name, ruleConfig(rule, kind === "dev" ? "advisory" : levelOf(rule))]));
}

function ruleConfig({ name }: Rule, enforcementLevel: string): RuleConfig {
  const settings = OWN_SETTINGS[name];
  return settings === undefined ? enforcementLevel : { enforcementLevel, ...settings };
}

function levelOf(rule: Rule): string {
  return rule.enforcementLevel ?? "mandatory";
}

/** Paths, from here, of the files that are made from the rules, with their text. */
export function generatedFiles(): Readonly<Record<string, string>> {
  const configs = KINDS.map((kind) => [`./config/${kind}.json`, configText(configOf(kind))] as const);
  return { "../docs/policies.md": ruleTable(), "../docs/controls.md": controlTable(), ...Object.fromEntries(configs) };
}

/** One line for each rule, spaced as the formatter of this project would. */
function configText(config: Readonly<Record<string, RuleConfig>>): string {
  const spaced = (value: RuleConfig): string => (typeof value === "string" ? JSON.stringify(value) : inline(value));
  const lines = Object.entries(config).map(([rule, value]) => `  ${JSON.stringify(rule)}: ${spaced(value)}`);
  return `{\n${lines.join(",\n")}\n}\n`;
}

function inline(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(inline).join(", ")}]`;
  }
  if (typeof value !== "object" || value === null) {
    return JSON.stringify(value);
  }
  return `{ ${Object.entries(value)
    .map(([key, item]) => `${JSON.stringify(key)}: ${inline(item)}`)
    .join(", ")} }`;
}

export function ruleTable(): string {
  const groups = [
    ["Encryption", encryption],
    ["Delivery", delivery],
    ["Redundancy", redundancy],
    ["Governance", governance],
  ] as const;
  return [
    "# What the policy pack refuses",
    "",
    "Made from the rules by `node policy/ruleTable.ts --write`; a test compares it. How the pack is run: [security.md](security.md).",
    "Which control of AWS asks for which rule, and which are left out and why: [controls.md](controls.md).",
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
  const rows = group.map((rule) => [nameCell(rule), rule.description, rule.remediationSteps ?? "", severityCell(rule), sourceCell(rule)]);
  return tableLines([["rule", "what holds", "how to mend it", "severity", "source"], ...rows]);
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
