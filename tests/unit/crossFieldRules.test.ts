import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FAULTS } from "../support/brokenSettings/index.ts";
import { CROSS_FIELD_RULES, type CrossFieldRule } from "../support/crossFieldRules.ts";
import { ROOT } from "../support/shipped.ts";

const TESTS = join(ROOT, "tests");
const titles = new Set(FAULTS.map(({ title }) => title));
const breaches = textOfFolder("support/cloudBreaches");
const policies = ["delivery", "encryption", "governance", "redundancy"].flatMap((group) =>
  readdirSync(join(TESTS, "policy", group)).map(
    (name) => [name.replace(".test.ts", ""), readFileSync(join(TESTS, "policy", group, name), "utf8")] as const,
  ),
);

function textOfFolder(folder: string): string {
  return readdirSync(join(TESTS, folder))
    .map((name) => readFileSync(join(TESTS, folder, name), "utf8"))
    .join("\n");
}

/** Proofs of a rule that are not there. */
function missingOf({ faults = [], policies: named = [], breaches: broken = [], tests = [] }: CrossFieldRule): string[] {
  return [
    ...faults.filter((title) => !titles.has(title)).map((title) => `no fault "${title}"`),
    ...named
      .filter((id) => !policies.some(([name, text]) => name === id && /expect: \[\s*[^\]\s]/.test(text)))
      .map((id) => `no violation of ${id}`),
    ...broken.filter((title) => !breaches.includes(`"${title}"`)).map((title) => `no breach "${title}"`),
    ...tests
      .filter(([file, words]) => !readFileSync(join(TESTS, file), "utf8").includes(words))
      .map(([file, words]) => `${file} has no test "${words}"`),
  ];
}

describe("settings: rules across fields", () => {
  it(`[S3 S4] have, all ${CROSS_FIELD_RULES.length} of them, a test that breaks them`, () => {
    let proofs = 0;
    const missing = CROSS_FIELD_RULES.flatMap((rule) => {
      const count = [rule.faults, rule.policies, rule.breaches, rule.tests].reduce((sum, list) => sum + (list?.length ?? 0), 0);
      proofs += count;
      return [...missingOf(rule), ...(count === 0 ? ["no proof"] : [])].map((text) => `${rule.source} ${rule.rule}: ${text}`);
    });
    console.log(`      ${CROSS_FIELD_RULES.length} rules, ${proofs} proofs`);
    assert.deepEqual(missing, []);
  });

  it("[S3] notice a proof that is not there", () => {
    const rule = {
      source: "R",
      rule: "x",
      faults: ["nothing"],
      policies: ["nothing"],
      breaches: ["nothing at all"],
      tests: [["unit/settings.test.ts", "no such words"]],
    } as const;
    assert.equal(missingOf(rule).length, 4);
  });
});
