import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { writeFilesAtomically } from "./atomicFiles.ts";
import { isRecord } from "./project.ts";

/** A contract as it was read some time ago. */
export interface KeptContract {
  readonly contract: unknown;
  readonly readAt: Date;
}

const VERSION = 1;

/** Readable by its owner only: it names every address of the service. It holds no secret, for contracts hold none. */
const MODE = 0o600;

/** Where an environment's contracts are kept, below the project; git ignores it. */
export function copiesFile(project: string, environment: string): string {
  return join(project, ".onair", `contracts-${environment}.json`);
}

/** Keeps a contract for the hour when Pulumi's state does not answer. A disk that takes nothing is no reason to fail. */
export function keepContract(project: string, stack: string, contract: unknown): void {
  const environment = isRecord(contract) ? contract["environment"] : undefined;
  if (typeof environment !== "string" || !/^[a-z0-9-]+$/.test(environment)) return;
  const path = copiesFile(project, environment);
  try {
    const stacks = { ...readStacks(path), [stack]: { readAt: new Date().toISOString(), contract } };
    mkdirSync(dirname(path), { recursive: true });
    writeFilesAtomically([{ path, text: `${JSON.stringify({ version: VERSION, stacks })}\n`, mode: MODE }]);
  } catch {
    // The next command that reads contracts tries again.
  }
}

/** What was last read of a stack, or undefined where it never was, or the file is no such file. */
export function keptContract(project: string, environment: string, stack: string): KeptContract | undefined {
  const kept = readStacks(copiesFile(project, environment))[stack];
  if (!isRecord(kept) || typeof kept["readAt"] !== "string" || !("contract" in kept)) return undefined;
  const readAt = new Date(kept["readAt"]);
  return Number.isNaN(readAt.getTime()) ? undefined : { contract: kept["contract"], readAt };
}

function readStacks(path: string): Readonly<Record<string, unknown>> {
  if (!existsSync(path)) return {};
  try {
    const file: unknown = JSON.parse(readFileSync(path, "utf8"));
    return isRecord(file) && file["version"] === VERSION && isRecord(file["stacks"]) ? file["stacks"] : {};
  } catch {
    return {};
  }
}
