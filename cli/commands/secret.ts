import type { Command } from "commander";
import type { SecretOptions } from "../secret/run.ts";
import type { Session } from "../session.ts";

export function addSecret(program: Command, session: Session): void {
  program
    .command("secret")
    .summary("keep the stream key of an output")
    .description(
      "Asks for the stream key of an RTMP output, unseen, and keeps it in Secrets Manager of each region that sends the output; without a terminal it reads " +
        "standard input, one key a line. For a feed by MediaConnect it draws a passphrase. It is written nowhere else. A secret that exists is kept unless you say --replace.",
    )
    .argument("<channel>", "as in the lineup")
    .argument("<output>", "key of the output in the lineup")
    .option("--env <environment>", "environment of the channel", "prod")
    .option("--key-version <number>", "keep it under this number; the lineup's keyVersion unless given")
    .option("--replace", "write over a secret that exists")
    .option("--json", "print names and regions as JSON")
    .addHelpText("after", "\nExamples:\n  $ npx onair secret studio youtube\n  $ npx onair secret studio youtube --key-version 2 < key.txt")
    .action(async (channel: string, output: string, options: SecretOptions) => {
      const { runSecret } = await import("../secret/run.ts");
      await runSecret(session, channel, output, options);
    });
}
