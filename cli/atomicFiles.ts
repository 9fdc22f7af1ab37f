import { existsSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

export interface FileText {
  readonly path: string;
  readonly text: string;
  /** Permissions, from the first byte on. Otherwise those of the file that is replaced, or 0644. */
  readonly mode?: number;
}

/** Writes files so that each is either old or new, whatever happens: all texts lie beside their targets before the first one moves. */
export function writeFilesAtomically(files: readonly FileText[]): void {
  const moves = files.map(({ path, text, mode }) => {
    const target = existsSync(path) ? realpathSync(path) : path;
    return { target, text, mode, temporary: join(dirname(target), `.${basename(target)}.${process.pid}.new`) };
  });
  try {
    for (const { target, text, mode, temporary } of moves) {
      // A file that a killed run left would keep its own permissions.
      rmSync(temporary, { force: true });
      writeFileSync(temporary, text, { mode: mode ?? (existsSync(target) ? statSync(target).mode & 0o777 : 0o644) });
    }
    for (const { target, temporary } of moves) renameSync(temporary, target);
  } finally {
    for (const { temporary } of moves) rmSync(temporary, { force: true });
  }
}
