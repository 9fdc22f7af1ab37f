import { existsSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

export interface FileText {
  readonly path: string;
  readonly text: string;
}

/** Writes files so that each is either old or new, whatever happens: all texts lie beside their targets before the first one moves. */
export function writeFilesAtomically(files: readonly FileText[]): void {
  const moves = files.map(({ path, text }) => {
    const target = existsSync(path) ? realpathSync(path) : path;
    return { target, text, temporary: join(dirname(target), `.${basename(target)}.${process.pid}.new`) };
  });
  try {
    for (const { target, text, temporary } of moves)
      writeFileSync(temporary, text, { mode: existsSync(target) ? statSync(target).mode & 0o777 : 0o644 });
    for (const { target, temporary } of moves) renameSync(temporary, target);
  } finally {
    for (const { temporary } of moves) rmSync(temporary, { force: true });
  }
}
