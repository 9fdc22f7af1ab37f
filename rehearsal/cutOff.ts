import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { RehearsalError } from "./errors.ts";
import { shortUrn } from "./operation.ts";
import type { Progress } from "./progress.ts";
import type { Session } from "./session.ts";
import { failureOf, isDeployed, projectOf, stateFile } from "./stacks.ts";

/** What the engine was doing to a resource when it was cut off: it knows what it asked for, and not whether it was done. */
interface PendingOperation {
  /** `creating`, `updating`, `deleting`, … */
  readonly type: string;
  readonly resource: { readonly urn: string; readonly type: string; readonly parent?: string; readonly provider?: string };
}

/** A list of resources for `pulumi import --file`. */
interface ImportFile {
  /** URNs of parents and providers by the names that the resources use for them. */
  readonly nameTable: Readonly<Record<string, string>>;
  readonly resources: readonly {
    readonly type: string;
    readonly name: string;
    readonly id: string;
    readonly parent?: string;
    readonly provider?: string;
  }[];
}

/**
 * Brings a stack back in order whose last run was killed, by the commands a user has. `pulumi cancel` takes away the lock: this
 * run holds the scratch, so whoever held that lock is gone. `pulumi refresh --clear-pending-creates` settles what was pending, and
 * forgets what was being created; what AWS made all the same is taken in by `pulumi import`, with the id that a user would look
 * up in the console. Without that the next `up` would make it a second time, and fail where its name is taken.
 * (`pulumi refresh --import-pending-creates` takes URN and id, and then drops them: seen with CLI 3.250.0.)
 * Answers what was pending, in words; nothing where the last run ended by itself.
 */
export async function settleCutOff(session: Session, progress: Progress, stack: string, folder: string): Promise<string[]> {
  const pending = await cutOffOperations(session, stack, folder);
  if (pending.length === 0) return [];
  const told = pending.map(({ type, resource }) => `${type} ${shortUrn(resource.urn)}`);
  await progress.step(`pulumi refresh ${stack}`, async () => {
    const outcome = await session.operate({ command: "refresh", stack, folder, extra: ["--skip-preview", "--clear-pending-creates"] });
    if (!outcome.ok)
      throw new RehearsalError(`The last run of ${stack} was cut off, and its state could not be settled:\n${failureOf(outcome)}`);
    return `the last run was cut off: ${told.join(", ")}`;
  });
  const made = importFile(
    pending.filter(({ type }) => type === "creating"),
    (urn) => session.cloud.resources().find(({ owner }) => owner === urn)?.id,
  );
  if (made.resources.length > 0)
    await progress.step(`pulumi import ${stack}`, async () => {
      await takeIn(session, stack, folder, made);
      return `made all the same: ${made.resources.map(({ type, name }) => `${type} ${name}`).join(", ")}`;
    });
  return told;
}

async function cutOffOperations(session: Session, stack: string, folder: string): Promise<readonly PendingOperation[]> {
  if (!isDeployed(session, stack, folder)) return [];
  const state = stateFile(session, stack, folder);
  dropHalfAttributes(state);
  const locks = join(session.scratch.backend, ".pulumi", "locks", "organization", projectOf(session, folder), stack);
  if (existsSync(locks)) await session.pulumi(["cancel", "--yes", "--stack", stack], folder);
  // Asking the CLI takes a second; the state says in plain text whether there is anything to ask.
  if (!readFileSync(state, "utf8").includes('"pending_operations"')) return [];
  const { code, stdout, stderr } = await session.pulumi(["stack", "export", "--stack", stack, "--non-interactive"], folder);
  if (code !== 0) throw new RehearsalError(`pulumi stack export ${stack} failed: ${stderr.trim()}`);
  const { deployment } = JSON.parse(stdout) as { deployment: { pending_operations?: readonly PendingOperation[] } };
  return deployment.pending_operations ?? [];
}

/**
 * A folder is a simple backend: beside each state file lies one with its attributes, and an engine that is killed as it writes that one
 * leaves half of it, with which the CLI reads nothing ("failed to load checkpoint: EOF"). Without it the CLI does well.
 */
function dropHalfAttributes(stateFile: string): void {
  const file = `${stateFile}.attrs`;
  if (!existsSync(file)) return;
  try {
    JSON.parse(readFileSync(file, "utf8"));
  } catch {
    rmSync(file);
  }
}

/** What `pulumi import` needs to take in those of the operations' resources that `idOf` knows. */
export function importFile(creations: readonly PendingOperation[], idOf: (urn: string) => string | undefined): ImportFile {
  const made = creations.flatMap(({ resource }) => {
    const id = idOf(resource.urn);
    return id === undefined ? [] : [{ ...resource, id }];
  });
  const related = made.flatMap(({ parent, provider }) => [parent, providerUrn(provider)].filter((urn) => urn !== undefined));
  const names = new Map([...new Set(related)].map((urn, index) => [urn, `related${index}`]));
  return {
    nameTable: Object.fromEntries([...names].map(([urn, name]) => [name, urn])),
    resources: made.map(({ type, urn, id, parent, provider }) => ({
      type,
      name: urn.split("::").at(-1) ?? "",
      id,
      ...named("parent", names.get(parent ?? "")),
      ...named("provider", names.get(providerUrn(provider) ?? "")),
    })),
  };
}

function named<K extends string>(key: K, value: string | undefined): Partial<Record<K, string>> {
  return value === undefined ? {} : ({ [key]: value } as Partial<Record<K, string>>);
}

/** The state names a provider by its URN and id. */
function providerUrn(reference: string | undefined): string | undefined {
  return reference?.split("::").slice(0, -1).join("::");
}

async function takeIn(session: Session, stack: string, folder: string, made: ImportFile): Promise<void> {
  const file = join(session.scratch.root, `import-${stack}.json`);
  writeFileSync(file, JSON.stringify(made));
  const flags = ["--yes", "--skip-preview", "--non-interactive", "--protect=false", "--generate-code=false"];
  const { code, stdout, stderr } = await session.pulumi(["import", "--stack", stack, "--file", file, ...flags], folder);
  rmSync(file);
  if (code !== 0)
    throw new RehearsalError(`The last run of ${stack} was cut off, and pulumi import failed:\n${stdout.trim()}\n${stderr.trim()}`);
}
