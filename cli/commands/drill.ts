import { InvalidArgumentError, Option, type Command } from "commander";
import type { DrillReport, Format } from "../../rehearsal/drills/index.ts";
import { CliError, UsageError } from "../errors.ts";
import type { Session } from "../session.ts";
import { collect } from "./options.ts";

const NAME = "drill";
const SUMMARY = "break a rehearsed deployment on purpose, and see what viewers notice";

interface Options {
  readonly id: string;
  readonly env: string;
  readonly repeat: number;
  readonly channel: readonly string[];
  readonly format: Format | "all";
  readonly json: boolean;
  readonly players: number;
  readonly seconds: number;
}

const LOAD = "load";

const EXAMPLES = `
Examples:
  $ npx onair drill region                         stop the preferred region's channels while two viewers watch
  $ npx onair drill all --channel arena --format all
  $ npx onair drill region --repeat 20 --channel arena --format dash --json
  $ npx onair drill load --players 200 --seconds 60
`;

/** The drills are of the rehearsal, which is loaded only when they are meant. */
export async function addDrill(program: Command, session: Session, argv: readonly string[]): Promise<void> {
  const [first, second] = argv;
  if (first !== NAME && !(first === "help" && second === NAME)) {
    program.command(NAME).summary(SUMMARY);
    return;
  }
  const { DRILLS, FORMATS } = await import("../../rehearsal/drills/index.ts");
  const kinds = DRILLS.map(({ kind }) => kind);
  const list = DRILLS.map(({ kind, does }) => `  ${kind.padEnd(11)} ${does}`).join("\n");
  program
    .command(NAME)
    .summary(SUMMARY)
    .description(
      "Plays what a rehearsal deployed in a browser without a window, breaks a part of it, heals it, and judges what viewers noticed. The exit code is 1 when something expected did not hold.",
    )
    .argument("<kind>", `what to break: ${kinds.join(", ")}, all, or load`)
    .option("--id <name>", "name of the rehearsal", "default")
    .option("--env <environment>", "environment that it deployed", "prod")
    .option("--repeat <times>", "how often", times, 1)
    .addOption(
      new Option("--channel <name>", "channel to watch; may be repeated")
        .argParser(collect)
        .default([], "the first aligned and the first other one"),
    )
    .addOption(new Option("--format <format>", "what is played").choices([...FORMATS, "all"]).default("hls"))
    .option("--players <number>", "with load: how many play at once, without a picture", times, 50)
    .option("--seconds <number>", "with load: for how long", times, 60)
    .option("--json", "print the reports as one JSON document, and nothing on the way", false)
    .addHelpText(
      "after",
      `\nKinds:\n${list}\n  ${LOAD.padEnd(11)} Many players of one channel; what they ask for is compared with the load model.\n${EXAMPLES}`,
    )
    .action(async (kind: string, options: Options) => {
      if (kind === LOAD) return load(session, options);
      const wanted = kinds.filter((one) => kind === "all" || one === kind);
      if (wanted.length === 0) throw new UsageError(`There is no drill ${kind}. There are: ${kinds.join(", ")}, all, and ${LOAD}.`);
      await run(session, wanted, options);
    });
}

async function run(session: Session, kinds: readonly DrillReport["kind"][], options: Options): Promise<void> {
  const { drillRehearsal, drillText, FORMATS, RehearsalError, summaryText } = await import("../../rehearsal/drills/index.ts");
  const { id, env, repeat, channel, format, json } = options;
  try {
    const reports = await drillRehearsal({
      id,
      environment: env,
      kinds,
      repeat,
      formats: format === "all" ? FORMATS : [format],
      quiet: json || !session.watched,
      ...(channel.length === 0 ? {} : { channels: channel }),
      told: (report) => {
        if (!json) session.print(drillText(report));
      },
    });
    session.print(json ? JSON.stringify({ held: reports.every(({ held }) => held), drills: reports }, null, 2) : summaryText(reports));
    if (reports.some(({ held }) => !held)) throw new CliError("Not everything that was expected held; the report says what.");
  } catch (error) {
    if (error instanceof RehearsalError) throw new CliError(error.message);
    throw error;
  }
}

async function load(session: Session, { id, env, channel, format, players, seconds, json }: Options): Promise<void> {
  const { loadRehearsal, RehearsalError } = await import("../../rehearsal/drills/index.ts");
  if (format === "all") throw new UsageError("load plays one format; choose it with --format.");
  try {
    const { lines, report, held } = await loadRehearsal({
      id,
      environment: env,
      players,
      seconds,
      format,
      quiet: json || !session.watched,
      ...(channel.length === 0 ? {} : { channels: channel }),
    });
    session.print(json ? JSON.stringify({ held, load: report }, null, 2) : lines.join("\n"));
    if (!held) throw new CliError("The load model and the players differ by more than 10 %.");
  } catch (error) {
    if (error instanceof RehearsalError) throw new CliError(error.message);
    throw error;
  }
}

function times(text: string): number {
  const count = Number(text);
  if (!/^\d+$/.test(text) || count < 1 || count > 1000) throw new InvalidArgumentError("Write a whole number, 1 to 1000.");
  return count;
}
