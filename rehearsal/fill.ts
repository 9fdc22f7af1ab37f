import { join } from "node:path";
import type { Zone } from "./account.ts";
import { RehearsalError } from "./errors.ts";
import type { Session } from "./session.ts";
import { isUnfilled, type EnvironmentStacks } from "./stackFiles.ts";

/** What the rehearsal answers `onair init` with: a network of the documentation's, and an address that nobody has. */
const ENCODER_CIDR = "198.51.100.0/24";
const ALERT_EMAIL = "live-ops@onair.test.example";

/** Whether a stack file of the environment still holds a placeholder. */
export function needsFilling({ scratch }: Session, { regions, last }: EnvironmentStacks): boolean {
  return [...regions, ...last].some(({ name }) => isUnfilled(join(scratch.project, `Pulumi.${name}.yaml`)));
}

/** Runs `onair init` in the scratch project. */
export async function fillStackFiles(session: Session, environment: string, stacks: EnvironmentStacks, zone: Zone): Promise<void> {
  const domain = stacks.last.some(({ role }) => role === "global-edge") ? ["--domain", zone.name, "--zone-id", zone.id] : [];
  const { code, stdout, stderr } = await session.capture("onair", [
    "init",
    environment,
    "--yes",
    ...domain,
    "--encoder-cidr",
    ENCODER_CIDR,
    "--alert-email",
    ALERT_EMAIL,
  ]);
  if (code !== 0) throw new RehearsalError(`onair init ${environment} failed: ${stderr.trim() || stdout.trim()}`);
}
