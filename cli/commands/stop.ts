import type { Command } from "commander";
import type { OperateOptions } from "../operate/run.ts";
import type { Session } from "../session.ts";
import { wholeSeconds } from "./options.ts";

export function addStop(program: Command, session: Session): void {
  program
    .command("stop")
    .summary("stop channels and wait until they are idle")
    .description(
      "Stops a channel in each of its regions, or all channels, and waits until they are idle. VIEWERS LOSE THE PICTURE. AWS changes or deletes a channel only while it is idle.",
    )
    .argument("[channel]", "as in the lineup")
    .option("--all", "every channel of the environment")
    .option("--env <environment>", "environment of the channel", "prod")
    .option("--region <region>", "this region only")
    .option("--stack <stack>", "this stack only, instead of the environment's own")
    .option("--timeout <seconds>", "how long to wait", wholeSeconds, 900)
    .option("-y, --yes", "do not ask")
    .option("--json", "print the outcome as JSON")
    .addHelpText(
      "after",
      "\nExamples:\n  $ npx onair stop demo\n  $ npx onair stop arena --region us-east-1 --yes\n  $ npx onair stop --all --env dev --yes --json",
    )
    .action(async (channel: string | undefined, options: OperateOptions) => {
      const { runOperate } = await import("../operate/run.ts");
      await runOperate(session, "stopped", channel, options);
    });
}
