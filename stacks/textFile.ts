import { closeSync, constants, fstatSync, openSync, readdirSync, readSync } from "node:fs";
import { join } from "node:path";
import type { Problem } from "./problems.ts";

/** A thousand channels fit; a larger file is a mistake, and would keep the parser busy for long. Bytes. */
export const LARGEST_FILE = 250_000;

export type TextResult = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly problem: Problem };

/** Reads a text file of the project, of a bounded size, in UTF-8. What cannot be read is a problem, never an exception. */
export function readText(directory: string, file: string): TextResult {
  try {
    return readOpened(openSync(join(directory, file), constants.O_RDONLY | constants.O_NONBLOCK), file);
  } catch (error) {
    return refused(file, reasonOf(error), "create the file, or correct the name that points to it");
  }
}

/** Names of what lies in a folder of the project, sorted; none when there is no such folder. */
export function filesIn(directory: string, folder: string): string[] {
  try {
    return readdirSync(join(directory, folder)).sort();
  } catch {
    return [];
  }
}

function readOpened(descriptor: number, file: string): TextResult {
  try {
    const status = fstatSync(descriptor);
    if (status.isDirectory()) return refused(file, "is a folder, not a file", "put a file of this name in its place");
    if (!status.isFile()) return refused(file, "is not an ordinary file", "put a file of this name in its place");
    const bytes = readAtMost(descriptor, LARGEST_FILE + 1);
    if (bytes.length > LARGEST_FILE) {
      const remedy = `keep it under ${LARGEST_FILE} bytes`;
      return { ok: false, problem: { path: file, what: "is too large", given: `${Math.max(status.size, bytes.length)} bytes`, remedy } };
    }
    return decoded(bytes, file);
  } finally {
    closeSync(descriptor);
  }
}

/** Never trusts the size a file claims: it may grow while it is read. */
function readAtMost(descriptor: number, most: number): Uint8Array {
  const bytes = new Uint8Array(most);
  let length = 0;
  while (length < most) {
    const read = readSync(descriptor, bytes, length, most - length, null);
    if (read === 0) break;
    length += read;
  }
  return bytes.subarray(0, length);
}

function decoded(bytes: Uint8Array, file: string): TextResult {
  try {
    return { ok: true, text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return refused(file, "is not text in UTF-8", "save the file as UTF-8");
  }
}

function refused(path: string, what: string, remedy: string): TextResult {
  return { ok: false, problem: { path, what, remedy } };
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT") return "cannot be read: there is no such file";
  if (code === "EACCES" || code === "EPERM") return "cannot be read: its permissions forbid it";
  return "cannot be read";
}
