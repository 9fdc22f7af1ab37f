import type { Command } from "commander";
import type { AlertTestOptions } from "../alerts/run.ts";
import type { Session } from "../session.ts";
import { wholeSeconds } from "./options.ts";

export function addAlertTest(program: Command, session: Session): void {
  program
    .command("alert-test")
    .summary("set off the alarms that wake people, to see who is told")
    .description(
      "Sets the alarm that wakes people into alarm and back: one for each stack of the environment, or those of a channel. SOMEBODY IS PAGED, and reads that nothing is wrong. Nothing else changes.",
    )
    .argument("[channel]", "as in the lineup; its own alarm, which waits two minutes for its region's")
    .option("--env <environment>", "environment to test", "prod")
    .option("--region <region>", "this region only")
    .option("--stack <stack>", "this stack only, instead of the environment's own")
    .option("--hold <seconds>", "how long the alarm stays in alarm", wholeSeconds)
    .option("--json", "print the outcome as JSON")
    .addHelpText(
      "after",
      "\nExamples:\n  $ npx onair alert-test\n  $ npx onair alert-test arena --region us-east-1\n  $ npx onair alert-test --stack dev --json",
    )
    .action(async (channel: string | undefined, options: AlertTestOptions) => {
      const { runAlertTest } = await import("../alerts/run.ts");
      await runAlertTest(session, channel, options);
    });
}
