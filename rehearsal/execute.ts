import { RehearsalError } from "./errors.ts";
import { isStarted, lockScratch, scratchAt } from "./scratch.ts";
import { openSession } from "./session.ts";

/**
 * Runs any command in the scratch project of a rehearsal, with its state, its credentials and its simulated AWS; answers
 * the command's exit code. `onair` and `pulumi` are on the path. Meanwhile the control planes of the regions in `dark` do not answer.
 */
export async function executeInRehearsal(
  id: string,
  command: string,
  args: readonly string[],
  dark: readonly string[] = [],
): Promise<number> {
  const scratch = scratchAt(id);
  if (!isStarted(scratch)) throw new RehearsalError("Nothing is deployed here: run npm run rehearse first.");
  const unlock = lockScratch(scratch);
  try {
    const session = await openSession(scratch);
    for (const region of dark) session.cloud.faults.darken(region);
    try {
      return await session.execute(command, args);
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT")
        throw new RehearsalError(`There is no command ${command} on the path.`);
      throw error;
    } finally {
      await session.close();
    }
  } finally {
    unlock();
  }
}
