import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { text } from "node:stream/consumers";
import { styleText } from "node:util";
import type { AwsAccess, CallerAccount } from "../control/index.ts";
import { CliError } from "./errors.ts";
import type { EvacuationLimits } from "./evacuate/limits.ts";
import type { PageFile } from "./publish/plan.ts";
import type { PulumiRunner } from "./stackOutputs.ts";
import type { Toolchain } from "./toolchain/index.ts";

/** Where a command runs and whom it talks to. Tests bring their own. */
export interface Session {
  /** Working directory; the project is found from here upwards. */
  readonly cwd: string;
  /** A person sits there: questions may be asked. */
  readonly interactive: boolean;
  /** Somebody watches standard error: progress may be told. */
  readonly watched: boolean;
  /** A line for standard output: the command's result. */
  print(text: string): void;
  /** A line for standard error: remarks, progress, errors. */
  tell(text: string): void;
  /** Emphasis where the terminal shows it and NO_COLOR does not forbid it. */
  loud(text: string): string;
  ask(question: string): Promise<string>;
  /** Answers that nobody may see on the screen; without a terminal the lines of standard input. */
  askHidden(questions: readonly string[]): Promise<readonly string[]>;
  readonly tools: Tools;
}

/** The outside world, loaded on first use so that `--help` costs nothing. */
export interface Tools {
  readonly runPulumi: PulumiRunner;
  /** Account of the AWS credentials at hand, or a reason why it is unknown. */
  readonly callerAccount: (access: AwsAccess) => Promise<CallerAccount>;
  /** Time between two looks at a channel, seconds. */
  readonly pollSeconds?: number;
  /** The player's page as it is built, instead of a build. */
  readonly buildPage?: () => Promise<PageFile[]>;
  /** Shorter times than those of an evacuation's real world, for tests. */
  readonly limits?: Partial<EvacuationLimits>;
}

/** The session of the running process. */
export function processSession(): Session {
  // Whoever reads may stop reading (`… | head`); work that is under way goes on.
  for (const stream of [process.stdout, process.stderr])
    stream.on("error", (error: NodeJS.ErrnoException) => (error.code === "EPIPE" ? undefined : fail(error)));
  let toolchain: Promise<Toolchain> | undefined;
  return {
    cwd: process.cwd(),
    interactive: process.stdin.isTTY && process.stderr.isTTY,
    watched: process.stderr.isTTY,
    print: (text) => void process.stdout.write(`${text}\n`),
    tell: (text) => void process.stderr.write(`${text}\n`),
    loud: (text) => styleText(["bold", "yellow"], text, { stream: process.stderr }),
    ask,
    askHidden,
    tools: {
      runPulumi: async (args, options) => {
        const { ensurePulumi, runPulumi } = await import("./toolchain/index.ts");
        toolchain ??= ensurePulumi();
        return runPulumi(await toolchain, args, options);
      },
      callerAccount: async (access) => (await import("../control/index.ts")).callerAccount(access),
    },
  };
}

function fail(error: Error): never {
  throw error;
}

/** Asks on standard error, so that standard output stays the result's. */
async function ask(question: string): Promise<string> {
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  // At the end of input (Ctrl-D) readline closes and leaves its question open for ever.
  const ended = new Promise<never>((_, reject) =>
    prompt.once("close", () => reject(new CliError("No answer was given; nothing was changed."))),
  );
  try {
    return (await Promise.race([prompt.question(question), ended])).trim();
  } finally {
    prompt.close();
  }
}

/** What is typed is not echoed: readline writes to where nothing shows. */
async function askHidden(questions: readonly string[]): Promise<readonly string[]> {
  if (!process.stdin.isTTY) return (await text(process.stdin)).split("\n");
  const answers: string[] = [];
  for (const question of questions) {
    process.stderr.write(question);
    const nowhere = new Writable({
      write: (_chunk, _encoding, done) => {
        done();
      },
    });
    const prompt = createInterface({ input: process.stdin, output: nowhere, terminal: true });
    const ended = new Promise<never>((_, reject) =>
      prompt.once("close", () => reject(new CliError("No answer was given; nothing was changed."))),
    );
    try {
      answers.push(await Promise.race([prompt.question(""), ended]));
    } finally {
      prompt.close();
      process.stderr.write("\n");
    }
  }
  return answers;
}

/** A yes-or-no question; anything but yes is no. */
export async function confirm(session: Session, question: string): Promise<boolean> {
  return /^y(es)?$/i.test(await session.ask(`${question} [y/N] `));
}
