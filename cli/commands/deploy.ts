import { InvalidArgumentError, type Command } from "commander";
import type { DeployOptions } from "../deploy/run.ts";
import type { Session } from "../session.ts";
import { wholeSeconds } from "./options.ts";

export function addDeploy(program: Command, session: Session): void {
  program
    .command("deploy")
    .summary("deploy an environment without taking channels dark")
    .description(
      "Deploys the stacks of an environment in the right order. A running channel that changes is changed one region at a time: its viewers move to the other region, it is stopped, changed, started and proved, and its viewers return. Ended or killed at any point, the next run goes on from there.",
    )
    .option("--env <environment>", "environment to deploy", "prod")
    .option("--only <region>", "change this region's stack alone")
    .option("--dark", "stop channels that no other region serves; viewers see nothing meanwhile")
    .option("--settle <seconds>", "how long viewers have to leave a region", someSeconds, 60)
    .option("--timeout <seconds>", "how long to wait for a channel, its metrics or its stack", wholeSeconds, 900)
    .option("--take-over", "go on although another run seems to be going on")
    .option("-y, --yes", "do not ask")
    .option("--json", "print plan and outcome as JSON")
    .addHelpText(
      "after",
      "\nExamples:\n  $ npx onair deploy\n  $ npx onair deploy --only eu-west-1 --settle 120\n  $ npx onair deploy --env dev --dark --yes --json",
    )
    .action(async (options: DeployOptions) => {
      const { runDeploy } = await import("../deploy/run.ts");
      await runDeploy(session, options);
    });
}

/** Whole seconds, none included. */
function someSeconds(text: string): number {
  const seconds = Number(text);
  if (!/^\d+$/.test(text) || seconds > 3600) throw new InvalidArgumentError("Write whole seconds, 0 to 3600.");
  return seconds;
}
