import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT, scratchAt, type Scratch } from "./scratch.ts";

/** What a deployment follows from: program, policies, user data, and the simulation that answered it. */
const SOURCES = [
  "components",
  "control",
  "functions",
  "ladders",
  "lineups",
  "policy",
  "rehearsal/cloud",
  "rehearsal/account.yaml",
  "stacks",
  "index.ts",
  "package-lock.json",
] as const;

const STACK_FILE = /^Pulumi.*\.yaml$/;

/** Notes that everything of an environment is deployed as the project stands now. */
export function writeStamp(scratch: Scratch, environment: string): void {
  writeFileSync(fileOf(scratch), JSON.stringify({ environment, sources: digest() }));
}

export function removeStamp(scratch: Scratch): void {
  rmSync(fileOf(scratch), { force: true });
}

/** True when the last run deployed all of the environment, and nothing that it follows from has changed since. */
export function isDeployedAsItStands(id: string, environment: string): boolean {
  const file = fileOf(scratchAt(id));
  if (!existsSync(file)) return false;
  return readFileSync(file, "utf8") === JSON.stringify({ environment, sources: digest() });
}

function fileOf({ root }: Scratch): string {
  return join(root, "deployed.json");
}

function digest(): string {
  const hash = createHash("sha256");
  const stackFiles = readdirSync(PROJECT).filter((name) => STACK_FILE.test(name));
  for (const source of [...SOURCES, ...stackFiles.sort()]) {
    for (const file of filesOf(source))
      hash
        .update(`${file}\0`)
        .update(readFileSync(join(PROJECT, file)))
        .update("\0");
  }
  return hash.digest("hex");
}

/** Paths from the project's folder, in a fixed order. Links are not followed. */
function filesOf(path: string): string[] {
  const full = join(PROJECT, path);
  const entries = entriesOf(full);
  if (entries === undefined) return existsSync(full) ? [path] : [];
  return entries
    .filter(({ name }) => name !== "node_modules")
    .sort((left, right) => (left.name < right.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesOf(`${path}/${entry.name}`) : entry.isFile() ? [`${path}/${entry.name}`] : []));
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return undefined;
  }
}
