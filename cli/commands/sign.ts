import { Option, type Command } from "commander";
import type { Session } from "../session.ts";
import type { SignOptions } from "../sign/run.ts";

export function addSign(program: Command, session: Session): void {
  program
    .command("sign")
    .summary("sign the right to watch a channel")
    .description(
      "Signs one viewer's right to watch one channel for a while: everything below https://<host>/out/v1/<group>/<channel>/. " +
        "Cookies are the default: they cover the playlists and segments that a player asks for later. A signed URL opens the one file only, for the files it names are asked for without the signature.",
    )
    .argument("<channel>", "as in the lineup")
    .option("--env <environment>", "environment whose edge serves the channel", "prod")
    .option("--stack <stack>", "the edge's stack, instead of the environment's own")
    .option("--key <file>", "private key (default: .onair/keys/<environment>-<key id>.pem)")
    .option("--key-id <id>", "playback key to sign with, where several are trusted")
    .option("--for <time>", "how long, from 1m to 7d", "4h")
    .option("--cookies", "cookies, with command lines that use them (the default)")
    .option("--url", "a signed URL of the first file")
    .addOption(new Option("--format <format>", "which address").choices(["hls", "ll-hls", "dash"]).default("hls"))
    .addOption(new Option("--hash <algorithm>", "digest that is signed").choices(["sha1", "sha256"]).default("sha1"))
    .option("--json", "print as JSON")
    .addHelpText(
      "after",
      '\nExamples:\n  $ npx onair sign arena\n  $ npx onair sign arena --for 30m --format dash --json\n  $ curl -I "$(npx onair sign demo --url --env dev)"',
    )
    .action(async (channel: string, options: SignOptions) => {
      const { runSign } = await import("../sign/run.ts");
      await runSign(session, channel, options);
    });
}
