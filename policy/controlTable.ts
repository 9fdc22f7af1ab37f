import type { Catalogue, Control } from "./controls/index.ts";
import { catalogues } from "./controls/index.ts";
import { tableLines } from "./table.ts";

/** Text of docs/controls.md. */
export function controlTable(): string {
  const count = catalogues.reduce((sum, { controls }) => sum + controls.length, 0);
  const kept = catalogues.flatMap(({ controls }) => controls).filter(({ rules = [] }) => rules.length > 0).length;
  return [
    "# Which control is kept by which rule",
    "",
    "Made from `policy/controls/` by `node policy/ruleTable.ts --write`; a test compares it, and checks that each rule named exists and that every",
    `control has a rule or a reason. ${kept} of ${count} are kept by rules, some in part. What a rule says: [policies.md](policies.md).`,
    "",
    ...catalogues.flatMap(section),
    "## What the pack cannot see",
    "",
    "- Another stack: the engine does not show stack references to a pack. The edge therefore hands on, in its output `encodes`, what each region says",
    "  of its encodes, and `regions-match` compares that.",
    "- Which settings are secret: a pack is told neither the stack's settings nor which values are encrypted in the state. Settings refuse a secret in",
    "  the clear by themselves; the pack looks for secrets in resources and outputs, encrypted or not.",
    "- What runs: whether a key is about to be deleted, a certificate renewed, a source in time. Alarms watch those.",
    "- What is unknown until it is deployed. A rule refuses an unknown value where it must know it, and says how to write it so that it is known.",
    "",
  ].join("\n");
}

function section({ title, about, source, controls }: Catalogue): readonly string[] {
  const rows = controls.map((control) => [
    idCell(control),
    control.asks,
    (control.rules ?? []).map((rule) => `\`${rule}\``).join(", "),
    control.why ?? "",
  ]);
  return [
    `## ${title}`,
    "",
    `${about} [Source](${source}).`,
    "",
    ...tableLines([["control", "asks for", "rules", "not kept, or not wholly"], ...rows]),
    "",
  ];
}

function idCell({ id, source }: Control): string {
  return source === undefined ? id : `[${id}](${source})`;
}
