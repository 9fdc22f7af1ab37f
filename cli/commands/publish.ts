import type { Command } from "commander";
import type { PublishOptions } from "../publish/run.ts";
import type { Session } from "../session.ts";

export function addPublish(program: Command, session: Session): void {
  program
    .command("publish")
    .summary("put the player's page where viewers find it")
    .description(
      "Builds the player, writes which channels it may offer, uploads the files that changed to the edge's bucket, and lets CloudFront forget the old ones. Run it after the edge was deployed, and again when channels or the player changed. Where nothing changed, nothing is done.",
    )
    .option("--env <environment>", "environment to publish for", "prod")
    .option("--stack <stack>", "this stack only, instead of the environment's own")
    .option("--dry-run", "only say what would be done")
    .option("--wait", "wait until no edge location has the old files any more")
    .option("--json", "print the outcome as JSON")
    .addHelpText(
      "after",
      "\nExamples:\n  $ npx onair publish\n  $ npx onair publish --env dev --dry-run\n  $ npx onair publish --wait --json | jq .url",
    )
    .action(async (options: PublishOptions) => {
      const { runPublish } = await import("../publish/run.ts");
      await runPublish(session, options);
    });
}
