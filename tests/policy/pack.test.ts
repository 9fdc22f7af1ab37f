import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { configOf, generatedFiles, KINDS, type RuleConfig } from "../../policy/ruleTable.ts";
import { rules } from "../../policy/rules/index.ts";

const policyFolder = new URL("../../policy/", import.meta.url);
const GROUPS = ["encryption", "delivery", "redundancy", "governance"];
const SEVERITIES = ["low", "medium", "high", "critical"];

function filesOf(group: string, folder: URL, ending: string): readonly string[] {
  return readdirSync(new URL(`${group}/`, folder))
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length));
}

function levelIn(config: RuleConfig): unknown {
  return typeof config === "string" ? config : config["enforcementLevel"];
}

describe("policy pack", () => {
  it("[S4] has each rule once, in a file of its name and group", () => {
    const files = GROUPS.flatMap((group) => filesOf(group, new URL("rules/", policyFolder), ".ts").map((name) => `${group}/${name}`));
    assert.deepEqual(rules.map((rule) => `${rule.tags?.[0] ?? ""}/${rule.name}`).sort(), [...files].sort());
    assert.equal(new Set(rules.map((rule) => rule.name)).size, rules.length);
  });

  it("[S4] has a test file for each rule", () => {
    const tested = GROUPS.flatMap((group) => filesOf(group, new URL("./", import.meta.url), ".test.ts"));
    assert.deepEqual([...tested].sort(), rules.map((rule) => rule.name).sort());
  });

  it("[S4] says of each rule what holds, how to mend it, how bad it is and who asks for it", () => {
    for (const { name, description, remediationSteps, severity, url } of rules) {
      assert.match(name, /^[a-z]+(-[a-z]+)+$/);
      assert.match(description, /^[A-Z].{20,}\.$/s, name);
      assert.match(remediationSteps ?? "", /^[A-Z].{10,}\.$/s, name);
      assert.ok(SEVERITIES.includes(severity ?? ""), name);
      assert.match(url ?? "", /^https:\/\/(docs\.aws\.amazon\.com|www\.pulumi\.com)\/\S+$/, name);
    }
  });

  it("[S4] gives every setting a description and a default", () => {
    for (const { name, configSchema } of rules) {
      for (const [key, setting] of Object.entries(configSchema?.properties ?? {})) {
        assert.ok(setting.description !== undefined && setting.default !== undefined, `${name}.${key}`);
      }
    }
  });

  it("[S4] is mandatory in production and advice in development, for every rule by name", () => {
    const advisory = rules.filter((rule) => rule.enforcementLevel === "advisory").map((rule) => rule.name);
    assert.deepEqual(advisory, ["own-certificate"]);
    const production = Object.entries(configOf("prod")).map(([name, config]) => [name, levelIn(config)] as const);
    assert.deepEqual(
      production.filter(([, level]) => level !== "mandatory").map(([name]) => name),
      advisory,
    );
    assert.deepEqual([...new Set(Object.values(configOf("dev")).map(levelIn))], ["advisory"]);
    for (const kind of KINDS) {
      assert.deepEqual(
        Object.keys(configOf(kind)),
        rules.map((rule) => rule.name),
      );
    }
  });

  it("[S4] has its table and config files made from the rules (node policy/ruleTable.ts --write)", () => {
    for (const [path, text] of Object.entries(generatedFiles())) {
      assert.equal(readFileSync(new URL(path, policyFolder), "utf8"), text, path);
    }
  });

  it("[S4] is started by the file that its package names, with a version", () => {
    const manifest = createRequire(import.meta.url)("../../policy/package.json") as Readonly<Record<string, string>>;
    assert.match(manifest["version"] ?? "", /^\d+\.\d+\.\d+$/);
    assert.equal(manifest["type"], "module");
    assert.ok(existsSync(new URL(manifest["main"] ?? "missing", policyFolder)));
  });

  it("[S4] loads no SDK of a provider, which would cost seconds at every run", () => {
    const sources = readdirSync(policyFolder, { recursive: true, encoding: "utf8" }).filter((file) => /\.[jt]s$/.test(file));
    const imports = sources.flatMap((file) =>
      [...readFileSync(new URL(file, policyFolder), "utf8").matchAll(/from "([^".][^"]*)"/g)].map((match) => match[1]),
    );
    assert.deepEqual([...new Set(imports)].sort(), ["@pulumi/policy", "node:fs", "node:module", "node:url"]);
  });
});
