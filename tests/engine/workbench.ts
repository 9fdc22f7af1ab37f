import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument, type Document } from "yaml";
import { NO_FAULTS, rehearse, type Report } from "../../rehearsal/index.ts";
import type { Outcome } from "../../rehearsal/operation.ts";
import { lockScratch, scratchAt } from "../../rehearsal/scratch.ts";
import { openSession, type Session } from "../../rehearsal/session.ts";
import { stacksOf, type EnvironmentStacks } from "../../rehearsal/stackFiles.ts";
import { packFor } from "../../rehearsal/stacks.ts";

/** Minutes, for mocha. */
export const MINUTES = 60_000;

/** Deploys an environment as a user's `onair rehearse` does. */
export function deploy(
  id: string,
  environment: string,
  options: { readonly fail?: readonly string[]; readonly fresh?: boolean } = {},
): Promise<Report> {
  return rehearse({ id, environment, fresh: options.fresh ?? true, faults: { ...NO_FAULTS, fail: options.fail ?? [] }, quiet: true });
}

/** A deployed environment to change files in and to run the engine on. */
export class Workbench {
  readonly session: Session;
  readonly stacks: EnvironmentStacks;
  readonly #environment: string;
  readonly #unlock: () => void;

  private constructor(session: Session, environment: string, unlock: () => void) {
    this.session = session;
    this.#environment = environment;
    this.#unlock = unlock;
    this.stacks = stacksOf(session.scratch.project, environment);
  }

  /** Opens what `deploy` left under the same id. */
  static async open(id: string, environment: string): Promise<Workbench> {
    const scratch = scratchAt(id);
    const unlock = lockScratch(scratch);
    return new Workbench(await openSession(scratch), environment, unlock);
  }

  async close(): Promise<void> {
    await this.session.close();
    this.#unlock();
  }

  preview(stack: string): Promise<Outcome> {
    return this.session.operate({ command: "preview", stack, pack: packFor(this.session.scratch.project, this.#environment) });
  }

  up(stack: string): Promise<Outcome> {
    return this.session.operate({
      command: "up",
      stack,
      extra: ["--skip-preview"],
      pack: packFor(this.session.scratch.project, this.#environment),
    });
  }

  onair(...args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
    return this.session.capture("onair", args);
  }

  /** Changes a YAML file of the scratch project while `work` runs, and puts it back. */
  async with<T>(file: string, change: (document: Document) => void, work: () => Promise<T>): Promise<T> {
    const path = join(this.session.scratch.project, file);
    const before = readFileSync(path, "utf8");
    this.edit(file, change);
    try {
      return await work();
    } finally {
      writeFileSync(path, before);
    }
  }

  /** Changes a YAML file of the scratch project for good. */
  edit(file: string, change: (document: Document) => void): void {
    const path = join(this.session.scratch.project, file);
    const document = parseDocument(readFileSync(path, "utf8"));
    change(document);
    writeFileSync(path, document.toString());
  }
}

/** What an operation would do, one line each: `update aws:cloudformation/stack:Stack arena`. The engine's own resources are left out. */
export function doings({ steps }: Outcome): string[] {
  return steps.filter(({ type }) => !type.startsWith("pulumi:")).map(({ op, type, urn }) => `${op} ${type} ${nameOf(urn)}`);
}

export function nameOf(urn: string): string {
  return urn.split("::").at(-1) ?? "";
}
