import { silent } from "../cli/toolchain/index.ts";
import { RehearsalError } from "./errors.ts";
import { isStarted, lockScratch, scratchAt } from "./scratch.ts";
import { openSession, type Session } from "./session.ts";

/**
 * Locks what an earlier rehearsal deployed and opens its cloud for some work; puts both back, however that ends.
 * @param of the rehearsal's id; `quiet` shows nothing on the way
 * @throws RehearsalError when nothing is deployed
 */
export async function withSession<T>(
  of: { readonly id: string; readonly quiet: boolean },
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const scratch = scratchAt(of.id);
  if (!isStarted(scratch)) throw new RehearsalError("Nothing is deployed here: run npm run rehearse first.");
  const unlock = lockScratch(scratch);
  try {
    const session = await openSession(scratch, of.quiet ? { screen: silent } : {});
    try {
      return await work(session);
    } finally {
      await session.close();
    }
  } finally {
    unlock();
  }
}
