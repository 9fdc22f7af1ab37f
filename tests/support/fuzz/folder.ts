import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../shipped.ts";

/** A copy of the project's lineups and ladders, one file of which is replaced at a time. */
export class FuzzFolder {
  readonly directory = mkdtempSync(join(tmpdir(), "onair-fuzz-"));
  /** `lineups/prod.yaml` and the like, with their sound text. */
  readonly files: readonly { readonly file: string; readonly text: string }[];

  constructor() {
    for (const folder of ["lineups", "ladders"]) cpSync(join(ROOT, folder), join(this.directory, folder), { recursive: true });
    this.files = ["lineups", "ladders"].flatMap((folder) =>
      readdirSync(join(ROOT, folder)).map((name) => ({ file: `${folder}/${name}`, text: readFileSync(join(ROOT, folder, name), "utf8") })),
    );
  }

  with<T>(file: string, text: string | Uint8Array, use: () => T): T {
    const sound = this.files.find((known) => known.file === file)?.text ?? "";
    writeFileSync(join(this.directory, file), text);
    try {
      return use();
    } finally {
      writeFileSync(join(this.directory, file), sound);
    }
  }

  remove(): void {
    rmSync(this.directory, { recursive: true });
  }
}
