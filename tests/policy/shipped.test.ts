import assert from "node:assert/strict";
import { configOf } from "../../policy/ruleTable.ts";
import { rules } from "../../policy/rules/index.ts";
import { variants, type Variant } from "../../rehearsal/weakened/variants.ts";
import type { ShippedStack } from "../support/shipped.ts";
import type { TestResource } from "./harness.ts";
import { judgeStack } from "./harness.ts";
import { shippedGraph } from "./shippedGraph.ts";

const PRODUCTION = ["prod-us-east-1", "prod-eu-west-1", "prod-global"] as const;
const STACK_OF = { "encode-region": "prod-us-east-1", "global-edge": "prod-global" } as const;

/** awsx makes the policy of the trail's bucket inside its own plugin, which these mocks do not run; the rehearsal does. */
const MADE_BY_AWSX = "bucket-policy-present prod-audit-bucket";

describe("the shipped stacks under the pack", function () {
  this.timeout(60_000);
  const graphs = new Map<ShippedStack, readonly TestResource[]>();

  async function findings(stack: ShippedStack, change: (one: TestResource) => TestResource = (one) => one): Promise<readonly string[]> {
    const graph = graphs.get(stack) ?? (await shippedGraph(stack));
    graphs.set(stack, graph);
    const found = await judgeStack(rules, graph.map(change), configOf(stack === "dev" ? "dev" : "prod"));
    return [...new Set(found.map(({ rule, resource }) => `${rule} ${resource.split("::").at(-1) ?? ""}`))].filter(
      (one) => one !== MADE_BY_AWSX,
    );
  }

  for (const stack of PRODUCTION) {
    it(`[S4] ${stack} has nothing that the pack would refuse at a first preview`, async () => {
      assert.deepEqual(await findings(stack), []);
    });
  }

  it("[S4] dev is told what it does without, and nothing of encryption", async () => {
    const told = new Set((await findings("dev")).map((finding) => finding.split(" ")[0]));
    assert.ok(told.has("channel-standard-class") && told.has("stateful-protected"));
    const encryption = rules.filter((rule) => rule.tags?.[0] === "encryption").map((rule) => rule.name);
    assert.deepEqual(
      encryption.filter((rule) => told.has(rule)),
      [],
    );
  });

  for (const [name, variant] of Object.entries<Variant>(variants)) {
    it(`[S4] refuses ${variant.title} by ${variant.rule} (${name})`, async () => {
      const found = await findings(STACK_OF[variant.role], (one) => weakened(one, variant));
      assert.ok(
        found.some((finding) => finding.startsWith(`${variant.rule} `)),
        found.join("\n"),
      );
    });
  }
});

function weakened(one: TestResource, variant: Variant): TestResource {
  const props = one.type === variant.type ? variant.weaken(one.props) : undefined;
  return props === undefined ? one : { ...one, props, ...(variant.unprotect === true ? { protect: false } : {}) };
}
