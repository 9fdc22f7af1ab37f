import type { Command } from "commander";
import type { Session } from "../session.ts";
import type { StatusOptions } from "../status/run.ts";

export function addStatus(program: Command, session: Session): void {
  program
    .command("status")
    .summary("show what is deployed, what runs, where to push and what to watch")
    .description(
      "Shows the regions and the edge of an environment, the state of every channel in every region beside what was last wanted of it, and the addresses to push to and to watch. Changes nothing.",
    )
    .argument("[channel]", "this channel only, as in the lineup")
    .option("--env <environment>", "environment to look at", "prod")
    .option("--json", "print as JSON")
    .option("--why", "show what makes each channel's failover seamless or visible")
    .addHelpText(
      "after",
      "\nExamples:\n  $ npx onair status --env dev\n  $ npx onair status arena\n  $ npx onair status arena --why\n  $ npx onair status --json | jq '.channels[].regions'",
    )
    .action(async (channel: string | undefined, options: StatusOptions) => {
      const { runStatus } = await import("../status/run.ts");
      await runStatus(session, channel, options);
    });
}
