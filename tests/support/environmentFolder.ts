import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSettings, type RawSettings, type Settings } from "../../stacks/index.ts";
import { asStacks, recordStack, type StackRecord } from "./shipped.ts";
import type { EnvironmentFiles } from "./lineupArbitrary/index.ts";
import { SLATES } from "./slates.ts";

/** Writes an environment's files into a new folder, hands it on, and removes it. JSON is YAML. */
export function inFolder<T>(files: EnvironmentFiles, use: (directory: string) => T): T {
  const directory = writeFolder(files);
  try {
    return use(directory);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function writeFolder(files: EnvironmentFiles): string {
  const directory = mkdtempSync(join(tmpdir(), "onair-settings-"));
  mkdirSync(join(directory, "lineups"));
  mkdirSync(join(directory, "ladders"));
  writeFileSync(join(directory, "lineups", `${files.environment}.yaml`), JSON.stringify(files.lineup));
  mkdirSync(join(directory, "slates", "folder.png"), { recursive: true });
  for (const [name, picture] of Object.entries(SLATES)) writeFileSync(join(directory, "slates", name), picture);
  for (const [name, ladder] of Object.entries(files.ladders))
    writeFileSync(join(directory, "ladders", `${name}.yaml`), JSON.stringify(ladder));
  return directory;
}

/** What the engine would hand the program for one of the environment's stacks. */
export function rawSettings(files: EnvironmentFiles, stack: string, directory: string): RawSettings {
  const entry = files.stacks[stack];
  if (entry === undefined) throw new Error(`no stack ${stack}`);
  const config: Record<string, string> = { "aws:region": entry.region };
  for (const [key, value] of Object.entries(entry.settings))
    config[`onair:${key}`] = typeof value === "string" ? value : JSON.stringify(value);
  return { config, secretKeys: [], stack, project: "onair", organization: "organization", directory };
}

/** Settings of every stack of an environment. */
export function allSettings(files: EnvironmentFiles): Settings[] {
  return inFolder(files, (directory) => Object.keys(files.stacks).map((stack) => readSettings(rawSettings(files, stack, directory))));
}

/** Records every stack of an environment under mocks: regions first, then the edge that reads them. */
export async function recordEnvironment(files: EnvironmentFiles): Promise<Record<string, StackRecord>> {
  const directory = writeFolder(files);
  try {
    const records: Record<string, StackRecord> = {};
    for (const stack of Object.keys(files.stacks))
      records[stack] = await recordStack(rawSettings(files, stack, directory), { stacks: asStacks(records) });
    return records;
  } finally {
    rmSync(directory, { recursive: true });
  }
}
