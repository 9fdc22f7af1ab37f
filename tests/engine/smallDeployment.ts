import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isMap, parseDocument } from "yaml";
import { silent } from "../../cli/toolchain/index.ts";
import { writeAccount } from "../../rehearsal/account.ts";
import { fillStackFiles } from "../../rehearsal/fill.ts";
import { lockScratch, prepareScratch, PROJECT, removeScratch, scratchAt } from "../../rehearsal/scratch.ts";
import { openSession, type Session } from "../../rehearsal/session.ts";
import { stacksOf } from "../../rehearsal/stackFiles.ts";
import { failureOf, initStack } from "../../rehearsal/stacks.ts";

export interface SmallDeployment {
  readonly session: Session;
  close(): Promise<void>;
}

/** Deploys some channels of an environment by the real engine, and nothing that a rehearsal proves besides. */
export async function deploySome(id: string, environment: string, channels: readonly string[]): Promise<SmallDeployment> {
  const scratch = scratchAt(id);
  const unlock = lockScratch(scratch);
  try {
    removeScratch(scratch, "lock");
    prepareScratch(scratch);
    keepChannels(join(scratch.project, "lineups", `${environment}.yaml`), channels);
    const stacks = stacksOf(scratch.project, environment);
    const zone = writeAccount(join(PROJECT, "rehearsal", "account.yaml"), scratch.account, PROJECT, stacks);
    const session = await openSession(scratch, { screen: silent });
    try {
      await fillStackFiles(session, environment, stacks, zone);
      const up = async (stack: string): Promise<void> => {
        await initStack(session, stack);
        const outcome = await session.operate({ command: "up", stack, extra: ["--skip-preview"] });
        if (!outcome.ok) throw new Error(`${stack}: ${failureOf(outcome)}`);
      };
      await Promise.all(stacks.regions.map(({ name }) => up(name)));
      for (const { name } of stacks.last) await up(name);
    } catch (error) {
      await session.close();
      throw error;
    }
    return {
      session,
      close: async () => {
        await session.close();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

function keepChannels(file: string, channels: readonly string[]): void {
  const document = parseDocument(readFileSync(file, "utf8"));
  const all: unknown = document.get("channels");
  if (!isMap(all)) throw new Error(`${file} has no channels`);
  const names = all.items.map(({ key }) => String(key));
  for (const name of names.filter((one) => !channels.includes(one))) document.deleteIn(["channels", name]);
  writeFileSync(file, document.toString());
}
