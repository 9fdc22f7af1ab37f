import type { Command } from "commander";
import type { EvacuationOptions } from "../evacuate/run.ts";
import type { Session } from "../session.ts";
import { wholeSeconds } from "./options.ts";

export function addEvacuate(program: Command, session: Session): void {
  evacuationCommand(program, "evacuate")
    .summary("take viewers and names out of a region, whether or not it answers")
    .description(
      "Sends viewers, and the names that single uplinks follow, to each channel's other region. Asks nothing of the region that is left, and nothing of CloudFront's, Route 53's or IAM's own APIs. Where Pulumi's state does not answer, it goes by the contracts that were last read.",
    )
    .option("-y, --yes", "do not ask")
    .option("--force", "also when a channel does not run in the region it would go to, or a deployment is going on")
    .addHelpText("after", "\nExamples:\n  $ npx onair evacuate us-east-1\n  $ npx onair evacuate eu-west-1 --yes --json")
    .action(async (region: string, options: EvacuationOptions) => {
      const { runEvacuate } = await import("../evacuate/run.ts");
      await runEvacuate(session, region, options);
    });
}

export function addReturn(program: Command, session: Session): void {
  evacuationCommand(program, "return")
    .summary("bring viewers and names back to an evacuated region")
    .description("Undoes an evacuation, once the region's channels run and are well.")
    .option("--force", "also when the region's channels do not run, are not well, or nobody can tell")
    .addHelpText("after", "\nExamples:\n  $ npx onair return us-east-1\n  $ npx onair return us-east-1 --json")
    .action(async (region: string, options: EvacuationOptions) => {
      const { runReturn } = await import("../evacuate/run.ts");
      await runReturn(session, region, options);
    });
}

function evacuationCommand(program: Command, name: string): Command {
  return program
    .command(name)
    .argument("<region>", "AWS region, such as us-east-1")
    .option("--env <environment>", "environment that the region belongs to", "prod")
    .option("--timeout <seconds>", "how long an alarm may take to follow", wholeSeconds, 180)
    .option("--json", "print the outcome as JSON");
}
