import { copyFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { shortUrn, type Outcome } from "./operation.ts";
import type { RefusalReport } from "./report.ts";
import type { Session } from "./session.ts";
import { configOf, editStackFile, type Stack } from "./stackFiles.ts";
import { initStack, packFor } from "./stacks.ts";
import { variants, type VariantName } from "./weakened/variants.ts";

/**
 * Previews the real program with one thing made weaker, as an empty stack of its own under the policy pack.
 * `like` is the stack whose settings it takes; its role must be the variant's. Nothing is deployed, nothing stays.
 */
export async function previewWeakened(session: Session, name: VariantName, like: Stack): Promise<Outcome> {
  const { weakened, project } = session.scratch;
  const stack = `weakened-${name}`;
  const file = join(weakened, `Pulumi.${stack}.yaml`);
  copyFileSync(join(project, `Pulumi.${like.name}.yaml`), file);
  editStackFile(file, { "weakened:variant": name });
  await initStack(session, stack, weakened);
  try {
    return await session.operate({
      command: "preview",
      stack,
      folder: weakened,
      pack: packFor(weakened, String(configOf(file)["onair:environment"])),
    });
  } finally {
    await session.pulumi(["stack", "rm", stack, "--yes", "--force", "--non-interactive"], weakened);
    rmSync(file, { force: true });
  }
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
