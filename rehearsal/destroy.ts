import { settleCutOff } from "./cutOff.ts";
import { RehearsalError } from "./errors.ts";
import { shortUrn } from "./operation.ts";
import { progressOn, type Progress } from "./progress.ts";
import type { Session } from "./session.ts";
import { stacksOf } from "./stackFiles.ts";
import { removeStamp } from "./stamp.ts";
import { failureOf, isDeployed, summary } from "./stacks.ts";
import { withSession } from "./withSession.ts";

export interface DestroyOptions {
  readonly id: string;
  readonly environment: string;
  /** Lift the protection of every resource first. */
  readonly unprotect: boolean;
  readonly quiet: boolean;
}

/** Resources removed in all, and what is left in the account. */
export interface DestroyReport {
  readonly removed: number;
  readonly left: number;
}

/**
 * `pulumi destroy` of every stack of the environment: readers first, then the edge, then the regions.
 * @throws RehearsalError naming what is protected, or what AWS would not let go
 */
export function destroyRehearsal(options: DestroyOptions): Promise<DestroyReport> {
  return withSession(options, (session) => {
    removeStamp(session.scratch);
    return destroyAll(session, options, progressOn(process.stderr, options.quiet));
  });
}

async function destroyAll(session: Session, { environment, unprotect }: DestroyOptions, progress: Progress): Promise<DestroyReport> {
  const { project, consumer } = session.scratch;
  const { regions, last } = stacksOf(project, environment);
  const all = [
    { name: "prod", folder: consumer, title: "newsroom" },
    ...[...last, ...regions].map(({ name }) => ({ name, folder: project, title: name })),
  ];
  const deployed = all.filter(({ name, folder }) => isDeployed(session, name, folder));
  for (const { name, folder } of deployed) await settleCutOff(session, progress, name, folder);
  if (!unprotect) await refuseProtected(session, deployed);
  let removed = 0;
  for (const { name, folder, title } of deployed) {
    await progress.step(`pulumi destroy ${title}`, async (say) => {
      if (unprotect) await session.pulumi(["state", "unprotect", "--all", "--yes", "--stack", name], folder);
      const outcome = await session.operate({
        command: "destroy",
        stack: name,
        folder,
        onProgress: ({ resources }) => say(`${resources} resources gone`),
      });
      if (!outcome.ok) throw new RehearsalError(`${title} was not destroyed:\n${failureOf(outcome)}`);
      removed += outcome.changes["delete"] ?? 0;
      return summary(outcome);
    });
  }
  // Passphrases are made by a command and belong to no stack: they stay until somebody deletes them.
  const left = session.cloud.resources().filter(({ owner }) => owner !== "Secrets Manager");
  if (left.length > 0)
    throw new RehearsalError(
      `Everything was destroyed, and the account still holds: ${left.map(({ type, id }) => `${type} ${id}`).join(", ")}`,
    );
  return { removed, left: left.length };
}

/** Pulumi refuses a stack at its first protected resource; here all are named, before anything is destroyed. */
async function refuseProtected(
  session: Session,
  stacks: readonly { readonly name: string; readonly folder: string; readonly title: string }[],
): Promise<void> {
  const lines: string[] = [];
  for (const { name, folder, title } of stacks) {
    const { stdout } = await session.pulumi(["stack", "export", "--stack", name], folder);
    const { deployment } = JSON.parse(stdout) as {
      deployment: { resources?: readonly { readonly urn: string; readonly protect?: boolean }[] };
    };
    const names = (deployment.resources ?? []).filter(({ protect }) => protect === true).map(({ urn }) => shortUrn(urn));
    if (names.length > 0) lines.push(`${title}:`, ...names.map((each) => `  ${each}`));
  }
  if (lines.length === 0) return;
  throw new RehearsalError(
    `Nothing was destroyed: these resources are protected.\n${lines.join("\n")}\n\nTo take them down all the same: npm run rehearse -- --destroy --unprotect`,
  );
}
