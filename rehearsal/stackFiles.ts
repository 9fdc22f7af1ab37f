import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { isMap, parse, parseDocument, type Document } from "yaml";
import { RehearsalError } from "./errors.ts";
import { PLACEHOLDERS, type Role } from "../stacks/plain.ts";

/** One stack of an environment, as its file says. */
export interface Stack {
  readonly name: string;
  readonly role: Role;
  /** `aws:region`. */
  readonly region: string;
}

/** The stacks of an environment in the order they are deployed: regions first, the edge last. */
export interface EnvironmentStacks {
  readonly regions: readonly Stack[];
  /** The edge, or the standalone stack. */
  readonly last: readonly Stack[];
}

export function isStackFile(path: string): boolean {
  return /^Pulumi\.[^.]+\.yaml$/.test(basename(path));
}

/** Stacks whose file names `environment`. @throws Error naming the environments there are, when none does */
export function stacksOf(folder: string, environment: string): EnvironmentStacks {
  const found = readdirSync(folder)
    .filter(isStackFile)
    .map((file) => ({ name: file.slice("Pulumi.".length, -".yaml".length), config: configOf(join(folder, file)) }));
  const stacks = found
    .filter(({ config }) => config["onair:environment"] === environment)
    .map(({ name, config }) => ({ name, role: String(config["onair:role"]) as Role, region: String(config["aws:region"]) }));
  if (stacks.length === 0) {
    const known = [...new Set(found.map(({ config }) => String(config["onair:environment"])))].sort().join(", ");
    throw new RehearsalError(`No stack file belongs to environment ${environment}. There are: ${known}.`);
  }
  return { regions: stacks.filter(({ role }) => role === "encode-region"), last: stacks.filter(({ role }) => role !== "encode-region") };
}

/** The values of a stack file, keys as written. */
export function configOf(file: string): Record<string, unknown> {
  const content = parse(readFileSync(file, "utf8")) as { config?: Record<string, unknown> } | null;
  return content?.config ?? {};
}

/** Sets values in a stack file and leaves the rest as it stands. */
export function editStackFile(file: string, values: Readonly<Record<string, unknown>>): void {
  const document = parseDocument(readFileSync(file, "utf8"));
  for (const [key, value] of Object.entries(values)) document.setIn(["config", key], value);
  writeFileSync(file, document.toString());
}

/**
 * Copies the stack files from one folder to another. A file that was copied before is renewed when its original has
 * changed since (`originals` keeps what was copied); the salt of its secrets, and values that `onair init` put in the
 * place of a placeholder, survive.
 */
export function copyStackFiles(from: string, to: string, originals: string): void {
  mkdirSync(originals, { recursive: true });
  for (const file of readdirSync(from).filter(isStackFile)) {
    const text = readFileSync(join(from, file), "utf8");
    const copy = join(to, file);
    const kept = join(originals, file);
    const unchanged = existsSync(kept) && readFileSync(kept, "utf8") === text;
    if (unchanged && existsSync(copy)) continue;
    writeFileSync(copy, existsSync(copy) ? keepFilled(text, readFileSync(copy, "utf8")) : text);
    writeFileSync(kept, text);
  }
}

function keepFilled(original: string, filled: string): string {
  const renewed = parseDocument(original);
  const before = parseDocument(filled);
  const salt = before.get("encryptionsalt");
  if (salt !== undefined) renewed.set("encryptionsalt", salt);
  const config: unknown = renewed.get("config");
  if (!isMap(config)) return renewed.toString();
  for (const { key } of config.items) {
    const path = ["config", String(key)];
    if (holdsPlaceholder(renewed, path) && before.hasIn(path)) renewed.setIn(path, before.getIn(path, true));
  }
  return renewed.toString();
}

function holdsPlaceholder(document: Document, path: readonly string[]): boolean {
  const text = JSON.stringify((document.toJS() as { config: Record<string, unknown> }).config[path[1] ?? ""]);
  return Object.values(PLACEHOLDERS).some((placeholder) => text.includes(placeholder));
}

/** Whether a stack file still waits for `onair init`. */
export function isUnfilled(file: string): boolean {
  const text = JSON.stringify(configOf(file));
  return Object.values(PLACEHOLDERS).some((placeholder) => text.includes(`"${placeholder}"`));
}
