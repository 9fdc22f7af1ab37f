import type { Command } from "commander";
import type { InitOptions } from "../init/run.ts";
import type { Session } from "../session.ts";
import { collect } from "./options.ts";

export function addInit(program: Command, session: Session): void {
  program
    .command("init")
    .summary("fill the stack files of an environment and make its first playback key")
    .description(
      "Fills what the stack files of an environment still leave open, makes the first playback key, and writes missing stack files from the lineup. Asks for what is missing. Running it again changes nothing that is filled.",
    )
    .argument("<environment>", "as in lineups/<environment>.yaml, such as prod")
    .option("--domain <name>", "a name in a Route 53 zone of yours; viewers will use watch.<name>")
    .option("--zone-id <id>", "that zone's id")
    .option("--encoder-cidr <network>", "public network of your encoders; repeat for more", collect, [])
    .option("--alert-email <address>", "where alerts go")
    .option("--public-key <file>", "PEM of a public key of your own, instead of making a pair")
    .option("-y, --yes", "ask nothing")
    .option("--json", "report as JSON")
    .addHelpText(
      "after",
      "\nExamples:\n  $ npx onair init prod\n  $ npx onair init prod --domain live.your-company.tv --zone-id Z0123456789ABC --encoder-cidr 203.0.113.7/32 --yes\n  $ npx onair init dev --encoder-cidr 198.51.100.0/28 --yes",
    )
    .action(async (environment: string, options: InitOptions) => {
      const { runInit } = await import("../init/run.ts");
      await runInit(session, environment, options);
    });
}
