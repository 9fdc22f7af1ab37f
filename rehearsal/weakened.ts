import { firstPreview } from "./firstPreview.ts";
import { shortUrn, type Outcome } from "./operation.ts";
import type { RefusalReport } from "./report.ts";
import type { Session } from "./session.ts";
import type { Stack } from "./stackFiles.ts";
import { variants, type VariantName } from "./weakened/variants.ts";

/**
 * Previews the real program made weaker, in one way or in several at once, as an empty stack of its own under the policy pack.
 * `like` is the stack whose settings it takes; its role must be the variants'. Nothing is deployed, nothing stays.
 */
export async function previewWeakened(session: Session, names: readonly VariantName[], like: Stack): Promise<Outcome> {
  return firstPreview(session, {
    stack: `weakened-${names[0] ?? "nothing"}`,
    like,
    folder: session.scratch.weakened,
    settings: { "weakened:variants": names.join() },
  });
}

/** How the pack refused a weakened variant, or undefined when it did not. */
export function refusalOf(outcome: Outcome, name: VariantName, like: Stack): RefusalReport | undefined {
  const { title, rule } = variants[name];
  const found = outcome.violations.find((violation) => violation.policyName === rule && violation.enforcementLevel === "mandatory");
  if (outcome.ok || found === undefined) return undefined;
  return { title, stack: like.name, rule, resource: shortUrn(found.resourceUrn ?? ""), message: findingOf(found.message) };
}

/** The pack's message is the rule's description on the first line, then what it found. */
function findingOf(message: string): string {
  const [first = "", ...rest] = message
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  return rest.join(" ") || first;
}
