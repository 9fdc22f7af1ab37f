import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { writeAccount } from "../../rehearsal/account.ts";
import { fillStackFiles } from "../../rehearsal/fill.ts";
import { lockScratch, prepareScratch, PROJECT, removeScratch, scratchAt } from "../../rehearsal/scratch.ts";
import { openSession, type Session } from "../../rehearsal/session.ts";
import { stacksOf } from "../../rehearsal/stackFiles.ts";
import { initStack } from "../../rehearsal/stacks.ts";

export const US = "prod-us-east-1";
export const EU = "prod-eu-west-1";
export const EDGE = "prod-global";

/** Two small channels, each preferring another region: as little as a deployment over two regions can be tried on. */
const CHANNELS = {
  arena: { title: "Arena", regions: ["us-east-1", "eu-west-1"], ladder: "demo-30", source: { type: "rtmp-push" } },
  demo: { title: "Demo", regions: ["eu-west-1", "us-east-1"], ladder: "demo-30", source: { type: "mp4-demo" } },
};

/** A scratch project with a lineup of its own, filled stack files and empty stacks; nothing is deployed yet. */
export class TwoRegions {
  readonly session: Session;
  readonly #unlock: () => void;

  private constructor(session: Session, unlock: () => void) {
    this.session = session;
    this.#unlock = unlock;
  }

  static async make(id: string, channels: Readonly<Record<string, unknown>> = CHANNELS): Promise<TwoRegions> {
    const scratch = scratchAt(id);
    const unlock = lockScratch(scratch);
    removeScratch(scratch, "lock");
    prepareScratch(scratch);
    writeFileSync(join(scratch.project, "lineups", "prod.yaml"), stringify({ environment: "prod", production: true, channels }));
    const stacks = stacksOf(scratch.project, "prod");
    const zone = writeAccount(join(PROJECT, "rehearsal", "account.yaml"), scratch.account, PROJECT, stacks);
    const session = await openSession(scratch);
    await fillStackFiles(session, "prod", stacks, zone);
    for (const { name } of [...stacks.regions, ...stacks.last]) await initStack(session, name);
    return new TwoRegions(session, unlock);
  }

  async close(): Promise<void> {
    await this.session.close();
    this.#unlock();
  }

  /** Sets values in a file of the scratch project. */
  edit(file: string, change: (content: Record<string, unknown>) => void): void {
    const path = join(this.session.scratch.project, file);
    const content = parse(readFileSync(path, "utf8")) as Record<string, unknown>;
    change(content);
    writeFileSync(path, stringify(content));
  }
}
