import type { Command } from "commander";
import type { PassphraseOptions } from "../passphrase/run.ts";
import type { Session } from "../session.ts";

export function addPassphrase(program: Command, session: Session): void {
  program
    .command("passphrase")
    .summary("make, replace or show the passphrase of an SRT input")
    .description(
      "Makes a random passphrase for each encrypted SRT input of a channel, straight into Secrets Manager, in the channel's first region with copies in the others. " +
        "It is written nowhere else and is not shown unless you ask. A passphrase that exists is kept, and copied to regions that lack it.",
    )
    .argument("<channel>", "as in the lineup")
    .option("--input <key>", "this input only: primary, or a key of moreInputs")
    .option("--env <environment>", "environment of the channel", "prod")
    .option("--rotate", "replace it: encoders need the new one at once")
    .option("--show", "show it once, on a terminal only")
    .option("-y, --yes", "replace without asking")
    .option("--json", "print names and regions as JSON")
    .addHelpText(
      "after",
      "\nExamples:\n  $ npx onair passphrase arena\n  $ npx onair passphrase arena --input backup --env prod\n  $ npx onair passphrase arena --show",
    )
    .action(async (channel: string, options: PassphraseOptions) => {
      const { runPassphrase } = await import("../passphrase/run.ts");
      await runPassphrase(session, channel, options);
    });
}
