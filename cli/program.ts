import { readFileSync } from "node:fs";
import { Command, CommanderError } from "commander";
import { addAlertTest } from "./commands/alertTest.ts";
import { addCapacity } from "./commands/capacity.ts";
import { addEvacuate, addReturn } from "./commands/evacuate.ts";
import { addDeploy } from "./commands/deploy.ts";
import { addDrill } from "./commands/drill.ts";
import { addInit } from "./commands/init.ts";
import { addPassphrase } from "./commands/passphrase.ts";
import { addPublish } from "./commands/publish.ts";
import { addPulumi } from "./commands/pulumi.ts";
import { addRehearse } from "./commands/rehearse.ts";
import { addSecret } from "./commands/secret.ts";
import { addSign } from "./commands/sign.ts";
import { addStart } from "./commands/start.ts";
import { addStatus } from "./commands/status.ts";
import { addStop } from "./commands/stop.ts";
import { CliError, EXIT, sentenceOf } from "./errors.ts";
import { processSession, type Session } from "./session.ts";

/** Runs one command line (without Node and script). Answers the exit code; throws nothing. */
export async function main(argv: readonly string[], session: Session = processSession()): Promise<number> {
  let code: number = EXIT.ok;
  try {
    const program = await buildProgram(argv, session, (given) => {
      code = given;
    });
    await program.parseAsync(argv.length === 0 ? ["--help"] : [...argv], { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    session.tell(`onair: ${sentenceOf(error)}`);
    return error instanceof CliError ? error.exitCode : EXIT.failure;
  }
}

/** Every command, described; what a command needs is loaded when it runs. */
async function buildProgram(argv: readonly string[], session: Session, onExit: (code: number) => void): Promise<Command> {
  const program = new Command("onair")
    .description("Live video on AWS from two regions at once.")
    .version(ownVersion(), "-V, --version", "show the version of onair")
    .helpOption("-h, --help", "show help")
    .helpCommand("help [command]", "show help for a command")
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({ writeOut: (text) => session.print(text.trimEnd()), writeErr: (text) => session.tell(text.trimEnd()) })
    .addHelpText(
      "after",
      "\nFirst steps:\n  $ npx onair rehearse                 try the whole service on this machine, without AWS\n  $ npx onair init prod                fill the stack files, make the first playback key\n  $ npx onair pulumi up --stack prod-us-east-1",
    );
  addInit(program, session);
  addDeploy(program, session);
  addSign(program, session);
  addPublish(program, session);
  addStatus(program, session);
  addStart(program, session);
  addStop(program, session);
  addEvacuate(program, session);
  addReturn(program, session);
  addCapacity(program, session);
  addAlertTest(program, session);
  addPassphrase(program, session);
  addSecret(program, session);
  addPulumi(program, argv, onExit);
  await addRehearse(program, argv);
  await addDrill(program, session, argv);
  return program;
}

function ownVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  return typeof manifest === "object" && manifest !== null && "version" in manifest ? String(manifest.version) : "unknown";
}
