import type { Command } from "commander";
import type { OperateOptions } from "../operate/run.ts";
import type { Session } from "../session.ts";
import { wholeSeconds } from "./options.ts";

export function addStart(program: Command, session: Session): void {
  program
    .command("start")
    .summary("start channels and wait until they run")
    .description(
      "Starts a channel in each of its regions, or all channels, and waits until they run. A running channel costs money by the minute until it is stopped.",
    )
    .argument("[channel]", "as in the lineup")
    .option("--all", "every channel of the environment")
    .option("--env <environment>", "environment of the channel", "prod")
    .option("--region <region>", "this region only")
    .option("--stack <stack>", "this stack only, instead of the environment's own")
    .option("--timeout <seconds>", "how long to wait", wholeSeconds, 900)
    .option("--json", "print the outcome as JSON")
    .addHelpText(
      "after",
      "\nExamples:\n  $ npx onair start demo\n  $ npx onair start --all --env dev\n  $ npx onair start arena --region eu-west-1 --json",
    )
    .action(async (channel: string | undefined, options: OperateOptions) => {
      const { runOperate } = await import("../operate/run.ts");
      await runOperate(session, "running", channel, options);
    });
}
