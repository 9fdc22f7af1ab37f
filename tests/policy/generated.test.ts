import assert from "node:assert/strict";
import fc from "fast-check";
import { configOf } from "../../policy/ruleTable.ts";
import { rules } from "../../policy/rules/index.ts";
import { recordEnvironment } from "../support/environmentFolder.ts";
import { environmentFiles } from "../support/lineupArbitrary/index.ts";
import { judgeStack } from "./harness.ts";
import { graphOf } from "./shippedGraph.ts";

const PRODUCTIONS = 8;

/** Choices that settings leave to their owner and the pack, in production, does not: no firewall, logs of a few days. */
const REFUSED_CHOICES = ["distribution-firewalled", "log-group-retention"];
/** Protocols that cannot encrypt: an owner says `unencrypted: allowed` in the lineup, and `inTheClear` in the pack's config. */
const CLEAR_BY_CHOICE = /^flow-(source|output)-guarded .*goes in the clear/;
/** awsx makes the policy of the trail's bucket inside its own plugin, which these mocks do not run; the rehearsal does. */
const MADE_BY_AWSX = /^bucket-policy-present .*-audit-bucket$/;
/** The mocks have some 250 addresses for inputs, so that now and then two regions get the same. */
const SAME_MOCK_ADDRESS = /leads to the same place as its partner/;

describe("generated production environments under the pack", function () {
  this.timeout(120_000);

  it(`[S4] hold nothing that the pack refuses, but for what their owners chose (${PRODUCTIONS} environments)`, async () => {
    const environments = fc.sample(environmentFiles, { numRuns: PRODUCTIONS * 4, seed: 20261121 }).filter(({ production }) => production);
    assert.ok(environments.length >= PRODUCTIONS);
    const refused = new Set<string>();
    for (const environment of environments.slice(0, PRODUCTIONS)) {
      for (const { resources } of Object.values(await recordEnvironment(environment))) {
        for (const { rule, resource, message } of await judgeStack(rules, graphOf(resources), configOf("prod"))) {
          const finding = `${rule} ${resource.split("::").at(-1) ?? ""}`;
          if (
            !REFUSED_CHOICES.includes(rule) &&
            !MADE_BY_AWSX.test(finding) &&
            !SAME_MOCK_ADDRESS.test(message) &&
            !CLEAR_BY_CHOICE.test(`${rule} ${message}`)
          ) {
            refused.add(`${finding}: ${message}`);
          }
        }
      }
    }
    assert.deepEqual([...refused], []);
  });
});
