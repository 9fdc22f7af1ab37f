import type { Command } from "commander";
import type { Report } from "../rehearsal/index.ts";
import { CliError, UsageError } from "./errors.ts";

interface Options {
  readonly env: string;
  readonly id: string;
  readonly fresh: boolean;
  readonly fail: readonly string[];
  readonly timeout: readonly string[];
  readonly slow: number;
  readonly destroy: boolean;
  readonly unprotect: boolean;
  readonly json: boolean;
  readonly watch: boolean;
  readonly channels: readonly string[];
  readonly port: number;
}

const EXAMPLES = `
Examples:
  $ npx onair rehearse                                         deploy production on this machine
  $ npx onair rehearse --fresh --fail aws:medialive/input@eu-west-1
                                                               let AWS refuse inputs in one region; run again without it to go on
  $ npx onair rehearse --watch                                 and look at it: real video, and switches that break it
  $ npx onair rehearse --watch --channels arena,studio --port 8080
  $ npx onair rehearse exec onair start --all                  run a command against what was deployed
  $ npx onair rehearse exec --dark us-east-1 onair evacuate us-east-1
                                                               run it while a region's control plane does not answer
  $ npx onair rehearse exec pulumi preview --stack prod-global
  $ npx onair rehearse --destroy --unprotect                   take it down again
`;

/** Adds the command `rehearse`. */
export function registerRehearse(program: Command): void {
  const rehearse = program
    .command("rehearse")
    .summary("deploy an environment on this machine, against a simulated AWS")
    .description(
      "Deploys an environment's stacks on this machine: the real Pulumi CLI, program and policy pack, and a simulated AWS. No account is needed and nothing outside .onair/ is written.",
    )
    .enablePositionalOptions()
    .option("--env <environment>", "environment to deploy", "prod")
    .option("--id <name>", "name of the rehearsal; each has a folder of its own", "default")
    .option("--fresh", "start over instead of going on from the last run", false)
    .option("--fail <type[@region]>", "make operations on a resource type fail; may be repeated", collect, [])
    .option("--timeout <type[@region]>", "make operations on a resource type run out of time; may be repeated", collect, [])
    .option("--slow <milliseconds>", "make every operation take longer", milliseconds, 0)
    .option("--destroy", "destroy what a rehearsal deployed", false)
    .option("--unprotect", "with --destroy: lift the protection of production first", false)
    .option("--json", "print the result as JSON and nothing on the way", false)
    .option("--watch", "play what was deployed, with switches that break it; deploys only what is not deployed as it stands", false)
    .option(
      "--channels <names>",
      "with --watch: channels to play, with commas between (default: the first aligned and the first other one)",
      names,
      [],
    )
    .option("--port <number>", "with --watch: port of the page (default: a free one)", portNumber, 0)
    .addHelpText("after", EXAMPLES)
    .action((options: Options) => run(options));

  rehearse
    .command("exec")
    .summary("run a command in the rehearsed project, against its simulated AWS")
    .description(
      "Runs a command in the rehearsed project's folder with its state and its simulated AWS; `onair` and `pulumi` are on the path.",
    )
    .option("--dark <region>", "meanwhile the control plane of a region does not answer; may be repeated", collect, [])
    .argument("<command>", "the command")
    .argument("[arguments...]", "its arguments, passed on as they are")
    .passThroughOptions()
    .allowUnknownOption()
    .action(async (command: string, args: readonly string[], { dark }: { readonly dark: readonly string[] }) => {
      const { executeInRehearsal } = await import("../rehearsal/index.ts");
      process.exitCode = await asCliError(() => executeInRehearsal(rehearse.opts<Options>().id, command, args, dark));
    });
}

async function run(options: Options): Promise<void> {
  if (options.unprotect && !options.destroy) throw new UsageError("--unprotect goes with --destroy.");
  if (!options.watch && (options.channels.length > 0 || options.port !== 0)) throw new UsageError("--channels and --port go with --watch.");
  if (options.watch && (options.destroy || options.json)) throw new UsageError("--watch goes neither with --destroy nor with --json.");
  if (options.destroy) return destroy(options);
  if (options.watch) return watch(options);
  const { rehearse, screenOf } = await import("../rehearsal/index.ts");
  const faults = { fail: options.fail, timeout: options.timeout, slow: options.slow };
  const report = await asCliError(() =>
    rehearse({ id: options.id, environment: options.env, fresh: options.fresh, faults, quiet: options.json }),
  );
  print(report, options.json, (result: Report) => `\n${screenOf(result)}`);
}

/** Deploys unless all is deployed as it stands, then plays until Ctrl-C. */
async function watch(options: Options): Promise<void> {
  const { isDeployedAsItStands, rehearse, screenOf } = await import("../rehearsal/index.ts");
  const { id, env: environment, fail, timeout, slow, channels, port } = options;
  const faults = { fail, timeout, slow };
  const quiet = !process.stderr.isTTY;
  const { watchRehearsal } = await import("../rehearsal/watch/index.ts");
  await asCliError(async () => {
    if (options.fresh || !isDeployedAsItStands(id, environment)) {
      const report = await rehearse({ id, environment, fresh: options.fresh, faults, quiet });
      process.stdout.write(`\n${screenOf(report)}\n\n`);
    }
    const enough = new AbortController();
    const stop = (): void => enough.abort();
    for (const signal of STOPS) process.on(signal, stop);
    try {
      await watchRehearsal({
        id,
        environment,
        port,
        quiet,
        enough: enough.signal,
        ready: ({ url, viewerHost, channels: played }) => {
          const pages = played.map((channel) => `  ${url}/?channel=${channel}`);
          process.stdout.write(`Watch it, and break it (${viewerHost} on this machine):\n${pages.join("\n")}\nCtrl-C ends it.\n`);
        },
        ...(channels.length === 0 ? {} : { channels }),
      });
    } finally {
      for (const signal of STOPS) process.off(signal, stop);
    }
  });
}

const STOPS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

async function destroy(options: Options): Promise<void> {
  const { destroyRehearsal } = await import("../rehearsal/index.ts");
  const report = await asCliError(() =>
    destroyRehearsal({ id: options.id, environment: options.env, unprotect: options.unprotect, quiet: options.json }),
  );
  print(report, options.json, ({ removed }) => `${removed} resources removed; the simulated account is empty.`);
}

function print<T>(result: T, json: boolean, text: (result: T) => string): void {
  process.stdout.write(`${json ? JSON.stringify(result, null, 2) : text(result)}\n`);
}

/** What went wrong, without a trace where it was foreseen. */
async function asCliError<T>(work: () => Promise<T>): Promise<T> {
  const { RehearsalError } = await import("../rehearsal/index.ts");
  try {
    return await work();
  } catch (error) {
    if (error instanceof RehearsalError) throw new CliError(error.message);
    throw error;
  }
}

function collect(value: string, previous: readonly string[]): string[] {
  return [...previous, value];
}

function names(value: string): string[] {
  return value.split(",").filter((name) => name !== "");
}

function portNumber(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new UsageError(`--port takes 1 to 65535, or 0 for a free one; given: ${text}`);
  return port;
}

function milliseconds(text: string): number {
  if (!/^\d+$/.test(text)) throw new UsageError(`--slow takes whole milliseconds; given: ${text}`);
  return Number(text);
}
