import { copyFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Outcome } from "./operation.ts";
import type { Session } from "./session.ts";
import { configOf, editStackFile, type Stack } from "./stackFiles.ts";
import { initStack, packFor } from "./stacks.ts";

export interface FirstPreview {
  /** Name of the empty stack. */
  readonly stack: string;
  /** The stack whose settings it takes. */
  readonly like: Stack;
  /** The Pulumi project to run in. */
  readonly folder: string;
  /** Settings over those of `like`. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Previews an empty stack under the policy pack, when nothing that AWS makes up is known yet. Nothing is deployed, nothing stays. */
export async function firstPreview(session: Session, { stack, like, folder, settings = {} }: FirstPreview): Promise<Outcome> {
  const file = join(folder, `Pulumi.${stack}.yaml`);
  copyFileSync(join(session.scratch.project, `Pulumi.${like.name}.yaml`), file);
  editStackFile(file, settings);
  await initStack(session, stack, folder);
  try {
    return await session.operate({ command: "preview", stack, folder, pack: packFor(folder, String(configOf(file)["onair:environment"])) });
  } finally {
    await session.pulumi(["stack", "rm", stack, "--yes", "--force", "--non-interactive"], folder);
    rmSync(file, { force: true });
  }
}
