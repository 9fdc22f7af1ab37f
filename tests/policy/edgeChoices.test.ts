import assert from "node:assert/strict";
import { configOf } from "../../policy/ruleTable.ts";
import { rules } from "../../policy/rules/index.ts";
import { judgeStack } from "./harness.ts";
import { shippedGraph } from "./shippedGraph.ts";

const UUID = "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9";

/** What a production edge may be told, and what the pack must say of it. */
const CHOICES: Readonly<Record<string, { readonly settings: Readonly<Record<string, unknown>>; readonly refused: readonly string[] }>> = {
  "every protection on": {
    settings: {
      "onair:geo": { allow: ["DE", "AT"], enforcedBy: "firewall" },
      "onair:firewall": { mode: "block", anonymousAddresses: "block" },
      "onair:originShield": true,
      "onair:realtimeLogs": { samplingRate: 100 },
    },
    refused: [],
  },
  "everything brought along": {
    settings: {
      "onair:playbackKeys": "",
      "onair:keyGroup": { id: UUID, publicKeys: { corporate: "K2JCJMDEHXQW5F" } },
      "onair:certificateArn": `arn:aws:acm:us-east-1:123456789012:certificate/${UUID}`,
      "onair:firewallArn": `arn:aws:wafv2:us-east-1:123456789012:global/webacl/corporate/${UUID}`,
      "onair:logBucket": "corporate-cdn-logs",
      "onair:edgeKeyArn": `arn:aws:kms:us-east-1:123456789012:key/${UUID}`,
    },
    refused: [],
  },
  "a firewall that only counts": { settings: { "onair:firewall": { mode: "count" } }, refused: [] },
  "no firewall": { settings: { "onair:firewall": { mode: "off" } }, refused: ["distribution-firewalled prod-viewers"] },
};

/** awsx makes the policy of the trail's bucket inside its own plugin, which these mocks do not run; the rehearsal does. */
const MADE_BY_AWSX = "bucket-policy-present prod-audit-bucket";

describe("the choices of an edge under the pack", function () {
  this.timeout(60_000);
  for (const [title, { settings, refused }] of Object.entries(CHOICES)) {
    it(`[S4] ${title}: ${refused.length === 0 ? "nothing to refuse" : `refused by ${refused.join(", ")}`}`, async () => {
      const found = await judgeStack(rules, await shippedGraph("prod-global", settings), configOf("prod"));
      const findings = new Set(found.map(({ rule, resource }) => `${rule} ${resource.split("::").at(-1) ?? ""}`));
      assert.deepEqual(
        [...findings].filter((one) => one !== MADE_BY_AWSX),
        refused,
      );
    });
  }
});
