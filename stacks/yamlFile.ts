import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";
import type { Problem } from "./problems.ts";

/** No lineup or ladder a person writes comes near this; a larger file is a mistake. Bytes. */
const LARGEST_FILE = 1_000_000;

export type FileResult = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly problem: Problem };

/** Reads a YAML 1.2 file of the project into plain data. Aliases, duplicate keys and broken syntax are problems, not guesses. */
export function readYaml(directory: string, file: string): FileResult {
  const text = readText(directory, file);
  if (!text.ok) return text;
  const document = parseDocument(String(text.value), { uniqueKeys: true, strict: true });
  const fault = document.errors[0] ?? document.warnings[0];
  if (fault !== undefined) {
    const line = fault.linePos?.[0].line;
    const path = line === undefined ? file : `${file}:${line}`;
    return { ok: false, problem: { path, what: `is not valid YAML: ${firstLine(fault.message)}`, remedy: "correct the file" } };
  }
  try {
    return { ok: true, value: document.toJS({ maxAliasCount: 0 }) as unknown };
  } catch {
    return { ok: false, problem: { path: file, what: "uses a YAML anchor", remedy: "write the value out where it is used" } };
  }
}

function readText(directory: string, file: string): FileResult {
  try {
    const path = join(directory, file);
    const { size } = statSync(path);
    if (size > LARGEST_FILE) {
      return {
        ok: false,
        problem: { path: file, what: "is too large", given: `${size} bytes`, remedy: `keep it under ${LARGEST_FILE} bytes` },
      };
    }
    return { ok: true, value: readFileSync(path, "utf8") };
  } catch {
    return { ok: false, problem: { path: file, what: "cannot be read", remedy: "create the file, or correct the name that points to it" } };
  }
}

function firstLine(message: string): string {
  return message.split("\n")[0] ?? message;
}
