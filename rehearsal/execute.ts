import { RehearsalError } from "./errors.ts";
import { withSession } from "./withSession.ts";

/**
 * Runs any command in the scratch project of a rehearsal, with its state, its credentials and its simulated AWS; answers
 * the command's exit code. `onair` and `pulumi` are on the path. Meanwhile the control planes of the regions in `dark` do not answer.
 */
export function executeInRehearsal(id: string, command: string, args: readonly string[], dark: readonly string[] = []): Promise<number> {
  return withSession({ id, quiet: false }, async (session) => {
    for (const region of dark) session.cloud.faults.darken(region);
    try {
      return await session.execute(command, args);
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT")
        throw new RehearsalError(`There is no command ${command} on the path.`);
      throw error;
    }
  });
}
